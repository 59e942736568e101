"""The pictures that were put at an image host, to be listed and taken back; their delete hashes lie elsewhere."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable

import msgspec

from plexstuff.models import HostedImage

#: Its table, for `store.database`.
SCHEMA = """
CREATE TABLE image (
    via      TEXT NOT NULL,    -- key of the service
    id       TEXT NOT NULL,
    link     TEXT NOT NULL,
    title    TEXT NOT NULL,
    file     TEXT NOT NULL,    -- where it came from
    size     INTEGER NOT NULL, -- bytes
    album    TEXT NOT NULL,
    added_at REAL NOT NULL,    -- seconds since the epoch
    PRIMARY KEY (via, id)
) WITHOUT ROWID
"""


class ImageRow(msgspec.Struct, frozen=True):
    """A picture that was put at an image host: through which service, from which file, when (seconds)."""

    via: str
    id: str
    link: str
    title: str
    file: str
    size: int
    album: str
    added_at: float


class SentImages:
    """All of them, in the user's database."""

    def __init__(self, connection: sqlite3.Connection, now: Callable[[], float] = time.time) -> None:
        self._connection = connection
        self._now = now

    def add(self, via: str, image: HostedImage, file: str, album: str) -> None:
        """Remember a picture."""
        row = (via, image.id, image.link, image.title, file, image.size, album, self._now())
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO image VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def remove(self, via: str, image: str) -> None:
        """Forget a picture."""
        with self._connection:
            self._connection.execute("DELETE FROM image WHERE via = ? AND id = ?", (via, image))

    def all(self, via: str) -> list[ImageRow]:
        """Every picture put there, the latest first."""
        rows = self._connection.execute("SELECT * FROM image WHERE via = ? ORDER BY added_at DESC, id", (via,))
        return [ImageRow(*row) for row in rows]
