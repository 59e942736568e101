"""Taking back a run: files go back to their old names and places; what was changed since is left alone."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator

import msgspec

from plexstuff.errors import NothingFound
from plexstuff.jobs.organize.filesystem import Disk, is_file, is_folder, status
from plexstuff.jobs.organize.report import Outcome, Progress, Result, RunReport, quiet
from plexstuff.jobs.organize.running import FILE_ACTIONS, Running, alone, recover_runs, remaining, times, undo_state
from plexstuff.jobs.organize.worker import Worker
from plexstuff.store.database import Database
from plexstuff.store.journal import Journal
from plexstuff.store.steps import Action, Facts, Run, Step, StepState


def undo(
    database: Database, run: int | None = None, progress: Progress = quiet, *, disk: Disk | None = None
) -> RunReport:
    """Take back a run (None: the last one that can be); what earlier runs left unfinished is settled first.

    Blocks. A file that was changed since, or whose old place is taken, is left as it is and reported as refused; of
    folders, only those that the run made and that are empty are removed. Names, places, bytes and modification times
    are what they were. Raises NothingFound when there is nothing to take back, and as `apply` does.
    """
    disk = disk or Disk()
    with alone(database) as journal:
        recovered = recover_runs(journal, disk)
        former = _chosen(journal, run)
        steps = [step for step in journal.steps(former.number) if step.state is StepState.DONE]
        if not steps:
            raise _taken_back(former)
        work = _Undoing(journal, former, steps)
        number = journal.open("undo", former.mode, former.root, work.steps, times(work.touched), former.number)
        journal.forget_steps(former.number, work.gone)
        files = [step for step in work.steps if step.action in FILE_ACTIONS]
        worker = Worker(disk, journal, number, undoes=former.number)
        running = Running(journal, worker, disk, number, work.steps)
        done = 0

        def told(step: Step) -> None:
            nonlocal done
            done += step.action in FILE_ACTIONS
            progress("undoing", done, len(files))

        try:
            running.carry_out(work.why_not, told)
            running.close(undo_state(journal, former.number))
        except BaseException:
            running.close(undo_state(journal, former.number), interrupted=True)
            raise
        outcomes = [*work.outcomes, *(_outcome(step) for step in files)]
        return RunReport(number, "undo", outcomes, recovered, running.trouble, disk.notices)


def plan_undo(database: Database, run: int | None = None) -> RunReport:
    """What `undo` would do: files that would go back are `never begun`, the others as `undo` reports them.

    Nothing is changed, not even what an earlier run left unfinished. Raises NothingFound as `undo` does.
    """
    with contextlib.closing(database.connect()) as connection:
        journal = Journal(connection)
        former = _chosen(journal, run)
        steps = [step for step in journal.steps(former.number) if step.state is StepState.DONE]
        if not steps:
            raise _taken_back(former)
        work = _Undoing(journal, former, steps)
        files = [step for step in work.steps if step.action in FILE_ACTIONS]
        return RunReport(former.number, "undo", [*work.outcomes, *(_outcome(step) for step in files)])


def _taken_back(former: Run) -> NothingFound:
    return NothingFound(f"Run {former.number} is taken back already, or did nothing.", "Run: plexstuff history")


def _chosen(journal: Journal, run: int | None) -> Run:
    if run is None:
        found = journal.last_to_undo()
        if found is None:
            raise NothingFound("There is nothing to take back.", "Run: plexstuff history")
        return found
    found = journal.run(run)
    if found.kind == "undo":
        raise NothingFound(
            f"Run {run} itself took back run {found.undoes}.", "To place the files again, run organize again."
        )
    return found


class _Undoing:
    """The steps that take back a run, last things first; all that can be judged beforehand is judged here."""

    def __init__(self, journal: Journal, former: Run, steps: list[Step]) -> None:
        self.steps: list[Step] = []
        self.outcomes: list[Outcome] = []
        #: Steps of the former run that are undone without our doing: their files are back, or gone on both sides.
        self.gone: list[int] = []
        self._token = secrets.token_hex(4)
        self._kept: set[str] = set()
        self._stays: set[str] | None = None
        self._planned: set[str] = set()
        self.touched = journal.touched(former.number)
        for step in reversed(steps):
            self._revert(step)
        now = times(self.touched)
        for folder, (was, left) in self.touched.items():
            if folder in now and now[folder] == left and folder not in self._kept:
                self._add(Action.SET_TIME, "", folder, Facts(changed=was))

    def why_not(self, step: Step) -> str:
        """Why a step is not to be done after all: the time of a folder stays when something of the run stays in it."""
        if step.action is not Action.SET_TIME:
            return ""
        if self._stays is None:  # times come last: all the rest is settled by now
            self._stays = remaining(self.steps)
        return "not everything in it was taken back" if step.target in self._stays else ""

    def _revert(self, step: Step) -> None:
        if step.action is Action.MAKE_FOLDER:
            if is_folder(status(step.target)):
                self._add(Action.REMOVE_FOLDER, "", step.target, Facts(made=step.facts.made), step.number)
            else:
                self.gone.append(step.number)
            return
        here, old = status(step.target), status(step.source)
        if step.action is Action.MOVE:
            self._bring_back(step, here, old)
        elif here is None:
            self.gone.append(step.number)
            why = "it is gone already" if old is not None else "it is gone, and so is the original"
            self.outcomes.append(Outcome(step.target, step.source, Result.THERE, "", why))
        elif old is None:
            self._bring_back(step, here, old)
        elif os.path.samestat(here, old) or (self._is_as_left(here, step) and self._is_as_left(old, step)):
            facts = msgspec.structs.replace(_facts(here), made_changed=old.st_mtime_ns)
            self._add(Action.REMOVE, step.source, step.target, facts, step.number)
        elif self._is_as_left(here, step):
            self._refuse(step, "the original was changed since, so this copy is kept")
        else:
            self._refuse(step, "it was changed since")

    def _bring_back(self, step: Step, here: os.stat_result | None, old: os.stat_result | None) -> None:
        """Move a file back to its old place."""
        if here is None:
            if old is not None and self._is_as_left(old, step):
                self.gone.append(step.number)
                self.outcomes.append(Outcome(step.target, step.source, Result.THERE, "", "it is back already"))
            else:
                self._refuse(step, "it is gone from there")
        elif old is not None and os.path.samestat(here, old):
            # Somebody gave it its old name back already: only the new one is left to take away.
            self._add(Action.REMOVE, step.source, step.target, _facts(here), step.number)
        elif not self._is_as_left(here, step):
            self._refuse(step, "it was changed since")
        elif old is not None:
            self._refuse(step, "something else is in its old place")
        else:
            for folder in self._missing(os.path.dirname(step.source)):
                self._add(Action.MAKE_FOLDER, "", folder, Facts())
            root = os.geteuid() == 0
            dress = (step.facts.mode, step.facts.owner if root else -1, step.facts.group if root else -1)
            facts = msgspec.structs.replace(_facts(here), dress=dress, temporary=self._temporary())
            self._add(Action.MOVE, step.target, step.source, facts, step.number)

    def _add(self, action: Action, source: str, target: str, facts: Facts, reverts: int | None = None) -> None:
        self.steps.append(Step(len(self.steps), action, source, target, facts=facts, reverts=reverts))

    def _temporary(self) -> str:
        return f".plexstuff-{self._token}-{len(self.steps)}.part"

    def _missing(self, folder: str) -> Iterator[str]:
        if folder not in self._planned and status(folder) is None:
            self._planned.add(folder)
            yield from self._missing(os.path.dirname(folder))
            yield folder

    def _refuse(self, step: Step, why: str) -> None:
        self._kept |= {os.path.dirname(step.target), os.path.dirname(step.source)}
        self.outcomes.append(Outcome(step.target, step.source, Result.REFUSED, "", why))

    @staticmethod
    def _is_as_left(known: os.stat_result, step: Step) -> bool:
        """Whether a file is what the run left: by size, and by the time of its last change."""
        times_of = {step.facts.changed, step.facts.made_changed}
        return is_file(known) and known.st_size == step.facts.size and known.st_mtime_ns in times_of


def _facts(known: os.stat_result) -> Facts:
    return Facts(size=known.st_size, changed=known.st_mtime_ns, inode=known.st_ino)


def _outcome(step: Step) -> Outcome:
    back = step.action is Action.MOVE
    source, target = (step.source, step.target) if back else (step.target, step.source)
    if step.state is StepState.DONE:
        return Outcome(source, target, Result.DONE, step.action, "")
    never = step.state is StepState.PLANNED
    return Outcome(source, target, Result.NEVER_BEGUN if never else Result.REFUSED, step.action, step.why)
