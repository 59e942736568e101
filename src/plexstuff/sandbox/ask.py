"""A request as a fake service sees it, and the answers that it can give: a value, a refusal, or "not changed"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import msgspec
from starlette.types import Receive, Scope, Send

if TYPE_CHECKING:
    from plexstuff.sandbox.world import World

#: The longest request body that is read.
BODY_LIMIT = 64 * 1024

_encode = msgspec.json.Encoder(enc_hook=str).encode


class Refusal(Exception):
    """An answer that is an error: HTTP status, body (a JSON value, or bytes) and headers of its own."""

    def __init__(self, status: int, body: object, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = headers or {}


def natural(text: str) -> int | None:
    """A number of up to twelve plain digits; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else None


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: what the path and the query say, with header names in small letters.

    `base` is the address under which the client knows the service; `now` is in seconds since the epoch.
    """

    world: World
    method: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    base: str
    url: str
    now: float
    body: bytes = b""
    #: All pairs of the query in their order: of those that come again, `query` holds only the last.
    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def bearer(self) -> str:
        """The token of the Authorization header, or nothing."""
        kind, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if kind.lower() == "bearer" else ""


Handler = Callable[[Ask], object]


@dataclass(frozen=True, slots=True)
class Face:
    """What all endpoints of one service have in common.

    `authorise` raises a Refusal; `refuse` words an error of the service for an HTTP status, as a JSON value or as bytes
    of `content_type`; `dress` gives the headers
    of a good answer (and may raise a Refusal with 304).
    """

    name: str
    authorise: Callable[[Ask], None]
    refuse: Callable[[int], object]
    dress: Callable[[Ask, bytes], Mapping[str, str]]
    content_type: str = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One path of a service, as an ASGI application."""

    face: Face
    handler: Handler
    open_to_all: bool = False
    methods: frozenset[str] = field(default_factory=lambda: frozenset({"GET", "HEAD"}))
    #: The longest body that is read, in bytes.
    limit: int = BODY_LIMIT

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        ask = await _read(scope, receive, self.limit)
        status, headers = 200, {}
        try:
            if ask.method not in self.methods:
                raise Refusal(405, self.face.refuse(405), {"Allow": ", ".join(sorted(self.methods))})
            if not self.open_to_all:
                self.face.authorise(ask)
            body = _encoded(self.handler(ask))
            headers = dict(self.face.dress(ask, body))
        except Refusal as refusal:
            status, headers = refusal.status, dict(refusal.headers)
            body = b"" if status == 304 else _encoded(refusal.body)
        if status != 304:
            headers.setdefault("Content-Type", self.face.content_type)
            headers["Content-Length"] = str(len(body))
        await _answer(send, status, headers, b"" if ask.method == "HEAD" else body)


def _encoded(answer: object) -> bytes:
    """An answer as it goes out: bytes as they are, anything else as JSON."""
    return answer if isinstance(answer, bytes) else _encode(answer)


async def _read(scope: Scope, receive: Receive, limit: int) -> Ask:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    body = bytearray()
    if scope["method"] not in ("GET", "HEAD"):
        more = True
        while more and len(body) <= limit:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
    query = scope["query_string"].decode("latin-1")
    host = headers.get("host", "127.0.0.1")
    base = f"{scope.get('scheme', 'http')}://{host}{scope.get('root_path', '')}"
    url = f"{scope.get('scheme', 'http')}://{host}{scope['path']}"
    return Ask(
        world=scope["app"].state.world,
        method=scope["method"],
        path={name: str(value) for name, value in scope.get("path_params", {}).items()},
        query=dict(parse_qsl(query, keep_blank_values=True)),
        pairs=tuple(parse_qsl(query, keep_blank_values=True)),
        headers=headers,
        base=base,
        url=url,
        now=scope["app"].state.world.clock(),
        body=bytes(body),
    )


async def _answer(send: Send, status: int, headers: Mapping[str, str], body: bytes) -> None:
    raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})
