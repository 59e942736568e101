"""What TheTVDB's error answers mean, and what a pasted key or PIN turns out to be."""

from __future__ import annotations

import msgspec
import pytest
from service_fakes import TMDB_KEY, TMDB_TOKEN, TVDB_KEY

from plexstuff.errors import KeyRefused, NotFound, PlexstuffError, ServiceError, ServiceRetired, UnexpectedResponse
from plexstuff.services.tvdb import TVDB_SERVICE, recognise_key, recognise_pin
from plexstuff.services.tvdb.trouble import explain


def error_for(status: int, message: str) -> PlexstuffError | None:
    return explain(status, msgspec.json.encode({"status": "failure", "message": message, "data": None}))


@pytest.mark.parametrize(
    ("status", "message", "kind", "words"),
    [
        (400, "InvalidValueType: pin required", KeyRefused, "wants a PIN"),
        (401, "InvalidValueType: pin invalid", KeyRefused, "does not accept the PIN"),
        (401, "InvalidAPIKey: apikey invalid", KeyRefused, "version 4"),
        (401, "Unauthorized", KeyRefused, "key (and PIN)"),
        (403, "Forbidden", KeyRefused, "key (and PIN)"),
        (404, "NotFoundException: error fetching translation", NotFound, "does not know"),
        (404, "", NotFound, "does not know"),
        (400, "NotFoundException: series", NotFound, "does not know"),
        (400, "InvalidValueType: mapping of query", UnexpectedResponse, "does not understand"),
    ],
)
def test_a_message_is_understood(status: int, message: str, kind: type[PlexstuffError], words: str) -> None:
    error = error_for(status, message)
    assert type(error) is kind
    assert words in error.sentence


def test_a_key_that_needs_a_pin_says_where_the_pin_is() -> None:
    error = error_for(400, "InvalidValueType: pin required")
    assert error is not None
    assert "user-supported" in error.sentence
    assert "licensed" in error.sentence
    assert "thetvdb.com/dashboard/account/editinfo" in error.advice
    assert "services setup tvdb" in error.advice


def test_a_question_that_is_not_understood_does_not_condemn_the_service() -> None:
    assert isinstance(error_for(400, "InvalidValueType: year"), ServiceError)


def test_the_retired_interface_is_named() -> None:
    error = explain(401, b'{"Error": "Not authorized"}')
    assert isinstance(error, ServiceRetired)
    assert "https://api4.thetvdb.com/v4" in error.advice


@pytest.mark.parametrize(("status", "body"), [(500, b"{}"), (429, b"{}"), (502, b"<html>"), (401, b""), (400, b"[]")])
def test_what_the_status_says_as_well_is_left_to_it(status: int, body: bytes) -> None:
    assert explain(status, body) is None


@pytest.mark.parametrize(
    "text",
    [
        TVDB_KEY,
        f" '{TVDB_KEY}'\n",
        TVDB_KEY.upper(),
        f'{{"apikey": "{TVDB_KEY}", "pin": "ABCD1234"}}',
        f"{TVDB_KEY[:15]}\n{TVDB_KEY[15:]}",
    ],
)
def test_a_key_is_found_in_what_was_pasted(text: str) -> None:
    seen = recognise_key(text)
    assert (seen.value, seen.refusal) == (TVDB_KEY, "")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (TMDB_KEY, "old interface"),
        (TMDB_KEY, "TMDB"),
        ("0123456789ABCDEF", "old interface"),
        (TMDB_TOKEN, "TMDB"),
        (f"https://api.themoviedb.org/3/movie/550?api_key={TMDB_KEY}", "TMDB"),
        ("hunter2", "dashes"),
    ],
)
def test_what_can_be_no_key_is_refused_by_name(text: str, named: str) -> None:
    seen = recognise_key(text)
    assert seen.value == ""
    assert named in seen.refusal
    assert "thetvdb.com/dashboard/account/apikey" in seen.advice
    assert text not in seen.refusal + seen.advice


def test_an_old_key_is_told_what_is_wanted_today() -> None:
    advice = recognise_key("0123456789abcdef").advice
    assert "version 4" in advice
    assert "PIN" in advice
    assert advice.endswith("Run: plexstuff services setup tvdb"), "a command has no full stop, so it goes last"


@pytest.mark.parametrize("text", ["ABCD1234", " abcd1234\n", '"PIN-SANDBOX"'])
def test_a_pin_is_taken(text: str) -> None:
    assert recognise_pin(text).value == text.strip().strip('"')


@pytest.mark.parametrize("text", [TVDB_KEY, "", "a b", "x" * 40, TMDB_KEY])
def test_what_can_be_no_pin_is_refused(text: str) -> None:
    seen = recognise_pin(text)
    assert seen.value == ""
    assert seen.refusal
    assert "editinfo" in seen.advice


def test_what_old_documents_ask_for_is_known() -> None:
    keys = {one.key for one in TVDB_SERVICE.old_settings}
    assert keys >= {"apikey", "username", "userkey"}
    assert all("version 4" in one.advice and "PIN" in one.advice for one in TVDB_SERVICE.old_settings)


@pytest.mark.parametrize("old", ["0123456789abcdef0123456789abcdef", "0123456789ABCDEF"])
def test_the_end_of_the_old_interface_is_said_once(old: str) -> None:
    refused = recognise_key(old)
    said = f"{refused.refusal} {refused.advice}"
    assert said.count("old interface") == 1
    assert "PIN" in said and "plexstuff services setup tvdb" in said
