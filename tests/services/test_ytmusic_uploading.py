"""What the client for YouTube Music does with a file, and what it never does with the cookie."""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme
from ytmusic_server import Played, Stage, playing

from plexstuff.errors import FileTrouble, InvalidValue, KeyRefused, PlexstuffError, UnexpectedResponse, Unreachable
from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.ytmusic import keys, pages
from plexstuff.service import Rate, Terms
from plexstuff.services.ytmusic.client import LIMIT, YTMusic

BEGUN = Played(200, b"", {"X-Goog-Upload-URL": "{url}/place?upload_id=1", "X-Goog-Upload-Status": "active"})
DONE = Played(200, b"", {"X-Goog-Upload-Status": "final"})
EMPTY = Played(200, json.dumps(pages.library("x", [], more="")).encode())
FAST = Terms(Rate(1000), 5.0)


def client_of(stage: Stage | Sandbox, terms: Terms = FAST, **more: object) -> YTMusic:
    url = stage.url
    paths = ("/ytmusic/music", "/ytmusic/upload") if isinstance(stage, Sandbox) else ("/m", "/u")
    values = {"headers": keys.HEADERS, "library_url": url + paths[0], "upload_url": url + paths[1]}
    return YTMusic(terms, values, None, **more)  # type: ignore[arg-type]


@pytest.fixture
def song(tmp_path: Path) -> Path:
    file = tmp_path / "100% A&B+Ü.MP3"
    file.write_bytes(b"ID3" + bytes(200_000))
    return file


def test_what_is_sent_is_what_ytmusicapi_sends(song: Path) -> None:
    told: list[tuple[int, int]] = []
    with playing(BEGUN, DONE) as stage:
        asyncio.run(client_of(stage).upload(song, lambda sent, size: told.append((sent, size))))
    (first, start), (second, whole) = stage.heard
    assert (first, second) == ("/u/upload/usermusic/http?authuser=0", "/place?upload_id=1")
    assert start["x-goog-upload-command"] == "start"
    assert start["x-goog-upload-protocol"] == "resumable"
    assert start["x-goog-upload-header-content-length"] == "200003"
    assert start["content-type"] == "application/x-www-form-urlencoded;charset=utf-8"
    assert (whole["x-goog-upload-command"], whole["x-goog-upload-offset"]) == ("upload, finalize", "0")
    assert whole["content-length"] == "200003"
    assert start["cookie"] == whole["cookie"] == keys.COOKIE
    assert "content-encoding" not in start
    assert told[-1] == (200_003, 200_003)
    assert [one for one, _ in told] == sorted({one for one, _ in told})


@pytest.mark.parametrize(
    ("answers", "error", "words"),
    [
        ((Played(200),), KeyRefused, "has ended"),
        ((Played(200, b"<p>consent.youtube.com"),), PlexstuffError, "agree"),
        ((BEGUN, Played(200)), UnexpectedResponse, "did not say that it took"),
        ((BEGUN, Played(200, b"", {"X-Goog-Upload-Status": "active"})), UnexpectedResponse, "did not say"),
        ((BEGUN, Played(308, b"", {"Location": "https://elsewhere.test"})), UnexpectedResponse, "not followed"),
        ((BEGUN, Played(401)), KeyRefused, "has ended"),
    ],
)
def test_answers_that_are_no_success(song: Path, answers: tuple[Played, ...], error: type, words: str) -> None:
    with playing(*answers) as stage, pytest.raises(error) as raised:
        asyncio.run(client_of(stage).upload(song))
    assert words in raised.value.sentence + raised.value.advice


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.test/upload",
        "https://evil-youtube.com/upload",
        "http://upload.youtube.com/upload",
        "https://upload.youtube.com@evil.test/upload",
        "//evil.test/",
        "https://evil.test\\.youtube.com/upload",
        "https://evil.test#.youtube.com/upload",
        "file:///etc/passwd",
        "nonsense",
        "http://[",
    ],
)
def test_the_cookie_goes_to_no_stranger(song: Path, place: str) -> None:
    with playing(Played(200, b"", {"X-Goog-Upload-URL": place}), DONE) as stage:
        with pytest.raises(UnexpectedResponse, match="strange address"):
            asyncio.run(client_of(stage).upload(song))
        assert len(stage.heard) == 1


def test_a_netrc_replaces_nothing(song: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login ann password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with playing(EMPTY) as stage:
        asyncio.run(client_of(stage).uploads())
    assert stage.heard[0][1]["authorization"].startswith("SAPISIDHASH ")


def test_between_two_requests_it_waits(song: Path) -> None:
    now, slept = [0.0], []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    async def main(stage: Stage) -> None:
        client = client_of(stage, Terms(Rate(1, seconds=2.0)), sleep=sleep, now=lambda: now[0])
        for _ in range(3):
            await client.upload(song)

    with playing(BEGUN, DONE, BEGUN, DONE, BEGUN, DONE) as stage:
        asyncio.run(main(stage))
    assert slept == [2.0, 2.0]


def test_cancelled_it_sends_no_more(song: Path) -> None:
    with song.open("ab") as file:
        file.truncate(20_000_000)
    sent: list[int] = []

    async def main(stage: Stage) -> None:
        loop, heard = asyncio.get_running_loop(), threading.Event()

        def told(done: int, size: int) -> None:
            sent.append(done)
            if len(sent) == 5:
                loop.call_soon_threadsafe(task.cancel)
                loop.call_soon_threadsafe(lambda: loop.call_later(0.05, heard.set))
                heard.wait(5)

        task = asyncio.ensure_future(client_of(stage).upload(song, told))
        with pytest.raises(asyncio.CancelledError):
            await task

    with playing(BEGUN, DONE) as stage:
        asyncio.run(main(stage))
    assert sent[-1] < 20_000_000


def test_nobody_waits_for_a_server_that_is_silent(song: Path) -> None:
    """Ctrl-C, and the time limit of a check: the program ends at once."""
    answer, began = threading.Event(), time.monotonic()
    with playing(Played(after=answer)) as stage:
        for use in ("uploads", "upload"):
            client = client_of(stage)
            with pytest.raises(TimeoutError):
                asyncio.run(asyncio.wait_for(client.upload(song) if use == "upload" else client.uploads(), 0.2))
        assert time.monotonic() - began < 3
        answer.set()


def test_a_file_that_shrinks_is_said_to(song: Path) -> None:
    with song.open("ab") as file:
        file.truncate(20_000_000)

    def told(done: int, size: int) -> None:
        with song.open("ab") as file:
            file.truncate(1000)

    with playing(BEGUN, DONE) as stage, pytest.raises(FileTrouble, match="shorter"):
        asyncio.run(client_of(stage).upload(song, told))


def empty(file: Path) -> None:
    file.write_bytes(b"")


def large(file: Path) -> None:
    with file.open("ab") as opened:
        opened.truncate(LIMIT)


@pytest.mark.parametrize(
    ("change", "error"), [(empty, InvalidValue), (large, InvalidValue), (Path.unlink, FileTrouble)]
)
def test_a_file_that_can_not_be_sent(song: Path, change: Callable[[Path], None], error: type) -> None:
    change(song)
    with playing(BEGUN, DONE) as stage, pytest.raises(error):
        asyncio.run(client_of(stage).upload(song))
    assert stage.heard == []


def test_another_kind_is_refused(tmp_path: Path) -> None:
    with playing(BEGUN) as stage, pytest.raises(InvalidValue, match="kinds"):
        asyncio.run(client_of(stage).upload(tmp_path / "letter.txt"))


def test_a_certificate_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(file)
    with playing(EMPTY, context=context) as stage:
        with pytest.raises(Unreachable, match="not trusted"):
            asyncio.run(client_of(stage).uploads())
        assert stage.heard == []
        assert asyncio.run(client_of(stage, Terms(Rate(1000), 5.0, verify=file)).uploads()) == []
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none.pem"))  # it has no say
        assert asyncio.run(client_of(stage, Terms(Rate(1000), 5.0, verify=False)).uploads()) == []
    file.write_text("no certificate")
    with playing(EMPTY) as stage, pytest.raises(InvalidValue, match="holds no certificate"):
        asyncio.run(client_of(stage, Terms(Rate(1000), 5.0, verify=file)).uploads())
