"""One event loop in one thread beside Qt: whatever may take long runs there, and its result arrives as a signal."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import CancelledError, Future
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from plexstuff.errors import PlexstuffError

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Background(QObject):
    """Runs coroutines off the thread of the windows. Every callback runs in the thread of the windows, never another.

    A call is handed its result, or `failed` a PlexstuffError; whatever else goes wrong is logged and told as one. When
    the object that asked (`owner`) is gone by then, nobody is called.
    """

    _arrived = Signal(object, object)
    #: Whether anything is under way.
    busy = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loop = asyncio.new_event_loop()
        self._running: set[Future[Any]] = set()
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._turn, name="plexstuff-loop", daemon=True)
        self._thread.start()

    def run(
        self,
        work: Coroutine[Any, Any, T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[PlexstuffError], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> Call:
        """Start `work`; it can be called off by the Call that is returned."""
        call = Call(done, failed, owner)
        if self._closed:
            work.close()
            return call
        call.future = asyncio.run_coroutine_threadsafe(work, self._loop)
        self._running.add(call.future)
        if len(self._running) == 1:
            self.busy.emit(True)
        call.future.add_done_callback(lambda future: self._arrived.emit(call, future))
        return call

    def later(self, function: Callable[..., Awaitable[None] | None], *arguments: object) -> None:
        """Call a plain function in the loop's thread, such as one that wakes what runs there."""
        if not self._closed:
            self._loop.call_soon_threadsafe(function, *arguments)

    def close(self, wait: float = 5.0) -> None:
        """Call everything off, let it clean up for so many seconds at most, and end the thread."""
        if self._closed:
            return
        self._closed = True
        self._loop.call_soon_threadsafe(self._end)
        self._thread.join(timeout=wait)

    def _turn(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        finally:
            # A thread that still waits for the network is not waited for: it is a daemon, and ends with the program.
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    def _end(self) -> None:
        tasks = [task for task in asyncio.all_tasks(self._loop) if not task.done()]
        for task in tasks:
            task.cancel()
        waiting = asyncio.gather(*tasks, return_exceptions=True)
        waiting.add_done_callback(lambda _: self._loop.stop())

    def _deliver(self, call: Call, future: Future[Any]) -> None:
        self._running.discard(future)
        if not self._running:
            self.busy.emit(False)
        if call.cancelled or self._closed or not call.wanted():
            return
        try:
            result = future.result()
        except CancelledError:
            return
        except PlexstuffError as error:
            call.fail(error)
        except Exception as error:  # noqa: BLE001 - told to the user as what it is: a fault of ours
            _log.exception("something unforeseen in the background")
            call.fail(PlexstuffError(f"Something unforeseen happened: {type(error).__name__}.", "See the report."))
        else:
            call.finish(result)


class Call:
    """Something under way in the background."""

    def __init__(
        self,
        done: Callable[[Any], None] | None,
        failed: Callable[[PlexstuffError], None] | None,
        owner: QObject | None,
    ) -> None:
        self._done = done
        self._failed = failed
        self._gone = False
        self.cancelled = False
        self.future: Future[Any] | None = None
        if owner is not None:
            owner.destroyed.connect(self._orphaned)

    def cancel(self) -> None:
        """Call it off; nobody hears of it any more."""
        self.cancelled = True
        if self.future is not None:
            self.future.cancel()

    def wanted(self) -> bool:
        """Whether whoever asked still lives."""
        return not self._gone

    def finish(self, result: object) -> None:
        """Hand over the result."""
        if self._done is not None:
            self._done(result)

    def fail(self, error: PlexstuffError) -> None:
        """Hand over the error."""
        if self._failed is not None:
            self._failed(error)

    def _orphaned(self) -> None:
        self._gone = True
        self.cancel()
