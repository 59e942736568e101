"""A service of albums made of answers: what it is asked is written down, and its client keeps what it is given."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import httpx2
from jackett_server import Server
from service_fakes import FAST, Kept

from plexstuff.http import HttpClient
from plexstuff.service import resolve
from plexstuff.services import find

T = TypeVar("T")

__all__ = ["AloneKept", "Server", "ask"]


class AloneKept(Kept):
    """What a client keeps, and a turn that only one has at a time."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)
        self.turns = 0

    @asynccontextmanager
    async def renewing(self, field: str) -> AsyncIterator[object]:
        self.turns += 1
        yield SimpleNamespace(grant="")


def ask(
    server: Server,
    folder: Path,
    key: str,
    values: dict[str, str],
    question: Callable[[Any], Awaitable[T]],
    *,
    kept: Kept | None = None,
    address: str = "",
) -> T:
    """What `question` gets from the client of the service `key`, to which this server answers."""

    async def never(_: float) -> None:
        return None

    service = find(key)
    explain = resolve(f"plexstuff.services.{key}.client:explain")

    async def main() -> T:
        async with HttpClient(
            cache_folder=None, state_folder=folder, transport=httpx2.MockTransport(server.respond), sleep=never
        ) as client:
            http = client.service(key, service.title, address or service.base_url, rate=FAST, explain=explain)
            return await question(resolve(service.client)(http, values, AloneKept() if kept is None else kept))

    return asyncio.run(main())
