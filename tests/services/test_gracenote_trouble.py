"""Every way in which Gracenote says that something is wrong is an error of ours; its words are never repeated."""

from __future__ import annotations

from pathlib import Path

import pytest
from music_server import AloneKept, Server, ask
from test_gracenote_client import CLIENT, REGISTERED, USER, found

from plexstuff.errors import (
    KeyRefused,
    NotFound,
    PlexstuffError,
    RateLimited,
    ServerError,
    UnexpectedResponse,
)
from plexstuff.services.gracenote.client import check

NO_MATCH = b'<RESPONSES><RESPONSE STATUS="NO_MATCH"/></RESPONSES>'
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<RESPONSES><RESPONSE STATUS="OK"><USER>&b;</USER></RESPONSE></RESPONSES>'
)
OUTSIDE = (
    b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<RESPONSES><RESPONSE STATUS="OK"><USER>&x;</USER></RESPONSE></RESPONSES>'
)


def failed(message: str) -> bytes:
    """An error as Gracenote words it; what it says may hold the client id."""
    text = f"<MESSAGE>{message} {CLIENT}</MESSAGE>" if message else ""
    return f'<RESPONSES>{text}<RESPONSE STATUS="ERROR"/></RESPONSES>'.encode()


def trouble(server: Server, folder: Path, question=lambda one: one.find_album("Cher", "Believe")) -> PlexstuffError:
    with pytest.raises(PlexstuffError) as caught:
        ask(server, folder, "gracenote", {"client_id": CLIENT}, question, kept=AloneKept())
    told = caught.value
    assert "Gracenote" in told.sentence
    assert told.sentence.endswith(".")
    assert told.advice
    for secret in (CLIENT, USER):
        assert secret not in told.sentence + told.advice + repr(told)
    return told


TROUBLES = [
    (NO_MATCH, NotFound, "knows no album"),
    (failed("GCSP: Hello error: [130] Please contact Gracenote ODP 17420..."), KeyRefused, "blocked"),
    (failed("Not authorized"), KeyRefused, "does not accept the client id"),
    (failed("Invalid Client ID"), KeyRefused, "does not accept the client id"),
    (failed("GCSP: Query limit exceeded for client"), RateLimited, "too often"),
    (failed("GCSP: Register error: [15] user quota exceeded"), RateLimited, "too often"),
    (failed("GCSP: AddContext error: [2]"), UnexpectedResponse, "does not understand"),
    (failed("GCSP: Something new: [999]"), ServerError, "could not answer"),
    (failed(""), ServerError, "could not answer"),
    (b'<RESPONSES><RESPONSE STATUS="WHAT"/></RESPONSES>', ServerError, "could not answer"),
    (b"<RESPONSES/>", UnexpectedResponse, "another shape"),
    (b"<html><body>Sign in</body></html>", UnexpectedResponse, "Gracenote"),
    (b"<!DOCTYPE html><html><body><p>Blocked by your provider<br></body></html>", UnexpectedResponse, "Gracenote"),
    (b"", UnexpectedResponse, "can't be read"),
    (b'{"error": 6}', UnexpectedResponse, "can't be read"),
    (b'<RESPONSES><RESPONSE STATUS="OK"><USER>27', UnexpectedResponse, "can't be read"),
    (BOMB, UnexpectedResponse, "document type"),
    (OUTSIDE, UnexpectedResponse, "document type"),
    (BOMB.decode().encode("utf-16"), UnexpectedResponse, "Gracenote"),
    (b"<a>" * 5000 + b"</a>" * 5000, UnexpectedResponse, "deeper"),
    (b'<RESPONSES><RESPONSE STATUS="OK"/></RESPONSES>', UnexpectedResponse, "without a user id"),
]


@pytest.mark.parametrize(("answer", "kind", "says"), TROUBLES)
def test_when_it_registers(tmp_path: Path, answer: bytes, kind: type[PlexstuffError], says: str) -> None:
    told = trouble(Server([answer]), tmp_path)
    assert type(told) is kind
    assert says in told.sentence


@pytest.mark.parametrize(("answer", "kind", "says"), TROUBLES[:-1])
@pytest.mark.parametrize("question", [lambda one: one.find_album("Cher", "Believe"), check, lambda one: one.album("9")])
def test_when_it_is_asked(tmp_path: Path, question, answer: bytes, kind: type[PlexstuffError], says: str) -> None:
    told = trouble(Server([REGISTERED, answer]), tmp_path, question)
    assert type(told) is kind
    assert says in told.sentence


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, failed("Not authorized"), KeyRefused),
        (403, b"", KeyRefused),
        (403, failed("GCSP: Hello error: [130]"), KeyRefused),
        (404, b"", NotFound),
        (429, failed("GCSP: slow down"), RateLimited),
        (500, failed("GCSP: trouble"), ServerError),
        (503, b"<html></html>", ServerError),
    ],
)
def test_a_status_that_is_none_of_the_good_ones(
    tmp_path: Path, status: int, body: bytes, kind: type[PlexstuffError]
) -> None:
    assert type(trouble(Server([REGISTERED, (status, body)]), tmp_path)) is kind


@pytest.mark.parametrize("answer", [failed("Not authorized"), failed("GCSP: Hello error: [130]")])
def test_a_refused_client_id_is_told_what_there_is_instead(tmp_path: Path, answer: bytes) -> None:
    assert "plexstuff services setup musicbrainz" in trouble(Server([answer]), tmp_path).advice


def test_a_user_that_is_refused_is_not_registered_again(tmp_path: Path) -> None:
    """There are few of them: only forgetting the service asks for another."""
    server, kept = Server([REGISTERED, failed("Not authorized")]), AloneKept()
    for _ in range(2):
        with pytest.raises(KeyRefused):
            ask(server, tmp_path, "gracenote", {"client_id": CLIENT}, check, kept=kept)
    assert [b"REGISTER" in one.content for one in server.asked] == [True, False, False]


@pytest.mark.parametrize("answer", [found("Sugar", artist="Somebody", title="Else"), found().replace(b"ALBUM>", b"A>")])
def test_the_check_is_not_green_when_the_search_finds_something_else(tmp_path: Path, answer: bytes) -> None:
    told = trouble(Server([REGISTERED, answer]), tmp_path, check)
    assert type(told) is UnexpectedResponse


def test_the_check_is_one_question(tmp_path: Path) -> None:
    server = Server([REGISTERED, found("Believe", counted=10)])
    checked = ask(server, tmp_path, "gracenote", {"client_id": CLIENT}, check)
    assert "accepted" in checked.sentence
    assert len(server.asked) == 2


def test_an_over_long_answer_is_not_read_to_its_end(tmp_path: Path) -> None:
    server = Server([REGISTERED, b"<RESPONSES>" + b" " * (33 * 2**20) + b"</RESPONSES>"])
    assert "32 MiB" in trouble(server, tmp_path).sentence


def test_signs_for_the_terminal_in_a_title_are_no_reason_to_fail(tmp_path: Path) -> None:
    server = Server([REGISTERED, found("Believe&#x9b;31m", "&#x202e;evil")])
    got = ask(server, tmp_path, "gracenote", {"client_id": CLIENT}, lambda one: one.find_album("Cher", "Believe"))
    assert len(got.tracks) == 2
