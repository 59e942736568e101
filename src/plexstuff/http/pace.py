"""Keeps the rate that a service allows, together with every other process of the same user."""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

import anyio
from anyio import CapacityLimiter, to_thread
from filelock import FileLock
from pyrate_limiter import InMemoryBucket, RateItem, SQLiteBucket
from pyrate_limiter import Rate as BucketRate

logger = logging.getLogger("plexstuff.http")

#: A process that was stopped while it held the lock must not stop all others for ever. Seconds.
LOCK_TIMEOUT = 10.0
#: How often the bucket is cleared of what lies outside the window, in requests.
LEAK_EVERY = 200


class Rate(Protocol):
    """At most `requests` in any `seconds`, over at most `connections` at a time."""

    @property
    def requests(self) -> int:
        """How many requests."""
        ...

    @property
    def seconds(self) -> float:
        """In how many seconds."""
        ...

    @property
    def connections(self) -> int:
        """How many connections at a time."""
        ...


class Pace:
    """Lets requests through, in the order in which they came, at most `rate.requests` in any `rate.seconds`.

    The times of the requests let through lie in an SQLite file in `folder` under a file lock, so that all processes
    count together. When that file can't be used, this process counts alone, with a warning. `clock` gives seconds
    since the epoch: the processes share no other clock.
    """

    def __init__(
        self,
        key: str,
        rate: Rate,
        folder: Path,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._name = re.sub(r"\W", "_", key)
        self._file = folder / "rates" / f"{self._name}.sqlite"
        self._rates = [BucketRate(max(1, rate.requests), max(1, round(rate.seconds * 1000)))]
        self._bucket: SQLiteBucket | InMemoryBucket | None = None
        self._clock = clock
        self._sleep = sleep
        self._queue = anyio.Lock()
        self._thread = CapacityLimiter(1)
        self._closed_until = 0.0
        self._taken = 0

    async def turn(self) -> None:
        """Wait until one more request may start. Never blocks the event loop."""
        async with self._queue:
            while True:
                pause = self._closed_until - self._clock()
                if pause <= 0:
                    pause = await to_thread.run_sync(self._take, limiter=self._thread)
                if pause <= 0:
                    return
                await self._sleep(pause)

    def stay_away(self, seconds: float) -> None:
        """Let nothing through for so long, because the service asked for it."""
        self._closed_until = max(self._closed_until, self._clock() + seconds)

    async def aclose(self) -> None:
        """Close the file."""
        await to_thread.run_sync(self._close, limiter=self._thread)

    def _take(self) -> float:
        """0.0 when a request was let through, else the seconds until it is worth asking again."""
        if self._bucket is None:
            self._bucket = self._open()
        try:
            return self._take_from(self._bucket)
        except (sqlite3.Error, OSError) as error:
            self._bucket.close()
            self._bucket = self._alone(error)
            return self._take_from(self._bucket)

    def _take_from(self, bucket: SQLiteBucket | InMemoryBucket) -> float:
        now = int(self._clock() * 1000)
        if isinstance(bucket, InMemoryBucket):
            return self._put(bucket, now)
        with bucket.lock:
            return self._put(bucket, now)

    def _put(self, bucket: SQLiteBucket | InMemoryBucket, now: int) -> float:
        if self._taken % LEAK_EVERY == 0:
            bucket.leak(now)
        item = RateItem(self._name, now)
        if bucket.put(item):
            self._taken += 1
            return 0.0
        wait = bucket.waiting(item)
        if not isinstance(wait, int) or wait > self._rates[0].interval + 1:
            # Only a clock that was set back leaves times of the future behind: they would block for as long.
            bucket.flush()
            return 0.001
        return max(wait, 1) / 1000

    def _open(self) -> SQLiteBucket | InMemoryBucket:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            made = SQLiteBucket.init_from_file(self._rates, db_path=str(self._file), use_file_lock=True)
        except (sqlite3.Error, OSError) as error:
            return self._alone(error)
        # Asked for far more often than the library's own lock, which would sleep 50 ms when two processes meet; and
        # not one per thread, because the worker threads change while only one of them is ever inside.
        lock = FileLock(f"{self._file}.lock", timeout=LOCK_TIMEOUT, poll_interval=0.002, thread_local=False)
        return SQLiteBucket(self._rates, made.conn, made.table, lock=lock)

    def _alone(self, error: Exception) -> InMemoryBucket:
        logger.warning(
            "The file %s, which keeps the rate of requests for all programs together, can't be used (%s); "
            "this program counts alone. Delete the file if this happens again.",
            self._file,
            error,
        )
        return InMemoryBucket(self._rates)

    def _close(self) -> None:
        if self._bucket is not None:
            self._bucket.close()
            self._bucket = None
