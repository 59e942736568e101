"""MusicBrainz from outside: every error row, what is asked and how, what people paste as contact, recorded answers."""

from __future__ import annotations

from pathlib import Path

import httpx2
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from music_server import Server, ask

from plexstuff.errors import (
    InvalidValue,
    KeyRefused,
    NotFound,
    PlexstuffError,
    RateLimited,
    ServerError,
    UnexpectedResponse,
)
from plexstuff.models import Album
from plexstuff.services.musicbrainz import answers, pictures, reading, recognise_contact
from plexstuff.services.musicbrainz.client import check

VALUES = {"contact": "ann@example.org", "cover_art_url": "https://coverartarchive.org"}
ALBUM = Album(source="musicbrainz", artist="Cher", title="Believe", ids={"musicbrainz_release": "abc"})
OFTEN = b'{"error":"Your requests are exceeding the allowable rate limit. Please see http://wiki.musicbrainz.org/X"}'
TROUBLES = [
    (503, OFTEN, RateLimited, "too often"),
    (503, b"<error><text>Your requests are exceeding the allowable rate limit.</text></error>", RateLimited, "once"),
    (503, b"<html><h1>Service Temporarily Unavailable</h1></html>", ServerError, ""),
    (400, b'{"error":"Invalid mbid.","help":"For usage, please see: ..."}', UnexpectedResponse, "does not understand"),
    (401, b'{"error":"You are not authorized to access this resource."}', KeyRefused, "log-in"),
    (403, b'{"error":"Your IP address or user agent is blocked."}', KeyRefused, "contact"),
    (404, b'{"error":"Not Found"}', NotFound, "does not know it"),
    (404, b"<?xml version='1.0'?><error><text>Not Found</text></error>", NotFound, "does not know it"),
    (502, b"<html>Bad Gateway</html>", ServerError, ""),
    (200, b"<html>Captive portal</html>", UnexpectedResponse, ""),
    (200, b'{"releases":{}}', UnexpectedResponse, ""),
]


@pytest.mark.parametrize(("status", "body", "error", "words"), TROUBLES)
def test_what_is_wrong_is_said(tmp_path: Path, status: int, body: bytes, error: type, words: str) -> None:
    with pytest.raises(PlexstuffError) as raised:
        ask(Server([(status, body)]), tmp_path, "musicbrainz", VALUES, lambda one: one.find_album("Cher", "Believe"))
    told = raised.value
    assert type(told) is error
    assert "MusicBrainz" in told.sentence
    assert words in told.sentence + told.advice
    assert told.advice


def test_every_request_says_whom_to_write_to(tmp_path: Path) -> None:
    server = Server([b'{"releases":[]}'])
    with pytest.raises(NotFound):
        ask(server, tmp_path, "musicbrainz", VALUES, lambda one: one.find_album('AC/DC "Live"', "Who (Made) Who?"))
    first, second = server.asked
    assert all("( ann@example.org )" in one.headers["user-agent"] for one in server.asked)
    assert all(one.headers["user-agent"].startswith("Plexstuff/") for one in server.asked)
    assert first.url.params["query"] == 'release:"Who (Made) Who?" AND artist:"AC/DC \\"Live\\""'
    assert second.url.params["query"] == 'release:(who \\(made\\) who\\?) AND artist:(ac\\/dc \\"live\\")'
    assert first.url.params["fmt"] == "json"


@pytest.mark.parametrize("contact", ["ann@example.org)", "ann (at) example", "ann\n@example.org", "änn@example.org"])
def test_a_contact_that_can_not_be_sent_is_refused_before_anything_is(tmp_path: Path, contact: str) -> None:
    server = Server([b'{"releases":[]}'])
    with pytest.raises(InvalidValue):
        ask(server, tmp_path, "musicbrainz", {**VALUES, "contact": contact}, check)
    assert server.asked == []


def test_a_mirror_without_albums_is_not_green(tmp_path: Path) -> None:
    with pytest.raises(UnexpectedResponse, match="everybody knows"):
        ask(Server([b'{"releases":[]}']), tmp_path, "musicbrainz", VALUES, check)


@pytest.mark.parametrize(
    ("answered", "error", "words"),
    [
        ([(404, b"<html>no cover art</html>")], NotFound, "front"),
        ([b'{"images":[]}'], NotFound, "front"),
        ([b'{"images":[{"front":true,"image":"https://coverartarchive.org/release/abc/1.jpg"}]}', b"<html>"],
         UnexpectedResponse, "no picture"),
        ([(503, b"")], ServerError, ""),
        ([httpx2.Response(307, headers={"location": "http://elsewhere.example/x"})], UnexpectedResponse, ""),
    ],
)  # fmt: skip
def test_covers_that_are_not_to_be_had(tmp_path: Path, answered: list, error: type, words: str) -> None:
    with pytest.raises(PlexstuffError) as raised:
        ask(Server(answered), tmp_path, "musicbrainz", VALUES, lambda one: one.front_cover(ALBUM))
    assert type(raised.value) is error
    assert words in raised.value.sentence


def test_a_cover_comes_from_the_archive_behind(tmp_path: Path) -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
    server = Server(
        [
            b'{"images":[{"front":true,"image":"http://coverartarchive.org/release/abc/1.png"}]}',
            httpx2.Response(307, headers={"location": "https://ia800.us.archive.org/1.png"}),
            httpx2.Response(200, content=png),
        ]
    )
    found = ask(server, tmp_path, "musicbrainz", VALUES, lambda one: one.front_cover(ALBUM))
    assert (found.content, found.kind) == (png, "png")
    assert server.asked[-1].url.host == "ia800.us.archive.org"


@pytest.mark.parametrize(
    ("pasted", "value"),
    [
        ("ann@example.org", "ann@example.org"),
        ("  <Ann.Lee@example.org>\n", "Ann.Lee@example.org"),
        ("mailto:ann@example.org", "ann@example.org"),
        ('"https://example.org/~ann"', "https://example.org/~ann"),
        ("example.org", "https://example.org"),
        ("Plexstuff/1.0 ( ann@example.org )", "ann@example.org"),
        ("https://example.org/a(b)c", "https://example.org/a%28b%29c"),
    ],
)
def test_a_contact_is_found(pasted: str, value: str) -> None:
    assert recognise_contact(pasted).value == value


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        ("5a9db0c5" * 4, "looks like a key"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJ0ZXN0In0.c2lnbmF0dXJl", "looks like a key"),
        ("Ann", "neither a mail address nor a web page"),
        ("x" * 300, "too long"),
    ],
)
def test_what_is_no_contact(pasted: str, words: str) -> None:
    seen = recognise_contact(pasted)
    assert words in seen.refusal
    assert seen.advice


@given(st.text(max_size=300))
def test_a_contact_that_is_taken_can_be_sent(text: str) -> None:
    seen = recognise_contact(text)
    if seen.refusal:
        assert not seen.value
    else:
        assert seen.value.isascii() and seen.value.isprintable() and not {"(", ")"} & set(seen.value)


#: File -> id, title, date, barcode, artist, tracks, first track.
RELEASES = {
    "release-5medias": ("f17a0f30", "Wish You Were Here", "2011-07-11", "5099902943527", "Pink Floyd", 0),
    "release-djmix": ("9ba03e85", "Complete Me", "2009-08-03", "0602527121956", "", 0),
    "release-multidisc": ("6c4f766f", "ケアレス", "2021-09-15", "4547366518764", "", 7),
    "release-no-type": ("af96cd94", "Eastbound Silhouette", "2022-10-28", None, "Tim Green", 0),
}


@pytest.mark.parametrize("name", RELEASES)
def test_recorded_releases_are_understood(shared: Path, name: str) -> None:
    content = (shared / "fixtures" / "musicbrainz" / "json" / f"{name}.json").read_bytes()
    said = msgspec.json.decode(content, type=answers.Release)
    found = reading.album(said)
    assert said.id is not None
    assert (said.id[:8], said.title, said.date, said.barcode, found.artist, len(found.tracks)) == RELEASES[name]


def test_a_release_of_nulls_is_understood(shared: Path) -> None:
    content = (shared / "fixtures" / "musicbrainz" / "json" / "release-null.json").read_bytes()
    assert msgspec.json.decode(content, type=answers.Release).id is None


@pytest.mark.parametrize(
    ("name", "count", "path"),
    [
        ("release-05e77dbd-front-back-https", 2, "39065418368.jpg"),
        ("release-51258fa4-four-images", 4, "26167697750.jpg"),
        ("release-73d5bede-front-only", 1, "30688716524.jpg"),
    ],
)
def test_recorded_lists_of_pictures_are_understood(shared: Path, name: str, count: int, path: str) -> None:
    content = (shared / "fixtures" / "musicbrainz" / "caa" / f"{name}.json").read_bytes()
    said = msgspec.json.decode(content, type=answers.Images)
    front = pictures.front_of(said.images)
    assert len(said.images) == count
    assert front is not None
    assert pictures.path_of(front).endswith(path)
