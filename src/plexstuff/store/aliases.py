"""The user's own answers: which film or series a name means, remembered so that it is asked once."""

from __future__ import annotations

import sqlite3
import time

import msgspec

from plexstuff.matching.titles import compact
from plexstuff.models import Ids

#: Its table, for `store.database`.
SCHEMA = """
CREATE TABLE alias (
    kind       TEXT NOT NULL,    -- movie or series
    name       TEXT NOT NULL,    -- the title as names give it, folded
    year       INTEGER NOT NULL, -- 0: the name gives none
    spoken     TEXT NOT NULL,    -- the title as it was written
    title      TEXT NOT NULL,    -- what the user said it is
    ids        BLOB NOT NULL,    -- JSON of models.Ids
    created_at REAL NOT NULL,
    PRIMARY KEY (kind, name, year)
)
"""


class Alias(msgspec.Struct, frozen=True):
    """A name and what the user said it means; `kind` is movie or series, `created_at` seconds."""

    kind: str
    spoken: str
    year: int | None
    title: str
    ids: Ids
    created_at: float


class Aliases:
    """All of the user's answers, in the user's database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, kind: str, spoken: str, year: int | None) -> Ids | None:
        """The ids that the user gave for this name; None when never asked."""
        row = self._connection.execute(
            "SELECT ids FROM alias WHERE kind = ? AND name = ? AND year = ?", (kind, compact(spoken), year or 0)
        ).fetchone()
        return msgspec.json.decode(row[0], type=Ids) if row else None

    def keep(self, kind: str, spoken: str, year: int | None, title: str, ids: Ids) -> None:
        """Remember that this name means this film or series."""
        with self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO alias VALUES (?, ?, ?, ?, ?, ?, ?)",
                (kind, compact(spoken), year or 0, spoken, title, msgspec.json.encode(ids), time.time()),
            )

    def all(self) -> list[Alias]:
        """Every answer, by name."""
        rows = self._connection.execute(
            "SELECT kind, spoken, year, title, ids, created_at FROM alias ORDER BY name, year, kind"
        )
        return [
            Alias(kind, spoken, year or None, title, msgspec.json.decode(ids, type=Ids), created_at)
            for kind, spoken, year, title, ids, created_at in rows
        ]

    def forget(self, spoken: str) -> int:
        """Forget every answer for this name; returns how many there were."""
        with self._connection:
            done = self._connection.execute("DELETE FROM alias WHERE name = ?", (compact(spoken),))
        return done.rowcount
