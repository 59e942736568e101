"""The token: fetched once, kept between runs, renewed in time, replaced when it is refused."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import httpx2
import pytest
from service_fakes import NOW, TVDB_KEY, Asked, Fake, FullDisk, Kept, ask_tvdb, refused, token

from plexstuff.errors import KeyRefused, PlexstuffError, ServerError
from plexstuff.services.tvdb.client import TVDB
from plexstuff.services.tvdb.token import expiry_of

UNAUTHORIZED = {"status": "failure", "message": "Unauthorized", "data": None}
DAY = 86400.0


def good(data: object) -> dict[str, object]:
    return {"status": "success", "data": data}


def logins(fake: Fake) -> int:
    return fake.paths.count("login")


async def search(client: TVDB) -> object:
    return await client.search_series("Stargate")


async def many(client: TVDB) -> list[object]:
    return await asyncio.gather(*(client.search_series(f"Show {n}") for n in range(20)), return_exceptions=True)


@pytest.fixture(autouse=True)
def nothing_found(tvdb: Fake) -> None:
    tvdb["search"] = good([])


@pytest.mark.parametrize(("pin", "body"), [("", {"apikey": TVDB_KEY}), ("ABCD", {"apikey": TVDB_KEY, "pin": "ABCD"})])
def test_without_a_pin_the_log_in_has_none(tvdb: Fake, tmp_path: Path, pin: str, body: object) -> None:
    """A licensed key is refused with an empty PIN."""
    ask_tvdb(tvdb, tmp_path, search, pin=pin)
    assert tvdb.asked[0].body == body
    assert str(tvdb.asked[0]) == "POST login"


def test_many_requests_at_once_share_one_log_in(tvdb: Fake, tmp_path: Path) -> None:
    assert ask_tvdb(tvdb, tmp_path, many) == [[]] * 20
    assert logins(tvdb) == 1


def test_the_next_run_uses_the_token_that_was_kept(tvdb: Fake, tmp_path: Path) -> None:
    kept = Kept()
    for _ in range(3):
        ask_tvdb(tvdb, tmp_path, search, kept=kept)
    assert logins(tvdb) == 1
    assert TVDB_KEY not in str(kept)


@pytest.mark.parametrize(("life", "renewed"), [(30 * DAY, 1), (0.5 * 3600, 2), (-5.0, 2)])
def test_a_kept_token_that_ends_soon_is_renewed_first(tvdb: Fake, tmp_path: Path, life: float, renewed: int) -> None:
    kept = Kept()
    tvdb["login"] = good({"token": token(ends=NOW + life)})
    ask_tvdb(tvdb, tmp_path, search, kept=kept)
    ask_tvdb(tvdb, tmp_path, search, kept=kept)
    assert logins(tvdb) == renewed
    assert tvdb.paths.count("search") == 2


def test_a_token_that_seems_to_be_over_at_once_is_used_until_it_is_refused(tvdb: Fake, tmp_path: Path) -> None:
    """With a clock that is wrong, every request would log in else."""
    tvdb["login"] = good({"token": token(ends=NOW - 400 * DAY)})
    assert ask_tvdb(tvdb, tmp_path, many) == [[]] * 20
    assert logins(tvdb) == 1


@pytest.mark.parametrize("strange", ["opaque", "a.b.c", "a.b", "..", "eyJ.bnVsbA.x", "eyJ.eyJleHAiOiJ4In0.x"])
def test_a_token_that_does_not_say_when_it_ends_is_used_for_a_day(tvdb: Fake, tmp_path: Path, strange: str) -> None:
    kept = Kept()
    tvdb["login"] = good({"token": strange})
    ask_tvdb(tvdb, tmp_path, search, kept=kept)
    ask_tvdb(tvdb, tmp_path, search, kept=kept)
    assert logins(tvdb) == 1
    assert expiry_of(strange) is None


def test_a_token_of_another_key_or_pin_is_not_used(tvdb: Fake, tmp_path: Path) -> None:
    kept = Kept()
    ask_tvdb(tvdb, tmp_path, search, kept=kept)
    ask_tvdb(tvdb, tmp_path, search, kept=kept, pin="ABCD")
    assert logins(tvdb) == 2


@pytest.mark.parametrize("nonsense", ["", "{", "[]", '{"token": 1}', "x" * 100])
def test_nonsense_that_was_kept_means_logging_in(tvdb: Fake, tmp_path: Path, nonsense: str) -> None:
    ask_tvdb(tvdb, tmp_path, search, kept=Kept(token=nonsense))
    assert logins(tvdb) == 1


def numbered(fake: Fake, good_from: int) -> None:
    """Log-ins give tokens 1, 2, 3, …; only from a certain one on they are accepted."""
    fake["login"] = lambda _: good({"token": token(number=logins(fake))})
    accepted = {f"Bearer {token(number=number)}" for number in range(good_from, 50)}

    def answer(asked: Asked) -> object:
        return good([]) if asked.headers["authorization"] in accepted else refused(401, UNAUTHORIZED)

    fake["search"] = answer


def test_a_token_that_is_refused_is_replaced_and_the_request_repeated(tvdb: Fake, tmp_path: Path) -> None:
    numbered(tvdb, good_from=2)
    kept = Kept()
    assert ask_tvdb(tvdb, tmp_path, search, kept=kept) == []
    assert tvdb.paths == ["login", "search", "login", "search"]
    assert ask_tvdb(tvdb, tmp_path, search, kept=kept) == []
    assert tvdb.paths[4:] == ["search"]


def test_when_many_are_refused_at_once_one_log_in_serves_all(tvdb: Fake, tmp_path: Path) -> None:
    numbered(tvdb, good_from=2)
    assert ask_tvdb(tvdb, tmp_path, many) == [[]] * 20
    assert logins(tvdb) == 2


def test_it_is_replaced_once_and_not_for_ever(tvdb: Fake, tmp_path: Path) -> None:
    numbered(tvdb, good_from=40)
    with pytest.raises(KeyRefused):
        ask_tvdb(tvdb, tmp_path, search)
    assert tvdb.paths == ["login", "search", "login", "search"]


def test_a_key_that_is_refused_is_not_tried_again_and_again(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["login"] = refused(401, {"status": "failure", "message": "InvalidAPIKey: apikey invalid", "data": None})

    async def question(client: TVDB) -> list[object]:
        return [*await many(client), *await many(client)]

    found = ask_tvdb(tvdb, tmp_path, question)
    assert {type(one) for one in found} == {KeyRefused}
    assert tvdb.paths == ["login"]


def test_a_token_of_a_key_that_was_revoked_is_forgotten(tvdb: Fake, tmp_path: Path) -> None:
    kept = Kept()
    ask_tvdb(tvdb, tmp_path, search, kept=kept)
    tvdb["search"] = refused(401, UNAUTHORIZED)
    tvdb["login"] = refused(401, UNAUTHORIZED)
    with pytest.raises(KeyRefused):
        ask_tvdb(tvdb, tmp_path, search, kept=kept)
    assert kept == {}


def test_those_who_wait_for_a_log_in_that_fails_fail_with_it(tvdb: Fake, tmp_path: Path) -> None:
    """Twenty that wait don't each try a server that is down; who comes later does."""
    down = [httpx2.Response(503) for _ in range(4)]
    tvdb["login"] = lambda _: down.pop() if down else good({"token": token()})

    async def question(client: TVDB) -> tuple[list[object], object]:
        return await many(client), await search(client)

    together, later = ask_tvdb(tvdb, tmp_path, question)
    assert {type(one) for one in together} == {ServerError}
    assert later == []
    assert logins(tvdb) == 5


def test_a_token_that_can_not_be_kept_is_used_all_the_same(
    tvdb: Fake, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert ask_tvdb(tvdb, tmp_path, search, kept=FullDisk()) == []
    assert "The disk is full." in caplog.text
    assert token() not in caplog.text


def test_a_token_that_no_header_can_hold_is_an_error_of_ours(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["login"] = good({"token": "ü\r\nX: y"})
    with pytest.raises(PlexstuffError):
        ask_tvdb(tvdb, tmp_path, search)


def test_when_a_token_ends() -> None:
    assert expiry_of(token(ends=NOW)) == NOW
    assert expiry_of(token(ends=None)) is None
