"""A service made of answers: a transport that records what it is asked, and a keep that forgets with the test."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import httpx2

from plexstuff.errors import PlexstuffError
from plexstuff.http import HttpClient, ServiceHttp
from plexstuff.service import Rate
from plexstuff.services import tmdb, tvdb
from plexstuff.services.tmdb.client import TMDB
from plexstuff.services.tmdb.client import explain as explain_tmdb
from plexstuff.services.tvdb.client import TVDB
from plexstuff.services.tvdb.client import explain as explain_tvdb

T = TypeVar("T")

TMDB_KEY = "0123456789abcdef" * 2
TMDB_TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJ0ZXN0In0.c2lnbmF0dXJl"
TVDB_KEY = "01234567-89ab-4def-8123-456789abcdef"
FAST = Rate(10_000, 1.0, 20)
#: What the clock of these tests shows, in seconds since the epoch.
NOW = 1_800_000_000.0
#: Good answers may be kept for a while, as those of both services say.
FRESH = {"Cache-Control": "public, max-age=3600"}


@dataclass(frozen=True)
class Asked:
    """A request as the service saw it."""

    method: str
    path: str
    query: dict[str, str]
    headers: httpx2.Headers
    body: object

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


Answer = object | httpx2.Response | Callable[[Asked], object]


class Fake:
    """Answers by path; an answer is JSON, a response, or a function of the request. What is unknown is a 404."""

    def __init__(self, missing: object, **answers: Answer) -> None:
        self.answers: dict[str, Answer] = dict(answers)
        self.asked: list[Asked] = []
        self._missing = missing
        self.transport = httpx2.MockTransport(self._answer)

    def __setitem__(self, path: str, answer: Answer) -> None:
        self.answers[path] = answer

    @property
    def paths(self) -> list[str]:
        return [one.path for one in self.asked]

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        path = request.url.path.removeprefix("/base/")
        body = json.loads(request.content) if request.content else None
        asked = Asked(request.method, path, dict(request.url.params), request.headers, body)
        self.asked.append(asked)
        answer = self.answers.get(path)
        if answer is None:
            return httpx2.Response(404, json=self._missing)
        if callable(answer):
            answer = answer(asked)
        return answer if isinstance(answer, httpx2.Response) else httpx2.Response(200, json=answer, headers=FRESH)


class Kept(dict[str, str]):
    """What a client keeps between runs."""

    def set(self, name: str, value: str | None) -> None:
        self.pop(name, None)
        if value is not None:
            self[name] = value


class FullDisk(Kept):
    """Can keep nothing."""

    def set(self, name: str, value: str | None) -> None:
        raise PlexstuffError("The disk is full.", "Make room.")


def refused(status: int, body: object) -> httpx2.Response:
    """An error answer."""
    return httpx2.Response(status, json=body)


def ask_tmdb(
    fake: Fake, folder: Path, question: Callable[[TMDB], Awaitable[T]], *, key: str = TMDB_KEY, cache: bool = False
) -> T:
    """What `question` gets from a TMDB that answers as `fake`."""
    return _ask(
        fake,
        folder,
        cache,
        tmdb.TMDB_SERVICE.title,
        explain_tmdb,
        lambda http: TMDB(http, {"api_key": key}, Kept()),
        question,
    )


def ask_tvdb(
    fake: Fake,
    folder: Path,
    question: Callable[[TVDB], Awaitable[T]],
    *,
    pin: str = "",
    kept: Kept | None = None,
    cache: bool = False,
) -> T:
    """What `question` gets from a TheTVDB that answers as `fake`; a log-in works unless the fake says otherwise."""
    fake.answers.setdefault("login", {"status": "success", "data": {"token": token()}})
    values = {"api_key": TVDB_KEY} | ({"pin": pin} if pin else {})
    keep = Kept() if kept is None else kept
    return _ask(
        fake,
        folder,
        cache,
        tvdb.TVDB_SERVICE.title,
        explain_tvdb,
        lambda http: TVDB(http, values, keep, now=lambda: NOW),
        question,
    )


def _ask(
    fake: Fake,
    folder: Path,
    cache: bool,
    title: str,
    explain: Callable[[int, bytes], PlexstuffError | None],
    make: Callable[[ServiceHttp], object],
    question: Callable[..., Awaitable[T]],
) -> T:
    clock = [NOW]

    async def sleep(seconds: float) -> None:
        clock[0] += seconds
        await asyncio.sleep(0)

    async def scenario() -> T:
        async with HttpClient(
            cache_folder=folder / "cache" if cache else None,
            state_folder=folder,
            transport=fake.transport,
            sleep=sleep,
            clock=lambda: clock[0],
        ) as client:
            http = client.service("key", title, "https://service.test/base", rate=FAST, explain=explain)
            return await question(make(http))

    return asyncio.run(scenario())


def token(*, ends: float | None = NOW + 30 * 86400, number: int = 1) -> str:
    """A JWT that ends then."""

    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return f"{part({'alg': 'none'})}.{part({'n': number} | ({'exp': ends} if ends else {}))}.{part('signed')}"
