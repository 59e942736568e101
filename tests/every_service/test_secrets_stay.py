"""No key, PIN or token shows in an error, a log, a repr or a file, whatever the other side does with it."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable

import httpx2
import pytest
import wire
from living import VALUES, Client, Home

from plexstuff.errors import PlexstuffError
from plexstuff.services import ALL

KEYS = [service.key for service in ALL]
each_service = pytest.mark.parametrize("key", KEYS)


def told(request: httpx2.Request) -> str:
    """All that a request holds: address, headers and body."""
    return f"{request.url} {dict(request.headers)} {request.content.decode()}"


def echo(status: int, kind: str = "application/json", **headers: str) -> wire.Trouble:
    """An answer that says all that the request held."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        text = told(request)
        said = {
            "message": text,
            "status_message": text,
            "status_code": 7,
            "success": False,
            "Error": None,
            "data": text,
        }
        content = json.dumps(said) if "json" in kind else f"<html>{text}</html>"
        named = {name: value.format(url=request.url) for name, value in headers.items()}
        return httpx2.Response(status, content=content, headers={"content-type": kind, **named})

    return answer


ECHOES: dict[str, wire.Trouble] = {
    **{f"{status} with the request in it": echo(status) for status in (200, 400, 401, 403, 404, 422, 429, 500)},
    "a page with the request in it": echo(200, "text/html"),
    "sent on to another host": echo(302, location="https://elsewhere.test/?from={url}"),
    "sent round": echo(302, location="{url}"),
    "an exception with the address in it": wire.raises(wire.silence),
    "a connection that breaks": wire.raises(wire.hung_up),
}


def secrets_of(living: Home, key: str) -> set[str]:
    """Everything secret about this service: the user's values, and tokens that the service gave out."""
    known = set(VALUES[key].values())
    for body in living.wire.answered:
        if b'"token":"' in body:
            known.add(json.loads(body)["data"]["token"])
    return known


def assert_silent(secrets: set[str], text: str, where: str) -> None:
    assert not [secret[:6] for secret in secrets if secret in text], where


@each_service
@pytest.mark.parametrize("trouble", ECHOES)
@pytest.mark.parametrize("when", ["at once", "after the log-in"])
def test_nothing_is_shown_when_it_goes_wrong(
    living: Home, key: str, trouble: str, when: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    living.wire.trouble = ECHOES[trouble]
    if when == "after the log-in":
        living.wire.meets = lambda request: not wire.is_entrance(request)

    async def scenario(client: Client) -> list[str]:
        shown = []
        for ask in (lambda: client.search_series("Dallas"), lambda: client.movie(12)):
            try:
                await ask()
            except PlexstuffError as error:
                shown += [error.sentence, error.advice, str(error), repr(error), *traceback.format_exception(error)]
        return [*shown, repr(client), str(client)]

    shown = living.run(key, scenario)
    health = living.check(key)
    secrets = secrets_of(living, key)
    assert len(shown) > 2, "nothing went wrong"
    assert any(secret in told(request) for request in living.wire.asked for secret in secrets), "nothing was sent"
    assert_silent(secrets, "\n".join([*shown, repr(health)]), "an error")
    assert_silent(secrets, caplog.text, "the log")
    assert_silent(secrets, "\n".join(str(record.__dict__) for record in caplog.records), "a record of the log")


@each_service
def test_nothing_is_left_in_a_file(living: Home, key: str) -> None:
    async def scenario(client: Client) -> None:
        await client.search_movies("The Matrix")
        await client.search_series("Breaking Bad")

    living.run(key, scenario)
    living.check(key)
    files = living.files()
    assert any("http" in one.name for one in files), "there is no cache to look into"
    secrets = secrets_of(living, key)
    for file in files:
        content = file.read_bytes()
        assert not [secret[:6] for secret in secrets if secret.encode() in content], file.name


@each_service
def test_what_is_kept_can_be_read_by_nobody_else(living: Home, key: str) -> None:
    living.run(key, lambda client: client.search_series("Breaking Bad"))
    kept = living.configuration.paths.secrets_file
    if kept.exists():
        assert kept.stat().st_mode & 0o077 == 0
    tokens = secrets_of(living, key) - set(VALUES[key].values())
    assert bool(tokens) == kept.exists(), "only a token is kept"


@each_service
def test_no_object_of_a_run_shows_a_secret(living: Home, key: str) -> None:
    def looks(thing: object, depth: int = 0) -> list[str]:
        """The reprs of an object of ours and of those that it holds."""
        if depth > 4 or not type(thing).__module__.startswith("plexstuff."):
            return []
        return [
            repr(thing),
            *(text for one in getattr(thing, "__dict__", {}).values() for text in looks(one, depth + 1)),
        ]

    async def scenario(client: Client) -> list[str]:
        await client.search_series("Breaking Bad")
        return looks(client)

    shown = living.run(key, scenario)
    assert len(shown) > 3
    assert_silent(secrets_of(living, key), "\n".join(shown), "a repr")


@each_service
def test_a_search_never_carries_a_key_in_its_own_text(living: Home, key: str) -> None:
    """What is asked for differs from request to request by nothing that is secret."""
    ask: Callable[[Client], object] = lambda client: client.search_series("Breaking Bad")  # noqa: E731
    living.run(key, ask)  # type: ignore[arg-type]
    search = next(one for one in living.wire.asked if "search" in one.url.path)
    harmless = {name: value for name, value in search.url.params.items() if name != "api_key"}
    assert_silent(secrets_of(living, key), str(harmless) + search.url.path, "the request itself")
