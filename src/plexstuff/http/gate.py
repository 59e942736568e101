"""The last step before the network: free connection, rate, deadline, credentials; and what may be kept."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import formatdate

import anyio
import httpx2

from plexstuff.http.credentials import Credentials
from plexstuff.http.pace import Pace

PASSAGE = "plexstuff.passage"

#: Answers other than these are never kept, whatever they say of themselves: a kept login page would answer for hours.
_KEPT = (200, 304)
#: What the cache needs to know of an answer. Others may repeat the key (`Location`) or be secrets (`Set-Cookie`).
_KEPT_HEADERS = frozenset(
    "age cache-control content-encoding content-length content-type date etag expires last-modified pragma vary".split()
)


class Passage:
    """One request's way through the gate: its own credentials, its deadline, and what must be given back after it.

    The deadline begins when the request really goes out; waiting for the rate does not count.
    """

    def __init__(self, total: float, credentials: Credentials, *, kept: bool) -> None:
        self.scope = anyio.CancelScope()
        self.credentials = credentials
        self.kept = kept
        self._total = total
        self._slots: anyio.Semaphore | None = None
        self._responses: list[httpx2.Response] = []

    async def enter(self, slots: anyio.Semaphore) -> None:
        """Take a free connection, or wait for one; a second request on the same way keeps the first's."""
        if self._slots is None:
            await slots.acquire()
            self._slots = slots

    def start(self) -> None:
        """From now on the time runs."""
        self.scope.deadline = anyio.current_time() + self._total

    def opened(self, response: httpx2.Response) -> None:
        """Remember to close this answer."""
        self._responses.append(response)

    async def close(self) -> None:
        """Give everything back, also when the request was cancelled."""
        with anyio.CancelScope(shield=True):
            try:
                for response in reversed(self._responses):
                    await response.aclose()
            finally:
                if self._slots is not None:
                    self._slots.release()
                    self._slots = None


class Gate(httpx2.AsyncBaseTransport):
    """Counts and paces what goes out, and puts the credentials on: above it, neither cache nor log ever sees them."""

    def __init__(self, open_network: Callable[[], httpx2.AsyncBaseTransport], pace: Pace, connections: int) -> None:
        #: Called right before a request goes out; may raise.
        self.before: Callable[[], None] = _nothing
        self._open_network = open_network
        self._network: httpx2.AsyncBaseTransport | None = None
        self._pace = pace
        self._slots = anyio.Semaphore(max(1, connections))

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send the request as soon as connection and rate allow. It must carry its `Passage` in `extensions`."""
        passage = request.extensions[PASSAGE]
        assert isinstance(passage, Passage)
        if self._network is None:
            self._network = self._open_network()
        await passage.enter(self._slots)
        await self._pace.turn()
        self.before()
        passage.start()
        response = await self._network.handle_async_request(_with_credentials(request, passage.credentials))
        passage.opened(response)
        if passage.kept:
            _mark_for_the_cache(response)
        return response

    def stay_away(self, seconds: float) -> None:
        """Hold all requests back for so long."""
        self._pace.stay_away(seconds)

    async def aclose(self) -> None:
        """Close all connections and the file of the rate."""
        if self._network is not None:
            await self._network.aclose()
        await self._pace.aclose()


def _nothing() -> None:
    """Before a request, nobody wants to know."""


def _with_credentials(request: httpx2.Request, credentials: Credentials) -> httpx2.Request:
    headers = httpx2.Headers(request.headers)
    headers.update(credentials.headers)
    url = request.url.copy_merge_params(credentials.params) if credentials.params else request.url
    extensions = {name: value for name, value in request.extensions.items() if name != PASSAGE}
    return httpx2.Request(request.method, url, headers=headers, stream=request.stream, extensions=extensions)


def _mark_for_the_cache(response: httpx2.Response) -> None:
    headers = response.headers
    is_page = response.status_code == 200 and "json" not in headers.get("content-type", "")
    if response.status_code not in _KEPT or is_page:
        headers["cache-control"] = "no-store"
        return
    for name in set(headers) - _KEPT_HEADERS:
        del headers[name]
    # Without a date an answer would never grow old (RFC 9110 §6.6.1 lets the receiver add it).
    headers.setdefault("date", formatdate(usegmt=True))
