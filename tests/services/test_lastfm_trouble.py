"""Every way in which Last.fm says that something is wrong, in JSON and XML, with any status; and what is no album."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from music_server import Server, ask

from plexstuff.errors import (
    KeyRefused,
    NotFound,
    PlexstuffError,
    RateLimited,
    ServerError,
    ServiceRetired,
    UnexpectedResponse,
)
from plexstuff.services.lastfm.client import check

KEY, SECRET = "0123456789abcdef" * 2, "fedcba9876543210" * 2


def in_json(code: int, message: str) -> bytes:
    return json.dumps({"error": code, "message": message, "links": []}).encode()


def in_xml(code: int, message: str) -> bytes:
    return f'<?xml version="1.0"?>\n<lfm status="failed"><error code="{code}">{message}</error></lfm>'.encode()


def find(one: object) -> object:
    return one.find_album("Cher", "Believe")  # type: ignore[attr-defined]


def trouble(server: Server, folder: Path, question=find) -> PlexstuffError:
    with pytest.raises(PlexstuffError) as caught:
        ask(server, folder, "lastfm", {"api_key": KEY, "shared_secret": SECRET}, question)
    told = caught.value
    assert "Last.fm" in told.sentence
    assert told.sentence.endswith(".")
    assert told.advice
    for secret in (KEY, SECRET):
        assert secret not in told.sentence + told.advice + repr(told)
    return told


CODES = [
    (2, "Invalid service - This service does not exist", UnexpectedResponse, "no such service"),
    (3, "Invalid Method", UnexpectedResponse, "no such method"),
    (4, "Unauthorized Token - This token has not been issued", KeyRefused, "does not let this key"),
    (5, "Invalid format", UnexpectedResponse, "format"),
    (6, "Album not found", NotFound, "knows no album"),
    (6, "The artist you supplied could not be found", NotFound, "knows no album"),
    (6, "Invalid parameters - Your request is missing a required parameter", UnexpectedResponse, "missing"),
    (7, "Invalid resource specified", UnexpectedResponse, "no such thing"),
    (8, "Operation failed - Something else went wrong", ServerError, "could not do it"),
    (9, "Invalid session key", KeyRefused, "session is over"),
    (10, f"Invalid API key {KEY}", KeyRefused, "does not accept the key"),
    (11, "Service Offline", ServerError, "out of service"),
    (13, "Invalid method signature supplied", KeyRefused, "signature is wrong"),
    (14, "Unauthorized Token", KeyRefused, "not allowed by the user"),
    (15, "This token has expired", KeyRefused, "run out"),
    (16, "There was a temporary error", ServerError, "passing trouble"),
    (17, "Login: User required to be logged in", KeyRefused, "logged in"),
    (26, "API Key Suspended", KeyRefused, "suspended"),
    (27, "Deprecated", ServiceRetired, "given up"),
    (29, "Rate Limit Exceeded", RateLimited, "too often"),
    (999, "Something new \x1b[31m", UnexpectedResponse, "unknown error (999)"),
]


# XML with a good status is no answer to who asked for JSON.
@pytest.mark.parametrize(
    ("status", "write"),
    [(200, in_json), *((status, write) for status in (400, 403, 404) for write in (in_json, in_xml))],
)
@pytest.mark.parametrize(("code", "message", "kind", "says"), CODES)
def test_a_code_says_what_is_wrong_whatever_the_status(
    tmp_path: Path, status: int, write, code: int, message: str, kind: type[PlexstuffError], says: str
) -> None:
    told = trouble(Server([(status, write(code, message))]), tmp_path)
    assert type(told) is kind
    assert says in told.sentence
    assert "\x1b" not in told.sentence


def test_a_suspended_key_wants_another_one(tmp_path: Path) -> None:
    assert "account/create" in trouble(Server([(403, in_json(26, "API Key Suspended"))]), tmp_path).advice


@pytest.mark.parametrize("question", [find, check])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"album": ""}',
        b'{"album": {"name": "Believe"}}',
        b'{"album": {"name": "Believe", "artist": "Cher", "tra',
        b'{"album": {"name": "Believe", "artist": "Cher", "tracks": {"track": [{"name": 7}]}}}',
        b'{"error": "six"}',
        in_xml(6, "Album not found"),
        b"<!DOCTYPE html><html>Sign in</html>",
        b"\xff\xfe{}",
    ],
)
def test_what_is_no_answer(tmp_path: Path, question, body: bytes) -> None:
    assert type(trouble(Server([body]), tmp_path, question)) is UnexpectedResponse


@pytest.mark.parametrize(
    "album",
    [
        {"name": "Something Else", "artist": "Cher", "listeners": "5"},
        {"name": "Believe", "artist": "Elvis Presley", "listeners": "5"},
        {"name": "Believe", "artist": "[unknown]", "listeners": "5"},
        {"name": "Believe", "artist": "Cher", "listeners": "0"},
        {"name": "Believe", "artist": "Cher", "listeners": "0", "tracks": ""},
    ],
)
def test_a_page_that_was_made_by_asking_is_no_album(tmp_path: Path, album: dict[str, str]) -> None:
    assert type(trouble(Server([json.dumps({"album": album}).encode()]), tmp_path)) is NotFound


def test_the_key_is_sent_and_the_secret_stays(tmp_path: Path) -> None:
    album = {"album": {"name": "Believe", "artist": "Cher", "listeners": "5"}}
    server = Server([json.dumps(album).encode()])
    ask(server, tmp_path, "lastfm", {"api_key": KEY, "shared_secret": SECRET}, find)
    (asked,) = server.asked
    assert dict(asked.url.params) == {
        "method": "album.getInfo", "artist": "Cher", "album": "Believe", "autocorrect": "1", "format": "json",
        "api_key": KEY,
    }  # fmt: skip
    assert asked.headers["user-agent"].startswith("Plexstuff/")
    assert SECRET not in f"{asked.url}{asked.headers}"


def test_the_check_that_finds_nothing_points_at_the_address(tmp_path: Path) -> None:
    assert "base_url" in trouble(Server([in_json(6, "Album not found")]), tmp_path, check).advice


@pytest.mark.parametrize(
    ("track", "facts"),
    [
        ({"name": "One", "duration": 238, "@attr": {"rank": 3}}, (3, 238000)),
        ({"name": "One", "duration": "263", "@attr": {"rank": "4"}}, (4, 263000)),
        ({"name": "One", "duration": None, "@attr": None}, (1, None)),
        ({"name": "One", "duration": "0"}, (1, None)),
        ({"name": "One", "duration": "-5", "@attr": {"rank": "x"}}, (1, None)),
        ({"name": "One", "duration": "99999999999999999999"}, (1, None)),
    ],
)
@pytest.mark.parametrize("alone", [True, False])
def test_numbers_however_they_are_written(tmp_path: Path, track: dict, facts: tuple, alone: bool) -> None:
    album = {"name": "Believe", "artist": "Cher", "tracks": {"track": track if alone else [track]}}
    server = Server([json.dumps({"album": album}).encode()])
    (one,) = ask(server, tmp_path, "lastfm", {"api_key": KEY}, find).tracks
    assert (one.number, one.length) == facts
