"""Keeps answers that a service declares fresh (RFC 9111) in the user's cache folder; its troubles only cost speed."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import anyio
import hishel
from anyio import to_thread

logger = logging.getLogger("plexstuff.http")
_hishel = logging.getLogger("hishel")

MOST_BYTES = 512 * 2**20
LARGEST_ANSWER = 8 * 2**20

#: What a broken or vanished cache database may raise through the cache library.
CACHE_ERRORS = (RuntimeError, sqlite3.Error, OSError, ValueError, AssertionError)


class Cache:
    """One SQLite file for all services, made at first use; after any trouble it is off for the rest of the run."""

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / "http.sqlite" if folder is not None else None
        self._storage: hishel.AsyncSqliteStorage | None = None
        self._opening = anyio.Lock()
        self._off = folder is None
        self._listener: _Listener | None = None

    async def storage(self) -> hishel.AsyncSqliteStorage | None:
        """The opened storage; None when the cache is off."""
        async with self._opening:
            if self._storage is None and not self._off:
                await self._open()
        return self._usable()

    def _usable(self) -> hishel.AsyncSqliteStorage | None:
        return None if self._off else self._storage

    def turn_off(self, reason: object) -> None:
        """Go on without the cache; said once."""
        if not self._off:
            self._off = True
            logger.warning(
                "The cache %s can't be used (%s); going on without it. Delete the file if this happens again.",
                self._file,
                reason,
            )

    async def aclose(self) -> None:
        """Close the file."""
        if self._listener is not None:
            _hishel.removeHandler(self._listener)
            self._listener = None
        if self._storage is not None:
            await self._storage.close()
            self._storage = None

    async def _open(self) -> None:
        assert self._file is not None
        storage = hishel.AsyncSqliteStorage(
            database_path=self._file, max_size=MOST_BYTES, max_stream_size=LARGEST_ANSWER
        )
        try:
            await to_thread.run_sync(_probe, self._file)
            self._listener = _Listener(self.turn_off)
            _hishel.addHandler(self._listener)
            # The library prints a trace for each answer that it could not keep: one warning of ours is enough.
            _hishel.propagate = False
            await storage.get_entries("")
        except CACHE_ERRORS as error:
            self.turn_off(error)
        self._storage = storage


class _Listener(logging.Handler):
    """Hears from the cache library, which only logs its troubles, that something went wrong."""

    def __init__(self, report: Callable[[object], None]) -> None:
        super().__init__(logging.ERROR)
        self._report = report

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self._report(error or record.getMessage())


def _probe(file: Path) -> None:
    """Make the file, readable by its owner only, and make sure that it is a database that can be written."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(file, isolation_level=None, timeout=5.0)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    finally:
        connection.close()
