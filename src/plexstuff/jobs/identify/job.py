"""Identifying whole folders: walk, remember, read, group, ask, decide; what is done stays done."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import msgspec

from plexstuff.encoding import to_json
from plexstuff.errors import PlexstuffError
from plexstuff.jobs.identified import Candidate, IdentifiedFile
from plexstuff.jobs.identify.films import FilmQuestion, identify_film
from plexstuff.jobs.identify.groups import Group, ReadFile, grouped, read_file
from plexstuff.jobs.identify.options import IdentifyOptions
from plexstuff.jobs.identify.report import Report, ReportItem, show_candidates, shown
from plexstuff.jobs.identify.runtime import runtime_of
from plexstuff.jobs.identify.shows import ShowQuestion, identify_show
from plexstuff.jobs.identify.sources import AllDown, MovieLookups, Panel, SeriesLookups
from plexstuff.jobs.identify.walk import FileState, FoundFile, Walk
from plexstuff.matching import Decision, Found, Reason, Verdict
from plexstuff.models import Ids, Movie, Series
from plexstuff.names import ParsedName
from plexstuff.roles import MovieSource, SeriesSource
from plexstuff.store.aliases import Aliases
from plexstuff.store.index import Entry, LibraryIndex, Remembered

#: The version of reading and deciding; when it grows, remembered answers are made anew.
VERSION = 1
#: Seconds after which a file that nobody knew is asked for again.
ASK_AGAIN = 7 * 24 * 3600.0
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
        self._index = index
        self._aliases = aliases
        self._options = options
        self._progress = progress
        self._now = now
        self._context = f"{options.context}/{VERSION}"
        self._best: dict[str, IdentifiedFile] = {}
        self._unasked: dict[str, PlexstuffError] = {}
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
        await self._rounds(read)
        items.update({path: self._item(identified) for path, identified in self._best.items()})
        report.items = [items[path] for path in sorted(items)]
        report.troubles = walk.troubles
        report.down = {**self._movies.down, **self._series.down}
        for error in self._unasked.values():
            if not report.down:
                report.down["services"] = error
        report.unasked = len(self._unasked)
        report.seconds = time.perf_counter() - started
        return report

    # -- before anybody is asked ------------------------------------------------------------------------------------

    def _sort_out(self, walk: Walk, roots: list[str]) -> tuple[list[FoundFile], dict[str, ReportItem]]:
        """The files that must be identified, and the items of those that need not be."""
        known: dict[str, Remembered] = {}
        for root in roots:
            known.update(self._index.below(os.path.abspath(root)))
        fresh: list[FoundFile] = []
        items: dict[str, ReportItem] = {}
        for number, file in enumerate(walk.files(roots), start=1):
            if number % 1000 == 0:
                self._progress("walking", number, 0)
            if file.state is not FileState.READY:
                ignored = IdentifiedFile(file.path, Decision.IGNORED, reasons=(file.why,))
                items[file.path] = ReportItem(file.path, "ignored", shown(ignored))
                continue
            remembered = known.pop(file.path, None)
            if remembered is not None and self._still_holds(remembered, file):
                items[file.path] = ReportItem(file.path, remembered.decision, remembered.shown)
            else:
                fresh.append(file)
        self._index.forget(path for path in known if not os.path.lexists(path))
        return fresh, items

    def _still_holds(self, remembered: Remembered, file: FoundFile) -> bool:
        if self._options.refresh or remembered.context != self._context:
            return False
        if remembered.size != file.size or remembered.changed != file.changed:
            return False
        return remembered.decision == "matched" or self._now() - remembered.asked_at < ASK_AGAIN

    def _read(self, files: list[FoundFile]) -> list[ReadFile]:
        read = []
        for number, file in enumerate(files, start=1):
            read.append(read_file(file))
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
            again = []
            for one in pending:
                if self._best[one.file.path].decision is Decision.MATCHED or one.turn + 1 >= len(one.readings):
                    continue
                one.turn += 1
                again.append(one)
            pending = again

    async def _all(self, groups: list[Group], work: Callable[[Group], Awaitable[list[IdentifiedFile]]]) -> None:
        """Work on the groups, so many at once; each group's answers are remembered as soon as they are there."""
        waiting = iter(groups)

        async def worker() -> None:
            for group in waiting:
                answers = await work(group)
                self._keep(group, answers)

        async with asyncio.TaskGroup() as tasks:
            for _ in range(min(UNDER_WAY, len(groups))):
                tasks.create_task(worker())

    async def _film(self, group: Group) -> list[IdentifiedFile]:
        said = group.said
        ids, remembered = self._settled("movie", group)

        async def runtime() -> float | None:
            return await runtime_of(group.files[0].file.path) if len(group.files) == 1 else None

        if not said.title and not ids:
            return [_silent(one) for one in group.files]
        try:
            verdict = await identify_film(FilmQuestion(said, ids, remembered), self._movies, runtime)
        except AllDown as error:
            return self._not_asked(group, error)
        return [_film_answer(one, verdict) for one in group.files]

    async def _show(self, group: Group) -> list[IdentifiedFile]:
        ids, remembered = self._settled("series", group)
        if not group.said.title and not ids:
            return [_silent(one) for one in group.files]
        said = tuple(one.said for one in group.files)
        try:
            question = ShowQuestion(group.said, said, self._options.order, ids, remembered)
            answer = await identify_show(question, self._series)
        except AllDown as error:
            return self._not_asked(group, error)
        pairs = zip(group.files, answer.found, strict=True)
        return [_show_answer(one, answer.verdict, found) for one, found in pairs]

    def _settled(self, kind: str, group: Group) -> tuple[Ids, bool]:
        """Ids that the name states, else those that the user gave for it."""
        if group.ids:
            return group.ids, False
        alias = self._aliases.find(kind, group.said.title, group.said.year)
        return (alias, True) if alias else (Ids(), False)

    def _not_asked(self, group: Group, error: AllDown) -> list[IdentifiedFile]:
        for one in group.files:
            self._unasked[one.file.path] = error.cause
        reason = f"not asked: {error.cause.sentence}"
        return [
            IdentifiedFile(one.file.path, Decision.UNMATCHED, parsed=one.said, reasons=(reason,)) for one in group.files
        ]

    # -- keeping ----------------------------------------------------------------------------------------------------

    def _keep(self, group: Group, answers: list[IdentifiedFile]) -> None:
        entries = []
        for one, answer in zip(group.files, answers, strict=True):
            before = self._best.get(answer.path)
            if before is None:
                self._done += 1
            if before is not None and _ORDER[before.decision] >= _ORDER[answer.decision]:
                answer = before
            self._best[answer.path] = answer
            last = answer.decision is Decision.MATCHED or one.turn + 1 >= len(one.readings)
            if last and answer.path not in self._unasked:
                entries.append(self._entry(one.file, answer))
        self._index.keep(entries)
        self._progress("identifying", self._done, self._total)

    def _entry(self, file: FoundFile, answer: IdentifiedFile) -> Entry:
        return Entry(
            file.path, file.size, file.changed, self._context, str(answer.decision), self._now(),
            shown(answer), to_json(msgspec.structs.replace(answer, path="")),
        )  # fmt: skip

    @staticmethod
    def _item(identified: IdentifiedFile) -> ReportItem:
        return ReportItem(identified.path, str(identified.decision), shown(identified))


def _silent(one: ReadFile) -> IdentifiedFile:
    return IdentifiedFile(
        one.file.path, Decision.UNMATCHED, parsed=one.said, reasons=("neither its name nor its folders say a title",)
    )


def _texts(reasons: Sequence[Reason]) -> tuple[str, ...]:
    return tuple(reason.text for reason in reasons)


def _film_answer(one: ReadFile, verdict: Verdict) -> IdentifiedFile:
    best = verdict.best.candidate if verdict.best else None
    matched = verdict.decision is Decision.MATCHED and isinstance(best, Movie)
    return IdentifiedFile(
        path=one.file.path,
        decision=verdict.decision,
        kind="movie" if matched else "",
        movie=best if matched and isinstance(best, Movie) else None,
        parsed=one.said,
        part=one.said.part if matched and one.part is not None else None,
        edition=one.said.edition,
        confidence=verdict.confidence,
        reasons=_texts(verdict.reasons) or _nobody(one.said, verdict),
        candidates=_candidates(verdict),
    )


def _show_answer(one: ReadFile, verdict: Verdict, found: Found) -> IdentifiedFile:
    best = verdict.best.candidate if verdict.best else None
    if verdict.decision is Decision.MATCHED and isinstance(best, Series) and found:
        weight = sum(reason.weight for reason in found.reasons)
        return IdentifiedFile(
            path=one.file.path,
            decision=Decision.MATCHED,
            kind="episode",
            series=best,
            episodes=found.episodes,
            parsed=one.said,
            by_date=one.said.air_date is not None,
            confidence=round(max(0.0, verdict.confidence + weight), 3),
            reasons=_texts((*verdict.reasons, *found.reasons)),
            candidates=_candidates(verdict),
        )
    decision = Decision.AMBIGUOUS if verdict.decision is Decision.AMBIGUOUS else Decision.UNMATCHED
    reasons = _texts(found.reasons) if verdict.decision is Decision.MATCHED else _texts(verdict.reasons)
    return IdentifiedFile(
        path=one.file.path,
        decision=decision,
        parsed=one.said,
        confidence=round(verdict.confidence / 2, 3),
        reasons=reasons or _nobody(one.said, verdict),
        candidates=_candidates(verdict),
    )


def _candidates(verdict: Verdict) -> tuple[Candidate, ...]:
    return show_candidates(verdict.ranked)


def _nobody(said: ParsedName, verdict: Verdict) -> tuple[str, ...]:
    best = verdict.best
    if best is None:
        return (f"nothing is known under the name “{said.title}”",)
    return _texts([reason for reason in best.reasons if reason.weight < 0]) or ("no candidate fits well enough",)
