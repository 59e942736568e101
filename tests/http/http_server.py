"""A server on loopback that answers as a test tells it, byte by byte where need be; and a clock that never waits."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

import anyio
import msgspec

from plexstuff.http import HttpClient, Redactor, ServiceHttp
from plexstuff.service import Rate

FAST = Rate(10_000, 1.0, 8)


class Film(msgspec.Struct):
    """What the tests decode."""

    id: int
    title: str = ""


@dataclass(frozen=True)
class Asked:
    """A request as the server saw it."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.target).query)


Answer = bytes | Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Handler = Callable[[Asked], Answer]


def reply(
    status: int = 200, body: bytes = b'{"id": 1, "title": "Up"}', *, length: int | None = None, **headers: str
) -> bytes:
    """An answer as bytes; header names are written with `_` for `-`."""
    lines = {"content_type": "application/json", **headers}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items())
    size = "" if "transfer_encoding" in headers else f"Content-Length: {len(body) if length is None else length}\r\n"
    return f"HTTP/1.1 {status} Status\r\n{head}{size}\r\n".encode() + body


def in_turn(*answers: Answer) -> Handler:
    """These answers, one for each request; the last again and again."""
    waiting = list(answers)
    return lambda _: waiting.pop(0) if len(waiting) > 1 else waiting[0]


class Server:
    """`async with Server(handler) as server:`; `asked` holds every request, `most` how many ran at a time."""

    def __init__(self, handler: Handler, *, tls: ssl.SSLContext | None = None) -> None:
        self.handler = handler
        self.asked: list[Asked] = []
        self.most = 0
        self._now = 0
        self._tls = tls
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Server:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}/base"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            while await self._answer(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ")
        headers = dict(_header(line) for line in head[1:] if line)
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        asked = Asked(method, target, headers, body)
        self.asked.append(asked)
        self._now += 1
        self.most = max(self.most, self._now)
        try:
            answer = self.handler(asked)
            if isinstance(answer, bytes):
                writer.write(answer)
                await writer.drain()
                return _complete(answer)
            await answer(reader, writer)
            return False
        finally:
            self._now -= 1


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.lower(), value.strip()


def _complete(answer: bytes) -> bool:
    """Whether the connection stays open: not after an answer that says more than it gives."""
    head, _, body = answer.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return bool(lengths) and int(lengths[0].split(b":")[1]) == len(body)


@dataclass
class Time:
    """A clock that stands still until somebody sleeps; what was slept is written down."""

    now: float = 1_700_000_000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await anyio.sleep(0)


@dataclass
class Setting:
    """Folders, clock and redactor of a test, and the client made of them."""

    folder: Path
    time: Time = field(default_factory=Time)
    redactor: Redactor = field(default_factory=Redactor)

    @property
    def cache_folder(self) -> Path:
        return self.folder / "cache"

    def client(self, *, cache: bool = False, fresh: bool = False) -> HttpClient:
        return HttpClient(
            cache_folder=self.cache_folder if cache else None,
            state_folder=self.folder / "state",
            redactor=self.redactor,
            fresh=fresh,
            sleep=self.time.sleep,
            clock=self.time,
        )

    def run(
        self, handler: Handler, scenario: Callable[[ServiceHttp, Server], Awaitable[None]], *, cache: bool = False
    ) -> None:
        """Run a scenario between a service's client and a server."""

        async def main() -> None:
            async with Server(handler) as server, self.client(cache=cache) as http:
                await scenario(http.service("films", "Film Archive", server.url, rate=FAST, timeout=2.0), server)

        asyncio.run(main())


def files_below(folder: Path) -> Sequence[Path]:
    return [one for one in folder.rglob("*") if one.is_file()]
