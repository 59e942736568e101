"""One story told through the command line and through the window leaves identical stored settings.

Set up TMDB; mistype its key, and mend it; sign in to Google, for mail and sheets alone; sign in to Imgur, and choose an
album.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import anyio
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from at_terminal import Terminal
from consent_pages import answer_google, answer_imgur, follow
from plexstuff.app import Plexstuff
from plexstuff.config import Configuration
from plexstuff.desktop.choices import ChoicesBox
from plexstuff.desktop.consent import ConsentDialog
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.main_window import MainWindow
from plexstuff.desktop.panel import ServicePanel
from plexstuff.sandbox import Sandbox, keys
from plexstuff.sandbox.google import keys as google_keys
from plexstuff.sandbox.imgur import keys as imgur_keys
from plexstuff.service import Group

PATIENCE = 20_000
MISTYPED = keys.TMDB_KEY[:-1] + "0"
#: What `services setup` asks, up to the page of consent.
QUESTION = r"Return when you are there|[^\n]*\([^()\n]*(?:Return|not shown)[^()\n]*\):|Open this page"
#: The album that is chosen, which is not the first one.
ALBUM = "Posters"
#: What of a grant is another each time: the tokens, and when they were given.
_CHANGING = ("access_token", "refresh_token", "expires_at", "obtained_at")


def stored(home: Path) -> dict[str, object]:
    """All that is stored: settings and secrets, decoded; of grants only what does not change with each sign-in."""
    paths = Configuration.load(home, {}).paths
    settings = tomllib.loads(paths.config_file.read_text()) if paths.config_file.exists() else {}
    secrets = json.loads(paths.secrets_file.read_text())["secrets"]
    for section in secrets.values():
        for key, text in section.items():
            if key == "grant":
                grant = json.loads(text)
                assert all(grant[one] for one in _CHANGING if one in grant)
                section[key] = {name: value for name, value in grant.items() if name not in _CHANGING}
    return {"settings": settings, "secrets": secrets}


class CommandLine:
    """Tells the story at a terminal."""

    def __init__(self, home: Path, addresses: Mapping[str, str]) -> None:
        self._environment = {**addresses, "PLEXSTUFF_HOME": str(home)}

    def _run(self, *arguments: str) -> Terminal:
        return Terminal([sys.executable, "-m", "plexstuff", *arguments], self._environment)

    def tmdb(self) -> None:
        with self._run("services", "set", "tmdb", "api_key") as terminal:
            terminal.expect("not shown while you type")
            terminal.type(MISTYPED)
            terminal.expect("Keep it anyway")
            terminal.type("n")
            assert terminal.left_with() == 4
        with self._run("services", "set", "tmdb", "api_key") as terminal:
            terminal.expect("not shown while you type")
            terminal.type(keys.TMDB_KEY)
            terminal.expect("api_key kept")
            assert terminal.left_with() == 0

    def google(self) -> None:
        with self.walk("google", {"JSON": google_keys.CLIENT_FILE, "permission": "mail, sheets"}) as terminal:
            follow(answer_google(terminal.expect(r"http://\S+")[0]))
            terminal.expect("Google works")
            assert terminal.left_with() == 0

    def imgur(self) -> None:
        given = {"Client id": imgur_keys.CLIENT_ID, "Client secret": imgur_keys.CLIENT_SECRET}
        with self.walk("imgur", given) as terminal:
            ended = answer_imgur(terminal.expect(r"http://\S+")[0])
            terminal.expect("Paste the address")
            terminal.type(ended)
            terminal.expect(rf"(\d+) +{ALBUM}")
            number = terminal.said.rpartition(ALBUM)[0].split()[-1]
            terminal.expect(r"\):|\]:")
            terminal.type(number)
            terminal.expect("Imgur works")
            assert terminal.left_with() == 0

    def walk(self, service: str, given: Mapping[str, str]) -> Terminal:
        """`services setup`, led to the page of consent; `given` are the answers, by words of the questions."""
        terminal = self._run("services", "setup", service, "--no-browser")
        while True:
            asked = terminal.expect(QUESTION)[0]
            if asked.startswith("Open"):
                return terminal
            terminal.type(next((text for words, text in given.items() if words in asked), ""))


class Window:
    """Tells the story in the window."""

    def __init__(self, window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
        self._opened = window.open_group(Group.CREDENTIALS)
        qtbot.addWidget(self._opened)
        self._desk = desk
        self._qtbot = qtbot

    def _enter(self, panel: ServicePanel, key: str, text: str, *, press: bool = True) -> None:
        box = panel.rows[key].box
        assert isinstance(box, QLineEdit)
        box.setText(text)
        if press:
            self._qtbot.keyClick(box, Qt.Key.Key_Return)
            self._qtbot.waitUntil(panel.check_button.isEnabled, timeout=PATIENCE)

    def _until(self, so: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(so, timeout=PATIENCE)

    def tmdb(self) -> None:
        panel = self._opened.panels["tmdb"]
        self._enter(panel, "api_key", MISTYPED)
        self._until(lambda: panel.rows["api_key"].said.startswith("Not kept."))
        self._enter(panel, "api_key", keys.TMDB_KEY)
        self._until(lambda: panel.badge.text == "WORKING")

    def _consent(self, panel: ServicePanel) -> ConsentDialog:
        button = panel.rows["grant"].button
        assert button is not None
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        dialog = self._opened.findChildren(ConsentDialog)[-1]
        self._until(lambda: bool(dialog.address.text()))
        return dialog

    def google(self) -> None:
        panel = self._opened.panels["google"]
        self._enter(panel, "client", google_keys.CLIENT_FILE, press=False)
        box = panel.rows["features"].box
        assert isinstance(box, ChoicesBox)
        for unwanted in ("contacts", "youtube"):
            self._qtbot.keyClick(box.switches[unwanted], Qt.Key.Key_Space)
            self._until(panel.check_button.isEnabled)
        follow(answer_google(self._consent(panel).address.text()))
        self._until(lambda: panel.badge.text == "WORKING")

    def imgur(self) -> None:
        panel = self._opened.panels["imgur"]
        self._enter(panel, "client_id", imgur_keys.CLIENT_ID, press=False)
        self._enter(panel, "client_secret", imgur_keys.CLIENT_SECRET, press=False)
        dialog = self._consent(panel)
        dialog.paste.setText(answer_imgur(dialog.address.text()))
        self._qtbot.keyClick(dialog.paste, Qt.Key.Key_Return)
        self._until(lambda: any(one.isVisible() and one.findChildren(QListWidget) for one in self._dialogs()))
        albums = next(one for one in self._dialogs() if one.isVisible()).findChildren(QListWidget)[0]
        self._until(lambda: albums.count() > 0)
        albums.setCurrentItem(albums.findItems(ALBUM, Qt.MatchFlag.MatchStartsWith)[0])
        self._qtbot.keyClick(albums, Qt.Key.Key_Return)
        self._until(lambda: panel.badge.text == "WORKING")

    def _dialogs(self) -> list[QDialog]:
        return self._opened.findChildren(QDialog)


@pytest.fixture
def homes(tmp_path: Path, box: Sandbox) -> tuple[Path, Path]:
    """Two homes, as if two people had set up the same. The account at Imgur has an album more than the main one."""
    owner = Plexstuff(Configuration.load(tmp_path / "owner", box.environment()))
    anyio.run(owner.make_image_album, ALBUM)
    return tmp_path / "by-command-line", tmp_path / "by-window"


def test_an_album_is_made_while_it_is_chosen(tmp_path: Path, addresses: dict[str, str], box: Sandbox) -> None:
    """At the terminal, by typing a name that there isn't yet; nothing is made without a yes."""
    story = CommandLine(tmp_path, addresses)
    given = {"Client id": imgur_keys.CLIENT_ID, "Client secret": imgur_keys.CLIENT_SECRET}
    owner = Plexstuff(Configuration.load(tmp_path / "owner", box.environment()))
    with story.walk("imgur", given) as terminal:
        ended = answer_imgur(terminal.expect(r"http://\S+")[0])
        terminal.expect("Paste the address")
        terminal.type(ended)
        terminal.expect("or the name of a new one")
        terminal.type("Carnival")
        terminal.expect("There is no 'Carnival'. Make it\\?")
        terminal.type("n")
        terminal.expect("or the name of a new one")
        assert "Carnival" not in [one.title for one in anyio.run(owner.image_albums)]
        terminal.type("Carnival")
        terminal.expect("Make it")
        terminal.type("y")
        terminal.expect("Imgur works: .*the main album is Carnival")
        assert terminal.left_with() == 0
    made = next(one for one in anyio.run(owner.image_albums) if one.title == "Carnival")
    assert Configuration.load(tmp_path, {}).value("imgur", "main_album").text == made.id


def test_both_leave_the_same(
    homes: tuple[Path, Path],
    addresses: dict[str, str],
    desk_of: Callable[..., Desk],
    window_of: Callable[[Desk], MainWindow],
    box: Sandbox,
    qtbot: QtBot,
) -> None:
    typed, clicked = homes
    desk = desk_of(addresses, clicked)
    for frontend in (CommandLine(typed, addresses), Window(window_of(desk), desk, qtbot)):
        frontend.tmdb()
        frontend.google()
        frontend.imgur()
    left = stored(typed)
    assert left == stored(clicked)
    # And that is what was meant.
    secrets, settings = left["secrets"], left["settings"]
    assert secrets["tmdb"]["api_key"] == keys.TMDB_KEY  # type: ignore[index]
    assert settings["google"]["features"] == "mail sheets"  # type: ignore[index]
    assert len(secrets["google"]["grant"]["scopes"]) == 4  # type: ignore[index]
    assert settings["imgur"]["main_album"] != imgur_keys.ALBUM  # type: ignore[index]
