"""Sources of films and series that know the sandbox's catalogue directly, without HTTP; they can be told to fail."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence

from plexstuff.errors import NotFound, PlexstuffError
from plexstuff.matching.titles import words
from plexstuff.models import Episode, EpisodeOrder, Ids, Movie, Series, Title
from plexstuff.sandbox.catalogue import Alias, Catalogue, CatalogueMovie, CatalogueSeries


class Knowing:
    """A service of the given key ("tmdb" or "tvdb") that answers from a catalogue; both roles."""

    def __init__(self, key: str, catalogue: Catalogue) -> None:
        self.key = key
        self.catalogue = catalogue
        self.asked: Counter[str] = Counter()
        self.trouble: PlexstuffError | None = None
        self.trouble_after = 0

    async def _ask(self, what: str) -> None:
        self.asked[what] += 1
        await asyncio.sleep(0)
        if self.trouble and self.asked.total() > self.trouble_after:
            raise self.trouble

    async def search_movies(
        self, title: str, *, year: int | None = None, language: str = "en", region: str = ""
    ) -> list[Movie]:
        await self._ask("search movies")
        found = [one for one in self.catalogue.movies if fits(title, one.title, one.original_title, one.aliases)]
        found = [one for one in found if year is None or (one.released and one.released.year == year)]
        return [self._movie(one, aliases=False) for one in sorted(found, key=lambda one: -one.popularity)[:20]]

    async def movie(self, number: int, *, language: str = "en") -> Movie:
        await self._ask("movie")
        for one in self.catalogue.movies:
            if getattr(one, self.key) == number:
                return self._movie(one, aliases=True)
        raise NotFound("no such film")

    async def find_movie(self, ids: Ids, *, language: str = "en") -> Movie | None:
        await self._ask("find movie")
        for one in self.catalogue.movies:
            if ids.tmdb == one.tmdb or (ids.tmdb is None and one.imdb in (ids.imdb, "?")):
                return self._movie(one, aliases=True)
        return None

    async def search_series(self, title: str, *, year: int | None = None, language: str = "en") -> list[Series]:
        await self._ask("search series")
        found = [one for one in self.catalogue.series if fits(title, one.title, one.original_title, one.aliases)]
        found = [one for one in found if year is None or (one.first_aired and one.first_aired.year == year)]
        return [self._series(one) for one in sorted(found, key=lambda one: -one.popularity)[:20]]

    async def series(self, number: int, *, language: str = "en") -> Series:
        await self._ask("series")
        return self._series(self._known(number))

    async def find_series(self, ids: Ids, *, language: str = "en") -> Series | None:
        await self._ask("find series")
        for one in self.catalogue.series:
            if one.tvdb == ids.tvdb or one.tmdb == ids.tmdb or one.imdb == ids.imdb:
                return self._series(one)
        return None

    async def episodes(
        self,
        number: int,
        *,
        seasons: Sequence[int] | None = None,
        order: EpisodeOrder | None = None,
        language: str = "en",
    ) -> list[Episode]:
        await self._ask("episodes")
        listed = []
        for one in self._known(number).episodes:
            season, count = one.season, one.number
            if order is EpisodeOrder.ABSOLUTE:
                if one.absolute is None:
                    continue
                season, count = 1, one.absolute
            elif order is EpisodeOrder.DVD:
                if one.dvd_season is None or one.dvd_number is None:
                    continue
                season, count = one.dvd_season, one.dvd_number
            ids = Ids(**{self.key: getattr(one, self.key)})
            listed.append(Episode(ids, season, count, one.title, one.aired, one.absolute, one.runtime))
        return listed

    def _known(self, number: int) -> CatalogueSeries:
        for one in self.catalogue.series:
            if getattr(one, self.key) == number:
                return one
        raise NotFound("no such series")

    def _movie(self, one: CatalogueMovie, *, aliases: bool) -> Movie:
        ids = Ids(tmdb=one.tmdb, imdb=one.imdb if aliases else None)
        if self.key == "tvdb":
            ids = Ids(tvdb=one.tvdb, imdb=one.imdb if aliases else None)
        return Movie(
            ids,
            one.title,
            one.original_title,
            one.original_language,
            one.released,
            titles(one.aliases) if aliases else (),
            one.countries,
            one.runtime,
            one.popularity,
        )

    def _series(self, one: CatalogueSeries) -> Series:
        return Series(
            Ids(tmdb=one.tmdb, tvdb=one.tvdb, imdb=one.imdb),
            (one.tvdb_title or one.title) if self.key == "tvdb" else one.title,
            one.original_title,
            one.original_language,
            one.first_aired,
            titles(one.aliases),
            one.countries,
            one.popularity,
        )


def titles(aliases: Iterable[Alias]) -> tuple[Title, ...]:
    return tuple(Title(one.text, one.language, one.country) for one in aliases)


def fits(query: str, title: str, original: str, aliases: Iterable[Alias]) -> bool:
    """As the services search: every word of the query begins a word of one of the names."""
    wanted = words(query)
    for name in (title, original, *(one.text for one in aliases)):
        said = words(name)
        if wanted and all(any(word.startswith(one) for word in said) for one in wanted):
            return True
        if wanted and "".join(wanted) == "".join(said):
            return True
    return False
