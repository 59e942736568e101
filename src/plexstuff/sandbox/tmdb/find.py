"""TMDB's find: what another service's id stands for."""

from __future__ import annotations

from plexstuff.sandbox.ask import Ask, natural
from plexstuff.sandbox.catalogue.model import CatalogueEpisode, CatalogueMovie, CatalogueSeries
from plexstuff.sandbox.people import PEOPLE
from plexstuff.sandbox.tmdb.face import refusal
from plexstuff.sandbox.tmdb.items import (
    episode_item,
    movie_item,
    person_item,
    season_item,
    season_numbers,
    series_item,
)
from plexstuff.sandbox.tmdb.tongue import tongue_of

_SOURCES = (
    "imdb_id", "tvdb_id", "facebook_id", "instagram_id", "tiktok_id", "twitter_id", "wikidata_id", "youtube_id",
)  # fmt: skip


def find(ask: Ask) -> object:
    """GET /find/{id}: always five lists, all empty on a miss. A TheTVDB id may name several things."""
    source, wanted = ask.query.get("external_source", ""), ask.path["id"]
    if source not in _SOURCES:
        raise refusal(5)
    answer: dict[str, list[object]] = {
        "movie_results": [],
        "person_results": [],
        "tv_results": [],
        "tv_episode_results": [],
        "tv_season_results": [],
    }
    if source == "imdb_id":
        _by_imdb(ask, wanted, answer)
    elif source == "tvdb_id" and (number := natural(wanted)) is not None:
        _by_tvdb(ask, number, answer)
    return answer


def _by_imdb(ask: Ask, wanted: str, answer: dict[str, list[object]]) -> None:
    tongue = tongue_of(ask)
    thing = ask.world.by_imdb.get(wanted)
    if isinstance(thing, CatalogueMovie):
        answer["movie_results"].append(movie_item(thing, tongue) | {"media_type": "movie"})
    elif isinstance(thing, CatalogueSeries):
        answer["tv_results"].append(series_item(thing, tongue) | {"media_type": "tv"})
    elif wanted.startswith("tt"):
        _episode(ask, ask.world.episode_by_imdb(wanted), answer)
    for person in PEOPLE:
        if person.imdb == wanted:
            answer["person_results"].append(person_item(ask.world, person, tongue) | {"media_type": "person"})


def _by_tvdb(ask: Ask, wanted: int, answer: dict[str, list[object]]) -> None:
    tongue = tongue_of(ask)
    movie, series = ask.world.movies_by_tvdb.get(wanted), ask.world.series_by_tvdb.get(wanted)
    if movie is not None:
        answer["movie_results"].append(movie_item(movie, tongue) | {"media_type": "movie"})
    if series is not None:
        answer["tv_results"].append(series_item(series, tongue) | {"media_type": "tv"})
    if movie is not None or series is not None:
        return
    _episode(ask, ask.world.episode_by_tvdb(wanted), answer)
    season = ask.world.season_by_tvdb(wanted)
    if season is not None and season[1] == "official":
        show, _, number = season
        item = season_item(show, number, season_numbers(show)[number])
        answer["tv_season_results"].append(item | {"media_type": "tv_season", "show_id": show.tmdb})


def _episode(ask: Ask, found: tuple[CatalogueSeries, CatalogueEpisode] | None, answer: dict[str, list[object]]) -> None:
    if found is not None:
        show, episode = found
        last = episode is season_numbers(show)[episode.season][-1]
        item = episode_item(show, episode, tongue_of(ask), last=last)
        answer["tv_episode_results"].append(item | {"media_type": "tv_episode"})
