"""Users of a server under the names by which their host knows them, and where each name comes from."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from plexstuff.errors import ConsentNeeded, PlexstuffError, Unreachable
from plexstuff.jobs.people import UserReport, list_users
from plexstuff.models import Person, ServerUser


@dataclass
class Server:
    """A media server with these users."""

    found: Sequence[ServerUser]
    error: PlexstuffError | None = None
    key: str = "plex"

    async def server_name(self) -> str:
        return "Attic"

    async def users(self) -> list[ServerUser]:
        await asyncio.sleep(0)
        if self.error:
            raise self.error
        return list(self.found)


@dataclass
class Book:
    """An address book."""

    people: Sequence[Person] = ()
    error: PlexstuffError | None = None
    key: str = "google"
    asked: list[str] = field(default_factory=list)

    async def names(self) -> list[Person]:
        self.asked.append("names")
        await asyncio.sleep(0)
        if self.error:
            raise self.error
        return list(self.people)


ANN = ServerUser(1, "annie", "annie", "Ann@Example.org", shared=True)
KIDS = ServerUser(2, "Kids", home=True, restricted=True, shared=True)


def listed(users: Sequence[ServerUser], *books: Book, **own: str) -> UserReport:
    return asyncio.run(list_users(Server(users), books, {key.replace("__", "@"): name for key, name in own.items()}))


def names(report: UserReport) -> list[tuple[str, str]]:
    return [(one.name, one.source) for one in report.users]


def test_without_an_address_book_the_names_are_those_of_the_server() -> None:
    assert names(listed([KIDS, ANN])) == [("annie", "plex"), ("Kids", "plex")]


def test_a_name_from_the_address_book_by_mail_whatever_its_capitals() -> None:
    book = Book([Person("Ann Lee", ("other@example.org", " ann@EXAMPLE.org ")), Person("Bob", ("bob@example.org",))])
    assert names(listed([ANN, KIDS], book)) == [("Ann Lee", "google"), ("Kids", "plex")]


def test_the_users_own_word_goes_before_the_address_book() -> None:
    book = Book([Person("Ann Lee", ("ann@example.org",))])
    assert names(listed([ANN], book, **{"ANN@example.org": "Annie"})) == [("Annie", "settings")]


@pytest.mark.parametrize("who", ["1", "ann@example.org", "ANNIE"])
def test_a_user_is_named_by_id_mail_or_user_name(who: str) -> None:
    assert names(listed([ANN], **{who: "Ann"})) == [("Ann", "settings")]


def test_the_id_is_surer_than_the_title() -> None:
    impostor = ServerUser(9, "2", "two")
    report = listed([KIDS, impostor], **{"2": "The children"})
    assert {one.user.id: one.name for one in report.users}[2] == "The children"


def test_the_first_address_book_wins_and_empty_names_do_not_count() -> None:
    first = Book([Person(" ", ("ann@example.org",))], key="one")
    second, third = Book([Person("Ann", ("ann@example.org",))], key="two"), Book([Person("A.", ("ann@example.org",))])
    assert names(listed([ANN], first, second, third)) == [("Ann", "two")]


def test_a_managed_user_is_never_named_after_an_empty_mail() -> None:
    assert names(listed([KIDS], Book([Person("Nobody", ("", " "))]))) == [("Kids", "plex")]


def test_an_address_book_that_fails_costs_only_its_names() -> None:
    broken = Book(error=ConsentNeeded("Google wants you to sign in again.", "Sign in."), key="google")
    good = Book([Person("Ann Lee", ("ann@example.org",))], key="other")
    report = listed([ANN], broken, good)
    assert names(report) == [("Ann Lee", "other")]
    assert {key: type(error).__name__ for key, error in (report.troubles or {}).items()} == {"google": "ConsentNeeded"}


def test_a_server_that_fails_fails() -> None:
    with pytest.raises(Unreachable):
        asyncio.run(list_users(Server([], Unreachable("Plex is gone.")), [Book()], {}))


def test_names_that_fit_nobody_are_told() -> None:
    assert listed([ANN], **{"annie": "Ann", "zoe@example.org": "Zoe"}).unused == ("zoe@example.org",)


def test_a_user_without_any_name_has_a_number() -> None:
    assert names(listed([ServerUser(77, "")])) == [("77", "plex")]
