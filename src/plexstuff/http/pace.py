"""Keeps the rate that a service allows, together with every other process of the same user."""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Protocol

import anyio
from filelock import FileLock
from pyrate_limiter import InMemoryBucket, RateItem, SQLiteBucket
from pyrate_limiter import Rate as BucketRate

from plexstuff.blocking import OneAtATime

logger = logging.getLogger("plexstuff.http")

#: A process that was stopped while it held the lock must not stop all others for ever. Seconds.
LOCK_TIMEOUT = 10.0
#: How often the bucket is cleared of what lies outside the window, in requests.
LEAK_EVERY = 200
#: Rates of so many requests and more are spread over the whole of their time.
EVENLY_FROM = 20


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
        self._rates = _rates(rate)
        self._bucket: SQLiteBucket | InMemoryBucket | None = None
        self._clock = clock
        self._sleep = sleep
        self._queue = anyio.Lock()
        self._thread = OneAtATime()
        self._closed_until = 0.0
        self._taken = LEAK_EVERY
        self._waiting = 0
        self._granted = 0

    async def turn(self) -> None:
        """Wait until one more request may start. Never blocks the event loop."""
        self._waiting += 1
        try:
            async with self._queue:
                while self._granted == 0:
                    pause = self._closed_until - self._clock()
                    if pause <= 0:
                        # For all who wait at once: what each of them lost by asking alone would add up, window after
                        # window, to a tenth of the rate.
                        self._granted, pause = await self._thread.run(self._take, self._waiting)
                    if self._granted == 0:
                        await self._sleep(pause)
                self._granted -= 1
        finally:
            self._waiting -= 1
            if self._waiting == 0:
                self._granted = 0  # those who gave up leave nothing behind that could be used too late

    def stay_away(self, seconds: float) -> None:
        """Let nothing through for so long, because the service asked for it."""
        self._closed_until = max(self._closed_until, self._clock() + seconds)

    async def aclose(self) -> None:
        """Close the file."""
        await self._thread.run(self._close)

    def _take(self, wanted: int) -> tuple[int, float]:
        """How many requests of those `wanted` may start now; if none, in how many seconds to ask again."""
        if self._bucket is None:
            self._bucket = self._open()
        try:
            return self._take_from(self._bucket, wanted)
        except (sqlite3.Error, OSError) as error:
            self._bucket.close()
            self._bucket = self._alone(error)
            return self._take_from(self._bucket, wanted)

    def _take_from(self, bucket: SQLiteBucket | InMemoryBucket, wanted: int) -> tuple[int, float]:
        with bucket.lock if isinstance(bucket, SQLiteBucket) else nullcontext():
            now = int(self._clock() * 1000)
            if self._taken >= LEAK_EVERY:
                self._taken = 0
                bucket.leak(now)
            for granted in range(wanted):
                if not bucket.put(RateItem(self._name, now)):
                    return granted, self._wait(bucket, now)
                self._taken += 1
            return wanted, 0.0

    def _wait(self, bucket: SQLiteBucket | InMemoryBucket, now: int) -> float:
        wait = bucket.waiting(RateItem(self._name, now))
        if not isinstance(wait, int) or wait > self._rates[-1].interval + 1:
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


def _rates(rate: Rate) -> list[BucketRate]:
    """The rate itself, and from `EVENLY_FROM` requests on a tenth of it in a tenth of the time.

    Without that, a burst that is delayed on its way meets the next one at the service, which counts both together.
    Where few requests are allowed, a burst is small, and a check of two requests would wait for nothing.
    """
    requests, interval = max(1, rate.requests), max(1, round(rate.seconds * 1000))
    whole = BucketRate(requests, interval)
    if requests < EVENLY_FROM or interval < 100:
        return [whole]
    return [BucketRate(-(-requests // 10), interval // 10), whole]
