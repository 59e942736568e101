"""Talk on a terminal is broken between words, to the width that it has; what is to be copied is left whole."""

from __future__ import annotations

import pytest
from terminal import Terminal

from plexstuff.cli.output import WIDEST, wrapped
from plexstuff.sandbox import Sandbox
from plexstuff.service import Visit
from plexstuff.services.google import GOOGLE_SERVICE

COMMANDS = (
    "Paste it here, or without being asked: plexstuff services set google client < FILE",
    "Choose a port of your own (plexstuff services setup google --port 8765), and run the line that is shown.",
    "Who has a token can give it with `plexstuff services set plex token` in place of signing in there.",
    "Run: plexstuff services set tmdb api_key   (it asks without echo), and clear that line from the history.",
    "The library is not installed, which is mended so: pip install --upgrade ytmusicapi",
)


@pytest.mark.parametrize("width", [40, 60, 72, 80])
@pytest.mark.parametrize("text", COMMANDS)
def test_lines_fit_and_nothing_is_lost(width: int, text: str) -> None:
    lines = wrapped(f"  {text}", width, hanging="  ").split("\n")
    assert all(line.startswith("  ") and len(line) <= max(width, 46 + 2) for line in lines)
    assert " ".join("\n".join(lines).split()) == " ".join(text.split())


@pytest.mark.parametrize("text", COMMANDS)
def test_a_command_stays_in_one_line_where_a_line_can_hold_it(text: str) -> None:
    command = next(
        one
        for one in (
            "plexstuff services set google client < FILE",
            "plexstuff services setup google --port 8765",
            "plexstuff services set plex token",
            "plexstuff services set tmdb api_key",
            "pip install --upgrade ytmusicapi",
        )
        if one in text
    )
    for width in range(len(command) + 4, 90):
        assert any(command in line for line in wrapped(f"  {text}", width, hanging="  ").split("\n"))


def test_an_address_is_never_broken() -> None:
    address = "https://accounts.example/o/oauth2/v2/auth?" + "&".join(f"scope{n}=some-thing" for n in range(20))
    assert address in wrapped(f"Open {address} in a browser.", 40).split("\n")


@pytest.mark.parametrize(("columns", "widest"), [(60, 60), (80, 80), (200, WIDEST)])
def test_a_set_up_fits_the_terminal(sandbox: Sandbox, columns: int, widest: int) -> None:
    terminal = Terminal("services", "setup", "google", columns=columns)
    pages = [one for one in GOOGLE_SERVICE.steps if isinstance(one, Visit)]
    for _ in pages:
        terminal.wait_for("Return when you are there")
        terminal.type("")
    terminal.wait_for("Client (the JSON)")
    terminal.type("\x04")
    assert terminal.end() == 130
    lines = terminal.shown.replace("\r\n", "\n").split("\n")
    long = [line for line in lines if len(line) > widest and "http" not in line and "Client (the JSON)" not in line]
    assert long == []
    said = " ".join(terminal.shown.split())
    for page in pages:
        assert f"{page.address} {page.text} Done when: {page.success}" in said
    assert any("plexstuff services set google client < FILE" in line for line in lines)


def test_a_refusal_and_what_is_shown_of_a_service_fit_too(home: object) -> None:
    terminal = Terminal("services", "set", "tmdb", "api_key=x", columns=60)
    assert terminal.end() == 2
    assert max(map(len, terminal.shown.splitlines())) <= 60
    terminal = Terminal("services", "show", "smtp", columns=60)
    assert terminal.end() == 0
    assert max(len(line) for line in terminal.shown.splitlines() if "http" not in line) <= 60
    assert "\n- Gmail: smtp.gmail.com, tls" in terminal.shown.replace("\r", "")


def test_in_a_pipe_a_line_stays_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    from plexstuff.cli.output import speak

    speak("word " * 60)
    assert len(capsys.readouterr().err.splitlines()) == 1
