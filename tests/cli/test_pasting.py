"""Values of many lines at a real terminal: pasted as they are, or by the name of the file that holds them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from terminal import Terminal

from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.google import keys as google
from plexstuff.sandbox.ytmusic import keys as ytmusic

CLIENT = json.dumps(json.loads(google.CLIENT_FILE), indent=2)


@pytest.fixture(autouse=True)
def services(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment leads to the sandbox, and holds no key."""
    for name, text in sandbox.environment().items():
        if name.startswith(("PLEXSTUFF__GOOGLE__", "PLEXSTUFF__YTMUSIC__")) and name.endswith("_URL"):
            monkeypatch.setenv(name, text)


def kept(home: Path, service: str, key: str) -> str:
    file = home / "data" / "secrets" / "secrets.json"
    return json.loads(file.read_text())["secrets"][service][key] if file.exists() else ""


@pytest.mark.parametrize(
    "pasted", [CLIENT, CLIENT.replace("\n", "\r\n"), CLIENT.replace("\n", "\n\n"), google.CLIENT_FILE]
)
def test_json_of_many_lines_is_taken_whole(home: Path, pasted: str) -> None:
    terminal = Terminal("services", "set", "google", "client")
    terminal.wait_for("Client (the JSON) (not shown while you type; Return for none): ")
    terminal.type(pasted)
    terminal.wait_for("client kept.")
    assert terminal.end() == 0
    assert json.loads(kept(home, "google", "client"))["client_secret"] == google.CLIENT_SECRET
    assert google.CLIENT_SECRET not in terminal.shown


def test_json_that_comes_line_by_line_is_waited_for_and_an_empty_line_ends_what_is_cut_off(home: Path) -> None:
    terminal = Terminal("services", "set", "google", "client")
    terminal.wait_for("Client (the JSON)")
    terminal.type('{"installed":')
    terminal.type("\n")
    terminal.wait_for("This JSON is not whole")
    assert terminal.end() == 3
    assert kept(home, "google", "client") == ""


def test_copied_headers_are_taken_with_a_line_that_is_longer_than_a_terminal_gives(home: Path) -> None:
    headers = json.loads(ytmusic.HEADERS)
    headers["cookie"] = f"ST-padding={'hummingbird' * 500}; {headers['cookie']}"
    lines = "\n".join(f"{name.title()}: {value}" for name, value in headers.items())
    terminal = Terminal("services", "set", "ytmusic", "headers")
    terminal.wait_for("Browser headers (not shown while you type): ")
    terminal.type(f"POST /youtubei/v1/browse?prettyPrint=false HTTP/2\nHost: music.youtube.com\n{lines}")
    terminal.wait_for("headers kept.")
    assert terminal.end() == 0
    assert json.loads(kept(home, "ytmusic", "headers"))["cookie"] == headers["cookie"]
    assert "hummingbird" not in terminal.shown


def test_the_name_of_the_file_will_do(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "client_secret_1 (2).json"
    file.write_text(CLIENT)
    terminal = Terminal("services", "set", "google", "client")
    terminal.wait_for("Client (the JSON)")
    terminal.type(f"'{file}'")
    terminal.wait_for("client kept.")
    assert terminal.end() == 0
    assert json.loads(kept(home, "google", "client"))["client_secret"] == google.CLIENT_SECRET


def test_what_is_typed_can_be_mended_and_given_up(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "client.json"
    file.write_text(CLIENT)
    terminal = Terminal("services", "set", "google", "client")
    terminal.wait_for("Client (the JSON)")
    terminal.type(f"nonsense\x15{file}x\x7f")
    terminal.wait_for("client kept.")
    assert terminal.end() == 0
    terminal = Terminal("services", "set", "google", "client")
    terminal.wait_for("Client (the JSON)")
    terminal.type("\x04")
    terminal.wait_for("Nothing was kept")
    assert terminal.end() == 130


def test_without_a_named_field_only_what_is_wanted_is_asked_for(home: Path) -> None:
    terminal = Terminal("services", "set", "google")
    terminal.wait_for("Client (the JSON)")
    terminal.type(CLIENT)
    for label in ("What to ask permission for", "API key for YouTube"):
        terminal.wait_for(label)
        terminal.type("")
    terminal.wait_for("client kept.")
    assert terminal.end() == 0
    for label in ("Client id (", "Client secret (", "Sign-in at Google ("):
        assert label not in terminal.shown
