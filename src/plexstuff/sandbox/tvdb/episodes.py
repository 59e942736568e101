"""TheTVDB's single episodes and seasons."""

from __future__ import annotations

from plexstuff.sandbox.ask import Ask
from plexstuff.sandbox.catalogue.model import CatalogueEpisode, CatalogueSeries
from plexstuff.sandbox.tvdb.face import not_found, number_in, refusal, success
from plexstuff.sandbox.tvdb.orders import placed
from plexstuff.sandbox.tvdb.records import (
    episode_languages,
    episode_name,
    episode_record,
    season_record,
    three,
)


def _episode_of(ask: Ask) -> tuple[CatalogueSeries, CatalogueEpisode]:
    found = ask.world.episode_by_tvdb(number_in(ask))
    if found is None:
        raise not_found("episode")
    return found


def _record(series: CatalogueSeries, episode: CatalogueEpisode) -> dict[str, object]:
    record = episode_record(series, episode, (episode.season, episode.number))
    places = [("official", episode.season)]
    if episode.dvd_season is not None:
        places.append(("dvd", episode.dvd_season))
    if episode.absolute is not None:
        places.append(("absolute", 1))
    return record | {"seasons": [season_record(series, kind, number) for kind, number in places]}


def base(ask: Ask) -> object:
    """GET /episodes/{id}."""
    return success(_record(*_episode_of(ask)))


def extended(ask: Ask) -> object:
    """GET /episodes/{id}/extended with meta=translations."""
    series, episode = _episode_of(ask)
    record = _record(series, episode) | {
        "awards": [],
        "characters": None,
        "companies": [],
        "contentRatings": [],
        "networks": [],
        "nominations": None,
        "productionCode": "",
        "remoteIds": [],
        "studios": [],
        "tagOptions": None,
        "trailers": [],
        "translations": None,
    }
    if ask.query.get("meta") == "translations":
        rows = [{"name": episode_name(series, episode, code), "language": code} for code in episode_languages(series)]
        record["translations"] = {"nameTranslations": rows, "overviewTranslations": [], "alias": []}
    return success(record)


def translated(ask: Ask) -> object:
    """GET /episodes/{id}/translations/{language}."""
    series, episode = _episode_of(ask)
    code = ask.path["language"]
    name = episode_name(series, episode, code)
    if name is None:
        raise refusal(404, "NotFoundException: error fetching translation")
    row: dict[str, object] = {"name": name, "overview": None, "language": code}
    if code == three(series.original_language):
        row["isPrimary"] = True
    return success(row)


def _season_of(ask: Ask) -> tuple[CatalogueSeries, str, int]:
    found = ask.world.season_by_tvdb(number_in(ask))
    if found is None:
        raise not_found("season")
    return found


def season(ask: Ask) -> object:
    """GET /seasons/{id}."""
    return success(season_record(*_season_of(ask)))


def season_extended(ask: Ask) -> object:
    """GET /seasons/{id}/extended: with the episodes of that one season."""
    series, kind, number = _season_of(ask)
    rows = [episode_record(series, one, place) for place, one in placed(series, kind) if place[0] == number]
    return success(
        season_record(series, kind, number)
        | {"artwork": [], "episodes": rows, "trailers": [], "tagOptions": None, "translations": None}
    )
