"""TheTVDB's searches: by name among everything at once, and by other services' ids."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from plexstuff.sandbox import seed
from plexstuff.sandbox.ask import Ask
from plexstuff.sandbox.catalogue.model import CatalogueMovie, CatalogueSeries
from plexstuff.sandbox.index import Fit, Seen
from plexstuff.sandbox.people import COMPANIES, PEOPLE, Company, Person, network_of
from plexstuff.sandbox.tmdb.genres import MOVIE, TV
from plexstuff.sandbox.tvdb.face import UPDATED_TEXT, refusal, success, windowed
from plexstuff.sandbox.tvdb.records import (
    land,
    movie_record,
    names_by_language,
    overviews_by_language,
    series_record,
    series_status,
    three,
)
from plexstuff.sandbox.tvdb.remote import remote_ids, things_of
from plexstuff.sandbox.tvdb.times import today
from plexstuff.sandbox.world import CollectionThing, tvdb_name, tvdb_slug

#: How many results there are on a page when nobody says, and at most in all.
PAGE, MOST = 50, 5000

_KINDS = ("series", "movie", "person", "company")


class Row(NamedTuple):
    """Something found: how well, how popular, and how it is told."""

    fit: int
    popularity: float
    render: Callable[[], dict[str, object]]


def search(ask: Ask) -> object:
    """GET /search with `query` (or `q`) or `remote_id`; a wrong year finds nothing."""
    query, remote = ask.query.get("query") or ask.query.get("q", ""), ask.query.get("remote_id", "")
    kind = ask.query.get("type", "")
    if not query and not remote:
        raise refusal(400, "InvalidValueType: query or remote_id required")
    if kind and kind not in _KINDS:
        raise refusal(400, "InvalidValueType: type must be one of series, movie, person, company")
    rows = _by_remote(ask, remote) if remote else _by_name(ask, query)
    rows.sort(key=lambda row: (-row.fit, -row.popularity))
    return windowed(ask, rows[:MOST], PAGE, lambda row: row.render())


def _by_name(ask: Ask, query: str) -> list[Row]:
    world, kind = ask.world, ask.query.get("type", "")
    rows: list[Row] = []
    for number, fit in world.index.search(query, Seen.TVDB):
        thing = world.things[number]
        if not isinstance(thing, CollectionThing) and _wanted(ask, thing):
            rows.append(Row(_weak(fit), thing.popularity, partial(_item, thing)))
    if kind in ("", "person") and not ask.query.get("year"):
        for number, fit in world.people_index.search(query, Seen.TVDB):
            rows.append(Row(_weak(fit), 0.0, partial(_person, PEOPLE[number])))
    if kind in ("", "company") and not ask.query.get("year"):
        folded = query.casefold()
        rows.extend(Row(0, 0.0, partial(_company, one)) for one in COMPANIES if folded in one.name.casefold())
    return rows


def _weak(fit: Fit) -> int:
    # TheTVDB's ranking knows no exact titles: what is well known comes first.
    return 1 if fit > Fit.BEGINNINGS else 0


def _by_remote(ask: Ask, remote: str) -> list[Row]:
    return [
        Row(1, thing.popularity, partial(_item, thing)) for thing in things_of(ask.world, remote) if _wanted(ask, thing)
    ]


def _wanted(ask: Ask, thing: CatalogueMovie | CatalogueSeries) -> bool:
    query = ask.query
    if query.get("type", "") not in ("", "series" if isinstance(thing, CatalogueSeries) else "movie"):
        return False
    if query.get("year") and query["year"] != _year(thing):
        return False
    return not query.get("country") or query["country"].lower() == land(thing.countries)


def _day(thing: CatalogueMovie | CatalogueSeries) -> str:
    day = thing.released if isinstance(thing, CatalogueMovie) else thing.first_aired
    return str(day or "")


def _year(thing: CatalogueMovie | CatalogueSeries) -> str:
    return _day(thing)[:4]


def _item(thing: CatalogueMovie | CatalogueSeries) -> dict[str, object]:
    kind = "series" if isinstance(thing, CatalogueSeries) else "movie"
    picture = f"https://artworks.thetvdb.com/banners/v4/{kind}/{thing.tvdb}/posters"
    overviews = overviews_by_language(thing)
    item: dict[str, object] = {
        "objectID": f"{kind}-{thing.tvdb}",
        "aliases": [alias.text for alias in thing.aliases if not alias.translation],
        "country": land(thing.countries),
        "id": f"{kind}-{thing.tvdb}",
        "image_url": f"{picture}/{seed.hexadecimal(13, 'poster', thing.tvdb)}.jpg",
        "name": tvdb_name(thing),
        "first_air_time": _day(thing),
        "overview": overviews.get(three(thing.original_language), thing.overview),
        "primary_language": three(thing.original_language),
        "primary_type": kind,
        "status": _status(thing),
        "type": kind,
        "tvdb_id": str(thing.tvdb),
        "year": _year(thing),
        "slug": tvdb_slug(thing),
        "overviews": overviews,
        "translations": names_by_language(thing),
        "remote_ids": remote_ids(thing),
        "thumbnail": f"{picture}/{seed.hexadecimal(13, 'poster', thing.tvdb)}_t.jpg",
    }
    names = {**MOVIE, **TV}
    if isinstance(thing, CatalogueSeries):
        item["network"] = network_of(thing.tmdb).name
    else:
        item["genres"] = [names[number] for number in thing.genres if number in names]
        item["extended_title"] = f"{tvdb_name(thing)} ({_year(thing)})" if _year(thing) else tvdb_name(thing)
    return item


def _status(thing: CatalogueMovie | CatalogueSeries) -> str:
    if isinstance(thing, CatalogueMovie):
        return "Released" if thing.released else "Announced"
    return series_status(thing.status)[1]


def _person(person: Person) -> dict[str, object]:
    return {
        "objectID": f"people-{person.number}",
        "id": f"people-{person.number}",
        "image_url": "",
        "name": person.name,
        "primary_type": "people",
        "tvdb_id": str(person.number),
        "type": "person",
        "slug": person.name.lower().replace(" ", "-"),
    }


def _company(company: Company) -> dict[str, object]:
    return {
        "objectID": f"company-{company.number}",
        "companyType": "Production Company",
        "country": land([company.country]),
        "id": f"company-{company.number}",
        "name": company.name,
        "primary_type": "company",
        "tvdb_id": str(company.number),
        "type": "company",
        "slug": company.name.lower().replace(" ", "-"),
    }


def search_remote(ask: Ask) -> object:
    """GET /search/remoteid/{remote}: null when nothing has that id."""
    remote = ask.path["remote"]
    found: list[object] = []
    for thing in things_of(ask.world, remote):
        if isinstance(thing, CatalogueSeries):
            found.append({"series": series_record(thing, today(ask))})
        else:
            found.append({"movie": movie_record(thing)})
    for person in PEOPLE:
        if person.imdb == remote:
            found.append({"people": person_record(person)})
    return success(found or None)


def person_record(person: Person) -> dict[str, object]:
    """The base record of a person."""
    return {
        "id": person.number,
        "name": person.name,
        "image": None,
        "score": 0,
        "nameTranslations": ["eng"],
        "overviewTranslations": [],
        "aliases": [],
        "lastUpdated": UPDATED_TEXT,
    }
