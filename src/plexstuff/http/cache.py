"""Keeps answers that a service declares fresh (RFC 9111) in the user's cache folder; its troubles only cost speed."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

import anyio
import httpx2
from hishel.httpx2 import AsyncCacheTransport

from plexstuff.http.storage import Storage

logger = logging.getLogger("plexstuff.http")

#: What a damaged answer in the cache may raise in the cache library.
CACHE_ERRORS = (RuntimeError, sqlite3.Error, OSError, ValueError, AssertionError)


class Cache:
    """One SQLite file for all services, made at first use; after any trouble it is off for the rest of the run."""

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / "http-1.sqlite" if folder is not None else None
        self._storage: Storage | None = None
        self._opening = anyio.Lock()
        self._off = False

    async def route(self, below: httpx2.AsyncBaseTransport) -> httpx2.AsyncBaseTransport | None:
        """A transport that asks the cache first and `below` else; None when the cache is off."""
        if self._file is None or self._off:
            return None
        if self._storage is None:
            async with self._opening:
                if self._storage is None:
                    storage = Storage(self._file, self.turn_off)
                    await storage.open()
                    self._storage = storage
        if self._off:
            return None
        # The cache belongs to one user: what is `private` may be kept too (RFC 9111 §5.2.2.7).
        return AsyncCacheTransport(below, storage=self._storage, rfc={"shared": False})

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
        if self._storage is not None:
            await self._storage.close()
            self._storage = None
