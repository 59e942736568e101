"""Carrying out a plan, through the journal."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable

from plexstuff.errors import UnsafePath
from plexstuff.jobs.organize.filesystem import Disk, status
from plexstuff.jobs.organize.mounts import existing
from plexstuff.jobs.organize.planned import Mode, Plan, Row, Status
from plexstuff.jobs.organize.report import Outcome, Progress, Result, RunReport, quiet
from plexstuff.jobs.organize.running import FILE_ACTIONS, Running, alone, recover_runs, times
from plexstuff.jobs.organize.shelf import inside
from plexstuff.jobs.organize.worker import Worker
from plexstuff.store.database import Database
from plexstuff.store.steps import Action, Facts, Step, StepState

_ACTIONS = {Mode.HARDLINK: Action.HARDLINK, Mode.COPY: Action.COPY, Mode.MOVE: Action.MOVE}
_RESULTS = {
    Status.THERE: Result.THERE,
    Status.CONFLICT: Result.CONFLICT,
    Status.NEEDS_COPY: Result.CONFLICT,
    Status.LEFT: Result.LEFT,
}
_MEBIBYTE = 2**20


def apply(plan: Plan, database: Database, progress: Progress = quiet, *, disk: Disk | None = None) -> RunReport:
    """Place the files of a plan; what earlier runs left unfinished is settled first.

    Blocks; nothing is ever overwritten, a file that changed since the plan was made is left alone. Raises the plan's
    first obstacle, Conflict when another process is at work, FileTrouble when the journal can't be written. When the
    disk fails on the way, the report says so in `trouble` and what was done stays done.
    """
    if plan.obstacles:
        raise plan.obstacles[0]
    disk = disk or Disk()
    with alone(database) as journal:
        report = RunReport(None, "organize", recovered=recover_runs(journal, disk))
        rows = plan.to_do()
        if rows:
            steps, rows_of = _steps(plan, rows)
            report.run = journal.open("organize", plan.options.mode, plan.root, steps, times(_touched(plan, steps)))
            counter = _Counter(progress, rows)
            allow = plan.options.allow_copy
            worker = Worker(disk, journal, report.run, allow_copy=allow, told=counter.copied)
            running = Running(journal, worker, disk, report.run, steps)
            gate = _Gate(plan, rows_of)
            try:
                running.carry_out(gate.why_not, counter.placed)
                running.close()
            except BaseException:
                running.close(interrupted=True)
                raise
            report.trouble = running.trouble
            report.notices = disk.notices
            done = {id(rows_of[step.number]): step for step in steps if step.number in rows_of}
            report.outcomes = [_outcome(row, done.get(id(row))) for row in plan.rows]
        else:
            report.outcomes = [_outcome(row, None) for row in plan.rows]
        return report


def _steps(plan: Plan, rows: Iterable[Row]) -> tuple[list[Step], dict[int, Row]]:
    """The steps for these rows, the folders that are missing first where each is needed; and the row of each step."""
    steps: list[Step] = []
    rows_of: dict[int, Row] = {}
    folders: set[str] = set()
    token = secrets.token_hex(4)
    for row in rows:
        for folder in _missing(os.path.dirname(row.target), folders):
            steps.append(Step(len(steps), Action.MAKE_FOLDER, "", folder))
        known = os.lstat(row.origin) if os.path.lexists(row.origin) else None
        facts = Facts(
            size=row.size,
            changed=row.changed,
            inode=row.inode,
            mode=known.st_mode & 0o7777 if known else 0,
            owner=known.st_uid if known else 0,
            group=known.st_gid if known else 0,
            temporary=f".plexstuff-{token}-{len(steps)}.part",
        )
        rows_of[len(steps)] = row
        copy = plan.options.mode is Mode.HARDLINK and row.copies
        action = Action.COPY if copy else _ACTIONS[plan.options.mode]
        steps.append(Step(len(steps), action, row.origin, row.target, facts=facts))
    return steps, rows_of


def _missing(folder: str, planned: set[str]) -> list[str]:
    """The folders that have to be made for `folder` to be there, outermost first; they count as planned then."""
    missing = []
    while folder not in planned and status(folder) is None:
        planned.add(folder)
        missing.append(folder)
        folder = os.path.dirname(folder)
    return missing[::-1]


def _touched(plan: Plan, steps: Iterable[Step]) -> set[str]:
    """The folders that are there already and that the steps will change."""
    folders = set()
    for step in steps:
        folders.add(os.path.dirname(step.target))
        if plan.options.mode is Mode.MOVE and step.action in FILE_ACTIONS:
            folders.add(os.path.dirname(step.source))
    return {folder for folder in folders if os.path.isdir(folder)}


class _Gate:
    """Says of each step, right before it, whether it may still be done."""

    def __init__(self, plan: Plan, rows_of: dict[int, Row]) -> None:
        self._root = plan.root
        self._rows_of = rows_of
        self._films: dict[str, Step] = {}
        self._safe: set[str] = set()

    def why_not(self, step: Step) -> str:
        row = self._rows_of.get(step.number)
        if row is not None and row.role == "video":
            self._films[row.film] = step
        elif row is not None and (film := self._films.get(row.film)) and film.state is not StepState.DONE:
            return "its film was not placed"
        folder = os.path.dirname(step.target)
        if folder not in self._safe:
            try:
                # The library itself may have been missing, and its place taken by a link since.
                inside(self._root, folder if step.target != self._root else existing(folder))
            except UnsafePath as error:
                if _below(self._root, folder):
                    return error.sentence.removesuffix(".")
            if row is not None:
                self._safe.add(folder)
        return ""


def _below(root: str, folder: str) -> bool:
    return folder == root or folder.startswith(root.rstrip("/") + "/")


class _Counter:
    """Tells the progress, in MiB when there is something to copy, else in files."""

    def __init__(self, progress: Progress, rows: list[Row]) -> None:
        self._progress = progress
        self._bytes = sum(row.size for row in rows if row.copies)
        self._total = len(rows)
        self._files = self._copied = 0

    def placed(self, step: Step) -> None:
        """A step was done, or not."""
        self._files += step.action in FILE_ACTIONS
        if not self._bytes:
            self._progress("placing", self._files, self._total)

    def copied(self, count: int) -> None:
        """So many bytes more were copied."""
        self._copied += count
        if self._bytes:
            self._progress("copying", self._copied // _MEBIBYTE, -(-self._bytes // _MEBIBYTE))


def _outcome(row: Row, step: Step | None) -> Outcome:
    if step is None:
        return Outcome(row.source, row.target, _RESULTS.get(row.status, Result.NEVER_BEGUN), "", row.why)
    if step.state is StepState.DONE:
        return Outcome(row.source, row.target, Result.DONE, step.action, row.why)
    never = step.state is StepState.PLANNED
    return Outcome(row.source, row.target, Result.NEVER_BEGUN if never else Result.FAILED, step.action, step.why)
