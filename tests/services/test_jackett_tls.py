"""A Jackett of one's own behind TLS: its certificate is trusted only when that was said."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme
from jackett_server import KEY

from plexstuff.app import Plexstuff
from plexstuff.config import Configuration
from plexstuff.health import Health, State

LISTING = b'<indexers><indexer id="one" configured="true"><title>One</title></indexer></indexers>'
NONE = b'<error code="201" description="Indexer is not configured" />'


class Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = NONE if "status:failing" in self.path else LISTING
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def port(authority: trustme.CA) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def check(home: Path, address: str, **settings: str) -> Health:
    given = {"ADDRESS": address, "API_KEY": KEY, **{key.upper(): text for key, text in settings.items()}}
    environ = {f"PLEXSTUFF__JACKETT__{key}": text for key, text in given.items()}
    return asyncio.run(Plexstuff(Configuration.load(home, environ)).check("jackett"))


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(home: Path, port: int) -> None:
    health = check(home, f"https://127.0.0.1:{port}")
    assert (health.state, health.error) == (State.NOT_WORKING, "Unreachable")
    assert "certificate" in health.sentence
    assert "ca_file" in health.advice


def test_one_that_the_user_vouches_for_is(home: Path, port: int, authority: trustme.CA, tmp_path: Path) -> None:
    file = tmp_path / "home.pem"
    authority.cert_pem.write_to_path(str(file))
    health = check(home, f"https://127.0.0.1:{port}", ca_file=str(file))
    assert (health.state, health.sentence) == (
        State.WORKING,
        "The key is accepted; 1 indexer is set up, none failed lately.",
    )


def test_any_is_where_the_user_wants_that(home: Path, port: int) -> None:
    assert check(home, f"https://127.0.0.1:{port}/UI/Dashboard", verify_tls="false").state is State.WORKING


def test_plain_http_where_tls_is_spoken(home: Path, port: int) -> None:
    health = check(home, f"127.0.0.1:{port}")
    assert health.state is State.NOT_WORKING
    assert "Jackett" in health.sentence
