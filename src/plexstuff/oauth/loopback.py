"""Hears the browser come back to this machine: one request on 127.0.0.1, answered by a page (RFC 8252)."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from plexstuff.errors import Conflict

HOST = "127.0.0.1"
#: The longest head of a request that is read, in bytes, and how long a browser may take to send it, in seconds.
LONGEST_HEAD = 32_768
PATIENCE = 10.0

_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Plexstuff</title>
<style>body{{font:18px/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem}}</style></head>
<body><h1>{head}</h1><p>{text}</p></body></html>"""


class Listener:
    """An async context manager that listens while it is open. `port` 0 takes a free one.

    Raises Conflict when the port is taken. Only the first request with a query is heard: `address` gives it.
    """

    def __init__(self, port: int = 0) -> None:
        self._wanted = port
        self._server: asyncio.Server | None = None
        self._heard: asyncio.Future[str] | None = None
        self.port = port

    @property
    def redirect(self) -> str:
        """Where the browser is to be sent back to."""
        return f"http://{HOST}:{self.port}/"

    async def address(self) -> str:
        """The whole address with which the browser came back; waits for it."""
        if self._heard is None:
            raise RuntimeError("the listener is not open")
        return await asyncio.shield(self._heard)

    async def __aenter__(self) -> Self:
        """Listen."""
        self._heard = asyncio.get_running_loop().create_future()
        try:
            self._server = await asyncio.start_server(self._answer, HOST, self._wanted, limit=LONGEST_HEAD)
        except (OSError, OverflowError) as error:
            raise Conflict(
                f"Port {self._wanted} of this machine can't be had: {getattr(error, 'strerror', None) or error}.",
                "Choose another port with --port, or leave it out and paste the address instead.",
            ) from error
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        if self._heard is not None and not self._heard.done():
            self._heard.cancel()
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                head = await reader.readuntil(b"\r\n\r\n")
                target = _target(head)
                writer.write(self._page(target))
                await writer.drain()
        except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            return  # a scanner, or a browser that thought better of it: the next one may come
        finally:
            writer.close()

    def _page(self, target: str) -> bytes:
        if self._heard is None or not urlsplit(target).query:
            return _response(404, "Nothing here", "Plexstuff waits for the end of a sign-in at this address.")
        if self._heard.done():
            return _response(410, "Already done", "This sign-in came to its end before.")
        self._heard.set_result(f"http://{HOST}:{self.port}{target}")
        return _response(200, "Back to Plexstuff", "You can close this page. Plexstuff says how it went.")


def _target(head: bytes) -> str:
    """The path and query of a GET for this machine; "" for anything else."""
    lines = head.decode("latin-1").split("\r\n")
    words = lines[0].split(" ")
    if len(words) != 3 or words[0] != "GET" or not words[1].startswith("/"):
        return ""
    host = next((line.partition(":")[2].strip() for line in lines[1:] if line.lower().startswith("host:")), "")
    # A page elsewhere whose name was made to point at this machine must not be heard (DNS rebinding).
    return words[1] if host.rpartition(":")[0] in (HOST, "localhost") else ""


def _response(status: int, head: str, text: str) -> bytes:
    reason = {200: "OK", 404: "Not Found", 410: "Gone"}[status]
    body = _PAGE.format(head=head, text=text).encode()
    return (
        f"HTTP/1.1 {status} {reason}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
        "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n"
    ).encode() + body
