"""A TLS port in front of a plain one, as a home server with a certificate of its own has it."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from types import TracebackType
from typing import Self


class TlsFront:
    """Serves on a free loopback port (`port`) until it is left; every connection goes on to `behind`."""

    def __init__(self, context: ssl.SSLContext, behind: int) -> None:
        self._context = context
        self._behind = behind
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                accepted, _ = self._listening.accept()
                threading.Thread(target=self._meet, args=(accepted,), daemon=True).start()

    def _meet(self, accepted: socket.socket) -> None:
        with contextlib.suppress(OSError), accepted, socket.create_connection(("127.0.0.1", self._behind)) as plain:
            secure = self._context.wrap_socket(accepted, server_side=True)
            with secure:
                threading.Thread(target=_pass_on, args=(plain, secure), daemon=True).start()
                _pass_on(secure, plain)


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
