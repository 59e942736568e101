"""TMDB's lists: discover with its filters, popular and the like."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from plexstuff.sandbox.ask import Ask
from plexstuff.sandbox.catalogue.model import CatalogueMovie, CatalogueSeries
from plexstuff.sandbox.tmdb.face import paged, refusal
from plexstuff.sandbox.tmdb.items import movie_item, series_item, vote
from plexstuff.sandbox.tmdb.tongue import tongue_of

Thing = CatalogueMovie | CatalogueSeries
Kind = TypeVar("Kind", CatalogueMovie, CatalogueSeries)

_SORTS: dict[str, Callable[[Thing], tuple[float | str, ...]]] = {
    "popularity": lambda thing: (thing.popularity,),
    "primary_release_date": lambda thing: (_date(thing),),
    "release_date": lambda thing: (_date(thing),),
    "first_air_date": lambda thing: (_date(thing),),
    "title": lambda thing: (thing.title.casefold(),),
    "name": lambda thing: (thing.title.casefold(),),
    "original_title": lambda thing: (thing.original_title.casefold(),),
    "original_name": lambda thing: (thing.original_title.casefold(),),
    "vote_average": lambda thing: (vote(thing.tmdb)[0],),
    "vote_count": lambda thing: (vote(thing.tmdb)[1],),
}


def discover_movie(ask: Ask) -> object:
    """GET /discover/movie."""
    tongue = tongue_of(ask)
    rows = _chosen(ask, ask.world.catalogue.movies, ("primary_release_year", "year"), "primary_release_date")
    return paged(ask, rows, lambda one: movie_item(one, tongue))


def discover_tv(ask: Ask) -> object:
    """GET /discover/tv."""
    tongue = tongue_of(ask)
    rows = _chosen(ask, ask.world.catalogue.series, ("first_air_date_year",), "first_air_date")
    return paged(ask, rows, lambda one: series_item(one, tongue))


def _chosen(ask: Ask, things: tuple[Kind, ...], years: tuple[str, ...], date: str) -> list[Kind]:
    genres = _genres(ask.query.get("with_genres", ""))
    without = _genres(ask.query.get("without_genres", ""))
    earliest, latest = ask.query.get(f"{date}.gte", ""), ask.query.get(f"{date}.lte", "9999")
    spoken, country = ask.query.get("with_original_language", ""), ask.query.get("with_origin_country", "")
    asked = {ask.query[name] for name in years if ask.query.get(name)}
    rows = [
        one
        for one in things
        if genres(one.genres, True)
        and not without(one.genres, False)
        and earliest <= _date(one)[:10] <= latest
        and all(_date(one).startswith(year) for year in asked)
        and spoken in ("", one.original_language)
        and (not country or country in one.countries)
    ]
    column, _, direction = ask.query.get("sort_by", "popularity.desc").rpartition(".")
    if column not in _SORTS or direction not in ("asc", "desc"):
        raise refusal(47)
    rows.sort(key=_SORTS[column], reverse=direction == "desc")
    return rows


def _genres(text: str) -> Callable[[tuple[int, ...], bool], bool]:
    """A test for genres: "28,12" wants both, "28|12" one of them; with no text the second argument decides."""
    wanted = {int(part) for part in re.findall(r"[0-9]{1,9}", text)}
    if not wanted:
        return lambda _genres, default: default
    if "|" in text:
        return lambda genres, _default: bool(wanted & set(genres))
    return lambda genres, _default: wanted <= set(genres)


def _date(thing: Thing) -> str:
    day = thing.released if isinstance(thing, CatalogueMovie) else thing.first_aired
    return str(day or "")
