"""Identifying whole folders: walk, remember, read, group, ask, decide; what is done stays done."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from plexstuff.errors import PlexstuffError
from plexstuff.jobs.identified import IdentifiedFile
from plexstuff.jobs.identify.answering import film_answer, not_asked, show_answer, silent
from plexstuff.jobs.identify.films import FilmQuestion, identify_film
from plexstuff.jobs.identify.groups import Group, ReadFile, grouped, read_files
from plexstuff.jobs.identify.memory import Memory
from plexstuff.jobs.identify.options import IdentifyOptions
from plexstuff.jobs.identify.report import Report, ReportItem, shown
from plexstuff.jobs.identify.runtime import runtime_of
from plexstuff.jobs.identify.shows import ShowQuestion, identify_show
from plexstuff.jobs.identify.sources import AllDown, MovieLookups, Panel, SeriesLookups
from plexstuff.jobs.identify.walk import FileState, FoundFile, Walk
from plexstuff.matching import Decision
from plexstuff.models import Ids
from plexstuff.roles import MovieSource, SeriesSource
from plexstuff.store.aliases import Aliases
from plexstuff.store.index import LibraryIndex

#: Groups of one role that are under way at once: enough to keep a service's rate full at any usual latency.
UNDER_WAY = 40

_ORDER = {Decision.MATCHED: 3, Decision.AMBIGUOUS: 2, Decision.UNMATCHED: 1, Decision.IGNORED: 0}


class Progress(Protocol):
    """Told how far the work has come."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """`stage` is walking, reading or identifying; `total` is 0 while it is not known."""
        ...


def quiet(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


class IdentifyJob:
    """One identification of files and folders with the services of two roles."""

    def __init__(
        self,
        movies: Sequence[MovieSource],
        series: Sequence[SeriesSource],
        index: LibraryIndex,
        aliases: Aliases,
        options: IdentifyOptions,
        *,
        progress: Progress = quiet,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._movies = Panel([MovieLookups(one, options.language, options.region) for one in movies])
        self._series = Panel([SeriesLookups(one, options.language) for one in series])
        self._memory = Memory(index, options, now, self._movies.keys, self._series.keys)
        self._aliases = aliases
        self._options = options
        self._progress = progress
        self._now = now
        self._best: dict[str, IdentifiedFile] = {}
        self._unasked: dict[str, PlexstuffError] = {}
        self._unsure: set[str] = set()
        self._done = 0
        self._total = 0

    async def run(self, roots: list[str]) -> Report:
        """Identify every video at or under `roots`.

        Raises FileTrouble for a root that can't be read. A service that fails does not end the run: what could not be
        asked is counted in `Report.unasked` and not remembered, so that the next run asks again.
        """
        report = Report()
        started = time.perf_counter()
        walk = Walk(settle=self._options.settle, now=self._now())
        files, items = await asyncio.to_thread(self._sort_out, walk, roots)
        report.remembered = len(items)
        read = await asyncio.to_thread(self._read, files)
        try:
            await self._rounds(read)
        finally:
            self._memory.write()
        for path, identified in self._best.items():
            items[path] = ReportItem(path, str(identified.decision), shown(identified))
        report.items = [items[path] for path in sorted(items)]
        report.troubles = walk.troubles
        report.unasked = len(self._unasked)
        report.down = self._trouble()
        report.seconds = time.perf_counter() - started
        return report

    def _trouble(self) -> dict[str, PlexstuffError]:
        """What is to be told of the services: those given up, and those whose silence left a file unsure."""
        told = {**self._movies.down, **self._series.down}
        if self._unasked or self._unsure:
            told = {**self._movies.troubles, **self._series.troubles, **told}
        for error in self._unasked.values():
            if not told:
                told["services"] = error
        return told

    # -- before anybody is asked ------------------------------------------------------------------------------------

    def _sort_out(self, walk: Walk, roots: list[str]) -> tuple[list[FoundFile], dict[str, ReportItem]]:
        """The files that must be identified, and the items of those that need not be."""
        fresh: list[FoundFile] = []
        items: dict[str, ReportItem] = {}
        # Nothing made here refers back to itself; looking for such among 100,000 files takes longer than all the rest.
        collecting = gc.isenabled()
        gc.disable()
        try:
            self._sort_into(fresh, items, walk, roots)
        finally:
            if collecting:
                gc.enable()
        return fresh, items

    def _sort_into(self, fresh: list[FoundFile], items: dict[str, ReportItem], walk: Walk, roots: list[str]) -> None:
        self._memory.recall(roots)
        for number, file in enumerate(walk.files(roots), start=1):
            if number % 1000 == 0:
                self._progress("walking", number, 0)
            if file.state is not FileState.READY:
                ignored = IdentifiedFile(file.path, Decision.IGNORED, reasons=(file.why,))
                items[file.path] = ReportItem(file.path, "ignored", shown(ignored))
            elif (known := self._memory.of(file)) is not None:
                items[file.path] = ReportItem(file.path, known.decision, known.shown)
            else:
                fresh.append(file)
        self._memory.forget_what_is_gone()

    def _read(self, files: list[FoundFile]) -> list[ReadFile]:
        read = []
        for number, one in enumerate(read_files(files), start=1):
            read.append(one)
            if number % 50 == 0:
                self._progress("reading", number, len(files))
        return read

    # -- asking -----------------------------------------------------------------------------------------------------

    async def _rounds(self, read: list[ReadFile]) -> None:
        """Try the likeliest reading of every file; those that it leads nowhere, by their next one, and so on."""
        self._total = len(read)
        self._progress("identifying", 0, self._total)
        pending = read
        while pending:
            groups = grouped(pending)
            films = [group for group in groups if group.is_film]
            shows = [group for group in groups if not group.is_film]
            await asyncio.gather(self._all(films, self._film), self._all(shows, self._show))
            pending = [one for one in pending if self._goes_on(one)]
            for one in pending:
                one.turn += 1

    def _goes_on(self, one: ReadFile) -> bool:
        """Whether the next reading is to be tried: there is one, and this one led nowhere at all."""
        path = one.file.path
        return (
            one.turn + 1 < len(one.readings)
            and self._best[path].decision is Decision.UNMATCHED
            and path not in self._unasked
        )

    async def _all(self, groups: list[Group], work: Callable[[Group], Awaitable[list[IdentifiedFile]]]) -> None:
        """Work on the groups, so many at once; each group's answers are remembered when they are there."""
        waiting = iter(groups)

        async def worker() -> None:
            for group in waiting:
                self._keep(group, await work(group))
                if self._memory.full:
                    await asyncio.to_thread(self._memory.write)

        try:
            async with asyncio.TaskGroup() as tasks:
                for _ in range(min(UNDER_WAY, len(groups))):
                    tasks.create_task(worker())
        except* PlexstuffError as trouble:
            raise _first(trouble) from None

    async def _film(self, group: Group) -> list[IdentifiedFile]:
        said = group.said
        ids, remembered = self._settled("movie", group)

        async def runtime() -> float | None:
            return await runtime_of(group.files[0].file.path) if len(group.files) == 1 else None

        if not said.title and not ids:
            return [silent(one) for one in group.files]
        try:
            asked = await identify_film(FilmQuestion(said, ids, remembered), self._movies, runtime)
        except AllDown as error:
            return self._not_asked(group, error)
        self._note(group, whole=asked.whole)
        return [film_answer(one, asked.answer) for one in group.files]

    async def _show(self, group: Group) -> list[IdentifiedFile]:
        ids, remembered = self._settled("series", group)
        if not group.said.title and not ids:
            return [silent(one) for one in group.files]
        said = tuple(one.said for one in group.files)
        try:
            question = ShowQuestion(group.said, said, self._options.order, ids, remembered)
            asked = await identify_show(question, self._series)
        except AllDown as error:
            return self._not_asked(group, error)
        self._note(group, whole=asked.whole)
        pairs = zip(group.files, asked.answer.found, strict=True)
        return [show_answer(one, asked.answer.verdict, found) for one, found in pairs]

    def _note(self, group: Group, *, whole: bool) -> None:
        """Note whether somebody who might have known better failed: then nothing but a match is remembered."""
        if not whole:
            self._unsure.update(one.file.path for one in group.files)

    def _settled(self, kind: str, group: Group) -> tuple[Ids, bool]:
        """Ids that the name states, else those that the user gave for it."""
        if group.ids:
            return group.ids, False
        alias = self._aliases.find(kind, group.said.title, group.said.year)
        return (alias, True) if alias else (Ids(), False)

    def _not_asked(self, group: Group, error: AllDown) -> list[IdentifiedFile]:
        for one in group.files:
            self._unasked[one.file.path] = error.cause
        return [not_asked(one, error.cause) for one in group.files]

    # -- keeping ----------------------------------------------------------------------------------------------------

    def _keep(self, group: Group, answers: list[IdentifiedFile]) -> None:
        for one, answer in zip(group.files, answers, strict=True):
            before = self._best.get(answer.path)
            if before is None:
                self._done += 1
            elif _ORDER[before.decision] >= _ORDER[answer.decision]:
                answer = before
            self._best[answer.path] = answer
            if answer.path in self._unasked or self._goes_on(one):
                continue
            if answer.decision is Decision.MATCHED or answer.path not in self._unsure:
                self._memory.remember(one.file, answer)
        self._progress("identifying", self._done, self._total)


def _first(trouble: BaseExceptionGroup[PlexstuffError]) -> PlexstuffError:
    """The first error within a group of them."""
    inner = trouble.exceptions[0]
    return _first(inner) if isinstance(inner, BaseExceptionGroup) else inner
