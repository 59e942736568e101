"""Imgur: REFRESH CLIENT with the pasted address, the main album chosen, and the window MAIN ALBUMS."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QInputDialog, QListWidget, QMessageBox
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from consent_pages import answer_imgur
from plexstuff.config import Configuration
from plexstuff.desktop.albums import AlbumsDialog
from plexstuff.desktop.choosing import ChooseDialog
from plexstuff.desktop.consent import ConsentDialog
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.panel import ServicePanel
from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.faults import FaultKind
from plexstuff.sandbox.furnished import furnish
from plexstuff.sandbox.imgur import keys
from windows import Browser

PATIENCE = 20_000
PanelOf = Callable[[Desk, str], ServicePanel]
Stored = Callable[[str], dict[str, str]]


@pytest.fixture
def imgur(desk_of: Callable[..., Desk], panel_of: PanelOf, addresses: dict[str, str], home: Path) -> ServicePanel:
    """The panel of Imgur, whose client is known; nobody has signed in."""
    configuration = Configuration.load(home, {})
    configuration.set_secret("imgur", "client_id", keys.CLIENT_ID)
    configuration.set_secret("imgur", "client_secret", keys.CLIENT_SECRET)
    return panel_of(desk_of(addresses), "imgur")


def begin(panel: ServicePanel, qtbot: QtBot) -> ConsentDialog:
    asked = panel.rows["grant"].button
    assert asked is not None
    assert asked.text() == "REFRESH CLIENT"  # type: ignore[attr-defined]
    qtbot.mouseClick(asked, Qt.MouseButton.LeftButton)
    dialog = panel.window().findChildren(ConsentDialog)[-1]
    qtbot.waitUntil(lambda: bool(dialog.address.text()), timeout=PATIENCE)
    return dialog


def test_return_takes_the_pasted_address_and_an_album_is_chosen(
    imgur: ServicePanel, browser: Browser, stored: Stored, qtbot: QtBot
) -> None:
    dialog = begin(imgur, qtbot)
    assert browser.opened == [dialog.address.text()]
    assert "paste the address" in dialog.told.text()
    dialog.paste.setText(answer_imgur(dialog.address.text()))
    qtbot.keyClick(dialog.paste, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not isValid(dialog) or not dialog.isVisible(), timeout=PATIENCE)
    choosing = next(one for one in imgur.window().findChildren(QDialog) if one.isVisible())
    albums = choosing.findChildren(QListWidget)[0]
    qtbot.waitUntil(lambda: albums.count() > 0, timeout=PATIENCE)
    assert "grant" not in stored("imgur")
    qtbot.keyClick(albums, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: imgur.badge.text == "WORKING", timeout=PATIENCE)
    kept = stored("imgur")
    assert (kept["main_album"], keys.ACCOUNT in kept["grant"]) == (keys.ALBUM, True)
    assert keys.ACCOUNT in imgur.sentence.text()


def test_a_new_album_is_made_where_one_is_chosen(imgur: ServicePanel, home: Path, stored: Stored, qtbot: QtBot) -> None:
    Configuration.load(home, {}).set_secret("imgur", "grant", keys.GRANT)
    asked = imgur.rows["main_album"].button
    assert asked is not None
    qtbot.mouseClick(asked, Qt.MouseButton.LeftButton)
    choosing = imgur.window().findChildren(ChooseDialog)[-1]
    qtbot.waitUntil(lambda: choosing.list.count() > 0, timeout=PATIENCE)
    before = choosing.list.count()
    qtbot.mouseClick(choosing.add, Qt.MouseButton.LeftButton)
    title = next(one for one in choosing.findChildren(QInputDialog) if one.isVisible())
    title.setTextValue("  Advent  ")
    qtbot.keyClick(title, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: choosing.list.count() == before + 1, timeout=PATIENCE)
    chosen = choosing.list.currentItem()
    assert chosen.text().startswith("Advent")
    qtbot.keyClick(choosing.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "the main album is Advent" in imgur.sentence.text(), timeout=PATIENCE)
    assert stored("imgur")["main_album"] not in ("", keys.ALBUM)


def test_escape_and_no_leave_everything_as_it_was(imgur: ServicePanel, stored: Stored, qtbot: QtBot) -> None:
    before = stored("imgur")
    dialog = begin(imgur, qtbot)
    dialog.paste.setText(answer_imgur(dialog.address.text()))
    qtbot.keyClick(dialog.paste, Qt.Key.Key_Escape)
    assert stored("imgur") == before
    dialog = begin(imgur, qtbot)
    dialog.paste.setText(answer_imgur(dialog.address.text(), allow=False))
    qtbot.keyClick(dialog.paste, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "the answer was no" in dialog.said.text(), timeout=PATIENCE)
    qtbot.keyClick(dialog.paste, Qt.Key.Key_Escape)
    assert stored("imgur") == before


@pytest.fixture
def albums(desk_of: Callable[..., Desk], panel_of: PanelOf, served: Sandbox, home: Path, qtbot: QtBot) -> AlbumsDialog:
    """MAIN ALBUMS of somebody who is signed in, opened by its button."""
    panel = panel_of(desk_of(furnish(home, served.environment())), "imgur")
    qtbot.mouseClick(panel.albums, Qt.MouseButton.LeftButton)
    dialog = panel.window().findChildren(AlbumsDialog)[0]
    qtbot.waitUntil(lambda: dialog.list.count() > 0, timeout=PATIENCE)
    return dialog


def titles(dialog: AlbumsDialog) -> list[str]:
    """The albums of the list, the main one with its word."""
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def choose(dialog: AlbumsDialog, title: str) -> None:
    dialog.list.setCurrentRow(next(row for row, one in enumerate(titles(dialog)) if one.startswith(title)))


def say_title(dialog: AlbumsDialog, button: object, title: str, key: Qt.Key, qtbot: QtBot) -> None:
    """Press the button, type a title, and end by this key."""
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    asked = next(one for one in dialog.findChildren(QInputDialog) if one.isVisible())
    asked.setTextValue(title)
    qtbot.keyClick(asked, key)


def test_albums_are_added_made_main_renamed_and_removed(albums: AlbumsDialog, stored: Stored, qtbot: QtBot) -> None:
    assert [one.endswith("MAIN") for one in titles(albums)].count(True) == 1
    assert not albums.main.isEnabled()  # what is the main one already is chosen at first
    say_title(albums, albums.add, "Not this one", Qt.Key.Key_Escape, qtbot)
    say_title(albums, albums.add, "Summer <b>&amp;\u202e fun", Qt.Key.Key_Return, qtbot)
    qtbot.waitUntil(lambda: any(one.startswith("Summer <b>&amp;") for one in titles(albums)), timeout=PATIENCE)
    assert not any("Not this one" in one or "\u202e" in one for one in titles(albums))
    choose(albums, "Summer")
    before = stored("imgur")["main_album"]
    qtbot.mouseClick(albums.main, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored("imgur")["main_album"] != before, timeout=PATIENCE)
    qtbot.waitUntil(lambda: any("Summer" in one and one.endswith("MAIN") for one in titles(albums)), timeout=PATIENCE)
    choose(albums, "Summer")
    say_title(albums, albums.rename, "Autumn", Qt.Key.Key_Return, qtbot)
    qtbot.waitUntil(lambda: any(one.startswith("Autumn") for one in titles(albums)), timeout=PATIENCE)
    choose(albums, "Autumn")
    answer(albums, QMessageBox.StandardButton.Cancel, qtbot)
    assert any(one.startswith("Autumn") for one in titles(albums))
    answer(albums, QMessageBox.StandardButton.Yes, qtbot)
    qtbot.waitUntil(lambda: not any(one.startswith("Autumn") for one in titles(albums)), timeout=PATIENCE)


def answer(dialog: AlbumsDialog, which: QMessageBox.StandardButton, qtbot: QtBot) -> None:
    """Press REMOVE, and answer the question."""
    qtbot.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    asked = next(one for one in dialog.findChildren(QMessageBox) if one.isVisible())
    assert asked.text() == "Remove the album Autumn, for good?"
    assert asked.defaultButton() is asked.button(QMessageBox.StandardButton.Cancel)
    qtbot.mouseClick(asked.button(which), Qt.MouseButton.LeftButton)


def do(dialog: AlbumsDialog, what: str, qtbot: QtBot) -> None:
    """Do this to the album that is chosen."""
    match what:
        case "add":
            say_title(dialog, dialog.add, "Winter", Qt.Key.Key_Return, qtbot)
        case "rename":
            say_title(dialog, dialog.rename, "Winter", Qt.Key.Key_Return, qtbot)
        case "make main":
            qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
        case "remove":
            qtbot.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
            asked = next(one for one in dialog.findChildren(QMessageBox) if one.isVisible())
            qtbot.mouseClick(asked.button(QMessageBox.StandardButton.Yes), Qt.MouseButton.LeftButton)


def with_another(dialog: AlbumsDialog, title: str, qtbot: QtBot) -> None:
    """Make an album that is not the main one, and choose it."""
    say_title(dialog, dialog.add, title, Qt.Key.Key_Return, qtbot)
    qtbot.waitUntil(lambda: any(one.startswith(title) for one in titles(dialog)), timeout=PATIENCE)
    assert not dialog.told.isVisible()
    choose(dialog, title)


@pytest.mark.parametrize("kind", [FaultKind.STATUS, FaultKind.HTML, FaultKind.RESET])
@pytest.mark.parametrize("what", ["add", "rename", "make main", "remove"])
def test_trouble_with_an_album_is_said_and_changes_nothing(
    albums: AlbumsDialog, served: Sandbox, stored: Stored, qtbot: QtBot, what: str, kind: FaultKind
) -> None:
    before, kept = titles(albums), stored("imgur")
    if what == "make main":
        with_another(albums, f"Another for {kind}", qtbot)
        before = titles(albums)
    said = albums.told.text()
    served.faults(kind, service="imgur", status=500 if kind is FaultKind.STATUS else None, count=None)
    do(albums, what, qtbot)
    qtbot.waitUntil(lambda: albums.told.text() not in (said, "One moment …"), timeout=2 * PATIENCE)
    assert albums.told.text().startswith("Imgur")
    assert albums.told.isVisible()
    assert (titles(albums), stored("imgur")) == (before, kept)
    # And when it is over, all is as it was, and can be done after all.
    served.clear_faults()
    albums.load()
    qtbot.waitUntil(lambda: not albums.told.isVisible(), timeout=PATIENCE)
    assert titles(albums) == before
