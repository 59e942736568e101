"""TMDB's searches: by name, with the years that each kind of thing can be narrowed to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from plexstuff.sandbox.ask import Ask, natural
from plexstuff.sandbox.catalogue.model import CatalogueMovie, CatalogueSeries
from plexstuff.sandbox.index import Fit, Seen
from plexstuff.sandbox.people import PEOPLE, Person
from plexstuff.sandbox.tmdb.face import paged, refusal
from plexstuff.sandbox.tmdb.items import collection_item, movie_item, person_item, series_item
from plexstuff.sandbox.tmdb.tongue import Tongue, tongue_of
from plexstuff.sandbox.world import CollectionThing, Thing, World


class Row(NamedTuple):
    """Something found: how well it fits, how popular it is, and how it is told."""

    fit: Fit
    popularity: float
    render: Callable[[Tongue], dict[str, object]]


def search_movie(ask: Ask) -> object:
    """GET /search/movie."""
    year, primary = _year(ask, "year"), _year(ask, "primary_release_year")

    def wanted(thing: Thing) -> bool:
        if not isinstance(thing, CatalogueMovie):
            return False
        if primary and (thing.released is None or thing.released.year != primary):
            return False
        return not year or year in release_years(thing)

    return _answer(ask, _rows(ask, wanted))


def search_tv(ask: Ask) -> object:
    """GET /search/tv."""
    year, first = _year(ask, "year"), _year(ask, "first_air_date_year")

    def wanted(thing: Thing) -> bool:
        if not isinstance(thing, CatalogueSeries):
            return False
        if first and (thing.first_aired is None or thing.first_aired.year != first):
            return False
        return not year or _aired_in(thing, year)

    return _answer(ask, _rows(ask, wanted))


def search_collection(ask: Ask) -> object:
    """GET /search/collection."""
    return _answer(ask, _rows(ask, lambda thing: isinstance(thing, CollectionThing)))


def search_person(ask: Ask) -> object:
    """GET /search/person."""
    return _answer(ask, _people(ask.world, ask.query.get("query", "")))


def search_multi(ask: Ask) -> object:
    """GET /search/multi: films, series and people, each marked with its kind."""
    rows = _rows(ask, lambda thing: not isinstance(thing, CollectionThing), marked=True)
    people = _people(ask.world, ask.query.get("query", ""), marked=True)
    return _answer(ask, rows + people)


def release_years(movie: CatalogueMovie) -> set[int]:
    """The years in which the film came out somewhere: late December is January elsewhere."""
    if movie.released is None:
        return set()
    years = {movie.released.year}
    if movie.released.month == 12:
        years.add(movie.released.year + 1)
    return years


def _aired_in(series: CatalogueSeries, year: int) -> bool:
    if series.first_aired and series.first_aired.year == year:
        return True
    return any(one.aired and one.aired.year == year for one in series.episodes)


def _year(ask: Ask, name: str) -> int:
    text = ask.query.get(name, "")
    if not text:
        return 0
    year = natural(text)
    if year is None:
        raise refusal(47)
    return year


def _rows(ask: Ask, wanted: Callable[[Thing], bool], *, marked: bool = False) -> list[Row]:
    world = ask.world
    rows: list[Row] = []
    for number, fit in world.index.search(ask.query.get("query", ""), Seen.TMDB):
        thing = world.things[number]
        if wanted(thing):
            rows.append(Row(fit, getattr(thing, "popularity", 0.0), partial(_render, thing, marked)))
    return rows


def _render(thing: Thing, marked: bool, tongue: Tongue) -> dict[str, object]:
    if isinstance(thing, CatalogueMovie):
        return movie_item(thing, tongue) | ({"media_type": "movie"} if marked else {})
    if isinstance(thing, CatalogueSeries):
        return series_item(thing, tongue) | ({"media_type": "tv"} if marked else {})
    return collection_item(thing)


def _people(world: World, query: str, *, marked: bool = False) -> list[Row]:
    found = world.people_index.search(query, Seen.TMDB)
    return [Row(fit, 0.0, partial(_render_person, world, PEOPLE[number], marked)) for number, fit in found]


def _render_person(world: World, person: Person, marked: bool, tongue: Tongue) -> dict[str, object]:
    return person_item(world, person, tongue) | ({"media_type": "person"} if marked else {})


def _answer(ask: Ask, rows: list[Row]) -> dict[str, object]:
    tongue = tongue_of(ask)
    rows.sort(key=lambda row: (-row.fit, -row.popularity))
    return paged(ask, rows, lambda row: row.render(tongue))
