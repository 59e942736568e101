"""TMDB's series: the details, and the calls that can be appended to them or made alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from plexstuff.sandbox import seed
from plexstuff.sandbox.ask import Ask, natural
from plexstuff.sandbox.catalogue.model import CatalogueEpisode, CatalogueSeries
from plexstuff.sandbox.people import companies_of, network_of
from plexstuff.sandbox.tmdb.aliases import alternative_titles, translations
from plexstuff.sandbox.tmdb.append import appended, names_in
from plexstuff.sandbox.tmdb.credits import creators, series_credits
from plexstuff.sandbox.tmdb.episodes import season_details
from plexstuff.sandbox.tmdb.face import number_in, paged, refusal
from plexstuff.sandbox.tmdb.genres import genre_rows
from plexstuff.sandbox.tmdb.groups import groups_of
from plexstuff.sandbox.tmdb.images import images_of
from plexstuff.sandbox.tmdb.items import episode_item, season_item, season_numbers, series_item
from plexstuff.sandbox.tmdb.shared import company_lines, country_lines, language_lines, social_ids
from plexstuff.sandbox.tmdb.tongue import Tongue, known_in, tongue_of


def series_of(ask: Ask) -> CatalogueSeries:
    """The series that the path names."""
    found = ask.world.series.get(number_in(ask, "id"))
    if found is None:
        raise refusal(34)
    return found


def series(ask: Ask) -> object:
    """GET /tv/{id}, with append_to_response, `season/N` included."""
    wanted = series_of(ask)
    calls = {name: partial(call, ask, wanted) for name, call in PARTS.items()}
    seasons = season_numbers(wanted)
    for name in names_in(ask):
        number = natural(name.removeprefix("season/"))
        if name.startswith("season/") and number is not None and number in seasons:
            calls[name] = partial(season_details, wanted, number, tongue_of(ask))
    return details(ask, wanted) | appended(ask, calls)


def details(ask: Ask, wanted: CatalogueSeries) -> dict[str, object]:
    """The series itself."""
    tongue = tongue_of(ask)
    item = series_item(wanted, tongue)
    del item["genre_ids"]
    seasons = season_numbers(wanted)
    shown = [one for number, episodes in seasons.items() if number for one in episodes]
    now = ask.now
    past = [one for one in shown if one.aired and _before(one, now)]
    ahead = [one for one in shown if one.aired and not _before(one, now)]
    return item | {
        "created_by": creators(wanted),
        "episode_run_time": [],
        "genres": genre_rows("tv", wanted.genres, tongue.language),
        "homepage": "",
        "in_production": wanted.status in ("Returning Series", "In Production"),
        "languages": [wanted.original_language],
        "last_air_date": max(str(one.aired) for one in past) if past else None,
        "last_episode_to_air": _episode(wanted, max(past, key=_place), seasons, tongue) if past else None,
        "networks": company_lines([network_of(wanted.tmdb)]),
        "next_episode_to_air": _episode(wanted, min(ahead, key=_place), seasons, tongue) if ahead else None,
        "number_of_episodes": len(shown),
        "number_of_seasons": len([number for number in seasons if number]),
        "production_companies": company_lines(companies_of("tv", wanted.tmdb)),
        "production_countries": country_lines(wanted.countries),
        "seasons": [season_item(wanted, number, episodes) for number, episodes in seasons.items()],
        "spoken_languages": language_lines([wanted.original_language]),
        "status": wanted.status,
        "tagline": "One of the sandbox's series." if known_in(wanted, tongue) and tongue.english else "",
        "type": wanted.type,
    }


def _place(episode: CatalogueEpisode) -> tuple[str, int, int]:
    return str(episode.aired), episode.season, episode.number


def _before(episode: CatalogueEpisode, now: float) -> bool:
    return str(episode.aired) <= dt.datetime.fromtimestamp(now, dt.UTC).date().isoformat()


def _episode(
    wanted: CatalogueSeries, episode: CatalogueEpisode, seasons: dict[int, list[CatalogueEpisode]], tongue: Tongue
) -> dict[str, object]:
    return episode_item(wanted, episode, tongue, last=episode is seasons[episode.season][-1])


def _external_ids(_ask: Ask, wanted: CatalogueSeries) -> dict[str, object]:
    return {
        "id": wanted.tmdb,
        "imdb_id": wanted.imdb or None,
        "freebase_mid": f"/m/0{seed.hexadecimal(6, 'freebase', wanted.tmdb)}",
        "freebase_id": f"/en/sandbox_{wanted.tmdb}",
        "tvdb_id": wanted.tvdb or None,
        "tvrage_id": seed.synthetic_id("tvrage", wanted.tmdb),
        "wikidata_id": f"Q{seed.synthetic_id('wikidata', 'tv', wanted.tmdb)}",
        **social_ids("tv", wanted.tmdb),
    }


def _content_ratings(_ask: Ask, wanted: CatalogueSeries) -> dict[str, object]:
    marks = {"US": "TV-14", "GB": "15", "DE": "12", "FR": "12"}
    homes = dict.fromkeys((*wanted.countries, "US"))
    rows = [{"descriptors": [], "iso_3166_1": home, "rating": marks.get(home, "12")} for home in homes]
    return {"results": rows, "id": wanted.tmdb}


def _keywords(_ask: Ask, wanted: CatalogueSeries) -> dict[str, object]:
    return {"id": wanted.tmdb, "results": [{"id": seed.synthetic_id("keyword", "sandbox"), "name": "sandbox"}]}


def _videos(_ask: Ask, wanted: CatalogueSeries) -> dict[str, object]:
    return {"id": wanted.tmdb, "results": []}


def _recommendations(ask: Ask, wanted: CatalogueSeries) -> dict[str, object]:
    alike = [one for one in ask.world.catalogue.series if one is not wanted and set(one.genres) & set(wanted.genres)]
    alike.sort(key=lambda one: -one.popularity)
    tongue = tongue_of(ask)
    return paged(ask, alike[:40], lambda one: series_item(one, tongue) | {"media_type": "tv"})


Part = Callable[[Ask, CatalogueSeries], dict[str, object]]

PARTS: dict[str, Part] = {
    "alternative_titles": lambda ask, wanted: alternative_titles(ask, wanted, "results"),
    "content_ratings": _content_ratings,
    "credits": lambda _ask, wanted: series_credits(wanted),
    "episode_groups": lambda _ask, wanted: groups_of(wanted),
    "external_ids": _external_ids,
    "images": lambda ask, wanted: images_of(ask, "tv", wanted.tmdb, wanted.original_language),
    "keywords": _keywords,
    "recommendations": _recommendations,
    "translations": lambda _ask, wanted: translations(wanted),
    "videos": _videos,
}


def part(ask: Ask) -> object:
    """GET /tv/{id}/{part}: one of PARTS alone."""
    wanted = series_of(ask)
    if ask.path["part"] not in PARTS:
        raise refusal(34)
    return PARTS[ask.path["part"]](ask, wanted)
