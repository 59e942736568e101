"""Asks every indexer on its own and all at once; whoever is done is heard, whoever is not is not waited for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from plexstuff.errors import NotFound, NothingFound, PlexstuffError, RateLimited, Unreachable
from plexstuff.jobs.torrents.merge import Merge
from plexstuff.models import Indexer, Release, SearchKind, TorrentQuery
from plexstuff.roles import TorrentSource

#: How long an indexer may take when nobody says otherwise, in seconds.
DEADLINE = 20.0

_RANGES = {SearchKind.MOVIE: (2000, "films"), SearchKind.TV: (5000, "television")}


@dataclass(frozen=True, slots=True)
class IndexerAnswer:
    """What one indexer answered: what it found, or the error it ended with; `seconds` is how long that took."""

    indexer: Indexer
    releases: Sequence[Release] = ()
    error: PlexstuffError | None = None
    seconds: float = 0.0


@dataclass(slots=True)
class TorrentSearch:
    """One search. `begin` finds out whom to ask, `answers` asks them.

    `only` names the indexers to ask, by key or title (none: all of them); each has `deadline` seconds. `sleep` and
    `clock` count seconds.
    """

    source: TorrentSource
    query: TorrentQuery
    only: Sequence[str] = ()
    deadline: float = DEADLINE
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    clock: Callable[[], float] = time.monotonic
    #: Those that are asked, and those that have nothing of the kind that is looked for.
    indexers: list[Indexer] = field(default_factory=list)
    unfit: list[Indexer] = field(default_factory=list)
    #: What they answered so far.
    heard: list[IndexerAnswer] = field(default_factory=list)
    found: Merge = field(default_factory=Merge)

    async def begin(self) -> None:
        """Find out which indexers there are, and choose.

        Raises what the source raises, NotFound for a name in `only` that is none of theirs, NothingFound when there is
        nobody to ask.
        """
        every = await self.source.indexers()
        chosen = [_named(name, every) for name in self.only] if self.only else every
        chosen = list({one.key: one for one in chosen}.values())
        self.unfit = [one for one in chosen if not _may_have(one, self.query.kind)]
        self.indexers = [one for one in chosen if one not in self.unfit]
        if not every:
            raise NothingFound("No indexer is set up that could be asked.", "Add some on the indexers' own page.")
        if not self.indexers:
            names = ", ".join(one.title for one in self.unfit)
            raise NothingFound(
                f"None of the indexers has {_RANGES[self.query.kind][1]}: {names}.",
                "Add one that has, or search without --movie and --tv.",
            )

    async def answers(self) -> AsyncGenerator[IndexerAnswer, None]:
        """The answer of each indexer as soon as it is there. Who stops listening stops those that are still asked."""
        asked = [asyncio.create_task(self._ask(one)) for one in self.indexers]
        try:
            for done in asyncio.as_completed(asked):
                answer = await done
                self.heard.append(answer)
                self.found.add(answer.releases)
                yield answer
        finally:
            for task in asked:
                task.cancel()
            await asyncio.gather(*asked, return_exceptions=True)

    @property
    def waiting(self) -> list[Indexer]:
        """Those that have not answered yet."""
        heard = {one.indexer.key for one in self.heard}
        return [one for one in self.indexers if one.key not in heard]

    @property
    def failed(self) -> list[IndexerAnswer]:
        """The answers that are errors."""
        return [one for one in self.heard if one.error is not None]

    async def _ask(self, indexer: Indexer) -> IndexerAnswer:
        started = self.clock()
        try:
            async with asyncio.timeout(self.deadline):
                releases = await self._asked(indexer, started + self.deadline)
        except TimeoutError:
            error: PlexstuffError = Unreachable(
                f"{indexer.title} did not answer within {self.deadline:g} s.",
                f"Give slow ones longer: --deadline {self.deadline * 3:g}",
            )
            return IndexerAnswer(indexer, error=error, seconds=self.clock() - started)
        except PlexstuffError as trouble:
            return IndexerAnswer(indexer, error=trouble, seconds=self.clock() - started)
        return IndexerAnswer(indexer, releases, seconds=self.clock() - started)

    async def _asked(self, indexer: Indexer, until: float) -> Sequence[Release]:
        """What an indexer finds; one that wants to be left alone for less than there is time is asked once more."""
        try:
            return await self.source.search(indexer, self.query, patience=self.deadline + 5)
        except RateLimited as error:
            if error.wait is None or self.clock() + error.wait >= until:
                raise
            await self.sleep(error.wait)
        return await self.source.search(indexer, self.query, patience=self.deadline + 5)


def _may_have(indexer: Indexer, kind: SearchKind) -> bool:
    """Whether it can have what is looked for: by its numbers, or because its own sorting says nothing.

    Numbers of Torznab: 2000 films, 5000 television, 8000 other, from 100000 on the site's own.
    """
    if kind is SearchKind.ANYTHING or not indexer.categories:
        return True
    first = _RANGES[kind][0]
    numbers = {number // 1000 * 1000 for number in indexer.categories if number < 100_000}
    return first in numbers or 8000 in numbers or not numbers


def _named(name: str, every: Sequence[Indexer]) -> Indexer:
    for one in every:
        if name.casefold() in (one.key.casefold(), one.title.casefold()):
            return one
    import difflib

    keys = [one.key for one in every]
    near = difflib.get_close_matches(name.casefold(), keys, n=1)
    advice = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(keys) or 'none'}."
    raise NotFound(f"No indexer called “{name[:40]}” is set up.", advice)
