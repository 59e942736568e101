"""A user, the sandbox within the process, and what the user does on Plex's page."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

import httpx2
from starlette.applications import Starlette

from plexstuff import setup
from plexstuff.app import Plexstuff
from plexstuff.config import Configuration
from plexstuff.health import Health
from plexstuff.sandbox.app import create_app
from plexstuff.services.plex import PLEX_SERVICE
from plexstuff.setup import Enter, Pick, Ready, Try, Walk

T = TypeVar("T")
URL = "http://sandbox.test"
ADDRESSES = {"PLEXSTUFF__PLEX__BASE_URL": f"{URL}/plex/tv", "PLEXSTUFF__PLEX__AUTH_URL": f"{URL}/plex/auth"}


@dataclass
class Clock:
    """Seconds since the epoch; moves when told."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Wire(httpx2.AsyncBaseTransport):
    """The way to the sandbox, with a note of every request; an address in `dead` is not reached."""

    def __init__(self, app: Starlette) -> None:
        self._way = httpx2.ASGITransport(app=app)
        self.asked: list[httpx2.Request] = []
        self.dead: set[str] = {"127.0.0.1:9"}

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request)
        if request.url.netloc.decode() in self.dead:
            raise httpx2.ConnectError("refused", request=request)
        return await self._way.handle_async_request(request)


@dataclass
class Somebody:
    """A user with a home of their own, and a browser."""

    home: Path
    clock: Clock = field(default_factory=Clock)
    environment: dict[str, str] = field(default_factory=lambda: dict(ADDRESSES))

    def __post_init__(self) -> None:
        self.sandbox = create_app(clock=self.clock)
        self.wire = Wire(self.sandbox)

    @property
    def configuration(self) -> Configuration:
        return Configuration.load(self.home, self.environment)

    @property
    def plexstuff(self) -> Plexstuff:
        return self.program(self.configuration)

    def program(self, configuration: Configuration) -> Plexstuff:
        return Plexstuff(configuration, transport=self.wire)

    def do(self, work: Awaitable[T]) -> T:
        async def main() -> T:
            return await work

        return asyncio.run(main())

    def begin(self) -> Walk:
        """The first step of a set-up, with a PIN that waits."""
        walk = setup.begin(PLEX_SERVICE, self.configuration)
        return self.do(setup.start(PLEX_SERVICE, walk, self.plexstuff))

    def decide(self, walk: Walk, answer: str = "approve", **more: str) -> httpx2.Response:
        """Open the page of the sign-in, as the browser does, and press a button there."""
        assert walk.pending is not None
        parts = urlsplit(walk.pending.address)
        code = parse_qs(parts.fragment.removeprefix("?"))["code"][0]

        async def browse() -> httpx2.Response:
            async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=self.sandbox)) as browser:
                page = await browser.get(walk.pending.address if walk.pending else "")
                assert "<form" in page.text
                return await browser.post(
                    f"{parts.scheme}://{parts.netloc}{parts.path}", data={"code": code, "answer": answer, **more}
                )

        return self.do(browse())

    def poll(self, walk: Walk) -> Walk:
        self.clock.now += 2
        return self.do(setup.poll(PLEX_SERVICE, walk, self.plexstuff))

    def set_up(self, server: str = "") -> Walk:
        """The whole set-up; `server` is the name of the one to choose."""
        walk = self.begin()
        self.decide(walk)
        walk = self.poll(walk)
        configuration = self.configuration
        while not isinstance(now := setup.question(PLEX_SERVICE, walk), Ready):
            match now:
                case Pick():
                    walk = self.do(setup.look(PLEX_SERVICE, walk, self.plexstuff))
                    chosen = next((one.value for one in walk.offered or () if one.label == server), "")
                    walk = setup.proceed(PLEX_SERVICE, walk, {"server": chosen})
                case Try():
                    walk = self.do(setup.attempt(PLEX_SERVICE, walk, configuration, self.program))
                case _:
                    raise AssertionError(now)
        return setup.keep(PLEX_SERVICE, walk, configuration)

    def check(self) -> Health:
        return self.do(self.plexstuff.check("plex"))


__all__ = ["ADDRESSES", "URL", "Clock", "Enter", "Somebody", "Wire"]
