"""The network between Plexstuff and the fakes, within the process: it writes down what passes, and fails as told."""

from __future__ import annotations

import json
import math
import socket
from collections.abc import Callable
from dataclasses import dataclass, field

import anyio
import httpx2

from plexstuff.sandbox.ask import Face
from plexstuff.sandbox.fakes import FAKES

#: What a trouble makes of a request: an answer, or what the network raises.
Trouble = Callable[[httpx2.Request], httpx2.Response]


@dataclass
class Wire(httpx2.AsyncBaseTransport):
    """A transport to the sandbox. `trouble` meets the requests for which `meets` says so, the first `times` of them."""

    app: httpx2.AsyncBaseTransport
    trouble: Trouble | None = None
    meets: Callable[[httpx2.Request], bool] = lambda _: True
    times: float = math.inf
    asked: list[httpx2.Request] = field(default_factory=list)
    answered: list[bytes] = field(default_factory=list)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Pass a request on, or break it."""
        await request.aread()
        self.asked.append(request)
        await anyio.sleep(0)
        if self.trouble is not None and self.times > 0 and self.meets(request):
            self.times -= 1
            return self.trouble(request)
        response = await self.app.handle_async_request(request)
        self.answered.append(await response.aread())
        return response

    def paths(self, which: Callable[[httpx2.Request], bool] = lambda _: True) -> list[str]:
        """The paths asked for so far, without the part that tells one fake from the other."""
        return [
            one.url.path.removeprefix(beginning)
            for one in self.asked
            if which(one)
            for beginning in (fake.path for fake in FAKES)
            if one.url.path.startswith(f"{beginning}/")
        ]


def face_of(request: httpx2.Request) -> Face:
    """The manners of the service that is asked."""
    return next(fake.face for fake in FAKES if request.url.path.startswith(f"{fake.path}/"))


def status(number: int, *, wording: str = "own", **headers: str) -> Trouble:
    """An error answer: in the service's `own` words, as a page of `html`, or `empty`."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if wording == "own":
            face = face_of(request)
            said = face.refuse(number)
            content = said if isinstance(said, bytes) else json.dumps(said).encode()
            return httpx2.Response(number, content=content, headers={"content-type": face.content_type, **named})
        page = b"<html><body><h1>Trouble</h1></body></html>" if wording == "html" else b""
        return httpx2.Response(number, content=page, headers={"content-type": "text/html", **named})

    return answer


def body(content: bytes, kind: str = "application/json") -> Trouble:
    """A good status with this body."""
    return lambda _: httpx2.Response(200, content=content, headers={"content-type": kind})


def raises(make: Callable[[httpx2.Request], Exception]) -> Trouble:
    """What the network itself raises."""

    def fail(request: httpx2.Request) -> httpx2.Response:
        raise make(request)

    return fail


def no_name(request: httpx2.Request) -> Exception:
    """The name server knows no such host."""
    error = httpx2.ConnectError("[Errno -2] Name or service not known", request=request)
    error.__cause__ = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return error


def refused(request: httpx2.Request) -> Exception:
    """Nobody listens there."""
    error = httpx2.ConnectError("[Errno 111] Connection refused", request=request)
    error.__cause__ = ConnectionRefusedError(111, "Connection refused")
    return error


def silence(request: httpx2.Request) -> Exception:
    """No answer in time."""
    return httpx2.ReadTimeout(f"timed out: {request.url}", request=request)


def hung_up(request: httpx2.Request) -> Exception:
    """The other side closes the connection in the middle."""
    return httpx2.ReadError(f"connection reset: {request.url}", request=request)
