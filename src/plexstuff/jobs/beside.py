"""Blocking work beside the event loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Told(Protocol):
    """Is told how far the work is."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """So much of a stage is done, of so much (0: not known)."""


async def beside(work: Callable[[Told], T], progress: Told | None) -> T:
    """Do blocking work in a thread; when this is cancelled, the work comes to a clean end first.

    `work` is given what it tells its progress to, which raises CancelledError there once this is cancelled.
    """
    stop = threading.Event()

    def told(stage: str, done: int, total: int) -> None:
        if stop.is_set():
            raise asyncio.CancelledError
        if progress is not None:
            progress(stage, done, total)

    working = asyncio.ensure_future(asyncio.to_thread(work, told))
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        stop.set()
        await asyncio.wait([working])
        raise
