"""What TMDB's error answers mean, and what a pasted key turns out to be."""

from __future__ import annotations

from pathlib import Path

import httpx2
import msgspec
import pytest
from service_fakes import TMDB_KEY, TMDB_TOKEN, TVDB_KEY, Fake, ask_tmdb, refused

from plexstuff.errors import (
    InvalidValue,
    KeyRefused,
    NotFound,
    PlexstuffError,
    RateLimited,
    ServerError,
    ServiceError,
    UnexpectedResponse,
)
from plexstuff.services.tmdb import recognise_key
from plexstuff.services.tmdb.trouble import explain


@pytest.mark.parametrize(
    ("status", "number", "kind"),
    [
        *((401, number, KeyRefused) for number in (3, 7, 10, 14, 17, 33, 35)),
        (404, 34, NotFound),
        (404, 6, NotFound),
        (400, 22, InvalidValue),
        *((400, number, UnexpectedResponse) for number in (18, 23, 27, 47)),
        *((422, number, UnexpectedResponse) for number in (5, 20)),
        (429, 25, RateLimited),
        *((503, number, ServerError) for number in (9, 46)),
    ],
)
def test_a_number_of_tmdbs_own_is_understood(status: int, number: int, kind: type[PlexstuffError]) -> None:
    error = explain(status, msgspec.json.encode({"success": False, "status_code": number, "status_message": "x"}))
    assert type(error) is kind
    assert "TMDB" in error.sentence
    assert error.advice or kind is NotFound


@pytest.mark.parametrize("number", [11, 15, 44, 43, 24, 42, 4, 19, None, 999])
def test_what_the_status_says_as_well_is_left_to_it(number: int | None) -> None:
    assert explain(500, msgspec.json.encode({"status_code": number})) is None


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{", b'{"status_code": "7"}', b"\xff\xfe"])
def test_what_is_no_error_of_tmdbs_is_left_alone(body: bytes) -> None:
    assert explain(502, body) is None


def test_a_question_that_is_not_understood_does_not_condemn_the_service() -> None:
    """A broken setting would stop everything; an odd title only this one question."""
    error = explain(422, b'{"status_code": 5}')
    assert isinstance(error, ServiceError)


def test_a_suspended_key_is_told_from_a_wrong_one(tmdb: Fake, tmp_path: Path) -> None:
    sentences = set()
    for number in (7, 10, 3):
        tmdb["movie/1"] = refused(401, {"status_code": number})
        with pytest.raises(KeyRefused) as caught:
            ask_tmdb(tmdb, tmp_path, lambda one: one.movie(1))
        sentences.add(caught.value.sentence)
    assert len(sentences) == 3


def test_asked_too_often_waits_as_told_and_goes_on(tmdb: Fake, tmp_path: Path) -> None:
    answers = [httpx2.Response(429, json={"status_code": 25}, headers={"Retry-After": "2"})]
    tmdb["movie/1"] = lambda _: answers.pop() if answers else {"id": 1, "title": "Up"}
    assert ask_tmdb(tmdb, tmp_path, lambda one: one.movie(1)).title == "Up"
    assert len(tmdb.asked) == 2


@pytest.mark.parametrize(
    "text",
    [
        TMDB_KEY,
        f" {TMDB_KEY}\n",
        f'"{TMDB_KEY}"',
        f"“{TMDB_KEY}”",
        TMDB_KEY.upper(),
        f"{TMDB_KEY[:20]}\n{TMDB_KEY[20:]}",
        f"https://api.themoviedb.org/3/movie/550?api_key={TMDB_KEY}&language=en",
        f"api_key={TMDB_KEY}",
        f'{{"api_key": "{TMDB_KEY}"}}',
    ],
)
def test_a_v3_key_is_found_in_what_was_pasted(text: str) -> None:
    seen = recognise_key(text)
    assert (seen.value, seen.refusal) == (TMDB_KEY, "")


@pytest.mark.parametrize(
    "text",
    [
        TMDB_TOKEN,
        f"'{TMDB_TOKEN}'",
        f"Bearer {TMDB_TOKEN}",
        f"Authorization: Bearer {TMDB_TOKEN}",
        f"{TMDB_TOKEN[:30]}\n{TMDB_TOKEN[30:45]}\r\n  {TMDB_TOKEN[45:]}",
        f"curl --header 'Authorization: Bearer {TMDB_TOKEN}' --url https://api.themoviedb.org/3/configuration",
    ],
)
def test_a_v4_token_is_taken_with_a_note(text: str) -> None:
    seen = recognise_key(text)
    assert (seen.value, seen.refusal) == (TMDB_TOKEN, "")
    assert "v4" in seen.note


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (TVDB_KEY, "TheTVDB"),
        (f'{{"apikey": "{TVDB_KEY}"}}', "TheTVDB"),
        ("0123456789ABCDEF", "TheTVDB"),
        (TMDB_TOKEN.rpartition(".")[0], "v4 token"),
        (TMDB_KEY[:-1], "32 hex digits"),
        (TMDB_KEY + "0", "32 hex digits"),
        (f"api_key={TMDB_KEY}00", "32 hex digits"),
        ("hunter2", "32 hex digits"),
        ("", "32 hex digits"),
    ],
)
def test_what_can_be_no_key_is_refused_by_name(text: str, named: str) -> None:
    seen = recognise_key(text)
    assert seen.value == ""
    assert named in seen.refusal
    assert "themoviedb.org/settings/api" in seen.advice
    assert not text or text not in seen.refusal + seen.advice
