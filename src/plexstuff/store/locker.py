"""The files that were sent to a music locker, known by their content, so that none is sent twice."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable

#: Its table, for `store.database`.
SCHEMA = """
CREATE TABLE locker_song (
    via     TEXT NOT NULL,    -- key of the service
    digest  TEXT NOT NULL,    -- SHA-256 of the content, in hex
    size    INTEGER NOT NULL, -- bytes
    file    TEXT NOT NULL,    -- where it came from
    sent_at REAL NOT NULL,    -- seconds since the epoch
    PRIMARY KEY (via, digest)
) WITHOUT ROWID
"""


class SentSongs:
    """All of them, in the user's database."""

    def __init__(self, connection: sqlite3.Connection, now: Callable[[], float] = time.time) -> None:
        self._connection = connection
        self._now = now

    def add(self, via: str, digest: str, size: int, file: str) -> None:
        """Remember a file."""
        row = (via, digest, size, file, self._now())
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO locker_song VALUES (?, ?, ?, ?, ?)", row)

    def sent_at(self, via: str, digest: str) -> float | None:
        """When a file of this content was sent there, in seconds; None for never."""
        row = self._connection.execute(
            "SELECT sent_at FROM locker_song WHERE via = ? AND digest = ?", (via, digest)
        ).fetchone()
        return None if row is None else float(row[0])
