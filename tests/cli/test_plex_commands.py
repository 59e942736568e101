"""`plexstuff library` and `plexstuff users` against the sandbox."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from plexstuff.config import Configuration
from plexstuff.errors import ConsentNeeded
from plexstuff.models import Person
from plexstuff.sandbox import Sandbox
from plexstuff.sandbox import keys as other_keys
from plexstuff.sandbox.plex import household, keys

Command = Callable[..., Any]


@pytest.fixture
def plex(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    for name, text in sandbox.environment().items():
        if name.startswith("PLEXSTUFF__PLEX__"):
            monkeypatch.setenv(name, text)
    return sandbox


def test_libraries(plexstuff: Command, plex: Sandbox) -> None:
    done = plexstuff("library", "list")
    assert done.code == 0, done.err
    head, *lines = done.out.splitlines()
    assert head.split()[:4] == ["KEY", "KIND", "TITLE", "ITEMS"]
    films = next(line for line in lines if "Films" in line)
    assert str(len(plex.app.state.world.catalogue.movies)) in films
    assert "/media/films, /media/more-films" in films
    assert "4 libraries on Sandbox Attic." in done.err


def test_libraries_as_json(plexstuff: Command, plex: Sandbox) -> None:
    said = json.loads(plexstuff("library", "list", "--json").out)
    assert (said["schema"], said["source"], said["server"]) == (1, "plex", "Sandbox Attic")
    films, home, music, shows = sorted(said["libraries"], key=lambda one: one["title"])
    assert films["items"] == len(plex.app.state.world.catalogue.movies)
    assert shows["items"] == len(plex.app.state.world.catalogue.series)
    assert (home["kind"], home["language"], home["items"]) == ("movie", "de-DE", 0)
    assert (music["folders"], music["scanned_at"]) == (["/media/music"], "2026-09-21T14:13:23Z")


def test_users(plexstuff: Command, plex: Sandbox) -> None:
    done = plexstuff("users", "list")
    assert done.code == 0, done.err
    rows = {line.split()[1]: line.split() for line in done.out.splitlines()[1:]}
    assert rows["Kids"] == ["9100003", "Kids", "plex", "-", "-", "managed", "1"]
    assert rows["bram-o"][-2:] == ["no", "all"]
    assert rows["edda"][-1] == "none"
    assert "not accepted yet" in " ".join(rows["dario"])
    assert "4 of 6 users see Sandbox Attic." in done.err


def test_a_name_of_ones_own(plexstuff: Command, plex: Sandbox) -> None:
    assert plexstuff("users", "name", "BRAM@sandbox.example", "Bram Oosterveld").code == 0
    assert plexstuff("users", "name", "kids", "The children").code == 0
    assert plexstuff("users", "name", "9100004", "Celia M.").code == 0
    users = {one["id"]: one for one in json.loads(plexstuff("users", "list", "--json").out)["users"]}
    assert [(users[key]["name"], users[key]["name_from"]) for key in (9100002, 9100003, 9100004, 9100001)] == [
        ("Bram Oosterveld", "settings"),
        ("The children", "settings"),
        ("Celia M.", "settings"),
        ("quillfeather", "plex"),
    ]
    assert (users[9100002]["mail"], users[9100003]["mail"]) == ("Bram@Sandbox.example", None)
    assert Configuration.load().strangers() == []
    assert plexstuff("users", "name", "Bram@Sandbox.example", "--forget").code == 0
    assert set(Configuration.load().mapping("people")) == {"kids", "9100004"}


def test_a_name_that_fits_nobody_is_told(plexstuff: Command, plex: Sandbox) -> None:
    plexstuff("users", "name", "nobody@sandbox.example", "Nobody")
    done = plexstuff("users", "list")
    assert done.code == 0
    assert "nobody@sandbox.example in the settings fits no user" in done.err
    assert json.loads(plexstuff("users", "list", "--json").out)["unused_names"] == ["nobody@sandbox.example"]


def test_a_name_for_somebody_who_is_not_there_is_said_at_once(plexstuff: Command, plex: Sandbox) -> None:
    done = plexstuff("users", "name", "nobdy", "Nobody")
    assert done.code == 0
    assert "Nobody on your server is known as nobdy now." in done.err
    assert "There are: " in done.err and "celia" in done.err
    assert "nobdy --forget" in done.err
    assert Configuration.load().mapping("people") == {"nobdy": "Nobody"}
    assert json.loads(plexstuff("users", "name", "nobdy", "Nobody", "--dry-run", "--json").out)["known"] is False
    known = plexstuff("users", "name", "CELIA", "Celia", "--json")
    assert (json.loads(known.out)["known"], known.err) == (True, "")


def test_a_name_is_kept_where_the_users_can_not_be_asked(plexstuff: Command, plex: Sandbox) -> None:
    plex.faults("status", service="plex", path="*", status=503, count=None)
    done = plexstuff("users", "name", "celia", "Celia")
    assert done.code == 0, done.err
    assert "could not be seen" in done.err
    assert "celia is called Celia." in done.err
    assert Configuration.load().mapping("people") == {"celia": "Celia"}


def test_nothing_is_changed_by_a_dry_run(plexstuff: Command, plex: Sandbox) -> None:
    done = plexstuff("users", "name", "celia", "Celia", "--dry-run")
    assert "celia would be called Celia." in done.err
    assert Configuration.load().mapping("people") == {}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("celia",), 2),
        (("celia", "Celia", "--forget"), 2),
        ((" ", "Celia"), 2),
        (("celia", "--forget"), 1),
        (("celia", "a\nb"), 3),
    ],
)
def test_what_can_not_be_a_name(plexstuff: Command, plex: Sandbox, words: tuple[str, ...], code: int) -> None:
    done = plexstuff("users", "name", *words)
    assert done.code == code, done.all
    assert len(done.err.splitlines()) == 2
    assert Configuration.load().mapping("people") == {}


@pytest.mark.parametrize("words", [("library", "list"), ("users", "list")])
def test_no_server_is_set_up(plexstuff: Command, sandbox: Sandbox, words: tuple[str, ...]) -> None:
    done = plexstuff(*words)
    assert (done.code, done.out) == (3, "")
    assert "plexstuff services setup plex" in done.err


def test_names_from_outside_can_not_play_tricks(
    plexstuff: Command, plex: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    wicked = household.User(9_100_009, "\x1b[2Jevil\x07", "evil", "evil@sandbox.example")
    monkeypatch.setattr(household, "USERS", (wicked,))
    assert "\x1b" not in plexstuff("users", "list").all


def test_users_are_listed_while_the_server_is_off(plexstuff: Command, plex: Sandbox) -> None:
    plex.faults("status", service="plex", path="/pms/*", status=503, count=None)
    assert plexstuff("users", "list").code == 0
    done = plexstuff("library", "list")
    assert done.code == 5
    assert "answers at none of its addresses" in done.err


@pytest.fixture
def address_book(plex: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    for name, text in plex.environment().items():
        if name.startswith("PLEXSTUFF__GOOGLE__"):
            monkeypatch.setenv(name, text)
    return plex


def test_names_from_the_address_book(plexstuff: Command, address_book: Sandbox) -> None:
    plexstuff("users", "name", "celia@sandbox.example", "Celia")
    done = plexstuff("users", "list", "--json")
    assert done.code == 0, done.err
    said = {one["username"]: (one["name"], one["name_from"]) for one in json.loads(done.out)["users"]}
    assert said["bram-o"] == ("Bram Oosterveld", "google"), "whatever the capitals of the mail address"
    assert said["quillfeather"] == ("Ada Quillfeather", "google")
    assert said["celia"] == ("Celia", "settings")
    assert said["edda"] == ("Edda Winterborn", "google"), "one that Google noted by itself"
    assert said[None] == ("Kids", "plex")


def test_an_address_book_that_fails_costs_only_its_names(plexstuff: Command, address_book: Sandbox) -> None:
    address_book.faults("status", service="google", status=503, count=None)
    done = plexstuff("users", "list")
    assert done.code == 6
    assert "quillfeather" in done.out
    assert "Names from google are missing" in done.err


def test_an_address_book_that_was_never_allowed_is_told_of_and_no_failure(
    plexstuff: Command, plex: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Closed:
        key = "google"

        async def names(self) -> list[Person]:
            raise ConsentNeeded("Google: contacts is not allowed.", "Tick the box.")

    monkeypatch.setattr("plexstuff.connection.Connection.name_sources", lambda _: [Closed()])
    done = plexstuff("users", "list")
    assert done.code == 0
    assert "contacts is not allowed" in done.err
    assert list(json.loads(plexstuff("users", "list", "--json").out)["troubles"]) == ["google"]


@pytest.fixture
def bare(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """Plex where only its address is known."""
    for name, text in sandbox.environment().items():
        if name in ("PLEXSTUFF__PLEX__BASE_URL", "PLEXSTUFF__PLEX__AUTH_URL"):
            monkeypatch.setenv(name, text)
    return sandbox


def test_a_token_is_given_in_place_of_a_sign_in(plexstuff: Command, bare: Sandbox) -> None:
    pasted = f"  http://192.168.0.9:32400/library?X-Plex-Token={keys.TOKEN}\n"
    done = plexstuff("services", "set", "plex", "token", typed=pasted)
    assert done.code == 0, done.err
    assert "taken out of the text around it" in done.err
    assert keys.TOKEN not in done.all
    assert "Sandbox Attic" in plexstuff("library", "list").err, "the only server of one's own needs no choice"


@pytest.mark.parametrize(
    ("pasted", "words"), [(other_keys.TMDB_TOKEN, "TMDB"), (other_keys.TVDB_KEY, "TheTVDB"), ("AB12", "plex.tv/link")]
)
def test_the_key_of_another_service_is_told_by_name(plexstuff: Command, bare: Sandbox, pasted: str, words: str) -> None:
    done = plexstuff("services", "set", "plex", "token", typed=pasted)
    assert done.code == 3
    assert words in done.err
    assert pasted not in done.all
    assert Configuration.load().values("plex") == {}


def test_a_dead_token_is_not_kept(plexstuff: Command, bare: Sandbox) -> None:
    done = plexstuff("services", "set", "plex", "token", typed=keys.DEAD_TOKEN)
    assert done.code == 4
    assert "does not accept the sign-in" in done.err
    assert Configuration.load().values("plex") == {}
