"""The gate before every fake: counts, makes wait, refuses what is too much, and breaks what is to be broken."""

from __future__ import annotations

import socket
import struct
from collections.abc import Awaitable, Callable

import msgspec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from plexstuff.sandbox.ask import Face
from plexstuff.sandbox.faults import Fault, FaultKind, Faults
from plexstuff.sandbox.traffic import Traffic

Sleep = Callable[[float], Awaitable[None]]

#: Under this name the server puts a connection's transport into the scope (see `server.Protocol`).
TRANSPORT = "plexstuff.transport"

_PIECES = 10
_PAGE = (
    b"<!DOCTYPE html><html><head><title>Error</title></head>"
    b"<body><h1>The request could not be satisfied</h1></body></html>"
)


class Gate:
    """An ASGI application around the fakes. `faces` maps the beginning of a path to the service behind it."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        faces: dict[str, Face],
        faults: Faults,
        traffic: Traffic,
        latency: float,
        sleep: Sleep,
    ) -> None:
        self._app = app
        self._faces = faces
        self._faults = faults
        self._traffic = traffic
        self._latency = latency
        self._sleep = sleep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, late or broken if so wanted."""
        found = self._service(scope["path"]) if scope["type"] == "http" else None
        if found is None:
            await self._app(scope, receive, send)
            return
        face, path = found
        status = 0

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        may_pass = self._traffic.enter(face.name, path)
        try:
            if self._latency:
                await self._sleep(self._latency)
            if not may_pass:
                await _error(face, 429, "1", note)
                return
            fault = self._faults.next(face.name, path)
            if fault is None:
                await self._app(scope, receive, note)
            else:
                await self._broken(fault, face, scope, receive, note)
        finally:
            self._traffic.leave(face.name, scope["method"], path, scope["query_string"].decode("latin-1"), status)

    def _service(self, path: str) -> tuple[Face, str] | None:
        for beginning, face in self._faces.items():
            if path.startswith(f"{beginning}/"):
                return face, path[len(beginning) :]
        return None

    async def _broken(self, fault: Fault, face: Face, scope: Scope, receive: Receive, send: Send) -> None:
        if fault.kind is FaultKind.STATUS:
            await _error(face, fault.status or 500, _wait(fault.retry_after), send)
        elif fault.kind is FaultKind.HTML:
            await _whole(send, fault.status or 200, "text/html; charset=utf-8", _PAGE)
        elif fault.kind is FaultKind.RESET:
            await _reset(scope)
        elif fault.kind is FaultKind.LATENCY:
            await self._sleep(fault.seconds)
            await self._app(scope, receive, send)
        else:
            kept = _Kept()
            await self._app(scope, receive, kept)
            await self._maimed(fault, kept, scope, send)

    async def _maimed(self, fault: Fault, kept: _Kept, scope: Scope, send: Send) -> None:
        half = kept.body[: max(1, len(kept.body) // 2)]
        if fault.kind is FaultKind.TRUNCATED:
            await send(kept.start(len(half)))
            await send({"type": "http.response.body", "body": half})
        elif fault.kind is FaultKind.DISCONNECT:
            await send(kept.start(len(kept.body)))
            await send({"type": "http.response.body", "body": half, "more_body": True})
            transport = scope.get("extensions", {}).get(TRANSPORT)
            if transport is not None:
                transport.close()
        else:
            await send(kept.start(len(kept.body)))
            size = max(1, -(-len(kept.body) // _PIECES))
            for begin in range(0, len(kept.body), size):
                await self._sleep(fault.seconds)
                piece = kept.body[begin : begin + size]
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})


class _Kept:
    """Takes an answer instead of the client."""

    def __init__(self) -> None:
        self._start: Message = {}
        self.body = b""

    async def __call__(self, message: Message) -> None:
        """Keep one message."""
        if message["type"] == "http.response.start":
            self._start = message
        else:
            self.body += message.get("body", b"")

    def start(self, length: int) -> Message:
        """The head of the answer, promising a body of that length."""
        headers = [(name, value) for name, value in self._start["headers"] if name != b"content-length"]
        return {**self._start, "headers": [*headers, (b"content-length", str(length).encode())]}


def _wait(seconds: float | str | None) -> str | None:
    return f"{seconds:g}" if isinstance(seconds, int | float) else seconds


async def _error(face: Face, status: int, retry_after: str | None, send: Send) -> None:
    extra = {} if retry_after is None else {"Retry-After": retry_after}
    await _whole(send, status, face.content_type, _encoded(face.refuse(status)), extra)


def _encoded(body: object) -> bytes:
    return body if isinstance(body, bytes) else msgspec.json.encode(body)


async def _whole(send: Send, status: int, kind: str, body: bytes, extra: dict[str, str] | None = None) -> None:
    headers = {"Content-Type": kind, "Content-Length": str(len(body)), **(extra or {})}
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})


async def _reset(scope: Scope) -> None:
    transport = scope.get("extensions", {}).get(TRANSPORT)
    if transport is None:
        raise ConnectionResetError("the sandbox was told to reset this connection")
    # No lingering: the client sees a reset, not an orderly end.
    raw = transport.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
