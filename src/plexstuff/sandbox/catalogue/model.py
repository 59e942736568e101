"""What the sandbox's world is made of: films, series and episodes as every fake service sees them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload


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
    """A film. `synthetic` says that ids, dates and runtime were generated rather than taken from a recording.

    Whatever `synthetic` says, an id from 900000000 up (`tt90000000` for IMDb) is generated. `title` is the English
    name, `aliases` holds neither it nor the original title again. `theme` names the file of the data that the film
    stands in, thus what makes it hard to identify.
    """

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
    theme: str = ""


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


class Episodes(Sequence[CatalogueEpisode]):
    """The episodes of one series, built when somebody first looks at one; `len` is known without building.

    Behaves like a tuple: indexing, slices, iteration, comparison with another of its kind or with a tuple, hashing.
    """

    __slots__ = ("_build", "_built", "_length")

    def __init__(self, length: int, build: Callable[[], tuple[CatalogueEpisode, ...]]) -> None:
        self._length = length
        self._build = build
        self._built: tuple[CatalogueEpisode, ...] | None = None

    def _all(self) -> tuple[CatalogueEpisode, ...]:
        if self._built is None:
            built = self._build()
            if len(built) != self._length:
                raise ValueError(f"{self._length} episodes were promised, {len(built)} were built")
            self._built = built
        return self._built

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> CatalogueEpisode: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[CatalogueEpisode, ...]: ...
    def __getitem__(self, index: int | slice) -> CatalogueEpisode | tuple[CatalogueEpisode, ...]:
        return self._all()[index]

    def __iter__(self) -> Iterator[CatalogueEpisode]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Episodes | tuple):
            return len(self) == len(other) and self._all() == tuple(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return f"Episodes({self._length})"


@dataclass(frozen=True, slots=True)
class CatalogueSeries:
    """A series with all its episodes in aired order, specials (season 0) last.

    `tvdb_title` is set where TheTVDB names the series otherwise than TMDB does: "Dallas (2012)", "Shameless (US)".
    """

    tmdb: int
    tvdb: int
    imdb: str
    title: str
    original_title: str
    original_language: str
    first_aired: dt.date | None
    countries: tuple[str, ...]
    popularity: float
    episodes: Sequence[CatalogueEpisode]
    aliases: tuple[Alias, ...] = ()
    genres: tuple[int, ...] = ()
    overview: str = ""
    status: str = "Ended"
    type: str = "Scripted"
    synthetic: bool = True
    theme: str = ""
    tvdb_title: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All there is; collections map a name to its id."""

    movies: tuple[CatalogueMovie, ...]
    series: tuple[CatalogueSeries, ...]
    collections: dict[str, int]
