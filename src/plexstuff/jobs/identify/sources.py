"""Asking the services of a role: the preferred first, the next when it is down, and nothing asked twice in a run."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from plexstuff.errors import (
    ConfigurationError,
    ConsentNeeded,
    KeyRefused,
    NotConfigured,
    NotFound,
    PlexstuffError,
    RateLimited,
    ServerError,
    ServiceError,
    Unreachable,
)
from plexstuff.models import Episode, EpisodeOrder, Ids, Movie, Series
from plexstuff.roles import MovieSource, SeriesSource

AnswerT = TypeVar("AnswerT")
LookupsT = TypeVar("LookupsT", bound="Lookups")

#: After so many failures in a row a service counts as down for the rest of the run.
PATIENCE = 3


class AllDown(ServiceError):
    """No service of the role could be asked; `cause` is what the last of them said."""

    def __init__(self, cause: PlexstuffError) -> None:
        super().__init__(cause.sentence, cause.advice)
        self.cause = cause


class Lookups:
    """One service, asked each question once: later askers, and those who ask meanwhile, share the first answer."""

    def __init__(self, key: str) -> None:
        self.key = key
        self._answers: dict[Hashable, asyncio.Future[Any]] = {}

    async def _once(self, question: Hashable, ask: Callable[[], Awaitable[AnswerT]]) -> AnswerT:
        running: asyncio.Future[AnswerT] | None = self._answers.get(question)
        if running is None:
            running = self._answers[question] = asyncio.ensure_future(ask())
        try:
            return await asyncio.shield(running)
        except ServiceError:
            # The next one who asks may have more luck.
            if self._answers.get(question) is running:
                del self._answers[question]
            raise


class MovieLookups(Lookups):
    """A service that knows films, asked in one language and region; see `MovieSource` for each question."""

    def __init__(self, source: MovieSource, language: str, region: str) -> None:
        super().__init__(source.key)
        self._source = source
        self._language = language
        self._region = region

    async def search_movies(self, title: str, year: int | None) -> list[Movie]:
        """See `MovieSource.search_movies`."""
        source, language, region = self._source, self._language, self._region
        return await self._once(
            ("search", title.casefold(), year),
            lambda: source.search_movies(title, year=year, language=language, region=region),
        )

    async def movie(self, number: int) -> Movie:
        """See `MovieSource.movie`."""
        return await self._once(("movie", number), lambda: self._source.movie(number, language=self._language))

    async def find_movie(self, ids: Ids) -> Movie | None:
        """See `MovieSource.find_movie`."""
        return await self._once(("find", ids), lambda: self._source.find_movie(ids, language=self._language))


class SeriesLookups(Lookups):
    """A service that knows series, asked in one language; see `SeriesSource` for each question."""

    def __init__(self, source: SeriesSource, language: str) -> None:
        super().__init__(source.key)
        self._source = source
        self._language = language

    async def search_series(self, title: str, year: int | None) -> list[Series]:
        """See `SeriesSource.search_series`."""
        return await self._once(
            ("search", title.casefold(), year),
            lambda: self._source.search_series(title, year=year, language=self._language),
        )

    async def series(self, number: int) -> Series:
        """See `SeriesSource.series`."""
        return await self._once(("series", number), lambda: self._source.series(number, language=self._language))

    async def find_series(self, ids: Ids) -> Series | None:
        """See `SeriesSource.find_series`."""
        return await self._once(("find", ids), lambda: self._source.find_series(ids, language=self._language))

    async def episodes(self, number: int, seasons: Sequence[int] | None, order: EpisodeOrder | None) -> list[Episode]:
        """See `SeriesSource.episodes`."""
        wanted = None if seasons is None else tuple(sorted(set(seasons)))
        return await self._once(
            ("episodes", number, wanted, order),
            lambda: self._source.episodes(number, seasons=wanted, order=order, language=self._language),
        )


@dataclass(frozen=True, slots=True)
class Asked(Generic[AnswerT]):
    """An answer; `whole` says that nobody who might know better failed to answer."""

    answer: AnswerT
    whole: bool


class Panel(Generic[LookupsT]):
    """The services of one role in their order of preference, and which of them are down."""

    def __init__(self, lookups: Sequence[LookupsT]) -> None:
        self._lookups = list(lookups)
        self._failures: dict[str, int] = {}
        #: service key -> what it said when it was given up.
        self.down: dict[str, PlexstuffError] = {}
        #: service key -> what it said last when it failed.
        self.troubles: dict[str, PlexstuffError] = {}

    def __bool__(self) -> bool:
        return bool(self._lookups)

    @property
    def keys(self) -> str:
        """The names of all services that were to be asked."""
        return ",".join(one.key for one in self._lookups)

    @property
    def up(self) -> list[LookupsT]:
        """Those that can be asked."""
        return [one for one in self._lookups if one.key not in self.down]

    async def ask(
        self, question: Callable[[LookupsT], Awaitable[AnswerT]], *, good: Callable[[AnswerT], bool]
    ) -> Asked[AnswerT]:
        """The first good answer to `question`, asking one service after the other; else the first answer at all.

        Raises AllDown when no service could be asked.
        """
        first: AnswerT | None = None
        last: PlexstuffError | None = next(iter(self.down.values()), None)
        whole = not self.down
        for lookups in self.up:
            try:
                answer = await question(lookups)
            except (ServiceError, ConfigurationError) as error:
                self._failed(lookups.key, error)
                last, whole = error, False
                continue
            self._failures[lookups.key] = 0
            if good(answer):
                return Asked(answer, whole=True)
            first = answer if first is None else first
        if first is None:
            raise AllDown(last or NotFound("No service is set up that could be asked."))
        return Asked(first, whole=whole)

    def _failed(self, key: str, error: PlexstuffError) -> None:
        self._failures[key] = self._failures.get(key, 0) + 1
        self.troubles[key] = error
        lasting = isinstance(error, (KeyRefused, NotConfigured, ConsentNeeded))
        passing = isinstance(error, (Unreachable, RateLimited, ServerError))
        if lasting or (passing and self._failures[key] >= PATIENCE):
            self.down.setdefault(key, error)
