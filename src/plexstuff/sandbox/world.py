"""The catalogue as the fake services look things up in it: by every id, by name, by collection."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from plexstuff.sandbox import seed
from plexstuff.sandbox.catalogue.model import Catalogue, CatalogueEpisode, CatalogueMovie, CatalogueSeries
from plexstuff.sandbox.folding import fold, words
from plexstuff.sandbox.index import Name, Seen, TitleIndex
from plexstuff.sandbox.people import PEOPLE
from plexstuff.sandbox.smtp.mailbox import Mailbox

if TYPE_CHECKING:
    from plexstuff.sandbox.fake import Fake


@dataclass(frozen=True, slots=True)
class CollectionThing:
    """A collection and the films in it, earliest first."""

    tmdb: int
    title: str
    movies: tuple[CatalogueMovie, ...]


Thing = CatalogueMovie | CatalogueSeries | CollectionThing


def slug(text: str) -> str:
    """`text` as TheTVDB writes it in addresses."""
    return "-".join(re.findall(r"[a-z0-9]+", " ".join(words(fold(text))))) or "untitled"


def tvdb_name(thing: CatalogueMovie | CatalogueSeries) -> str:
    """The name that TheTVDB gives: its own where it has one, else the one in the original language."""
    if isinstance(thing, CatalogueSeries) and thing.tvdb_title:
        return thing.tvdb_title
    return thing.original_title or thing.title


def tvdb_slug(thing: CatalogueMovie | CatalogueSeries) -> str:
    """The word under which TheTVDB has a page for it."""
    own = thing.tvdb_title if isinstance(thing, CatalogueSeries) else ""
    return slug(own or thing.title)


def tvdb_season_id(series: CatalogueSeries, kind: str, number: int) -> int:
    """The id that TheTVDB gives to a season of one order ("official", "dvd", "absolute")."""
    return seed.synthetic_id("tvdb season", series.tvdb, kind, number)


def episode_imdb(episode: CatalogueEpisode) -> str:
    """The id that IMDb gives to an episode, generated: the catalogue has none."""
    return f"tt9{episode.tmdb:09}"


class _Numbered(NamedTuple):
    by_tvdb: dict[int, tuple[CatalogueSeries, CatalogueEpisode]]
    by_imdb: dict[str, tuple[CatalogueSeries, CatalogueEpisode]]
    seasons: dict[int, tuple[CatalogueSeries, str, int]]


class World:
    """All that the fakes know. `clock` gives seconds since the epoch. Indexes are built when first needed."""

    def __init__(self, catalogue: Catalogue, clock: Callable[[], float], fakes: Sequence[Fake] = ()) -> None:
        self.catalogue = catalogue
        self.clock = clock
        self.fakes = fakes
        #: Every mail that was sent, through whichever service.
        self.mailbox = Mailbox()
        self._states: dict[str, Any] = {}

    def state(self, key: str) -> Any:
        """What the fake of the service `key` remembers, made when it is first asked for."""
        if key not in self._states:
            make = next(one.state for one in self.fakes if one.key == key)
            self._states[key] = make(self) if make else None
        return self._states[key]

    def expire(self, key: str = "") -> None:
        """Let every token that this service ("": each service) gave out run out."""
        for fake in self.fakes:
            if fake.expire is not None and key in ("", fake.key):
                fake.expire(self)

    @cached_property
    def movies(self) -> dict[int, CatalogueMovie]:
        """Films by TMDB id."""
        return {one.tmdb: one for one in self.catalogue.movies}

    @cached_property
    def series(self) -> dict[int, CatalogueSeries]:
        """Series by TMDB id."""
        return {one.tmdb: one for one in self.catalogue.series}

    @cached_property
    def movies_by_tvdb(self) -> dict[int, CatalogueMovie]:
        """Films by TheTVDB id."""
        return {one.tvdb: one for one in self.catalogue.movies if one.tvdb}

    @cached_property
    def series_by_tvdb(self) -> dict[int, CatalogueSeries]:
        """Series by TheTVDB id."""
        return {one.tvdb: one for one in self.catalogue.series if one.tvdb}

    @cached_property
    def by_imdb(self) -> dict[str, CatalogueMovie | CatalogueSeries]:
        """Films and series by IMDb id."""
        found: dict[str, CatalogueMovie | CatalogueSeries] = {}
        found.update((one.imdb, one) for one in self.catalogue.movies if one.imdb)
        found.update((one.imdb, one) for one in self.catalogue.series if one.imdb)
        return found

    @cached_property
    def series_by_slug(self) -> dict[str, CatalogueSeries]:
        """Series by TheTVDB slug; the first of several that share one."""
        return {tvdb_slug(one): one for one in reversed(self.catalogue.series)}

    @cached_property
    def movies_by_slug(self) -> dict[str, CatalogueMovie]:
        """Films by TheTVDB slug; the first of several that share one."""
        return {tvdb_slug(one): one for one in reversed(self.catalogue.movies)}

    @cached_property
    def collections(self) -> dict[int, CollectionThing]:
        """Collections by id."""
        inside: dict[str, list[CatalogueMovie]] = {}
        for movie in self.catalogue.movies:
            if movie.collection:
                inside.setdefault(movie.collection, []).append(movie)
        return {
            number: CollectionThing(
                number, title, tuple(sorted(inside.get(title, ()), key=lambda one: str(one.released or "9999")))
            )
            for title, number in self.catalogue.collections.items()
        }

    @cached_property
    def _numbered(self) -> _Numbered:
        numbered = _Numbered({}, {}, {})
        for series in self.catalogue.series:
            seasons = set()
            for episode in series.episodes:
                numbered.by_tvdb[episode.tvdb] = numbered.by_imdb[episode_imdb(episode)] = (series, episode)
                seasons.add(("official", episode.season))
                if episode.dvd_season is not None:
                    seasons.add(("dvd", episode.dvd_season))
                if episode.absolute is not None:
                    seasons.add(("absolute", 1))
            for kind, number in seasons:
                numbered.seasons[tvdb_season_id(series, kind, number)] = (series, kind, number)
        return numbered

    # The first of the next three calls builds every episode of the catalogue.

    def episode_by_tvdb(self, number: int) -> tuple[CatalogueSeries, CatalogueEpisode] | None:
        """The episode that TheTVDB knows under this id, and its series."""
        return self._numbered.by_tvdb.get(number)

    def episode_by_imdb(self, number: str) -> tuple[CatalogueSeries, CatalogueEpisode] | None:
        """The episode that IMDb knows under this id, and its series."""
        return self._numbered.by_imdb.get(number)

    def season_by_tvdb(self, number: int) -> tuple[CatalogueSeries, str, int] | None:
        """The season that TheTVDB knows under this id: series, order, number."""
        return self._numbered.seasons.get(number)

    @cached_property
    def things(self) -> tuple[Thing, ...]:
        """Everything that can be searched; the numbers of the index point into it."""
        return (*self.catalogue.movies, *self.catalogue.series, *self.collections.values())

    @cached_property
    def index(self) -> TitleIndex:
        """All names of `things`."""
        return TitleIndex(self._names())

    @cached_property
    def people_index(self) -> TitleIndex:
        """The names of all people; the numbers point into `people.PEOPLE`."""
        return TitleIndex(Name(number, one.name, main=True) for number, one in enumerate(PEOPLE))

    def _names(self) -> Iterator[Name]:
        for number, thing in enumerate(self.things):
            yield Name(number, thing.title, main=True)
            if isinstance(thing, CollectionThing):
                continue
            if thing.original_title and thing.original_title != thing.title:
                yield Name(number, thing.original_title, main=True)
            for alias in thing.aliases:
                yield Name(number, alias.text, main=alias.translation)
            if isinstance(thing, CatalogueSeries) and thing.tvdb_title:
                yield Name(number, thing.tvdb_title, main=True, seen=Seen.TVDB)
