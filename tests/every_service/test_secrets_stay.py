"""No key, PIN or token shows in an error, a log, a repr or a file, whatever the other side does with it."""

from __future__ import annotations

import json
import logging
import traceback
from typing import Any

import httpx2
import pytest
import wire
from example import EXAMPLES
from living import Home

from plexstuff.errors import PlexstuffError
from plexstuff.http.redact import is_key_like

each_service = pytest.mark.parametrize("key", EXAMPLES)
#: Services that are told no secret have none to keep.
each_secret = pytest.mark.parametrize("key", [key for key, example in EXAMPLES.items() if example.keys])


def told(request: httpx2.Request) -> str:
    """All that a request holds: address, headers and body."""
    body = request.content.decode(errors="replace")
    return f"{request.url} {dict(request.headers)} {body}"


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
    return EXAMPLES[key].keys.union(*(EXAMPLES[key].secrets(body) for body in living.wire.answered))


def assert_silent(secrets: set[str], text: str, where: str) -> None:
    assert not [secret[:6] for secret in secrets if secret in text], where


@each_secret
@pytest.mark.parametrize("trouble", ECHOES)
@pytest.mark.parametrize("when", ["at once", "after the log-in"])
def test_nothing_is_shown_when_it_goes_wrong(
    living: Home, key: str, trouble: str, when: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    living.wire.trouble = ECHOES[trouble]
    if when == "after the log-in":
        living.wire.meets = lambda request: not EXAMPLES[key].entrance(request)

    async def scenario(client: Any) -> list[str]:
        shown = []
        for use in EXAMPLES[key].uses.values():
            try:
                await use(client)
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
    async def scenario(client: Any) -> None:
        for use in EXAMPLES[key].uses.values():
            await use(client)

    living.run(key, scenario)
    living.check(key)
    files = living.files()
    assert not EXAMPLES[key].cached or any("http" in one.name for one in files), "there is no cache to look into"
    secrets = secrets_of(living, key)
    for file in files:
        content = file.read_bytes()
        assert not [secret[:6] for secret in secrets if secret.encode() in content], file.name


@each_service
def test_what_is_kept_can_be_read_by_nobody_else(living: Home, key: str) -> None:
    living.run(key, next(iter(EXAMPLES[key].uses.values())))
    kept = living.configuration.paths.secrets_file
    if kept.exists():
        assert kept.stat().st_mode & 0o077 == 0
    tokens = secrets_of(living, key) - EXAMPLES[key].keys
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

    async def scenario(client: Any) -> list[str]:
        await next(iter(EXAMPLES[key].uses.values()))(client)
        return looks(client)

    shown = living.run(key, scenario)
    assert len(shown) > 3
    assert_silent(secrets_of(living, key), "\n".join(shown), "a repr")


@each_service
def test_no_address_carries_a_key_but_under_the_name_of_one(living: Home, key: str) -> None:
    """What is asked for differs from request to request by nothing that is secret."""
    living.run(key, next(iter(EXAMPLES[key].uses.values())))
    for request in living.wire.asked:
        harmless = {name: value for name, value in request.url.params.items() if not is_key_like(name)}
        assert_silent(secrets_of(living, key), str(harmless) + request.url.path, "the request itself")
