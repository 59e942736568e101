"""Our client of TheTVDB at the sandbox's door: keys and PINs, and the token that both are changed for."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from on_a_clock import Clock, Counting, on_clock
from running import User

from plexstuff.connection import ForThisRun
from plexstuff.errors import KeyRefused
from plexstuff.health import State
from plexstuff.sandbox import Sandbox, keys
from plexstuff.services.tvdb.client import TVDB

BREAKING_BAD = 81189
DAY = 24 * 3600.0


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    """A sandbox of its own: here tokens are revoked and requests forgotten."""
    with Sandbox() as box:
        yield box


@pytest.fixture
def user(box: Sandbox, home: Path) -> User:
    box.clear_faults()
    box.forget_requests()
    return User(home, box)


def logins(user: User) -> int:
    return user.asked().count("/login")


# -- keys and PINs --------------------------------------------------------------------------------------------------


def test_a_licensed_key_needs_no_pin(user: User) -> None:
    health = user.check("tvdb")
    assert health.state is State.WORKING
    assert user.asked() == ["/login", "/search"]


def test_a_key_that_users_pay_for_needs_a_pin(user: User) -> None:
    user.environment["PLEXSTUFF__TVDB__API_KEY"] = keys.TVDB_KEY_NEEDING_PIN
    health = user.check("tvdb")
    assert (health.state, health.error) == (State.NOT_WORKING, "KeyRefused")
    assert "PIN" in health.sentence
    user.environment["PLEXSTUFF__TVDB__PIN"] = keys.TVDB_PIN
    assert user.check("tvdb").state is State.WORKING
    user.environment["PLEXSTUFF__TVDB__PIN"] = "WRONG-PIN"
    health = user.check("tvdb")
    assert "does not accept the PIN" in health.sentence
    assert "WRONG-PIN" not in health.sentence + health.advice


@pytest.mark.parametrize("key", ["0123456789ABCDEF", "0" * 32, keys.TMDB_KEY, "ffffffff-0000-4000-8000-00005a9db0c5"])
def test_old_and_wrong_keys_are_refused(user: User, key: str) -> None:
    user.environment["PLEXSTUFF__TVDB__API_KEY"] = key
    health = user.check("tvdb")
    assert (health.state, health.error) == (State.NOT_WORKING, "KeyRefused")
    assert "version 4" in health.sentence
    assert key not in health.sentence + health.advice


# -- the token ------------------------------------------------------------------------------------------------------


def test_two_runs_log_in_once(user: User) -> None:
    user.tvdb(lambda one: one.series(BREAKING_BAD))
    user.tvdb(lambda one: one.search_series("Dallas"))
    assert logins(user) == 1


def test_another_key_does_not_get_the_token_of_the_former_one(user: User) -> None:
    user.tvdb(lambda one: one.series(BREAKING_BAD))
    user.environment |= {"PLEXSTUFF__TVDB__API_KEY": keys.TVDB_KEY_NEEDING_PIN, "PLEXSTUFF__TVDB__PIN": keys.TVDB_PIN}
    user.tvdb(lambda one: one.search_series("Dallas"))
    assert logins(user) == 2
    user.environment["PLEXSTUFF__TVDB__PIN"] = "GONE"
    with pytest.raises(KeyRefused):
        user.tvdb(lambda one: one.search_series("Fargo"))


def test_a_token_that_was_revoked_between_two_runs_is_replaced(user: User) -> None:
    user.tvdb(lambda one: one.series(BREAKING_BAD))
    user.box.faults("expired_token")
    found = user.tvdb(lambda one: one.search_series("Dallas"))
    assert found
    assert user.asked()[-3:] == ["/search", "/login", "/search"]
    user.tvdb(lambda one: one.search_series("Fargo"))
    assert logins(user) == 2, "and the new one was kept"


def test_a_token_that_is_revoked_within_a_run_is_replaced_once_for_all_who_wait(user: User) -> None:
    async def question(one: TVDB) -> int:
        await one.search_series("Breaking Bad")
        user.box.faults("expired_token")
        found = await asyncio.gather(*(one.search_series(f"the {number}") for number in range(20)))
        return len(found)

    assert user.tvdb(question) == 20
    assert logins(user) == 2


def test_many_requests_at_once_log_in_once(user: User) -> None:
    async def question(one: TVDB) -> int:
        return len(await asyncio.gather(*(one.search_movies(f"the {number}") for number in range(20))))

    assert user.tvdb(question) == 20
    assert (logins(user), user.asked()[0]) == (1, "/login")


def test_many_requests_with_a_bad_key_log_in_once(user: User) -> None:
    user.environment["PLEXSTUFF__TVDB__API_KEY"] = "ffffffff-0000-4000-8000-00005a9db0c5"

    async def question(one: TVDB) -> set[str]:
        asked = (one.search_movies(f"the {number}") for number in range(20))
        return {type(each).__name__ for each in await asyncio.gather(*asked, return_exceptions=True)}

    assert user.tvdb(question) == {"KeyRefused"}
    assert user.asked() == ["/login"]


def test_who_may_not_even_with_a_new_token_is_told_after_one_log_in(user: User) -> None:
    user.box.faults("status", service="tvdb", path="/series/*", status=401, count=None)
    with pytest.raises(KeyRefused):
        user.tvdb(lambda one: one.series(BREAKING_BAD))
    path = f"/series/{BREAKING_BAD}/extended"
    assert user.asked() == ["/login", path, "/login", path]


def test_a_token_is_renewed_before_it_ends(tmp_path: Path) -> None:
    clock, keep = Clock(), ForThisRun()
    transport = Counting(clock)
    for days, wanted in ((0, 1), (15, 1), (14.9, 1), (0.2, 2), (29, 2), (40, 3)):
        clock.now += days * DAY
        on_clock(tmp_path, transport, lambda one: one.search_series("Dallas"), now=clock, keep=keep)
        assert transport.asked.count("/login") == wanted, days
    assert transport.asked.count("/search") == 6, "none was refused"


@pytest.mark.parametrize("wrong", [400 * DAY, -400 * DAY])
def test_a_computer_whose_clock_is_wrong_does_not_log_in_for_every_request(tmp_path: Path, wrong: float) -> None:
    clock = Clock()
    transport = Counting(clock)

    async def question(one: TVDB) -> None:
        for title in ("Dallas", "Fargo", "Silo"):
            await one.search_series(title)

    on_clock(tmp_path, transport, question, now=lambda: clock.now + wrong)
    assert transport.asked == ["/login", "/search", "/search", "/search"]
