"""Every request that our client of Plex sends, held against Plex's own machine-readable description."""

from __future__ import annotations

import asyncio
import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx2
import pytest
import yaml

from plexstuff.config import Configuration
from plexstuff.connection import Connection
from plexstuff.sandbox.app import create_app
from plexstuff.sandbox.plex import FAKE
from plexstuff.service import Authorize
from plexstuff.services import ALL
from plexstuff.services.plex import PLEX_SERVICE
from plexstuff.services.plex.client import check
from plexstuff.services.plex.items import Kind

#: What the description leaves out or says otherwise, and why we do it all the same.
KNOWN = {
    "GET /library/sections": "described as /library/sections/all; recorded so, and every client asks so",
    "GET /api/users/": "of the API v1, which is not described; the working list still",
    "POST /api/v2/pins": "described in words only",
    "GET /api/v2/pins/{}": "described in words only",
    "DELETE /api/v2/users/signout": "not described; other clients sign out so",
}
#: plex.tv's paths are described below this.
PREFIX = "/api/v2"


class Wire(httpx2.AsyncBaseTransport):
    """The way to the sandbox within the process; it writes down every request."""

    def __init__(self) -> None:
        self._app = httpx2.ASGITransport(app=create_app())
        self.sent: list[httpx2.Request] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Write down and pass on."""
        self.sent.append(request)
        return await self._app.handle_async_request(request)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> list[httpx2.Request]:
    """Everything that the client can ask, asked once."""
    wire, home = Wire(), tmp_path_factory.mktemp("home")
    settings = FAKE.settings("http://sandbox.test")
    environment = {f"PLEXSTUFF__PLEX__{key.upper()}": text for key, text in settings.items()}

    async def main() -> None:
        configuration = Configuration.load(home, environment)
        async with Connection(configuration, ALL, transport=wire) as connection:
            plex = connection.client("plex")
            await check(plex)
            await plex.libraries()
            await plex.items("1", Kind.MOVIE)
            await plex.users()
            step = PLEX_SERVICE.steps[0]
            assert isinstance(step, Authorize)
            pending = await connection.begin_sign_in(PLEX_SERVICE, step, {})
            await approve(wire, pending.address)
            token = await connection.poll_sign_in(PLEX_SERVICE, step, {}, pending)
        # Only what a sign-in gave is given back; a token that was pasted lives on.
        configuration.set_secret("plex", "token", token or "")
        own = {key: text for key, text in environment.items() if not key.endswith("__TOKEN")}
        signed_in = Configuration.load(home, own)
        async with Connection(signed_in, ALL, transport=wire) as connection:
            assert await connection.revoke(PLEX_SERVICE, step)

    asyncio.run(main())
    return [one for one in wire.sent if re.match("/plex/(tv|pms)/", one.url.path)]


async def approve(wire: Wire, page: str) -> None:
    """Agree on the page of the sign-in, as the user does in a browser."""
    address, _, said = page.partition("#?")
    async with httpx2.AsyncClient(transport=wire) as browser:
        await browser.post(address, data={"code": parse_qs(said)["code"][0], "answer": "approve"})


@pytest.fixture
def description(shared: Path) -> dict[str, Any]:
    return loaded(shared / "specs" / "plex-media-server-openapi-1.1.1.yaml")


@functools.cache
def loaded(file: Path) -> dict[str, Any]:
    return yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)  # type: ignore[no-any-return]


def place(request: httpx2.Request) -> str:
    """Method and path, below plex.tv or the server, with numbers left out."""
    path = re.sub(r"^/plex/(tv|pms)", "", request.url.path)
    return f"{request.method} {re.sub(r'(?<=/)[0-9]+(?=/|$)', '{}', path)}"


def described(document: dict[str, Any], where: str) -> dict[str, Any] | None:
    method, path = where.split(" ")
    for known, operations in document["paths"].items():
        if re.sub(r"\{[\w-]+\}", "{}", known) in (path, path.removeprefix(PREFIX)) and method.lower() in operations:
            found: dict[str, Any] = operations[method.lower()]
            return found
    return None


def parameters(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """Name, place and whether it is required, of every parameter."""
    for one in operation.get("parameters", []):
        if "$ref" in one:
            one = document["components"]["parameters"][one["$ref"].rpartition("/")[2]]
        schema = one.get("schema", {})
        if "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        if one.get("explode") or schema.get("type") == "object":
            yield from ((name, one["in"], False) for name in schema.get("properties", {}))
        yield one["name"], one["in"], bool(one.get("required"))


def test_every_request_is_described_or_known(sent: list[httpx2.Request], description: dict[str, Any]) -> None:
    complaints = []
    for request in sent:
        where = place(request)
        operation = described(description, where)
        if operation is None:
            if where not in KNOWN:
                complaints.append(f"{where} is not described")
            continue
        known = {name: (kind, required) for name, kind, required in parameters(description, operation)}
        complaints += [f"{where} has no parameter {name}" for name in request.url.params if name not in known]
        complaints += [
            f"{where} needs {name}"
            for name, (kind, required) in known.items()
            if required and kind == "header" and name.lower() not in request.headers
        ]
    assert complaints == []


def test_what_is_known_is_really_sent(sent: list[httpx2.Request]) -> None:
    assert set(KNOWN) <= {place(one) for one in sent}


def test_every_request_says_who_asks_and_none_carries_the_token_in_its_address(sent: list[httpx2.Request]) -> None:
    for one in sent:
        assert re.fullmatch(r"[0-9a-f]{32}", one.headers["x-plex-client-identifier"]), place(one)
        assert one.headers["x-plex-product"] == "Plexstuff"
        assert "token" not in str(one.url).lower()
        assert "x-plex-pms-api-version" not in one.headers, "it would change what parameters mean"


def test_the_fake_answers_the_identity_as_described(sent: list[httpx2.Request], description: dict[str, Any]) -> None:
    assert "GET /identity" in {place(one) for one in sent}
    assert described(description, "GET /identity") is not None
