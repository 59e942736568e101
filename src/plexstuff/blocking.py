"""Blocking work beside the event loop: work that can be left behind, and work that must not overlap.

`asyncio.to_thread` waits at the end of the program for every thread, and no thread that waits for a server can be
stopped: a silent server would hold up a check beyond its time limit, and Ctrl-C.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Thread
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

T = TypeVar("T")


class OneAtATime:
    """Runs work that must not overlap, such as what uses one SQLite connection, in worker threads.

    A task that is cancelled leaves the work that it began behind, in a thread that goes on: what comes next waits for
    that one too. A connection that is closed while another thread uses it takes the whole program with it.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._limiter = CapacityLimiter(1)

    async def run(self, work: Callable[..., T], *arguments: object) -> T:
        """What `work` gives. Never blocks the event loop."""
        return await to_thread.run_sync(self._alone, work, arguments, limiter=self._limiter)

    def _alone(self, work: Callable[..., T], arguments: tuple[object, ...]) -> T:
        with self._lock:
            return work(*arguments)


async def leaving(work: Callable[[], T]) -> T:
    """What `work` gives; when this is cancelled, it is left to come to its end by itself, and nobody looks at it."""
    return await _begun(work)


async def finishing(work: Callable[[], T], told: Callable[[T], None]) -> T:
    """What `work` gives, also told to `told`; when this is cancelled, only after `work` came to its end was told."""
    future = _begun(work)
    try:
        result = await asyncio.shield(future)
    except asyncio.CancelledError:
        await asyncio.wait([future])
        if future.exception() is None:
            told(future.result())
        raise
    told(result)
    return result


def _begun(work: Callable[[], T]) -> asyncio.Future[T]:
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)  # type: ignore[arg-type]

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except BaseException as raised:  # noqa: BLE001 - whoever waits gets it
            error = raised
        with suppress(RuntimeError):  # the loop was closed: nobody waits any more
            loop.call_soon_threadsafe(settle, result, error)

    Thread(target=run, name="plexstuff-blocking", daemon=True).start()
    return future
