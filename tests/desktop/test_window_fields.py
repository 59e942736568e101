"""Values in a panel: Return tries them, what works is kept, what is refused stays in its box with the reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from plexstuff.config import Configuration
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.panel import ServicePanel
from plexstuff.sandbox import keys
from plexstuff.sandbox.ytmusic import keys as ytmusic_keys

PATIENCE = 20_000
PanelOf = Callable[[Desk, str], ServicePanel]
Stored = Callable[[str], dict[str, str]]


def paste(panel: ServicePanel, key: str, text: str) -> QLineEdit:
    """Paste a text into the box of a field, as a user does."""
    box = panel.rows[key].box
    assert isinstance(box, QLineEdit)
    box.setFocus()
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    return box


def enter(qtbot: QtBot, panel: ServicePanel, key: str, text: str) -> QLineEdit:
    """Paste a text, press Return, and wait until it was tried."""
    box = paste(panel, key, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(panel.check_button.isEnabled, timeout=PATIENCE)
    return box


def drop(panel: ServicePanel, key: str, file: Path) -> None:
    """Drop a file on the box of a field, as file managers give one: by its address."""
    box = panel.rows[key].box
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(file))])
    place, copy, left, none = QPointF(9, 9), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    for kind in (QDragEnterEvent, QDragMoveEvent):
        taken = kind(place.toPoint(), copy, held, left, none)
        taken.ignore()
        QApplication.sendEvent(box, taken)
        assert taken.isAccepted()
    QApplication.sendEvent(box, QDropEvent(place, copy, held, left, none))


def test_a_good_key_is_tried_by_return_and_kept(
    desk_of: Callable[..., Desk], panel_of: PanelOf, addresses: dict[str, str], stored: Stored, qtbot: QtBot
) -> None:
    panel = panel_of(desk_of(addresses), "tmdb")
    assert panel.badge.text == "NOT SET UP"
    box = enter(qtbot, panel, "api_key", f"  '{keys.TMDB_KEY}'\n")
    qtbot.waitUntil(lambda: panel.badge.text == "WORKING", timeout=PATIENCE)
    assert stored("tmdb")["api_key"] == keys.TMDB_KEY
    assert (box.text(), box.placeholderText()) == ("", "Set; never shown")
    assert "The key is accepted" in panel.sentence.text()
    assert panel.proof.text().startswith("Tried 20")
    assert panel.proof.isVisible()


def test_headers_of_many_lines_are_taken_whole(
    desk_of: Callable[..., Desk], panel_of: PanelOf, addresses: dict[str, str], stored: Stored, qtbot: QtBot
) -> None:
    panel = panel_of(desk_of(addresses), "ytmusic")
    lines = [f"{name}: {value}" for name, value in json.loads(ytmusic_keys.HEADERS).items()]
    for end in ("\n", "\r\n"):
        box = enter(qtbot, panel, "headers", end.join(["POST /youtubei/v1/browse HTTP/2", *lines, ""]))
        qtbot.waitUntil(lambda: panel.badge.text == "WORKING", timeout=PATIENCE)
        assert ytmusic_keys.COOKIE in json.loads(stored("ytmusic")["headers"])["cookie"]
        assert box.text() == ""


def test_the_file_that_holds_the_headers_is_chosen(
    desk_of: Callable[..., Desk],
    panel_of: PanelOf,
    addresses: dict[str, str],
    stored: Stored,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    panel = panel_of(desk_of(addresses), "ytmusic")
    row = panel.rows["headers"]
    saved = tmp_path / "the headers.txt"
    saved.write_text("\n".join(f"{name}: {value}" for name, value in json.loads(ytmusic_keys.HEADERS).items()))
    assert isinstance(row.button, QPushButton)
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    chooser = row.findChild(QFileDialog)
    assert isinstance(chooser, QFileDialog)
    chooser.selectFile(str(saved))
    chooser.accept()
    qtbot.waitUntil(lambda: panel.badge.text == "WORKING", timeout=PATIENCE)
    assert ytmusic_keys.COOKIE in json.loads(stored("ytmusic")["headers"])["cookie"]


@pytest.mark.parametrize("dropped", [False, True], ids=["its name", "dropped from a file manager"])
def test_the_name_of_a_file_will_do_as_the_hint_says(
    desk_of: Callable[..., Desk],
    panel_of: PanelOf,
    addresses: dict[str, str],
    stored: Stored,
    tmp_path: Path,
    qtbot: QtBot,
    dropped: bool,
) -> None:
    panel = panel_of(desk_of(addresses), "ytmusic")
    saved = tmp_path / "the headers.json"
    saved.write_text(ytmusic_keys.HEADERS)
    if dropped:
        drop(panel, "headers", saved)
    else:
        enter(qtbot, panel, "headers", str(saved))
    qtbot.waitUntil(lambda: panel.badge.text == "WORKING", timeout=PATIENCE)
    assert ytmusic_keys.COOKIE in json.loads(stored("ytmusic")["headers"])["cookie"]


def test_a_file_that_is_not_there_stays_in_the_box_with_the_reason(
    desk_of: Callable[..., Desk],
    panel_of: PanelOf,
    addresses: dict[str, str],
    stored: Stored,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    panel = panel_of(desk_of(addresses), "google")
    box = enter(qtbot, panel, "client", str(tmp_path / "client_secret.json"))
    assert box.text() == str(tmp_path / "client_secret.json")
    assert "name of a file" in panel.rows["client"].said
    assert stored("google") == {}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("abc", "32 "),
        (keys.TVDB_KEY, "TheTVDB"),
        ("x" * 10_000, "32 "),
        ("\u202eمفتاح\u202c", "32 "),
        ("https://www.themoviedb.org/settings/api", "32 "),
    ],
    ids=["too short", "another service's", "10,000 characters", "right to left", "an address"],
)
def test_what_can_not_be_a_key_stays_in_its_box_with_the_reason(
    desk_of: Callable[..., Desk],
    panel_of: PanelOf,
    addresses: dict[str, str],
    stored: Stored,
    qtbot: QtBot,
    text: str,
    reason: str,
) -> None:
    panel = panel_of(desk_of(addresses), "tmdb")
    box = enter(qtbot, panel, "api_key", text)
    row = panel.rows["api_key"]
    qtbot.waitUntil(lambda: reason in row.said, timeout=PATIENCE)
    assert box.text() == text
    assert box.property("refused") == "true"
    assert not set(row.said) & set("\u202e\u202c")
    assert row.width() <= panel.width()
    assert stored("tmdb") == {}
    # Typing again takes the reason away; a good value is taken.
    box.clear()
    enter(qtbot, panel, "api_key", keys.TMDB_KEY)
    qtbot.waitUntil(lambda: panel.badge.text == "WORKING", timeout=PATIENCE)
    assert box.property("refused") == "false"


def test_a_refused_key_leaves_the_old_one_in_its_place(
    desk_of: Callable[..., Desk], panel_of: PanelOf, addresses: dict[str, str], stored: Stored, home: Path, qtbot: QtBot
) -> None:
    Configuration.load(home, {}).set_secret("tmdb", "api_key", keys.TMDB_KEY)
    panel = panel_of(desk_of(addresses), "tmdb")
    box = enter(qtbot, panel, "api_key", "0" * 32)
    row = panel.rows["api_key"]
    qtbot.waitUntil(lambda: row.said.startswith("Not kept."), timeout=PATIENCE)
    assert "TMDB" in row.said
    assert box.text() == "0" * 32
    assert panel.advice.text() == "Nothing was kept; what was set before stays."
    assert stored("tmdb")["api_key"] == keys.TMDB_KEY
    # Unless it is wanted so.
    assert panel.anyway.isVisible()
    qtbot.mouseClick(panel.anyway, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored("tmdb")["api_key"] == "0" * 32, timeout=PATIENCE)
    qtbot.waitUntil(lambda: panel.badge.text == "NOT WORKING", timeout=PATIENCE)
    assert box.text() == ""


def test_what_needs_two_values_asks_for_the_second_and_keeps_both(
    desk_of: Callable[..., Desk],
    panel_of: PanelOf,
    box_values: dict[str, str],
    addresses: dict[str, str],
    stored: Stored,
    qtbot: QtBot,
) -> None:
    panel = panel_of(desk_of(addresses), "jackett")
    enter(qtbot, panel, "address", box_values["address"] + "/UI/Dashboard#")
    qtbot.waitUntil(lambda: "give that too" in panel.sentence.text(), timeout=PATIENCE)
    assert panel.sentence.text().startswith("API key:")
    assert panel.rows["api_key"].box.hasFocus()
    assert stored("jackett") == {}
    enter(qtbot, panel, "api_key", box_values["api_key"])
    qtbot.waitUntil(lambda: panel.badge.text == "WORKING", timeout=PATIENCE)
    assert stored("jackett") == box_values
    # An address is no secret: it is shown as it was understood.
    shown = panel.rows["address"].box
    assert isinstance(shown, QLineEdit)
    qtbot.waitUntil(lambda: shown.text() == box_values["address"], timeout=PATIENCE)


@pytest.fixture
def box_values(served: object) -> dict[str, str]:
    """What the sandbox's Jackett is reached by."""
    from plexstuff.sandbox import Sandbox

    assert isinstance(served, Sandbox)
    found = served.environment()
    return {one: found[f"PLEXSTUFF__JACKETT__{one.upper()}"] for one in ("address", "api_key")}


def test_a_value_of_the_environment_is_shown_with_its_origin_and_stays(
    desk_of: Callable[..., Desk], panel_of: PanelOf, box_values: dict[str, str], qtbot: QtBot
) -> None:
    fixed = {f"PLEXSTUFF__JACKETT__{name.upper()}": text for name, text in box_values.items()}
    panel = panel_of(desk_of(fixed), "jackett")
    for name, shown in (("address", box_values["address"]), ("api_key", "")):
        row = panel.rows[name]
        assert isinstance(row.box, QLineEdit)
        assert row.box.isReadOnly()
        assert row.box.text() == shown
        assert row.said == f"Fixed here: from the environment variable PLEXSTUFF__JACKETT__{name.upper()}."
        qtbot.keyClicks(row.box, "something else")
        assert row.box.text() == shown
    assert not panel.forget.isVisible()


def test_forgetting_is_asked_for_first(
    desk_of: Callable[..., Desk], panel_of: PanelOf, addresses: dict[str, str], stored: Stored, home: Path, qtbot: QtBot
) -> None:
    from PySide6.QtWidgets import QMessageBox

    Configuration.load(home, {}).set_secret("tmdb", "api_key", keys.TMDB_KEY)
    panel = panel_of(desk_of(addresses), "tmdb")

    def answer(which: QMessageBox.StandardButton) -> None:
        qtbot.mouseClick(panel.forget, Qt.MouseButton.LeftButton)
        asked = next(one for one in panel.window().findChildren(QMessageBox) if one.isVisible())
        assert asked.text() == "Forget everything that was set of TMDB?"
        assert asked.defaultButton() is asked.button(QMessageBox.StandardButton.Cancel)
        qtbot.mouseClick(asked.button(which), Qt.MouseButton.LeftButton)

    answer(QMessageBox.StandardButton.Cancel)
    assert stored("tmdb") == {"api_key": keys.TMDB_KEY}
    answer(QMessageBox.StandardButton.Yes)
    qtbot.waitUntil(lambda: panel.badge.text == "NOT SET UP", timeout=PATIENCE)
    assert stored("tmdb") == {}
    assert not panel.forget.isVisible()
