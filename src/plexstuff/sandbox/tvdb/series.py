"""TheTVDB's series: records, translations, artworks, and episodes in every order."""

from __future__ import annotations

from collections.abc import Sequence

from plexstuff.sandbox.ask import Ask
from plexstuff.sandbox.catalogue.model import CatalogueSeries
from plexstuff.sandbox.people import companies_of, network_of
from plexstuff.sandbox.tvdb.artworks import artwork_rows
from plexstuff.sandbox.tvdb.common import character_rows, content_rating_rows, genre_rows, translation, translations
from plexstuff.sandbox.tvdb.face import PAGE_SIZE, not_found, number_in, paged, refusal, success, whole
from plexstuff.sandbox.tvdb.orders import Placed, placed, seasons
from plexstuff.sandbox.tvdb.records import (
    SEASON_TYPES,
    company_row,
    episode_record,
    land,
    season_record,
    series_record,
)
from plexstuff.sandbox.tvdb.remote import remote_ids
from plexstuff.sandbox.tvdb.times import today

_DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")


def series_of(ask: Ask) -> CatalogueSeries:
    """The series that the path names."""
    found = ask.world.series_by_tvdb.get(number_in(ask))
    if found is None:
        raise not_found("series")
    return found


def base(ask: Ask) -> object:
    """GET /series/{id}."""
    return success(series_record(series_of(ask), today(ask)))


def by_slug(ask: Ask) -> object:
    """GET /series/slug/{slug}."""
    found = ask.world.series_by_slug.get(ask.path["slug"])
    if found is None:
        raise not_found("series")
    return success(series_record(found, today(ask)))


def extended(ask: Ask) -> object:
    """GET /series/{id}/extended with meta=translations|episodes and short=true."""
    series = series_of(ask)
    record = _extended(ask, series)
    if ask.query.get("short", "").lower() == "true":
        record |= {"artworks": None, "characters": None}
    if ask.query.get("meta") == "translations":
        record["translations"] = translations(series)
    if ask.query.get("meta") == "episodes":
        record["episodes"] = [
            episode_record(series, one, place) for place, one in placed(series, "official")[:PAGE_SIZE]
        ]
    return success(record)


def _extended(ask: Ask, series: CatalogueSeries) -> dict[str, object]:
    network = company_row(network_of(series.tmdb), 1, "Network")
    aired = series.first_aired.isoweekday() % 7 if series.first_aired else 0
    return series_record(series, today(ask)) | {
        "abbreviation": "",
        "airsDays": {day: number == aired for number, day in enumerate(_DAYS)},
        "airsTime": "21:00",
        "airsTimeUTC": None,
        "artworks": artwork_rows("series", series.tvdb, series.original_language),
        "characters": character_rows("series", series.tvdb),
        "companies": [network, *(company_row(one, 2, "Studio") for one in companies_of("tv", series.tmdb))],
        "contentRatings": content_rating_rows(series.countries),
        "country": land(series.countries),
        "genres": genre_rows(series.genres),
        "latestNetwork": network,
        "lists": [],
        "originalNetwork": network,
        "remoteIds": remote_ids(series),
        "seasonTypes": [SEASON_TYPES[kind] for kind in dict.fromkeys(kind for kind, _ in seasons(series))],
        "seasons": [season_record(series, kind, number) for kind, number in seasons(series)],
        "tags": None,
        "trailers": [],
        "translations": None,
    }


def translated(ask: Ask) -> object:
    """GET /series/{id}/translations/{language}."""
    return success(translation(series_of(ask), ask.path["language"]))


def artworks(ask: Ask) -> object:
    """GET /series/{id}/artworks: the extended record with its artworks narrowed by language and type."""
    series = series_of(ask)
    spoken, kind = ask.query.get("lang"), whole(ask, "type")
    rows = [
        row
        for row in artwork_rows("series", series.tvdb, series.original_language)
        if (not spoken or row["language"] == spoken) and (kind is None or row["type"] == kind)
    ]
    return success(_extended(ask, series) | {"artworks": rows})


def next_aired(ask: Ask) -> object:
    """GET /series/{id}/nextAired."""
    return base(ask)


def episodes(ask: Ask) -> object:
    """GET /series/{id}/episodes/{order} and …/{language}, with page, season, episodeNumber, airDate."""
    series, kind, spoken = series_of(ask), ask.path["order"], ask.path.get("language", "")
    if kind != "default" and kind not in SEASON_TYPES:
        raise refusal(400, "InvalidValueType: invalid season type")
    record = series_record(series, today(ask))

    def wrap(page: Sequence[Placed]) -> object:
        rows = [episode_record(series, one, place, spoken) for place, one in page]
        # With a language the episodes lie inside the series, without one beside it.
        return record | {"episodes": rows} if spoken else {"series": record, "episodes": rows}

    return paged(ask, _narrowed(ask, placed(series, kind)), wrap)


def _narrowed(ask: Ask, rows: list[Placed]) -> list[Placed]:
    season, number, day = whole(ask, "season"), whole(ask, "episodeNumber"), ask.query.get("airDate")
    if number is not None and season is None:
        raise refusal(400, "InvalidValueType: episodeNumber requires season")
    return [
        (place, one)
        for place, one in rows
        if (season is None or place[0] == season)
        and (number is None or place[1] == number)
        and (not day or str(one.aired) == day)
    ]
