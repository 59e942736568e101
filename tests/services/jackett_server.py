"""A Jackett made of answers: what it is asked is written down."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import httpx2
from service_fakes import FAST, Kept

from plexstuff.http import HttpClient
from plexstuff.services.jackett.client import Jackett, explain

T = TypeVar("T")

KEY = "a0b1c2d3e4f5g6h7i8j9k0l1m2n3o4p5"
ADDRESS = "http://nas.test:9117/jackett"
NAMESPACE = 'xmlns:torznab="http://torznab.com/schemas/2015/feed"'


def feed(*items: str) -> bytes:
    """A feed with these items."""
    return f'<?xml version="1.0"?><rss version="2.0" {NAMESPACE}><channel>{"".join(items)}</channel></rss>'.encode()


def error(code: object, description: str) -> bytes:
    """What Jackett says when something is wrong."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<error code="{code}" description="{description}" />'.encode()


@dataclass
class Server:
    """Answers each request in turn; the last answer stays. An answer is a body with status 200, or (status, body)."""

    answers: list[bytes | tuple[int, bytes] | httpx2.Response]
    asked: list[httpx2.Request] = field(default_factory=list)

    def respond(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request)
        answer = self.answers[min(len(self.asked), len(self.answers)) - 1]
        if isinstance(answer, httpx2.Response):
            return answer
        status, body = answer if isinstance(answer, tuple) else (200, answer)
        return httpx2.Response(status, content=body, headers={"Content-Type": "application/xml"})

    def queries(self) -> list[dict[str, str]]:
        """What was asked, without the key."""
        return [{name: text for name, text in one.url.params.items() if name != "apikey"} for one in self.asked]


def ask(server: Server, folder: Path, question: Callable[[Jackett], Awaitable[T]], *, address: str = ADDRESS) -> T:
    """What `question` gets from this Jackett."""

    async def never(_: float) -> None:
        return None

    async def main() -> T:
        async with HttpClient(
            cache_folder=None, state_folder=folder, transport=httpx2.MockTransport(server.respond), sleep=never
        ) as client:
            http = client.service("jackett", "Jackett", address, rate=FAST, explain=explain)
            return await question(Jackett(http, {"api_key": KEY}, Kept()))

    return asyncio.run(main())
