"""Carrying out the steps of a run to a clean end, whatever happens; after a kill, that end comes with the next run."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from plexstuff.errors import Conflict, FileTrouble, PlexstuffError
from plexstuff.jobs.organize.filesystem import Disk, is_folder, status
from plexstuff.jobs.organize.worker import Refused, Worker
from plexstuff.store.database import Database
from plexstuff.store.journal import Journal
from plexstuff.store.steps import Action, Run, RunState, Step, StepState

FILE_ACTIONS = frozenset({Action.HARDLINK, Action.COPY, Action.MOVE, Action.REMOVE})
#: After these, the next files would fare no better.
_HOPELESS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})


@contextlib.contextmanager
def alone(database: Database) -> Iterator[Journal]:
    """The journal, while no other process organizes or undoes; the lock falls when the process ends, however it ends.

    Raises Conflict when another one is at work, FileTrouble when there can be no lock.
    """
    connection = database.connect()
    try:
        descriptor = _locked(os.path.join(database.folder, "organize.lock"))
        try:
            yield Journal(connection)
        except OSError as error:
            raise FileTrouble(
                f"{error.filename or 'The disk'} can't be used: {error.strerror}.",
                "What was done is in the journal. Look at the disk, then run the same command again.",
            ) from error
        finally:
            os.close(descriptor)
    finally:
        connection.close()


def _locked(lock: str) -> int:
    """The descriptor that holds the lock until it is closed."""
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException:
            os.close(descriptor)
            raise
    except BlockingIOError as error:
        raise Conflict(
            "Another Plexstuff is placing or taking back files right now.", "Wait until it is done, and try again."
        ) from error
    except OSError as error:
        raise FileTrouble(f"{lock} can't be used as a lock: {error.strerror}.", "Look at that file.") from error
    return descriptor


class Running:
    """One run at work."""

    def __init__(self, journal: Journal, worker: Worker, disk: Disk, run: int, steps: Sequence[Step]) -> None:
        self._journal = journal
        self._worker = worker
        self._disk = disk
        self._run = run
        self.steps = steps
        self.trouble: PlexstuffError | None = None

    def carry_out(self, wanted: Callable[[Step], str], told: Callable[[Step], None]) -> None:
        """Do the steps in order. `wanted` gives why a step is not to be done ("": do it); `told` hears of each one.

        A step that fails has its reason in `why`; one that stops all the rest sets `trouble`.
        """
        for step in self.steps:
            if why := wanted(step):
                step.state, step.why = StepState.FAILED, why
                self._journal.mark(self._run, step)
            else:
                self._try(step)
            told(step)
            if self.trouble is not None:
                return

    def _try(self, step: Step) -> None:
        try:
            self._worker.do(step)
        except Refused as refused:
            self._failed(step, str(refused))
        except OSError as error:
            exists = isinstance(error, FileExistsError)
            if exists and step.action is Action.MAKE_FOLDER and is_folder(status(step.target)):
                return
            reason = "something of that name is there by now" if exists else error.strerror
            self._failed(step, reason or str(error))
            if error.errno in _HOPELESS or step.state is StepState.BEGUN:
                full = error.errno in (errno.ENOSPC, errno.EDQUOT)
                self.trouble = FileTrouble(
                    f"{step.target} could not be written: {'the disk is full' if full else reason}.",
                    "What was done stays done. "
                    + ("Make room and run the same command again." if full else "Look at the disk, then run it again."),
                )

    def _failed(self, step: Step, why: str) -> None:
        step.why = why
        if step.state is not StepState.BEGUN:
            step.state = StepState.FAILED
            self._journal.mark(self._run, step)

    def close(self, undone: RunState | None = None, *, interrupted: bool = False) -> None:
        """Tidy up and end the run, and give the run it undid its state.

        A run with a step that could not be settled is left open: the next one will settle it.
        """
        files = [step for step in self.steps if step.action in FILE_ACTIONS]
        done = [step for step in files if step.state is StepState.DONE]
        if any(step.state is StepState.BEGUN for step in self.steps):
            return
        if len(done) == len(files):
            state = RunState.DONE
        elif interrupted:
            state = RunState.INTERRUPTED
        else:
            state = RunState.PART if done else RunState.FAILED
        self._remove_unused_folders()
        for folder in sorted({os.path.dirname(step.target) for step in done}):
            self._disk.sync_folder(folder)
        touched = self._journal.touched(self._run)
        if not any(step.state is StepState.DONE for step in self.steps):
            for folder, (was, _) in touched.items():
                with contextlib.suppress(OSError):
                    self._disk.set_time(folder, was)
        self._journal.close(self._run, state, times(touched), undone)

    def _remove_unused_folders(self) -> None:
        """Folders that were made for files that then could not be placed go again."""
        for step in reversed(self.steps):
            if step.action is Action.MAKE_FOLDER and step.state is StepState.DONE:
                try:
                    if is_folder(status(step.target)):
                        if os.listdir(step.target):
                            continue
                        self._disk.remove_folder(step.target)
                except OSError:  # it stays, and an undo may have better luck
                    continue
                step.state = StepState.ROLLED_BACK
                self._journal.mark(self._run, step)


def remaining(steps: Iterable[Step]) -> set[str]:
    """The folders in which something of a run stays that these steps should have taken back."""
    return {
        os.path.dirname(path)
        for step in steps
        if step.action is not Action.SET_TIME and step.state is not StepState.DONE
        for path in (step.source, step.target)
        if path
    }


def times(folders: Iterable[str]) -> dict[str, int]:
    """When each of these folders was changed last (ns); those that are gone are left out."""
    found = {}
    for folder in folders:
        with contextlib.suppress(OSError):
            found[folder] = os.lstat(folder).st_mtime_ns
    return found


def recover(database: Database, *, disk: Disk | None = None) -> list[str]:
    """Settle what killed runs left unfinished; returns a sentence for each such run.

    The step that was cut off is completed or rolled back; those that were never begun stay so. Raises Conflict when
    another process is at work, FileTrouble when the disk does not allow it.
    """
    if not database.path.exists():
        return []
    with contextlib.closing(database.connect()) as connection:
        if not Journal(connection).unfinished():
            return []
    with alone(database) as journal:
        return recover_runs(journal, disk or Disk())


def recover_runs(journal: Journal, disk: Disk) -> list[str]:
    """The same, for who holds the lock. Raises OSError."""
    return [_recover_run(journal, disk, run) for run in journal.unfinished()]


def _recover_run(journal: Journal, disk: Disk, run: Run) -> str:
    steps = journal.steps(run.number)
    worker = Worker(disk, journal, run.number, undoes=run.undoes)
    cut_off = []
    for step in steps:
        # After a power cut, the marks of the last moments may be missing, so what was planned is looked at as well.
        planned = step.state is StepState.PLANNED and step.action in FILE_ACTIONS
        if step.state is StepState.BEGUN or (planned and worker.seems_done(step)):
            worker.settle(step)
            if step.action in FILE_ACTIONS:
                cut_off.append(step)
    running = Running(journal, worker, disk, run.number, steps)
    undone = None
    if run.kind == "undo":
        undone = _finish_undo(journal, worker, run, steps)
    running.close(undone, interrupted=True)
    return _told(run, steps, cut_off)


def _finish_undo(journal: Journal, worker: Worker, run: Run, steps: Sequence[Step]) -> RunState:
    """When all files are back already, what is left of an undo is folders and times: those are done now."""
    assert run.undoes is not None
    if all(step.state is StepState.DONE for step in steps if step.action in FILE_ACTIONS):
        open_steps = [step for step in steps if step.state is not StepState.DONE]
        for folders in (True, False):  # then the times, but of no folder in which something stays
            stays = remaining(steps)
            for step in open_steps:
                times_turn = step.action is Action.SET_TIME
                if times_turn is not folders and not (times_turn and step.target in stays):
                    with contextlib.suppress(Refused, OSError):
                        worker.do(step)
    return undo_state(journal, run.undoes)


def undo_state(journal: Journal, run: int) -> RunState:
    """How a run stands of which something was taken back."""
    left = any(step.state is StepState.DONE for step in journal.steps(run) if step.action in FILE_ACTIONS)
    return RunState.PART_UNDONE if left else RunState.UNDONE


def _told(run: Run, steps: Sequence[Step], cut_off: Sequence[Step]) -> str:
    files = [step for step in steps if step.action in FILE_ACTIONS]
    done = sum(step.state is StepState.DONE for step in files)
    left = sum(step.state is StepState.PLANNED for step in files)
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(run.started))
    verb = "taken back" if run.kind == "undo" else "placed"
    told = f"Run {run.number} ({run.kind}, {when}) had been cut off: {done} of {len(files)} files are {verb}"
    for step in cut_off:
        how = "was completed" if step.state is StepState.DONE else "was put back as it had been"
        told += f", {os.path.basename(step.source or step.target)} {how}"
    told += f", {left} were never begun." if left else "."
    if run.kind == "undo" and left:
        told += f" Go on with: plexstuff undo --run {run.undoes}"
    return told
