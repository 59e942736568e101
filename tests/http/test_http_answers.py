"""Every kind of answer becomes a value or an error of ours; what may be repeated is, with the wait asked for."""

from __future__ import annotations

import asyncio
import gzip
import re
import zlib
from email.utils import formatdate

import pytest
from http_server import FAST, Answer, Film, Server, Setting, in_turn, reply

from plexstuff.errors import (
    KeyRefused,
    NotFound,
    PlexstuffError,
    RateLimited,
    ServerError,
    UnexpectedResponse,
    Unreachable,
)
from plexstuff.http import ServiceHttp


def ask(setting: Setting, *answers: Answer, sent: int | None = None, as_: type = Film, **more: object) -> object:
    """What a GET says after these answers; `sent` requests must have gone out."""
    result: list[object] = []

    async def scenario(films: ServiceHttp, server: Server) -> None:
        try:
            result.append(await films.get("film", as_, **more))  # type: ignore[arg-type]
        finally:
            assert films.sent == len(server.asked)
            assert sent in (None, films.sent)

    setting.run(in_turn(*answers), scenario)
    return result[0]


def trouble(setting: Setting, kind: type[PlexstuffError], *answers: Answer, sent: int | None = None) -> PlexstuffError:
    with pytest.raises(PlexstuffError) as caught:
        ask(setting, *answers, sent=sent)
    assert type(caught.value) is kind, caught.value
    assert "Film Archive" in caught.value.sentence
    assert caught.value.advice
    return caught.value


def test_a_good_answer_is_decoded_and_unknown_keys_do_not_matter(setting: Setting) -> None:
    answer = reply(body=b'{"id": 7, "title": "Am\xc3\xa9lie", "more": [1, {"x": null}]}')
    assert ask(setting, answer, sent=1) == Film(7, "Amélie")


def test_the_request_says_what_is_asked_for(setting: Setting) -> None:
    async def scenario(films: ServiceHttp, server: Server) -> None:
        await films.get(
            "/search/movie", Film, params={"query": "Ocean's & Co", "year": 2001, "adult": False, "region": None}
        )
        asked = server.asked[0]
        assert asked.path == "/base/search/movie"
        assert asked.query == {"query": ["Ocean's & Co"], "year": ["2001"], "adult": ["false"]}
        assert asked.headers["accept"] == "application/json"
        assert re.fullmatch(r"Plexstuff/\d+\.\d+.*", asked.headers["user-agent"])

    setting.run(in_turn(reply()), scenario)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_packed_answer_is_unpacked(setting: Setting, encoding: str) -> None:
    body = b'{"id": 1, "title": "Up"}'
    packed = gzip.compress(body) if encoding == "gzip" else zlib.compress(body)
    assert ask(setting, reply(body=packed, content_encoding=encoding)) == Film(1, "Up")


def test_bytes_are_given_as_they_are(setting: Setting) -> None:
    assert ask(setting, reply(body=b"\x89PNG", content_type="image/png"), as_=bytes) == b"\x89PNG"


def test_a_byte_order_mark_does_no_harm(setting: Setting) -> None:
    assert ask(setting, reply(body=b'\xef\xbb\xbf{"id": 3}')) == Film(3)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, KeyRefused),
        (403, KeyRefused),
        (404, NotFound),
        (410, NotFound),
        (400, UnexpectedResponse),
        (422, UnexpectedResponse),
    ],
)
def test_a_refusal_is_not_repeated(setting: Setting, status: int, kind: type[PlexstuffError]) -> None:
    trouble(setting, kind, reply(status, b'{"message": "no"}'), sent=1)
    assert setting.time.slept == []


def test_429_waits_as_long_as_the_service_asks_in_seconds(setting: Setting) -> None:
    assert ask(setting, reply(429, retry_after="7"), reply(), sent=2) == Film(1, "Up")
    assert 7 <= sum(setting.time.slept) < 8


def test_429_waits_as_long_as_the_service_asks_by_a_date_of_its_own_clock(setting: Setting) -> None:
    its_clock = setting.time.now + 5000  # wrong by more than an hour, which must not matter
    late = reply(429, date=formatdate(its_clock, usegmt=True), retry_after=formatdate(its_clock + 9, usegmt=True))
    assert ask(setting, late, reply(), sent=2) == Film(1, "Up")
    assert 9 <= sum(setting.time.slept) < 10


@pytest.mark.parametrize("nonsense", ["soon", "", "-5", "Sun, 99 Foo 2026 00:00:00 GMT", "9" * 4000])
def test_a_wait_that_makes_no_sense_hangs_nothing(setting: Setting, nonsense: str) -> None:
    try:
        ask(setting, reply(429, retry_after=nonsense), reply())
    except RateLimited as error:
        assert error.wait is not None
    assert sum(setting.time.slept) < 130


def test_429_without_a_wait_is_repeated_with_growing_pauses_and_given_up(setting: Setting) -> None:
    error = trouble(setting, RateLimited, reply(429), sent=5)
    assert isinstance(error, RateLimited)
    assert error.wait is None
    pauses = [one for one in setting.time.slept if one >= 0.5]
    assert pauses == sorted(pauses)
    assert 0.5 <= pauses[0] < 1
    assert pauses[-1] >= 4


def test_a_very_long_wait_is_told_at_once_and_kept_by_all_later_requests(setting: Setting) -> None:
    async def scenario(films: ServiceHttp, server: Server) -> None:
        for _ in range(2):
            with pytest.raises(RateLimited, match="Film Archive") as caught:
                await films.get("film", Film)
            assert caught.value.wait == pytest.approx(3600)
        assert len(server.asked) == 1
        setting.time.now += 3601
        assert await films.get("film", Film) == Film(1, "Up")

    setting.run(in_turn(reply(429, retry_after="3600"), reply()), scenario)
    assert setting.time.slept == []


def test_the_waits_of_one_request_have_a_limit_together(setting: Setting) -> None:
    trouble(setting, RateLimited, reply(429, retry_after="50"))
    assert sum(setting.time.slept) <= 120


def test_when_one_request_was_too_much_all_others_wait_too(setting: Setting) -> None:
    async def scenario(films: ServiceHttp, server: Server) -> None:
        assert await films.get("film", Film) == Film(1, "Up")
        before = setting.time.now
        await asyncio.gather(*[films.get(f"film/{number}", Film) for number in range(3)])
        assert setting.time.now == before

    setting.run(in_turn(reply(429, retry_after="5"), reply()), scenario)


def test_500_then_200(setting: Setting) -> None:
    assert ask(setting, reply(500), reply(503, retry_after="3"), reply(), sent=3) == Film(1, "Up")
    assert any(3 <= one < 4 for one in setting.time.slept)


def test_trouble_of_the_service_that_stays_is_told(setting: Setting) -> None:
    error = trouble(setting, ServerError, reply(502, b"<html>Bad gateway", content_type="text/html"), sent=4)
    assert isinstance(error, ServerError)
    assert error.status == 502


def test_a_post_is_repeated_only_when_that_does_no_harm(setting: Setting) -> None:
    async def scenario(films: ServiceHttp, server: Server) -> None:
        with pytest.raises(ServerError):
            await films.post("login", Film, json={"apikey": "k"})
        assert films.sent == 1
        assert await films.post("login", Film, json={"apikey": "k"}, repeat=True) == Film(1, "Up")
        assert films.sent == 3
        assert server.asked[-1].body == b'{"apikey":"k"}'
        assert server.asked[-1].headers["content-type"] == "application/json"
        assert await films.post("quiet", type(None)) is None

    setting.run(in_turn(reply(500), reply(500), reply()), scenario)


def test_the_service_may_explain_its_own_errors(setting: Setting) -> None:
    def explain(status: int, body: bytes) -> PlexstuffError | None:
        return KeyRefused("Suspended.", "Write to them.") if b"suspended" in body else None

    async def main() -> None:
        answers = in_turn(reply(400, b"suspended"), reply(404, b"else"))
        async with Server(answers) as server, setting.client() as http:
            films = http.service("films", "Film Archive", server.url, rate=FAST, explain=explain)
            with pytest.raises(KeyRefused, match="Suspended"):
                await films.get("film", Film)
            with pytest.raises(NotFound):
                await films.get("film", Film)

    asyncio.run(main())


def test_a_web_page_is_no_answer(setting: Setting) -> None:
    error = trouble(setting, UnexpectedResponse, reply(body=b"\n<!doctype html><p>Log in", content_type="text/html"))
    assert "web page" in error.sentence


@pytest.mark.parametrize("status", [401, 403])
def test_a_web_page_does_not_refuse_a_key(setting: Setting, status: int) -> None:
    page = reply(status, b"\n<!DOCTYPE html><h1>Sorry, you have been blocked</h1>", content_type="text/html")
    error = trouble(setting, UnexpectedResponse, page, sent=1)
    assert "web page" in error.sentence
    assert "proxy" in error.advice


def test_json_that_ends_too_early(setting: Setting) -> None:
    assert "cut off" in trouble(setting, UnexpectedResponse, reply(body=b'{"id": 1, "tit'), sent=1).sentence


def test_a_connection_that_ends_too_early_is_tried_again(setting: Setting) -> None:
    cut = reply(body=b'{"id": 1', length=100)
    assert ask(setting, cut, reply(), sent=2) == Film(1, "Up")
    assert "cut off" in trouble(setting, UnexpectedResponse, cut, sent=3).sentence


def test_a_connection_that_ends_before_the_answer(setting: Setting) -> None:
    trouble(setting, Unreachable, b"", sent=3)


def test_something_that_is_not_http(setting: Setting) -> None:
    trouble(setting, Unreachable, b"220 mail.example ESMTP\r\n")


@pytest.mark.parametrize(
    "body", [b"", b"  \n", b"OK", b"\xff\xfe\x00", b"[" * 100_000, b'{"id": "seven"}', b"[]", b"null"]
)
def test_an_answer_of_another_shape(setting: Setting, body: bytes) -> None:
    trouble(setting, UnexpectedResponse, reply(body=body), sent=1)


def test_the_place_of_the_trouble_is_named(setting: Setting) -> None:
    assert "$.id" in trouble(setting, UnexpectedResponse, reply(body=b'{"id": "seven"}')).sentence


def test_an_answer_that_says_it_is_packed_and_is_not(setting: Setting) -> None:
    trouble(setting, UnexpectedResponse, reply(content_encoding="gzip"), sent=1)


async def _endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(reply(transfer_encoding="chunked", body=b""))
    while not writer.is_closing():
        writer.write(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
        await writer.drain()


BOMB = gzip.compress(gzip.compress(b" " * 40_000_000))
PLAIN_BOMB = gzip.compress(b" " * 40_000_000)


@pytest.mark.parametrize(
    "answer",
    [
        reply(body=b" " * 100, length=10**12),
        _endless,
        reply(body=PLAIN_BOMB, content_encoding="gzip"),
        reply(body=BOMB, content_encoding="gzip, gzip"),
    ],
    ids=["declared", "endless", "packed", "packed twice"],
)
def test_an_answer_that_is_too_long_is_not_read_to_its_end(setting: Setting, answer: Answer) -> None:
    async def main() -> None:
        async with Server(lambda _: answer) as server, setting.client() as http:
            films = http.service("films", "Film Archive", server.url, rate=FAST, size_limit=2**20)
            with pytest.raises(UnexpectedResponse, match="more than 1 MiB"):
                await films.get("film", Film)
            assert films.sent == 1

    asyncio.run(main())


def test_an_error_without_end_is_read_in_part(setting: Setting) -> None:
    async def endless_refusal(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(reply(401, transfer_encoding="chunked", body=b""))
        while not writer.is_closing():
            writer.write(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
            await writer.drain()

    trouble(setting, KeyRefused, endless_refusal, sent=1)
