"""What the sandbox's world is made of: films, series and episodes as every fake service sees them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a film or series: language ISO 639-1, country ISO 3166-1 alpha-2 (either may be empty).

    `translation` marks the official name in that language; otherwise it is an alternative title.
    """

    text: str
    language: str = ""
    country: str = ""
    translation: bool = False


@dataclass(frozen=True, slots=True)
class CatalogueMovie:
    """A film. `synthetic` says that ids, dates and runtime were generated rather than taken from a recording."""

    tmdb: int
    tvdb: int
    imdb: str
    title: str
    original_title: str
    original_language: str
    released: dt.date | None
    countries: tuple[str, ...]
    runtime: int | None
    popularity: float
    aliases: tuple[Alias, ...] = ()
    genres: tuple[int, ...] = ()
    overview: str = ""
    collection: str = ""
    synthetic: bool = True


@dataclass(frozen=True, slots=True)
class CatalogueEpisode:
    """An episode in aired order, and where it stands on the DVDs and in absolute counting (None: not there)."""

    tmdb: int
    tvdb: int
    season: int
    number: int
    title: str
    aired: dt.date | None
    runtime: int | None = None
    absolute: int | None = None
    dvd_season: int | None = None
    dvd_number: int | None = None


@dataclass(frozen=True, slots=True)
class CatalogueSeries:
    """A series with all its episodes (season 0: specials)."""

    tmdb: int
    tvdb: int
    imdb: str
    title: str
    original_title: str
    original_language: str
    first_aired: dt.date | None
    countries: tuple[str, ...]
    popularity: float
    episodes: tuple[CatalogueEpisode, ...]
    aliases: tuple[Alias, ...] = ()
    genres: tuple[int, ...] = ()
    overview: str = ""
    status: str = "Ended"
    type: str = "Scripted"
    synthetic: bool = True


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All there is; collections map a name to its id."""

    movies: tuple[CatalogueMovie, ...]
    series: tuple[CatalogueSeries, ...]
    collections: dict[str, int]
