"""TheTVDB's lists that hardly ever change, and its list of what did."""

from __future__ import annotations

from plexstuff.sandbox.ask import Ask
from plexstuff.sandbox.places import COUNTRIES, LANGUAGES
from plexstuff.sandbox.tvdb.common import GENRES
from plexstuff.sandbox.tvdb.face import UPDATED, not_found, number_in, paged, refusal, success, whole
from plexstuff.sandbox.tvdb.records import SEASON_TYPES

_SOURCES = (
    (2, "IMDB", "imdb", "https://www.imdb.com/title/"),
    (4, "Official Website", "official-website", ""),
    (5, "Facebook", "facebook", "https://www.facebook.com/"),
    (6, "X (Twitter)", "twitter", "https://twitter.com/"),
    (10, "TheMovieDB.com", "themoviedb", "https://www.themoviedb.org/movie/"),
    (12, "TheMovieDB.com", "themoviedb", "https://www.themoviedb.org/tv/"),
    (18, "Wikidata", "wikidata", "https://www.wikidata.org/wiki/"),
    (19, "TV Maze", "tv-maze", "https://www.tvmaze.com/shows/"),
)


def languages(_ask: Ask) -> object:
    """GET /languages."""
    rows: list[dict[str, str | None]] = [
        {"id": one.code3, "name": one.english, "nativeName": one.own, "shortCode": one.code}
        for one in LANGUAGES.values()
        if one.code != "xx"
    ]
    rows.append({"id": "pt", "name": "Portuguese - Brazil", "nativeName": "português", "shortCode": None})
    rows.append({"id": "zhtw", "name": "Chinese - Taiwan", "nativeName": "臺灣國語", "shortCode": None})
    return success(rows)


def countries(_ask: Ask) -> object:
    """GET /countries."""
    return success(
        [{"id": one.code3.lower(), "name": one.english, "shortCode": one.code.lower()} for one in COUNTRIES.values()]
    )


def genres(_ask: Ask) -> object:
    """GET /genres."""
    return success(GENRES)


def genre(ask: Ask) -> object:
    """GET /genres/{id}."""
    wanted = number_in(ask)
    for one in GENRES:
        if one["id"] == wanted:
            return success(one)
    raise not_found("genre")


def source_types(_ask: Ask) -> object:
    """GET /sources/types."""
    rows = [
        {"id": number, "name": name, "slug": slug, "prefix": prefix, "postfix": "", "sort": number}
        for number, name, slug, prefix in _SOURCES
    ]
    return success(rows)


def season_types(_ask: Ask) -> object:
    """GET /seasons/types."""
    return success(list(SEASON_TYPES.values()))


def series_statuses(_ask: Ask) -> object:
    """GET /series/statuses."""
    names = ((1, "Continuing"), (2, "Ended"), (3, "Upcoming"))
    return success([_status(number, name, "series") for number, name in names])


def movie_statuses(_ask: Ask) -> object:
    """GET /movies/statuses."""
    names = (
        (1, "Announced"),
        (2, "Pre-Production"),
        (3, "Filming / Post-Production"),
        (4, "Completed"),
        (5, "Released"),
    )
    return success([_status(number, name, "movie") for number, name in names])


def _status(number: int, name: str, record: str) -> dict[str, object]:
    return {"id": number, "name": name, "recordType": record, "keepUpdated": number == 1}


def content_ratings(_ask: Ask) -> object:
    """GET /content/ratings."""
    row = {"id": 245, "name": "TV-14", "country": "usa", "description": "", "contentType": "episode", "order": 5}
    return success([row | {"fullName": None}])


def updates(ask: Ask) -> object:
    """GET /updates?since=: everything was entered at one moment, so it is either all or nothing."""
    since = whole(ask, "since")
    if since is None:
        raise refusal(400, "InvalidValueType: since required")
    kind, action = ask.query.get("type", ""), ask.query.get("action", "")
    moment = int(UPDATED.timestamp())
    rows: list[tuple[str, int]] = []
    if since <= moment and action in ("", "update"):
        if kind in ("", "series"):
            rows.extend(("series", one.tvdb) for one in ask.world.catalogue.series if one.tvdb)
        if kind in ("", "movies"):
            rows.extend(("movies", one.tvdb) for one in ask.world.catalogue.movies if one.tvdb)
    return paged(ask, rows, lambda page: [_update(record, number, moment) for record, number in page])


def _update(record: str, number: int, moment: int) -> dict[str, object]:
    return {
        "recordType": record,
        "recordId": number,
        "methodInt": 2,
        "method": "update",
        "extraInfo": "",
        "userId": 0,
        "timeStamp": moment,
        "entityType": record,
        "seriesId": number if record == "series" else 0,
        "mergeToId": 0,
        "mergeToEntityType": "",
    }
