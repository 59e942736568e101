"""TMDB's seasons and episodes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from plexstuff.sandbox import seed
from plexstuff.sandbox.ask import Ask
from plexstuff.sandbox.catalogue.model import CatalogueEpisode, CatalogueSeries
from plexstuff.sandbox.people import cast_of, network_of
from plexstuff.sandbox.tmdb.append import appended
from plexstuff.sandbox.tmdb.credits import episode_crew
from plexstuff.sandbox.tmdb.face import number_in, refusal
from plexstuff.sandbox.tmdb.images import images_of
from plexstuff.sandbox.tmdb.items import episode_item, person_line, season_id, season_item, season_numbers
from plexstuff.sandbox.tmdb.shared import company_lines
from plexstuff.sandbox.tmdb.tongue import Tongue, tongue_of
from plexstuff.sandbox.world import episode_imdb, tvdb_season_id


def _season_of(ask: Ask) -> tuple[CatalogueSeries, int]:
    series = ask.world.series.get(number_in(ask, "id"))
    number = number_in(ask, "season")
    if series is None or not any(one.season == number for one in series.episodes):
        raise refusal(34)
    return series, number


def _episode_of(ask: Ask) -> tuple[CatalogueSeries, CatalogueEpisode, bool]:
    series, season = _season_of(ask)
    episodes, number = season_numbers(series)[season], number_in(ask, "episode")
    found = next((one for one in episodes if one.number == number), None)
    if found is None:
        raise refusal(34)
    return series, found, found is episodes[-1]


def season_details(series: CatalogueSeries, number: int, tongue: Tongue) -> dict[str, object]:
    """A season with all its episodes."""
    episodes = season_numbers(series)[number]
    item = season_item(series, number, episodes)
    del item["episode_count"]
    return item | {
        "_id": seed.hexadecimal(24, "season", series.tmdb, number),
        "episodes": [
            episode_item(series, one, tongue, last=one is episodes[-1]) | episode_crew(one) for one in episodes
        ],
        "networks": company_lines([network_of(series.tmdb)]),
    }


def season(ask: Ask) -> object:
    """GET /tv/{id}/season/{season}, with append_to_response."""
    series, number = _season_of(ask)
    calls = {name: partial(call, ask, series, number) for name, call in SEASON_PARTS.items()}
    return season_details(series, number, tongue_of(ask)) | appended(ask, calls)


def season_part(ask: Ask) -> object:
    """GET /tv/{id}/season/{season}/{part}."""
    series, number = _season_of(ask)
    if ask.path["part"] not in SEASON_PARTS:
        raise refusal(34)
    return SEASON_PARTS[ask.path["part"]](ask, series, number)


def episode(ask: Ask) -> object:
    """GET /tv/{id}/season/{season}/episode/{episode}, with append_to_response."""
    series, wanted, last = _episode_of(ask)
    item = episode_item(series, wanted, tongue_of(ask), last=last) | episode_crew(wanted)
    del item["show_id"]
    calls = {name: partial(call, ask, series, wanted) for name, call in EPISODE_PARTS.items()}
    return item | appended(ask, calls)


def episode_part(ask: Ask) -> object:
    """GET /tv/{id}/season/{season}/episode/{episode}/{part}."""
    series, wanted, _ = _episode_of(ask)
    if ask.path["part"] not in EPISODE_PARTS:
        raise refusal(34)
    return EPISODE_PARTS[ask.path["part"]](ask, series, wanted)


def _season_ids(_ask: Ask, series: CatalogueSeries, number: int) -> dict[str, object]:
    return {
        "id": season_id(series, number),
        "freebase_mid": f"/m/0{seed.hexadecimal(6, 'freebase', series.tmdb, number)}",
        "freebase_id": f"/en/sandbox_{series.tmdb}_season_{number}",
        "tvdb_id": tvdb_season_id(series, "official", number),
        "tvrage_id": None,
        "wikidata_id": f"Q{seed.synthetic_id('wikidata', 'season', series.tmdb, number)}",
    }


def _season_images(ask: Ask, series: CatalogueSeries, number: int) -> dict[str, object]:
    return images_of(ask, "season", season_id(series, number), series.original_language, ("posters",))


def _season_credits(_ask: Ask, series: CatalogueSeries, number: int) -> dict[str, object]:
    about = ("season", series.tmdb, number)
    cast = [
        person_line(one)
        | {
            "character": f"Character {place + 1}",
            "credit_id": seed.hexadecimal(24, one.number, *about),
            "order": place,
        }
        for place, one in enumerate(cast_of("tv", series.tmdb))
    ]
    return {"cast": cast, "crew": [], "id": season_id(series, number)}


def _episode_ids(_ask: Ask, _series: CatalogueSeries, wanted: CatalogueEpisode) -> dict[str, object]:
    return {
        "id": wanted.tmdb,
        "imdb_id": episode_imdb(wanted),
        "freebase_mid": f"/m/0{seed.hexadecimal(6, 'freebase', 'episode', wanted.tmdb)}",
        "freebase_id": None,
        "tvdb_id": wanted.tvdb or None,
        "tvrage_id": seed.synthetic_id("tvrage", "episode", wanted.tmdb),
        "wikidata_id": f"Q{seed.synthetic_id('wikidata', 'episode', wanted.tmdb)}",
    }


def _episode_images(ask: Ask, series: CatalogueSeries, wanted: CatalogueEpisode) -> dict[str, object]:
    return images_of(ask, "episode", wanted.tmdb, series.original_language, ("stills",))


SeasonPart = Callable[[Ask, CatalogueSeries, int], dict[str, object]]
EpisodePart = Callable[[Ask, CatalogueSeries, CatalogueEpisode], dict[str, object]]

SEASON_PARTS: dict[str, SeasonPart] = {
    "credits": _season_credits,
    "external_ids": _season_ids,
    "images": _season_images,
}
EPISODE_PARTS: dict[str, EpisodePart] = {"external_ids": _episode_ids, "images": _episode_images}
