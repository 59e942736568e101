"""Runs of the program against the sandbox, one after the other in one home: what a client keeps, it finds again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from plexstuff.app import Plexstuff
from plexstuff.config import Configuration
from plexstuff.connection import Connection
from plexstuff.health import Health
from plexstuff.sandbox import Sandbox
from plexstuff.services import ALL
from plexstuff.services.tmdb.client import TMDB
from plexstuff.services.tvdb.client import TVDB

T = TypeVar("T")

#: The sandbox is asked as fast as it answers.
FAST = {f"PLEXSTUFF__{key}__REQUESTS_PER_SECOND": "1000" for key in ("TMDB", "TVDB")}


@dataclass
class User:
    """Somebody with a home of their own, pointed at a sandbox; `environment` may be changed between two runs."""

    home: Path
    box: Sandbox
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.environment = {**self.box.environment(), **FAST}

    @property
    def configuration(self) -> Configuration:
        return Configuration.load(self.home, self.environment)

    def tmdb(self, question: Callable[[TMDB], Awaitable[T]]) -> T:
        """One run that asks TMDB something."""
        return asyncio.run(self._ask("tmdb", question))

    def tvdb(self, question: Callable[[TVDB], Awaitable[T]]) -> T:
        """One run that asks TheTVDB something."""
        return asyncio.run(self._ask("tvdb", question))

    def check(self, key: str) -> Health:
        """One run that checks a service."""
        return asyncio.run(Plexstuff(self.configuration).check(key))

    def asked(self) -> list[str]:
        """The paths asked for since `forget`, in their order."""
        return [str(one["path"]) for one in self.box.app.state.traffic.last()]

    def forget(self) -> None:
        """Count requests anew."""
        self.box.forget_requests()

    async def _ask(self, key: str, question: Callable[..., Awaitable[T]]) -> T:
        async with Connection(self.configuration, ALL) as connection:
            return await question(connection.client(key))
