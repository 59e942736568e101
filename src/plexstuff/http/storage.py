"""Keeps the answers of the HTTP cache in one SQLite file: one statement, in a worker thread, for each thing to do."""

from __future__ import annotations

import os
import sqlite3
import time
import uuid
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import hishel
import msgspec

from plexstuff.blocking import OneAtATime

T = TypeVar("T")

#: The file holds no more than this; then what was not used for longest goes.
MOST_BYTES = 512 * 2**20
#: A larger answer is not kept.
LARGEST_ANSWER = 8 * 2**20
#: How often the size is looked at, in answers kept.
_LOOK_EVERY = 500
_DAY = 86400.0

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    id BLOB PRIMARY KEY, cache_key TEXT NOT NULL, head BLOB NOT NULL, body BLOB NOT NULL, used_at REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS answers_by_key ON answers (cache_key);
CREATE INDEX IF NOT EXISTS answers_by_use ON answers (used_at);
"""


class _Head(msgspec.Struct, array_like=True):
    method: str
    url: str
    request_headers: dict[str, list[str]]
    status: int
    response_headers: dict[str, list[str]]


_read_head = msgspec.msgpack.Decoder(_Head)


class Storage(hishel.AsyncBaseStorage):
    """What hishel's state machine (RFC 9111) keeps and finds again. No trouble is ever raised: it goes to `report`."""

    def __init__(self, file: Path, report: Callable[[object], None]) -> None:
        super().__init__()
        self._file = file
        self._report = report
        self._connection: sqlite3.Connection | None = None
        self._thread = OneAtATime()
        self._kept = 0

    async def open(self) -> bool:
        """Make the file, readable by its owner only, or open it; False when that can't be done."""
        return await self._run(False, self._open)

    async def create_entry(
        self,
        request: hishel.Request,
        response: hishel.Response,
        key: str,
        *,
        ttl: float | None = None,
        tti: float | None = None,
    ) -> hishel.Entry:
        """An entry whose stream keeps the body once it was read to its end; limits of time are left to RFC 9111."""
        entry = hishel.Entry(uuid.uuid4(), request, response)
        return replace(entry, response=replace(response, stream=self._keeping(entry, key)))

    async def get_entries(self, key: str) -> list[hishel.Entry]:
        """What was kept under this key."""
        none: list[tuple[bytes, bytes, bytes]] = []
        rows = await self._run(none, self._find, key)
        return [_entry(uuid.UUID(bytes=number), _read_head.decode(head), body) for number, head, body in rows]

    async def update_headers(self, id: uuid.UUID, headers: hishel.Headers) -> None:  # noqa: A002 (the base's name)
        """Put the headers of a revalidation in place of those kept."""
        await self._run(None, self._update, id, headers)

    async def remove_entry(self, id: uuid.UUID) -> None:  # noqa: A002 (the base's name)
        """Forget one answer."""
        await self._run(None, self._execute, "DELETE FROM answers WHERE id = ?", id.bytes)

    async def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            await self._run(None, self._connection.close)
            self._connection = None

    async def _keeping(self, entry: hishel.Entry, key: str) -> AsyncIterator[bytes]:
        assert isinstance(entry.response.stream, AsyncIterator)
        parts: list[bytes] = []
        size = 0
        async for part in entry.response.stream:
            size += len(part)
            if size <= LARGEST_ANSWER:
                parts.append(part)
            yield part
        if size <= LARGEST_ANSWER:
            await self._run(None, self._keep, entry, key, b"".join(parts))

    async def _run(self, otherwise: T, do: Callable[..., T], *arguments: object) -> T:
        try:
            return await self._thread.run(do, *arguments)
        except (sqlite3.Error, OSError, msgspec.MsgspecError) as error:
            self._report(error)
            return otherwise

    def _open(self) -> bool:
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # SQLite gives its other files the mode of this one.
        os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(self._file, isolation_level=None, check_same_thread=False, timeout=5.0)
        self._connection = connection
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(_SCHEMA)
        self._make_room()
        return True

    def _execute(self, statement: str, *values: object) -> None:
        assert self._connection is not None
        self._connection.execute(statement, values)

    def _find(self, key: str) -> list[tuple[bytes, bytes, bytes]]:
        assert self._connection is not None
        now = time.time()
        query = "SELECT id, head, body, used_at FROM answers WHERE cache_key = ?"
        rows = self._connection.execute(query, (key,)).fetchall()
        for number, _, _, used_at in rows:
            if now - used_at > _DAY:  # a read must not be a write each time
                self._execute("UPDATE answers SET used_at = ? WHERE id = ?", now, number)
        return [(number, head, body) for number, head, body, _ in rows]

    def _keep(self, entry: hishel.Entry, key: str, body: bytes) -> None:
        head = _Head(
            entry.request.method,
            entry.request.url,
            _plain(entry.request.headers),
            entry.response.status_code,
            _plain(entry.response.headers),
        )
        row = (entry.id.bytes, key, msgspec.msgpack.encode(head), body, time.time())
        # What was kept under this key is older; by their dates alone (whole seconds, or none) none could tell.
        self._execute("DELETE FROM answers WHERE cache_key = ?", key)
        self._execute("INSERT INTO answers VALUES (?, ?, ?, ?, ?)", *row)
        self._kept += 1
        if self._kept % _LOOK_EVERY == 0:
            self._make_room()

    def _update(self, number: uuid.UUID, headers: hishel.Headers) -> None:
        assert self._connection is not None
        row = self._connection.execute("SELECT head FROM answers WHERE id = ?", (number.bytes,)).fetchone()
        if row is not None:
            head = msgspec.structs.replace(_read_head.decode(row[0]), response_headers=_plain(headers))
            self._execute("UPDATE answers SET head = ? WHERE id = ?", msgspec.msgpack.encode(head), number.bytes)

    def _make_room(self) -> None:
        assert self._connection is not None
        size = (
            "SELECT (page_count - freelist_count) * page_size "
            "FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
        )
        while self._connection.execute(size).fetchone()[0] > MOST_BYTES:
            self._execute(
                "DELETE FROM answers WHERE id IN (SELECT id FROM answers ORDER BY used_at "
                "LIMIT (SELECT count(*) / 4 + 1 FROM answers))"
            )


def _entry(number: uuid.UUID, head: _Head, body: bytes) -> hishel.Entry:
    return hishel.Entry(
        number,
        hishel.Request(head.method, head.url, hishel.Headers(head.request_headers)),
        hishel.Response(head.status, hishel.Headers(head.response_headers), _once(body)),
    )


async def _once(body: bytes) -> AsyncIterator[bytes]:
    yield body


def _plain(headers: hishel.Headers) -> dict[str, list[str]]:
    return {name: headers.get_list(name) or [] for name in headers}
