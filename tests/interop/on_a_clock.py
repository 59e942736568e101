"""TheTVDB's client and its sandbox on clocks of their own, within the process; answers can be changed on their way."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import httpx2

from plexstuff.connection import ForThisRun
from plexstuff.http import HttpClient
from plexstuff.sandbox import keys
from plexstuff.sandbox.app import create_app
from plexstuff.sandbox.tvdb import FAKE as TVDB_FAKE
from plexstuff.service import Keep, Rate
from plexstuff.services.tvdb.client import TVDB, explain

T = TypeVar("T")


class Clock:
    """A clock that stands still until it is moved; nobody sleeps by it."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Counting(httpx2.AsyncBaseTransport):
    """A transport to a sandbox with a clock of its own, within the process; `edit` may change an answer's JSON."""

    def __init__(self, clock: Clock, edit: Callable[[str, dict[str, object]], object] | None = None) -> None:
        self._app = httpx2.ASGITransport(app=create_app(clock=clock))
        self._edit = edit
        self.asked: list[str] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Write down the path, and pass the request on."""
        path = request.url.path.removeprefix(TVDB_FAKE.path)
        self.asked.append(path)
        answer = await self._app.handle_async_request(request)
        if self._edit is None:
            return answer
        said = json.loads(await answer.aread())
        return httpx2.Response(answer.status_code, json=self._edit(path, said) or said)


def on_clock(
    folder: Path,
    transport: httpx2.AsyncBaseTransport,
    question: Callable[[TVDB], Awaitable[T]],
    *,
    now: Callable[[], float],
    keep: Keep | None = None,
) -> T:
    """One run of the client whose clock is given."""

    async def main() -> T:
        async with HttpClient(cache_folder=None, state_folder=folder, transport=transport) as http:
            address = f"http://sandbox.test{TVDB_FAKE.path}"
            service = http.service("tvdb", "TheTVDB", address, rate=Rate(1000), explain=explain)
            return await question(TVDB(service, {"api_key": keys.TVDB_KEY}, keep or ForThisRun(), now=now))

    return asyncio.run(main())
