"""Setting up a service at a real terminal: secrets are typed without echo, and a wrong one can be given again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from terminal import Terminal

from plexstuff.sandbox import Sandbox, keys

WRONG = "c0ffee00" * 4


def secrets_of(home: Path) -> dict[str, dict[str, str]]:
    file = home / "data" / "secrets" / "secrets.json"
    return json.loads(file.read_text())["secrets"] if file.exists() else {}


def test_at_a_terminal_the_walk_leads_to_a_working_service(sandbox: Sandbox, home: Path) -> None:
    terminal = Terminal("services", "setup", "tvdb")
    for _ in range(2):
        terminal.wait_for("Return when you are there")
        terminal.type("")
    terminal.wait_for("API key (not shown while you type)")
    terminal.type(keys.TMDB_KEY)
    terminal.wait_for("old interface")  # before the PIN is asked for
    terminal.wait_for("API key (")
    terminal.type(keys.TVDB_KEY_NEEDING_PIN)
    terminal.wait_for("Subscriber PIN")
    terminal.type("")
    terminal.wait_for("Once more, keep it anyway, or stop?")
    assert secrets_of(home) == {}
    terminal.type("again")
    terminal.wait_for("API key (")
    terminal.type("")
    terminal.wait_for("Subscriber PIN")
    terminal.type(keys.TVDB_PIN)
    terminal.wait_for("TheTVDB works")
    assert terminal.end() == 0
    assert secrets_of(home)["tvdb"]["api_key"] == keys.TVDB_KEY_NEEDING_PIN
    for secret in (keys.TMDB_KEY, keys.TVDB_KEY_NEEDING_PIN, keys.TVDB_PIN):
        assert secret not in terminal.shown


@pytest.mark.parametrize(("answer", "code", "kept"), [("n", 4, {}), ("y", 0, {"tmdb": {"api_key": WRONG}})])
def test_at_a_terminal_one_is_asked_whether_to_keep_it_anyway(
    sandbox: Sandbox, home: Path, answer: str, code: int, kept: dict[str, dict[str, str]]
) -> None:
    terminal = Terminal("services", "set", "tmdb", "api_key")
    terminal.wait_for("API key (not shown while you type)")
    terminal.type(f"{WRONG}\nand the rest of a careless paste")
    terminal.wait_for("Keep it anyway?")
    terminal.type(answer)
    assert terminal.end() == code
    assert terminal.shown.count("does not accept the key") == (1 if answer == "n" else 2)
    assert ("Nothing was kept." in terminal.shown) == (answer == "n")
    assert secrets_of(home) == kept
    assert WRONG not in terminal.shown


def test_a_key_that_is_pasted_where_none_is_asked_for_is_not_shown_and_that_is_said(
    sandbox: Sandbox, home: Path
) -> None:
    terminal = Terminal("services", "setup", "tmdb")
    terminal.wait_for("Return when you are there")
    terminal.type("")
    terminal.wait_for("Return when you are there")
    terminal.type(WRONG)
    terminal.wait_for("what you typed was left out")
    terminal.wait_for("API key (not shown while you type)")
    terminal.type("\x04")
    terminal.wait_for("Nothing was kept")
    assert terminal.end() == 130
    assert secrets_of(home) == {}
    assert WRONG not in terminal.shown
    assert "what was done so far stays done" not in terminal.shown


def test_forgetting_is_asked_about_and_no_is_no_trouble(sandbox: Sandbox, home: Path) -> None:
    terminal = Terminal("services", "set", "tmdb", "api_key")
    terminal.wait_for("API key (")
    terminal.type(keys.TMDB_KEY)
    assert terminal.end() == 0
    terminal = Terminal("services", "forget", "tmdb")
    terminal.wait_for("Forget?")
    terminal.type("n")
    terminal.wait_for("Nothing was forgotten.")
    assert terminal.end() == 0
    assert secrets_of(home)["tmdb"]["api_key"] == keys.TMDB_KEY


def test_advice_does_not_lead_to_where_one_is(sandbox: Sandbox, home: Path) -> None:
    terminal = Terminal("services", "setup", "tmdb")
    for _ in range(2):
        terminal.wait_for("Return when you are there")
        terminal.type("")
    terminal.wait_for("API key (")
    terminal.type(f'"{WRONG}"')
    terminal.wait_for("API key: The quotes around it were left out.")
    terminal.wait_for("Copy the key once more from https://www.themoviedb.org/settings/api\r\nOnce more")
    terminal.type("stop")
    terminal.wait_for("Nothing was kept.")
    assert terminal.end() == 4
    assert "services setup" not in terminal.shown


def test_the_port_behind_the_server_is_enough(sandbox: Sandbox, home: Path) -> None:
    terminal = Terminal("services", "set", "smtp", "host", "--no-check")
    terminal.wait_for("Server")
    terminal.type("127.0.0.1:2525")
    assert terminal.end() == 0
    terminal = Terminal("services", "setup", "smtp")
    for _ in range(2):
        terminal.wait_for("Return when you are there")
        terminal.type("")
    for label in ("Server (Return keeps 127.0.0.1:2525)", "Encryption [tls]", "User name ("):
        terminal.wait_for(label)
        terminal.type("")
    terminal.wait_for("Password (")
    terminal.type("\x04")
    assert terminal.end() == 130
    assert "Port (" not in terminal.shown
