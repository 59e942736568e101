"""One step: written down, done, marked; and one that was cut off, completed or rolled back by what is on the disk."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress

import msgspec

from plexstuff.jobs.organize.filesystem import NO_LINK, Disk, inherited, is_file, is_folder, status
from plexstuff.store.journal import Journal
from plexstuff.store.steps import Action, Facts, Step, StepState


class Refused(Exception):
    """A step was not done, for the reason that the text gives; nothing was changed by it."""


class Worker:
    """Does the steps of one run. `undoes` is the run that it takes back; `told` gets the bytes that were copied.

    A step with a file gives in its facts the size, time of change and inode of `source`, and a name for a copy.
    """

    def __init__(
        self,
        disk: Disk,
        journal: Journal,
        run: int,
        *,
        undoes: int | None = None,
        allow_copy: bool = False,
        told: Callable[[int], None] = lambda _copied: None,
    ) -> None:
        self._disk = disk
        self._journal = journal
        self.run = run
        self._undoes = undoes
        self._allow_copy = allow_copy
        self._told = told

    def do(self, step: Step) -> None:
        """Do a step. Raises Refused or OSError, and whatever interrupts it.

        The step is rolled back then (or completed, for an interruption), unless its state still is BEGUN: the disk did
        not even allow that.
        """
        step.state = StepState.BEGUN
        self._journal.mark(self.run, step)
        try:
            self._act(step)
            self._mark(step, StepState.DONE)
        except BaseException as error:
            # Whether a step that was refused has been done is not asked of the disk: it has not.
            if isinstance(error, Refused | FileExistsError) and self._untouched(step):
                self._mark(step, StepState.ROLLED_BACK)
            else:
                self.settle(step)
            if step.state is not StepState.DONE or not isinstance(error, Exception):
                raise

    def _untouched(self, step: Step) -> bool:
        left = step.facts.complete or step.facts.held
        return not left and (not step.facts.temporary or status(self._temporary(step)) is None)

    def settle(self, step: Step) -> None:
        """Complete or roll back a step that was begun, judging by what is on the disk, and mark it. Raises OSError."""
        done = {
            Action.MAKE_FOLDER: self._settle_folder,
            Action.HARDLINK: self._settle_link,
            Action.COPY: self._settle_copy,
            Action.MOVE: self._settle_move,
            Action.REMOVE: self._settle_removal,
            Action.REMOVE_FOLDER: self._settle_removal,
            Action.SET_TIME: self._settle_time,
        }[step.action](step)
        self._mark(step, StepState.DONE if done else StepState.ROLLED_BACK)

    def seems_done(self, step: Step) -> bool:
        """Whether a step that was only planned may have been begun: its mark got lost with the power."""
        there = status(step.target)
        if step.action is Action.REMOVE:
            return there is None
        by_inode = there is not None and is_file(there) and there.st_ino == step.facts.inode
        return by_inode or (step.facts.temporary != "" and status(self._temporary(step)) is not None)

    def _mark(self, step: Step, state: StepState) -> None:
        """Give the step its new state; it stays what it was when that can't be written down."""
        former, step.state = step.state, state
        try:
            if state is StepState.DONE and step.reverts is not None and self._undoes is not None:
                self._journal.mark_undone(self.run, step, self._undoes)
            else:
                self._journal.mark(self.run, step)
        except BaseException:
            step.state = former
            raise

    def _learn(self, step: Step, **facts: object) -> None:
        step.facts = msgspec.structs.replace(step.facts, **facts)

    # -- doing ------------------------------------------------------------------------------------------------------

    def _act(self, step: Step) -> None:
        match step.action:
            case Action.MAKE_FOLDER:
                self._disk.make_folder(step.target)
                self._dress_folder(step)
            case Action.HARDLINK:
                self._link(step)
            case Action.COPY:
                self._copy(step)
            case Action.MOVE:
                self._move(step)
            case Action.REMOVE:
                self._remove(step)
            case Action.REMOVE_FOLDER:
                self._remove_folder(step)
            case Action.SET_TIME:
                self._disk.set_time(step.target, step.facts.changed)

    def _dress_folder(self, step: Step) -> None:
        dress = inherited(os.path.dirname(step.target), file=False)
        if dress is not None:
            self._disk.dress_folder(step.target, *dress)
        self._learn(step, made=os.lstat(step.target).st_ino)

    def _link(self, step: Step) -> None:
        self._unchanged(step.source, step.facts)
        try:
            self._disk.link(step.source, step.target)
        except OSError as error:
            if error.errno not in NO_LINK:
                raise
            if not self._allow_copy:
                raise Refused(f"no hardlink: {error.strerror}; use --allow-copy or --mode copy") from error
            step.action = Action.COPY
            self._journal.mark(self.run, step)
            self._copy(step)

    def _move(self, step: Step) -> None:
        self._unchanged(step.source, step.facts)
        try:
            self._disk.rename(step.source, step.target, holding=lambda: self._hold(step))
        except OSError as error:
            if error.errno != errno.EXDEV:  # to another file system
                raise
            self._copy(step)
            self._unchanged(step.source, step.facts)
            self._disk.remove(step.source)

    def _hold(self, step: Step) -> None:
        self._learn(step, held=True)
        self._journal.mark(self.run, step)

    def _copy(self, step: Step) -> None:
        """Copy under a name that is nobody's, bring it to the disk, and only then give it its name."""
        temporary = self._temporary(step)
        self._unchanged(step.source, step.facts)
        source = os.open(step.source, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        try:
            self._same(os.fstat(source), step.facts)
            dress = step.facts.dress or inherited(os.path.dirname(step.target), file=True)
            if dress is None and step.action is Action.MOVE and step.facts.mode:
                dress = (step.facts.mode, -1, -1)
            target = self._disk.create(temporary, private=dress is not None)
            try:
                self._disk.copy(source, target, step.facts.size, temporary, self._told)
                self._same(os.fstat(source), step.facts)
                if dress is not None:
                    self._disk.dress(target, *dress, temporary)
                self._disk.keep_time(target, step.facts.changed, temporary)
                self._disk.sync(target, temporary)
                made = os.fstat(target)
            finally:
                os.close(target)
        except EOFError:
            raise Refused("it became shorter while it was copied") from None
        finally:
            os.close(source)
        if made.st_size != step.facts.size:
            raise Refused(f"the copy came out wrong ({made.st_size} of {step.facts.size} bytes)")
        self._learn(step, complete=True, made=made.st_ino, made_changed=made.st_mtime_ns)
        self._journal.mark(self.run, step)
        self._publish(step, temporary)

    def _publish(self, step: Step, temporary: str) -> None:
        self._disk.rename(temporary, step.target, holding=lambda: self._hold(step))
        if step.action is Action.MOVE:
            self._disk.sync_folder(os.path.dirname(step.target))

    def _temporary(self, step: Step) -> str:
        return os.path.join(os.path.dirname(step.target), step.facts.temporary)

    def _remove(self, step: Step) -> None:
        """Remove a name that was made, as long as the same bytes stay under the other one."""
        here, other = status(step.target), status(step.source)
        if here is None or other is None or not os.path.samestat(here, other):
            self._unchanged(step.target, step.facts)
            times = step.facts.made_changed or step.facts.changed  # a copy may not have got the time of the other
            self._unchanged(step.source, msgspec.structs.replace(step.facts, changed=times))
        self._disk.remove(step.target)

    def _remove_folder(self, step: Step) -> None:
        known = status(step.target)
        if not is_folder(known) or (step.facts.made and known and known.st_ino != step.facts.made):
            raise Refused("it is not the folder that was made")
        if os.listdir(step.target):
            raise Refused("it is not empty")
        self._disk.remove_folder(step.target)

    def _unchanged(self, path: str, facts: Facts) -> None:
        """Raises Refused when the file is not what it was when the step was planned."""
        known = status(path)
        if known is None:
            raise Refused("it has vanished")
        self._same(known, facts)

    @staticmethod
    def _same(known: os.stat_result, facts: Facts) -> None:
        if not stat.S_ISREG(known.st_mode) or known.st_size != facts.size or known.st_mtime_ns != facts.changed:
            raise Refused("it was changed meanwhile")

    # -- after it was cut off ---------------------------------------------------------------------------------------

    def _settle_folder(self, step: Step) -> bool:
        if not is_folder(status(step.target)):
            return False
        self._dress_folder(step)
        return True

    def _settle_link(self, step: Step) -> bool:
        here, there = status(step.source), status(step.target)
        if here is None or there is None:
            return there is not None and is_file(there) and there.st_ino == step.facts.inode
        return os.path.samestat(here, there)

    def _settle_copy(self, step: Step) -> bool:
        temporary = self._temporary(step)
        copied, there, facts = status(temporary), status(step.target), step.facts
        if copied is None:
            made = there is not None and (there.st_ino == facts.made or there.st_mtime_ns == facts.made_changed)
            return facts.complete and there is not None and made and there.st_size == facts.size
        if facts.held and there is not None and there.st_size == 0 and facts.size:
            self._disk.remove(step.target)
            there = None
        if not facts.complete:
            self._disk.remove(temporary)
            return False
        if there is None:
            try:
                self._publish(step, temporary)
            except OSError:
                self._disk.remove(temporary)
                return False
            return True
        self._disk.remove(temporary)
        return os.path.samestat(copied, there)

    def _settle_move(self, step: Step) -> bool:
        if step.facts.complete or status(self._temporary(step)) is not None:
            return self._settle_move_by_copy(step)
        here, there = status(step.source), status(step.target)
        if here is None:
            # Gone from both places: its disk may be away. Taken for done, it can be taken back when that is back.
            return there is None or (is_file(there) and there.st_ino == step.facts.inode)
        if there is None:
            return False
        if os.path.samestat(here, there):
            try:
                self._disk.remove(step.source)
            except OSError:
                self._disk.remove(step.target)
                return False
            return True
        if step.facts.held and there.st_size == 0 and here.st_size:
            self._disk.remove(step.target)
        return False

    def _settle_move_by_copy(self, step: Step) -> bool:
        if not self._settle_copy(step):
            return False
        here = status(step.source)
        if here is not None:
            try:
                self._same(here, step.facts)
                self._disk.remove(step.source)
            except (Refused, OSError):
                self._disk.remove(step.target)
                return False
        return True

    def _settle_removal(self, step: Step) -> bool:
        return status(step.target) is None

    def _settle_time(self, step: Step) -> bool:
        with suppress(FileNotFoundError):
            self._disk.set_time(step.target, step.facts.changed)
        return True
