"""The journal: every step of a run is written down before it is done and marked after, so that none is ever lost."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from plexstuff.errors import NothingFound
from plexstuff.store.database import Connection
from plexstuff.store.steps import Action, Facts, Run, RunState, Step, StepState

#: Its tables, for `store.database`. Paths are the file system's own bytes; `was` and `left_at` are nanoseconds, other
#: times seconds.
SCHEMA = """
CREATE TABLE run (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    kind     TEXT NOT NULL,       -- organize or undo
    mode     TEXT NOT NULL,
    root     BLOB NOT NULL,
    started  REAL NOT NULL,
    ended    REAL,                -- NULL: at work, or killed
    state    TEXT NOT NULL,
    undoes   INTEGER REFERENCES run (number)
);
CREATE TABLE step (
    run      INTEGER NOT NULL REFERENCES run (number),
    number   INTEGER NOT NULL,
    action   TEXT NOT NULL,
    source   BLOB NOT NULL,
    target   BLOB NOT NULL,
    state    TEXT NOT NULL,
    facts    BLOB NOT NULL,       -- JSON of steps.Facts
    why      TEXT NOT NULL,
    reverts  INTEGER,             -- the step of the run that is undone
    PRIMARY KEY (run, number)
) WITHOUT ROWID;
CREATE TABLE touched (
    run      INTEGER NOT NULL REFERENCES run (number),
    folder   BLOB NOT NULL,
    was      INTEGER NOT NULL,    -- when it was changed last, before the run
    left_at  INTEGER,             -- the same after the run
    PRIMARY KEY (run, folder)
) WITHOUT ROWID;
CREATE INDEX open_run ON run (ended) WHERE ended IS NULL
"""


class Journal:
    """The runs and their steps, through a connection of the caller's own (it is switched to one change a statement)."""

    def __init__(self, connection: Connection) -> None:
        connection.isolation_level = None
        self._connection = connection

    def open(
        self,
        kind: str,
        mode: str,
        root: str,
        steps: Sequence[Step],
        touched: Mapping[str, int],
        undoes: int | None = None,
    ) -> int:
        """Write down a whole run before it begins, safe on the disk; returns its number.

        `touched` gives the folders that will be changed, with the time (ns) of their last change.
        """
        execute = self._connection.execute
        execute("PRAGMA synchronous = FULL")
        execute("BEGIN IMMEDIATE")
        try:
            run = execute(
                "INSERT INTO run (kind, mode, root, started, state, undoes) VALUES (?, ?, ?, ?, ?, ?)",
                (kind, mode, os.fsencode(root), time.time(), RunState.RUNNING, undoes),
            ).lastrowid
            assert run is not None
            self._connection.executemany(
                "INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        run, one.number, one.action, os.fsencode(one.source), os.fsencode(one.target), one.state,
                        msgspec.json.encode(one.facts), _plain(one.why), one.reverts,
                    )
                    for one in steps
                ),
            )  # fmt: skip
            self._connection.executemany(
                "INSERT INTO touched VALUES (?, ?, ?, NULL)",
                ((run, os.fsencode(folder), was) for folder, was in touched.items()),
            )
            execute("COMMIT")
        except BaseException:
            self._connection.rollback()
            raise
        execute("PRAGMA synchronous = NORMAL")
        return run

    def mark(self, run: int, step: Step) -> None:
        """Write down how far a step has come, as it says itself."""
        self._connection.execute(
            "UPDATE step SET action = ?, state = ?, facts = ?, why = ? WHERE run = ? AND number = ?",
            (step.action, step.state, msgspec.json.encode(step.facts), _plain(step.why), run, step.number),
        )

    def mark_undone(self, undoing: int, step: Step, run: int) -> None:
        """Write down, at once, that this step of an undo is done and that the step of `run` it reverts is undone."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self.mark(undoing, step)
            self._connection.execute(
                "UPDATE step SET state = ? WHERE run = ? AND number = ?", (StepState.UNDONE, run, step.reverts)
            )
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.rollback()
            raise

    def forget_steps(self, run: int, numbers: Iterable[int]) -> None:
        """Mark steps of a run as undone that need no undoing any more: what they made is gone."""
        self._connection.executemany(
            "UPDATE step SET state = ? WHERE run = ? AND number = ?",
            ((StepState.UNDONE, run, number) for number in numbers),
        )

    def close(self, run: int, state: RunState, left: Mapping[str, int], undone: RunState | None = None) -> None:
        """End a run: its state, when each folder it touched was changed last, and the state of the run it undid."""
        execute = self._connection.execute
        execute("PRAGMA synchronous = FULL")
        execute("BEGIN IMMEDIATE")
        try:
            execute(
                "UPDATE step SET state = ? WHERE run = ? AND state = ?",
                (StepState.NEVER_BEGUN, run, StepState.PLANNED),
            )
            execute("UPDATE run SET state = ?, ended = ? WHERE number = ?", (state, time.time(), run))
            undoes = execute("SELECT undoes FROM run WHERE number = ?", (run,)).fetchone()[0]
            for number in (run, undoes):
                self._connection.executemany(
                    "UPDATE touched SET left_at = ? WHERE run = ? AND folder = ?",
                    ((changed, number, os.fsencode(folder)) for folder, changed in left.items()),
                )
            if undone is not None:
                execute("UPDATE run SET state = ? WHERE number = ?", (undone, undoes))
            execute("COMMIT")
        except BaseException:
            self._connection.rollback()
            raise
        execute("PRAGMA synchronous = NORMAL")

    # -- looking back -----------------------------------------------------------------------------------------------

    def steps(self, run: int) -> list[Step]:
        """All steps of a run, in order."""
        rows = self._connection.execute(
            "SELECT number, action, source, target, state, facts, why, reverts FROM step WHERE run = ? ORDER BY number",
            (run,),
        )
        return [
            Step(
                number, Action(action), os.fsdecode(source), os.fsdecode(target), StepState(state),
                msgspec.json.decode(facts, type=Facts), why, reverts,
            )
            for number, action, source, target, state, facts, why, reverts in rows
        ]  # fmt: skip

    def touched(self, run: int) -> dict[str, tuple[int, int | None]]:
        """The folders that a run touched: when each was changed last before it and after it (ns)."""
        rows = self._connection.execute("SELECT folder, was, left_at FROM touched WHERE run = ?", (run,))
        return {os.fsdecode(folder): (was, left_at) for folder, was, left_at in rows}

    def unfinished(self) -> list[Run]:
        """The runs that were never closed: at work now, or killed."""
        return self._runs("WHERE ended IS NULL ORDER BY number")

    def runs(self, limit: int = 50) -> list[Run]:
        """The latest runs, the last one first."""
        return self._runs("ORDER BY number DESC LIMIT ?", limit)

    def run(self, number: int) -> Run:
        """The run with this number. Raises NothingFound."""
        found = self._runs("WHERE number = ?", number)
        if not found:
            raise NothingFound(f"There was no run {number}.", "Run: plexstuff history")
        return found[0]

    def last_to_undo(self) -> Run | None:
        """The latest run that placed files which were not all taken back."""
        found = self._runs(
            "WHERE kind <> 'undo' AND EXISTS (SELECT 1 FROM step WHERE step.run = run.number AND step.state = 'done'"
            " AND step.action IN ('hardlink', 'copy', 'move')) ORDER BY number DESC LIMIT 1"
        )
        return found[0] if found else None

    def _runs(self, rest: str, *values: int) -> list[Run]:
        rows = self._connection.execute(
            f"SELECT number, kind, mode, root, started, ended, state, undoes FROM run {rest}",  # noqa: S608 - our own
            values,
        ).fetchall()
        return [
            Run(number, kind, mode, os.fsdecode(root), started, ended, RunState(state), undoes, self._files(number))
            for number, kind, mode, root, started, ended, state, undoes in rows
        ]

    def _files(self, run: int) -> dict[str, int]:
        return dict(
            self._connection.execute(
                "SELECT state, count(*) FROM step WHERE run = ? AND action IN (?, ?, ?, ?) GROUP BY state",
                (run, Action.HARDLINK, Action.COPY, Action.MOVE, Action.REMOVE),
            ).fetchall()
        )


def _plain(text: str) -> str:
    """`text` without the odd bytes that a path in it may hold: SQLite takes none."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
