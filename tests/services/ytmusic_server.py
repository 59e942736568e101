"""A server that answers every POST as it is told, in place of YouTube Music; and the settings that lead to it."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from plexstuff.sandbox.ytmusic import keys

#: What must show nowhere.
SECRETS = (keys.SAPISID, keys.COOKIE, "SANDBOX-sid-5a9db0c5a9db0c5", "SAPISIDHASH")


@dataclass
class Played:
    """One answer, given `after` something. `echo` puts all that was asked into the body."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    echo: bool = False
    after: threading.Event | None = None


@dataclass
class Stage:
    """The server: `answers` in their order, the last one for ever; `heard` is path and headers of every POST."""

    url: str
    answers: list[Played]
    heard: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def settings(self, **changed: str) -> dict[str, str]:
        values = {"headers": keys.HEADERS, "library_url": f"{self.url}/m", "upload_url": f"{self.url}/u", **changed}
        return {f"PLEXSTUFF__YTMUSIC__{key.upper()}": text for key, text in values.items()}


@contextmanager
def playing(*answers: Played, context: ssl.SSLContext | None = None) -> Iterator[Stage]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._give(Played(200, b"<html></html>"), b"")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            stage.heard.append((self.path, {name.lower(): text for name, text in self.headers.items()}))
            self._give(stage.answers.pop(0) if len(stage.answers) > 1 else stage.answers[0], body)

        def _give(self, answer: Played, body: bytes) -> None:
            if answer.after is not None:
                answer.after.wait(30)
            said = answer.body
            if answer.echo:
                said += str(self.headers).encode() + body
            self.send_response(answer.status)
            for name, text in answer.headers.items():
                self.send_header(name, text.replace("{url}", stage.url))
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            with suppress(BrokenPipeError, ConnectionResetError):  # a client that refuses so much goes away
                self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    stage = Stage(f"{'https' if context else 'http'}://127.0.0.1:{server.server_address[1]}", list(answers))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield stage
    finally:
        server.shutdown()
        server.server_close()
