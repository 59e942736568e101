"""A user who has every service set up against the sandbox within the process, on a clock that never waits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import anyio
from wire import Wire

from plexstuff.app import Plexstuff
from plexstuff.config import Configuration
from plexstuff.connection import Connection
from plexstuff.health import Health
from plexstuff.services import ALL

T = TypeVar("T")


@dataclass
class Time:
    """A clock that moves only when somebody sleeps; what was slept is written down."""

    now: float = field(default_factory=time.time)
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await anyio.sleep(0)


@dataclass
class Home:
    """One user with every service set up; each run is a new one of the program."""

    folder: Path
    environment: dict[str, str]
    wire: Wire
    time: Time

    @property
    def configuration(self) -> Configuration:
        return Configuration.load(self.folder, self.environment)

    def check(self, key: str, values: dict[str, str] | None = None) -> Health:
        """`plexstuff services check KEY`."""
        return asyncio.run(Plexstuff(self.configuration, transport=self.wire).check(key, values))

    def run(self, key: str, scenario: Callable[[Any], Awaitable[T]]) -> T:
        """A run of the program in which a job talks to this service."""

        async def main() -> T:
            async with Connection(self.configuration, ALL, transport=self.wire) as connection:
                return await scenario(connection.client(key))

        return asyncio.run(main())

    def files(self) -> list[Path]:
        """Every file that was left behind, but that in which secrets are kept on purpose."""
        kept = self.configuration.paths.secrets_file
        return [one for one in self.folder.rglob("*") if one.is_file() and one != kept]
