"""Blocking work beside the event loop that can be left behind.

`asyncio.to_thread` waits at the end of the program for every thread, and no thread that waits for a server can be
stopped: a silent server would hold up a check beyond its time limit, and Ctrl-C.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


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
