"""No secret reaches an error, a log, a file or a repr, in whatever spelling it comes by."""

from __future__ import annotations

import asyncio
import logging
import traceback

import pytest
from http_server import FAST, Asked, Film, Server, Setting, files_below, in_turn, reply
from hypothesis import given
from hypothesis import strategies as st

from plexstuff.errors import InvalidValue, PlexstuffError
from plexstuff.http import Credentials, RedactingFilter, Redactor, ServiceHttp

KEY = "0123456789abcdef0123456789ABCDEF"
TOKEN = "tok en/+&=ü"

LEAKS = (KEY, TOKEN, "tok%20en", "tok+en", "HEADER-SECRET", "POSTED-SECRET")


def has_leak(text: str) -> bool:
    return any(leak in text for leak in LEAKS)


@pytest.mark.parametrize("status", [200, 302, 400, 401, 404, 500])
def test_no_secret_in_errors_logs_and_files(setting: Setting, caplog: pytest.LogCaptureFixture, status: int) -> None:
    caplog.set_level(logging.DEBUG)

    def echo(asked: Asked) -> bytes:
        body = f'{{"id": "{asked.target} {asked.headers}"}}'.encode() if status != 200 else b'{"id": 1}'
        return reply(
            status, body, location=asked.target + "&again=1", cache_control="max-age=60", set_cookie=f"a={KEY}"
        )

    errors: list[PlexstuffError] = []

    async def scenario(films: ServiceHttp, server: Server) -> None:
        films.credentials = Credentials(params={"token": TOKEN}, headers={"Authorization": "Bearer HEADER-SECRET"})
        try:
            await films.get("film", Film, params={"api_key": KEY, "page": 2})
            await films.post("login", Film, json={"pin": "POSTED-SECRET"}, repeat=True)
        except PlexstuffError as error:
            errors.append(error)
        assert server.asked[0].query["api_key"] == [KEY]
        assert server.asked[0].query["token"] == [TOKEN]
        assert server.asked[0].headers["authorization"] == "Bearer HEADER-SECRET"
        assert not has_leak(repr(films.credentials) + repr(films) + str(vars(setting.redactor.__class__)))

    setting.run(echo, scenario, cache=True)
    assert bool(errors) == (status != 200)
    for error in errors:
        assert not has_leak(f"{error!r} {error} {error.sentence} {error.advice} {error.args}")
        assert not has_leak("".join(traceback.format_exception(error)))
    ours = [one.getMessage() for one in caplog.records if not one.name.startswith("asyncio")]
    assert not has_leak("\n".join(ours))
    files = files_below(setting.folder)
    assert files
    for file in files:
        content = file.read_bytes()
        assert not any(leak.encode() in content for leak in LEAKS), file


def test_what_a_service_s_own_reading_repeats_is_redacted(setting: Setting) -> None:
    async def main() -> None:
        async with Server(in_turn(reply(400, b"no"))) as server, setting.client() as http:
            films = http.service(
                "films",
                "Film Archive",
                server.url,
                rate=FAST,
                explain=lambda *_: PlexstuffError(f"No {KEY}", f"Use {KEY}"),
            )
            films.credentials = Credentials(params={"api_key": KEY})
            with pytest.raises(PlexstuffError) as caught:
                await films.get("film", Film)
            assert caught.value.args == ("No ***",)
            assert caught.value.advice == "Use ***"

    asyncio.run(main())


@pytest.mark.parametrize("key", ["with\nnewline", "tab\t", "schlüssel", "\x00"])
def test_a_key_that_no_header_can_hold_is_refused_without_showing_it(setting: Setting, key: str) -> None:
    async def scenario(films: ServiceHttp, server: Server) -> None:
        with pytest.raises(InvalidValue, match="Film Archive") as caught:
            films.credentials = Credentials(headers={"Authorization": f"Bearer {key}"})
        assert key not in caught.value.sentence + caught.value.advice
        with pytest.raises(InvalidValue, match="Film Archive"):
            await films.get("film", Film, headers={"X-Api-Key": key})

    setting.run(in_turn(reply()), scenario)


def test_the_address_of_httpx2_is_not_logged(setting: Setting) -> None:
    setting.client()
    assert not logging.getLogger("httpx2").isEnabledFor(logging.INFO)


@pytest.mark.parametrize(
    "text",
    [
        "GET https://api.example/3/movie?api_key=SECRET&page=1",
        "GET /?page=1&apikey=SECRET#x",
        "https://host/?X-Plex-Token=SECRET",
        "https://me:SECRET@host/path",
        '{"apikey": "SECRET", "name": "x"}',
        '{"accessToken":"a\\"SECRET"}',
        "{'token': 'SECRET'}",
        "Authorization: Bearer SECRET.abc",
        "authorization: Basic SECRET",
        "X-Api-Key: SECRET",
        "the header Bearer SECRETSECRET was",
        "Set-Cookie: SID=SECRET; path=/",
        "password=SECRET",
        "access_token=SECRET&refresh_token=SECRET",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJTRUNSRVQifQ.SECRETSECRET",
    ],
)
def test_what_looks_like_a_secret_is_masked_though_nobody_knows_it(text: str) -> None:
    redacted = Redactor().redact(text)
    assert "SECRET" not in redacted
    assert "***" in redacted


@pytest.mark.parametrize(
    "text",
    [
        "Film Archive has trouble of its own (status 503).",
        "https://api.example/3/movie?query=The+Key&page=2&language=de",
        "The token has expired; the pin is missing.",
        '{"title": "Secret", "keyword": "x", "keys": 3}',
        "plexstuff services set tmdb api_key",
    ],
)
def test_harmless_text_stays(text: str) -> None:
    assert Redactor().redact(text) == text


def test_a_short_secret_is_masked_only_where_it_stands_alone() -> None:
    redactor = Redactor()
    redactor.add("1234")
    assert redactor.redact("PIN 1234, film 912345, (1234)") == "PIN ***, film 912345, (***)"


def test_the_longer_secret_goes_first() -> None:
    redactor = Redactor()
    for secret in ("abcdefgh", "abcdefgh-ijkl", "", "   "):
        redactor.add(secret)
    assert redactor.redact("abcdefgh-ijkl abcdefgh") == "*** ***"
    assert "abcdefgh" not in repr(redactor)


@given(st.text(min_size=1).filter(str.strip), st.text(max_size=20), st.text(max_size=20))
def test_no_spelling_of_a_known_secret_gets_through(secret: str, before: str, after: str) -> None:
    import json
    from urllib.parse import quote, quote_plus

    secret = f"{secret.strip()}-long-enough".encode("utf-8", "ignore").decode()
    redactor = Redactor()
    redactor.add(secret)
    for spelling in (secret, quote(secret), quote_plus(secret), quote(secret, safe=""), json.dumps(secret)[1:-1]):
        assert spelling not in redactor.redact(f"{before} {spelling} {after}")


def test_the_log_filter_redacts_message_arguments_and_trace(caplog: pytest.LogCaptureFixture) -> None:
    redactor = Redactor()
    redactor.add(KEY)
    caplog.handler.addFilter(RedactingFilter(redactor))
    try:
        try:
            raise ValueError(f"inside {KEY}")
        except ValueError:
            logging.getLogger("plexstuff.test").exception("url %s", f"http://x/?api_key={KEY}")
    finally:
        caplog.handler.filters.clear()
    assert KEY not in caplog.text
    assert "inside ***" in caplog.text


def test_arguments_that_do_not_fit_are_not_shown() -> None:
    record = logging.LogRecord("plexstuff", logging.INFO, "", 0, "%d of them", (KEY,), None)
    assert RedactingFilter(Redactor()).filter(record)
    assert "of them" in logging.Formatter().format(record)
    assert KEY not in logging.Formatter().format(record)
