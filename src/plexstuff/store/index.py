"""The library index: what each file was found to be, so that an unchanged tree asks the network nothing."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

#: Its table as it was first, for `store.database`.
SCHEMA = """
CREATE TABLE library (
    path     BLOB PRIMARY KEY,   -- absolute, the file system's own bytes
    size     INTEGER NOT NULL,   -- bytes
    changed  INTEGER NOT NULL,   -- nanoseconds
    context  TEXT NOT NULL,      -- language, region, order and version that the answer depends on
    decision TEXT NOT NULL,
    asked_at REAL NOT NULL,      -- seconds
    shown    BLOB NOT NULL,      -- the file as `identify --json` gives it
    answer   BLOB NOT NULL       -- the whole answer, for other jobs
) WITHOUT ROWID
"""

#: The whole answers in a table of their own: a rescan reads every row of the other one, and none of these.
APART = """
CREATE TABLE answers (
    path   BLOB PRIMARY KEY,
    answer BLOB NOT NULL       -- the whole answer, for other jobs
);
INSERT INTO answers SELECT path, answer FROM library;
CREATE TABLE files (
    path     BLOB PRIMARY KEY,
    size     INTEGER NOT NULL,
    changed  INTEGER NOT NULL,
    context  TEXT NOT NULL,
    decision TEXT NOT NULL,
    asked_at REAL NOT NULL,
    shown    BLOB NOT NULL
) WITHOUT ROWID;
INSERT INTO files SELECT path, size, changed, context, decision, asked_at, shown FROM library;
DROP TABLE library;
ALTER TABLE files RENAME TO library
"""


class Remembered(NamedTuple):
    """What is remembered of a file, without the whole answer."""

    path: bytes
    size: int
    changed: int
    context: str
    decision: str
    asked_at: float
    shown: bytes


@dataclass(slots=True)
class Entry:
    """What is to be remembered of a file."""

    path: str
    size: int
    changed: int
    context: str
    decision: str
    asked_at: float
    shown: bytes
    answer: bytes


class LibraryIndex:
    """The index in the user's database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def below(self, root: str) -> dict[str, Remembered]:
        """Everything remembered at or under `root` (an absolute path), by path."""
        rows = self._connection.execute(
            "SELECT path, size, changed, context, decision, asked_at, shown FROM library "
            "WHERE path = ? OR (path > ? AND path < ?)",
            self._range(root),
        )
        coding, errors = sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()
        return {one.path.decode(coding, errors): one for one in map(Remembered._make, rows)}

    def answers(self, root: str) -> Iterator[tuple[str, bytes]]:
        """The whole answers at or under `root`, as (path, answer)."""
        rows = self._connection.execute(
            "SELECT path, answer FROM answers WHERE path = ? OR (path > ? AND path < ?)", self._range(root)
        )
        for path, answer in rows:
            yield os.fsdecode(path), answer

    def keep(self, entries: Iterable[Entry]) -> None:
        """Remember these files, in one transaction."""
        rows = [(os.fsencode(one.path), one) for one in entries]
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO library VALUES (?, ?, ?, ?, ?, ?, ?)",
                ((path, e.size, e.changed, e.context, e.decision, e.asked_at, e.shown) for path, e in rows),
            )
            self._connection.executemany(
                "INSERT OR REPLACE INTO answers VALUES (?, ?)", ((path, one.answer) for path, one in rows)
            )

    def forget(self, paths: Iterable[str]) -> None:
        """Forget these files."""
        gone = [(os.fsencode(path),) for path in paths]
        with self._connection:
            self._connection.executemany("DELETE FROM library WHERE path = ?", gone)
            self._connection.executemany("DELETE FROM answers WHERE path = ?", gone)

    @staticmethod
    def _range(root: str) -> tuple[bytes, bytes, bytes]:
        own = os.fsencode(root)
        inside = own.rstrip(b"/") + b"/"
        return own, inside, inside[:-1] + b"0"  # "0" is the byte after "/"
