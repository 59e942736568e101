"""The journal keeps whole runs or none, takes any path, and tells what is left to be settled."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from plexstuff.errors import NothingFound
from plexstuff.store.database import Database
from plexstuff.store.history import can_be_undone, history
from plexstuff.store.journal import Journal
from plexstuff.store.steps import Action, Facts, RunState, Step, StepState


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path)


@pytest.fixture
def journal(database: Database) -> Journal:
    return Journal(database.connection)


def steps(count: int = 2) -> list[Step]:
    return [Step(number, Action.HARDLINK, f"/from/{number}", f"/to/{number}") for number in range(count)]


def test_a_run_is_there_with_all_its_steps_before_any_is_done(journal: Journal) -> None:
    run = journal.open("organize", "hardlink", "/to", steps(), {"/to": 7})
    assert [step.state for step in journal.steps(run)] == [StepState.PLANNED] * 2
    assert journal.touched(run) == {"/to": (7, None)}
    assert [one.number for one in journal.unfinished()] == [run]


def test_a_run_that_can_not_be_written_is_not_there_at_all(journal: Journal) -> None:
    twice = [*steps(), *steps()]
    with pytest.raises(sqlite3.IntegrityError):
        journal.open("organize", "hardlink", "/to", twice, {})
    assert journal.runs() == []
    assert journal.open("organize", "hardlink", "/to", steps(), {}) == 1


def test_any_path_and_any_reason_can_be_kept(journal: Journal) -> None:
    odd = os.fsdecode(b"/caf\xe9/line\nbreak/\x1b[31m")
    facts = Facts(size=2**62, changed=2**62, inode=2**63 - 1, temporary=".x", dress=(0o644, 1, 2))
    run = journal.open("organize", "copy", odd, [Step(0, Action.COPY, odd, odd + "/x", facts=facts)], {odd: 1})
    (step,) = journal.steps(run)
    assert (step.source, step.target, step.facts) == (odd, odd + "/x", facts)
    step.state, step.why = StepState.FAILED, f"something about {odd}"
    journal.mark(run, step)
    assert journal.steps(run)[0].state is StepState.FAILED
    assert journal.run(run).root == odd
    assert set(journal.touched(run)) == {odd}


def test_what_was_never_begun_is_said_when_the_run_ends(journal: Journal) -> None:
    run = journal.open("organize", "hardlink", "/to", steps(), {"/to": 7})
    (first, _) = journal.steps(run)
    first.state = StepState.DONE
    journal.mark(run, first)
    journal.close(run, RunState.INTERRUPTED, {"/to": 8})
    assert [step.state for step in journal.steps(run)] == [StepState.DONE, StepState.NEVER_BEGUN]
    assert journal.touched(run) == {"/to": (7, 8)}
    assert journal.unfinished() == []
    assert journal.run(run).files == {"done": 1, "never begun": 1}


def test_an_undo_marks_both_runs_at_once(journal: Journal, database: Database) -> None:
    run = journal.open("organize", "hardlink", "/to", steps(1), {"/to": 7})
    (step,) = journal.steps(run)
    step.state = StepState.DONE
    journal.mark(run, step)
    journal.close(run, RunState.DONE, {"/to": 8})
    assert can_be_undone(history(database)[0])
    undoing = journal.open("undo", "hardlink", "/to", [Step(0, Action.REMOVE, "", "/to/0", reverts=0)], {}, run)
    (back,) = journal.steps(undoing)
    back.state = StepState.DONE
    journal.mark_undone(undoing, back, run)
    journal.close(undoing, RunState.DONE, {"/to": 9}, RunState.UNDONE)
    assert journal.steps(run)[0].state is StepState.UNDONE
    assert journal.run(run).state is RunState.UNDONE
    assert journal.touched(run) == {"/to": (7, 9)}
    assert journal.last_to_undo() is None
    assert [(one.number, one.undoes) for one in history(database)] == [(undoing, run), (run, None)]


def test_folders_alone_are_nothing_to_undo(journal: Journal) -> None:
    run = journal.open("organize", "hardlink", "/to", [Step(0, Action.MAKE_FOLDER, "", "/to")], {})
    (step,) = journal.steps(run)
    step.state = StepState.DONE
    journal.mark(run, step)
    journal.close(run, RunState.DONE, {})
    assert journal.last_to_undo() is None


def test_a_run_that_never_was(journal: Journal) -> None:
    with pytest.raises(NothingFound, match="no run 5"):
        journal.run(5)


def test_looking_back_makes_nothing(tmp_path: Path) -> None:
    assert history(Database(tmp_path / "none")) == []
    assert list(tmp_path.iterdir()) == []
