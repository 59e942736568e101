"""Signing in and choosing at a real terminal: what is wrong is asked for again, or left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from terminal import Terminal

from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.imgur import keys

ALBUM = "Newsletter"
PASTE = "Paste the address on which the browser ends"


@pytest.fixture
def imgur(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """The environment leads to the sandbox's Imgur; what is kept comes from the set-up alone."""
    sandbox.app.state.world.state("imgur").used = 0
    for name, text in sandbox.environment().items():
        if name.startswith("PLEXSTUFF__IMGUR__") and name.endswith("_URL"):
            monkeypatch.setenv(name, text)
    return sandbox


def at_the_page_of_consent() -> Terminal:
    terminal = Terminal("services", "setup", "imgur", "--no-browser")
    terminal.wait_for("Return when you are there")
    terminal.type("")
    terminal.wait_for("Client id (")
    terminal.type(keys.CLIENT_ID)
    terminal.wait_for("Client secret (")
    terminal.type(keys.CLIENT_SECRET)
    terminal.wait_for("Done when: Plexstuff says who signed in.")
    terminal.wait_for(f"{PASTE} (it is not shown), and press Return (Return alone leaves the sign-in out):")
    return terminal


def test_a_sign_in_that_the_service_does_without_can_be_left_out(imgur: Sandbox, home: Path) -> None:
    terminal = at_the_page_of_consent()
    terminal.type("https://imgur.com/error?code1024")
    terminal.wait_for("neither a code nor a token")
    terminal.wait_for("can be opened again")
    terminal.wait_for(PASTE)
    terminal.type("")
    terminal.wait_for("the sign-in is left out")
    terminal.wait_for("Imgur works: The client id is accepted, without an account")
    assert terminal.end() == 0
    kept = json.loads((home / "data" / "secrets" / "secrets.json").read_text())["secrets"]["imgur"]
    assert kept["client_secret"] == keys.CLIENT_SECRET
    assert "grant" not in kept


def test_who_is_signed_in_keeps_that(imgur: Sandbox, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CLIENT_ID", "CLIENT_SECRET", "GRANT", "MAIN_ALBUM"):
        variable = f"PLEXSTUFF__IMGUR__{name}"
        monkeypatch.setenv(variable, imgur.environment()[variable])
    terminal = Terminal("services", "setup", "imgur", "--no-browser")
    for asked, answer in (
        ("Client id (", ""),
        ("Client secret (", ""),
        ("Sign in anew?", "y"),
        ("Return alone keeps the sign-in that there is", ""),
        ("Main album", ""),
    ):
        terminal.wait_for(asked)
        terminal.type(answer)
    terminal.wait_for("Imgur works: Signed in as")
    assert terminal.end() == 0


def test_the_end_of_the_input_ends_the_waiting(imgur: Sandbox, home: Path) -> None:
    terminal = at_the_page_of_consent()
    terminal.type("\x04")
    terminal.wait_for("Nothing was kept")
    assert terminal.end() == 130
    assert not (home / "data" / "secrets" / "secrets.json").exists()


def test_what_is_offered_can_be_chosen_by_what_is_shown_of_it(
    imgur: Sandbox, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CLIENT_ID", "CLIENT_SECRET", "GRANT"):
        variable = f"PLEXSTUFF__IMGUR__{name}"
        monkeypatch.setenv(variable, imgur.environment()[variable])
    terminal = Terminal("services", "setup", "imgur", "--no-browser")
    for asked, answer in (
        ("Client id (", ""),
        ("Client secret (", ""),
        ("Sign in anew?", "n"),
        ("Main album,", "News"),
    ):
        terminal.wait_for(asked)
        terminal.type(answer)
    terminal.wait_for("There is no 'News'. Make it?")
    terminal.type("n")
    terminal.wait_for("Main album, by its number")
    terminal.type(ALBUM.lower())
    terminal.wait_for(f"the main album is {ALBUM}")
    assert terminal.end() == 0
    assert 'main_album = "SbxMain"' in (home / "config.toml").read_text()
