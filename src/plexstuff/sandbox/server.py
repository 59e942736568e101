"""Serves the sandbox on a loopback port, in a thread of its own."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable
from threading import Thread
from types import TracebackType
from typing import Self

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from plexstuff.errors import Conflict
from plexstuff.sandbox import keys
from plexstuff.sandbox.app import create_app
from plexstuff.sandbox.catalogue.model import Catalogue
from plexstuff.sandbox.fakes import FAKES
from plexstuff.sandbox.faults import Fault, FaultKind
from plexstuff.sandbox.gate import TRANSPORT
from plexstuff.sandbox.smtp.conversation import Surroundings
from plexstuff.sandbox.smtp.server import MailServer

__all__ = ["Sandbox", "create_app"]

_HOST = "127.0.0.1"


class Protocol(H11Protocol):
    """HTTP/1.1 that lets the application at its connection, so that it can break it off."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Put the transport where the gate finds it."""
        super().connection_made(transport)  # type: ignore[arg-type]
        inner: ASGIApp = self.app

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            scope.setdefault("extensions", {})[TRANSPORT] = transport
            await inner(scope, receive, send)

        self.app = app


class Sandbox:
    """The sandbox, serving while the `with` block runs.

    `port` 0 takes a free one; `latency` delays every answer by seconds; `rate` and `connections` limit each service
    (see `create_app`). Raises Conflict when the port is taken.
    """

    def __init__(
        self,
        catalogue: Catalogue | None = None,
        *,
        port: int = 0,
        latency: float = 0.0,
        rate: int | None = None,
        connections: int | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.app = create_app(catalogue, clock=clock, latency=latency, rate=rate, connections=connections)
        self._socket = _listen(port)
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://{_HOST}:{self.port}"
        self._server = uvicorn.Server(
            uvicorn.Config(
                self.app,
                http=Protocol,
                ws="none",
                loop="asyncio",
                lifespan="off",
                access_log=False,
                log_config=None,
                log_level="critical",
                server_header=False,
                timeout_keep_alive=30,
                timeout_graceful_shutdown=1,
                backlog=512,
            )
        )
        around = Surroundings(
            self.app.state.world, self.app.state.faults, self.app.state.traffic, self.app.state.world.mailbox, latency
        )
        self.mail = MailServer(around, _listen(0))
        self._thread = Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="plexstuff-sandbox", daemon=True
        )

    def __enter__(self) -> Self:
        # Built now rather than while the first client waits for it.
        _ = self.app.state.world.index
        # The socket listens already: whoever connects before the thread is ready waits in its backlog.
        self._thread.start()
        self.mail.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.mail.stop()
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self._socket.close()

    def environment(self, *, pin: bool = False) -> dict[str, str]:
        """The environment variables that point Plexstuff at this sandbox; with `pin` a TheTVDB key that needs one."""
        found = {
            f"PLEXSTUFF__{fake.key.upper()}__{key.upper()}": text
            for fake in FAKES
            for key, text in fake.settings(self.url).items()
        }
        found |= {f"PLEXSTUFF__SMTP__{key.upper()}": text for key, text in self.mail.settings().items()}
        if pin:
            found["PLEXSTUFF__TVDB__API_KEY"] = keys.TVDB_KEY_NEEDING_PIN
            found["PLEXSTUFF__TVDB__PIN"] = keys.TVDB_PIN
        return found

    def faults(
        self,
        kind: FaultKind | str,
        *,
        service: str = "",
        path: str = "*",
        count: int | None = 1,
        after: int = 0,
        status: int | None = None,
        retry_after: float | str | None = None,
        seconds: float = 1.0,
    ) -> None:
        """Let requests go wrong from now on (see `faults.Fault`)."""
        fault = Fault(
            kind=FaultKind(kind),
            service=service,
            path=path,
            count=count,
            after=after,
            status=status,
            retry_after=retry_after,
            seconds=seconds,
        )
        if fault.kind is FaultKind.EXPIRED_TOKEN:
            self.app.state.world.expire(fault.service)
        else:
            self.app.state.faults.add(fault)

    def clear_faults(self) -> None:
        """Let everything go right again."""
        self.app.state.faults.clear()

    def requests(self) -> dict[str, dict[str, object]]:
        """Per service ("tmdb", "tvdb"): requests, refused, peak, paths and statuses so far."""
        counted: dict[str, dict[str, object]] = self.app.state.traffic.counted()
        return counted

    def requested(self, service: str) -> int:
        """How many requests a service got so far."""
        return int(str(self.requests().get(service, {}).get("requests", 0)))

    def forget_requests(self) -> None:
        """Start counting anew."""
        self.app.state.traffic.forget()


def _listen(port: int) -> socket.socket:
    # With the protocol named, asyncio sends small answers at once (TCP_NODELAY); without, each waits for 40 ms.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((_HOST, port))
        listening.listen(512)
    except (OSError, OverflowError) as error:
        listening.close()
        raise Conflict(
            f"Port {port} of this machine can't be had: {getattr(error, 'strerror', None) or error}.",
            "Choose another port, or leave it out to get a free one.",
        ) from error
    return listening
