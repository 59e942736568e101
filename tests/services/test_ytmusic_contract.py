"""The contract of every service (tests/every_service), as it reads for YouTube Music."""

from __future__ import annotations

import asyncio
import json
import locale
import logging
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from ytmusic_server import SECRETS, Played, playing

from plexstuff.app import Plexstuff
from plexstuff.config import Configuration
from plexstuff.connection import Connection
from plexstuff.errors import PlexstuffError
from plexstuff.health import Health, Proof, State
from plexstuff.roles import MusicLocker
from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.ytmusic import keys, pages
from plexstuff.services import ALL

BROWSE = "/music/youtubei/v1/browse"
EMPTY = json.dumps(pages.library("x", [], more="")).encode()
JSON = {"Content-Type": "application/json"}
HTML = {"Content-Type": "text/html"}


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture(autouse=True)
def all_is_well_again(box: Sandbox) -> Iterator[None]:
    yield
    box.clear_faults()
    box.app.state.world.state("ytmusic").signed_in = True


def check(home: Path, environment: dict[str, str]) -> Health:
    """`plexstuff services check ytmusic`."""
    return asyncio.run(Plexstuff(Configuration.load(home, environment)).check("ytmusic"))


def test_all_is_well_and_nothing_is_sent(home: Path, box: Sandbox) -> None:
    health = check(home, box.environment())
    assert (health.state, health.proof, health.error) == (State.WORKING, Proof.PERMISSION, "")
    assert "25 or more" in health.sentence
    assert "When the headers end is not written in them" in health.sentence
    assert health.latency is not None
    assert box.app.state.world.state("ytmusic").received == {}


def test_an_account_without_uploads_is_told_of(home: Path, box: Sandbox) -> None:
    headers = json.dumps({**json.loads(keys.HEADERS), "x-goog-authuser": "1"})
    health = check(home, {**box.environment(), "PLEXSTUFF__YTMUSIC__HEADERS": headers})
    assert health.state is State.WORKING
    assert "account 1" in health.sentence
    assert "no uploads" in health.sentence


def test_it_plays_its_role_and_lists_every_page(home: Path, box: Sandbox) -> None:
    async def main() -> None:
        async with Connection(Configuration.load(home, box.environment()), ALL) as connection:
            client = connection.client("ytmusic")
            assert isinstance(client, MusicLocker)
            assert client.key == "ytmusic"
            songs = await client.uploads(most=1000)
        assert len(songs) == len({one.id for one in songs}) > 25
        strong = next(one for one in songs if one.title == "Strong Enough")
        assert (strong.artists, strong.album, strong.length) == (("Cher",), "Believe", 224)

    asyncio.run(main())


def test_the_tongue_of_the_whole_program_stays(home: Path, box: Sandbox) -> None:
    before = locale.setlocale(locale.LC_ALL)
    check(home, box.environment())
    assert locale.setlocale(locale.LC_ALL) == before


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"kind": "status", "status": 401}, "KeyRefused"),
        ({"kind": "status", "status": 403}, "KeyRefused"),
        ({"kind": "status", "status": 404}, "NotFound"),
        ({"kind": "status", "status": 400}, "UnexpectedResponse"),
        ({"kind": "status", "status": 429, "retry_after": 7}, "RateLimited"),
        ({"kind": "status", "status": 500}, "ServerError"),
        ({"kind": "status", "status": 503}, "ServerError"),
        ({"kind": "html"}, "UnexpectedResponse"),
        ({"kind": "html", "status": 401}, "UnexpectedResponse"),
        ({"kind": "html", "status": 502}, "ServerError"),
        ({"kind": "truncated"}, "UnexpectedResponse"),
        ({"kind": "disconnect"}, "Unreachable"),
        ({"kind": "reset"}, "Unreachable"),
        ({"kind": "expired_token"}, "KeyRefused"),
    ],
)
def test_a_check_tells_what_is_wrong(home: Path, box: Sandbox, fault: dict[str, object], error: str) -> None:
    box.faults(service="ytmusic", path=BROWSE, count=None, **fault)
    before = len(box.requests())
    assert_told(check(home, box.environment()), error)
    assert len(box.requests()) - before <= 2, "it is not tried again and again"


def assert_told(health: Health, error: str) -> None:
    assert (health.state, health.proof, health.error) == (State.NOT_WORKING, None, error)
    assert "YouTube Music" in health.sentence
    assert health.sentence.endswith(".")
    assert health.advice


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (Played(200, b'{"hello":"world"}', JSON), "UnexpectedResponse", "pip install --upgrade ytmusicapi"),
        (Played(200, b"[1,2,3]", JSON), "UnexpectedResponse", "pip install --upgrade ytmusicapi"),
        (Played(200, b"", JSON), "UnexpectedResponse", "pip install --upgrade ytmusicapi"),
        (Played(200, EMPTY.replace(b'"tabs"', b'"tabz"'), JSON), "UnexpectedResponse", "changed its pages"),
        (Played(200, EMPTY.replace(b"logged_in", b"loged_in"), JSON), "UnexpectedResponse", "changed its pages"),
        (Played(200, EMPTY.replace(b'"value": "1"', b'"value": "0"'), JSON), "KeyRefused", "setup ytmusic"),
        (Played(200, b"<form action=https://consent.youtube.com/s>", HTML), "ConsentNeeded", "agree"),
        (Played(302, b"", {"Location": "https://consent.youtube.com/m?x=1"}), "ConsentNeeded", "agree"),
        (Played(302, b"", {"Location": "https://accounts.google.com/ServiceLogin"}), "KeyRefused", "signed in"),
        (Played(302, b"", {"Location": "http://["}), "UnexpectedResponse", "not followed"),
        (Played(302, b"", {"Location": "https://elsewhere.test/"}), "UnexpectedResponse", "not followed"),
        (Played(200, b"<a href=https://accounts.google.com/x>Sign in</a>", HTML), "KeyRefused", "anew"),
        (Played(429, b"", {}), "RateLimited", "too often"),
        (Played(200, b'{"a":"' + b" " * (33 * 2**20) + b'"}', JSON), "UnexpectedResponse", "too long"),
    ],
)
def test_answers_of_other_shapes(home: Path, answer: Played, error: str, words: str) -> None:
    with playing(answer) as stage:
        health = check(home, stage.settings())
        assert len(stage.heard) == 1
    assert_told(health, error)
    assert words in health.sentence + health.advice


def test_silence_and_nobody_there(home: Path, box: Sandbox) -> None:
    box.faults("latency", service="ytmusic", path=BROWSE, seconds=1.5)
    assert_told(check(home, {**box.environment(), "PLEXSTUFF__YTMUSIC__TIMEOUT": "0.3"}), "Unreachable")
    gone = {**box.environment(), "PLEXSTUFF__YTMUSIC__LIBRARY_URL": "http://127.0.0.1:9"}
    health = check(home, gone)
    assert_told(health, "Unreachable")
    assert "nobody listens" in health.sentence


@pytest.mark.parametrize("text", ["{}", "nonsense", '{"cookie": "SID=x", "x-goog-authuser": "0"}', "\x00", "[]"])
def test_headers_that_are_none(home: Path, box: Sandbox, text: str) -> None:
    health = check(home, {**box.environment(), "PLEXSTUFF__YTMUSIC__HEADERS": text})
    assert health.state is State.NOT_WORKING
    assert health.error in ("InvalidValue", "NotConfigured")
    assert "nonsense" not in health.sentence


def test_another_cookie_is_refused(home: Path, box: Sandbox) -> None:
    assert_told(check(home, {**box.environment(), "PLEXSTUFF__YTMUSIC__HEADERS": OTHER}), "KeyRefused")


OTHER = keys.HEADERS.replace(keys.SAPISID, "another0sapisid0than0ours")


def test_without_headers_they_are_asked_for(home: Path, box: Sandbox) -> None:
    environment = box.environment()
    del environment["PLEXSTUFF__YTMUSIC__HEADERS"]
    health = check(home, environment)
    assert health.error == "NotConfigured"
    assert "plexstuff services setup ytmusic" in health.advice


def test_without_the_extra_it_says_what_to_install(home: Path, box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ytmusicapi", None)
    health = check(home, box.environment())
    assert_told(health, "NotConfigured")
    assert "pip install 'plexstuff[music]'" in health.advice


@pytest.mark.parametrize(
    "answer",
    [
        *(Played(status, b'{"error":{"message":"', JSON, echo=True) for status in (200, 400, 401, 403, 404, 500)),
        Played(200, b"<html>", HTML, echo=True),
        Played(302, b"", {"Location": "https://elsewhere.test/?from={url}"}, echo=True),
        Played(200, EMPTY.replace(b'"tabs"', b'"tabz"'), JSON),
    ],
)
def test_no_secret_shows(
    home: Path, tmp_path: Path, answer: Played, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    song = tmp_path / "a.mp3"
    song.write_bytes(b"ID3 music")

    async def main(environment: dict[str, str]) -> list[str]:
        shown = []
        async with Connection(Configuration.load(home, environment), ALL) as connection:
            client = connection.client("ytmusic")
            for use in (client.uploads(), client.upload(song)):
                with pytest.raises(PlexstuffError) as raised:
                    await use
                error = raised.value
                shown += [error.sentence, error.advice, repr(error), *traceback.format_exception(error)]
            return [*shown, repr(client), repr(vars(client))]

    environment_of = {"PLEXSTUFF__YTMUSIC__REQUESTS_PER_SECOND": "1000"}
    with playing(answer) as stage:
        shown = asyncio.run(main({**stage.settings(), **environment_of}))
        health = check(home, stage.settings())
        assert any(keys.SAPISID in str(one) for one in stage.heard), "nothing was sent"
    told = "\n".join([*shown, repr(health), caplog.text, *capfd.readouterr()])
    told += "\n".join(str(record.__dict__) for record in caplog.records)
    assert [secret[:6] for secret in SECRETS if secret in told] == []


def test_nothing_is_left_in_a_file(home: Path, box: Sandbox) -> None:
    check(home, box.environment())
    for file in home.rglob("*"):
        if file.is_file():
            assert not [secret[:6] for secret in SECRETS if secret.encode() in file.read_bytes()], file.name
