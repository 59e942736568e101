"""Two windows, or a window and the command line, on the same settings: each sees the other, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from plexstuff.config import Configuration
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.panel import ServicePanel
from plexstuff.sandbox import keys

PATIENCE = 20_000
PanelOf = Callable[[Desk, str], ServicePanel]
Stored = Callable[[str], dict[str, str]]
ADDRESS = "http://127.0.0.1:9117"


def box_of(panel: ServicePanel, key: str) -> QLineEdit:
    box = panel.rows[key].box
    assert isinstance(box, QLineEdit)
    return box


def test_what_one_window_keeps_the_other_shows(
    desk_of: Callable[..., Desk], panel_of: PanelOf, addresses: dict[str, str], qtbot: QtBot
) -> None:
    mine, yours = panel_of(desk_of(addresses), "tmdb"), panel_of(desk_of(addresses), "tmdb")
    assert yours.badge.text == "NOT SET UP"
    box_of(mine, "api_key").setText(keys.TMDB_KEY)
    qtbot.keyClick(mine.rows["api_key"].box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: (mine.badge.text, yours.badge.text) == ("WORKING", "WORKING"), timeout=PATIENCE)
    assert box_of(yours, "api_key").placeholderText() == "Set; never shown"


def test_what_the_command_line_changes_is_shown_at_once_and_what_is_being_typed_stays(
    desk_of: Callable[..., Desk], panel_of: PanelOf, addresses: dict[str, str], home: Path, stored: Stored, qtbot: QtBot
) -> None:
    panel = panel_of(desk_of(addresses), "jackett")
    qtbot.keyClicks(panel.rows["api_key"].box, "half a ke")
    Configuration.load(home, {}).set("jackett", "address", ADDRESS)
    qtbot.waitUntil(lambda: box_of(panel, "address").text() == ADDRESS, timeout=PATIENCE)
    assert box_of(panel, "api_key").text() == "half a ke"
    # Another change of the same file, which is replaced each time; and both together.
    for text in ("http://127.0.0.1:9118", "http://127.0.0.1:9119"):
        Configuration.load(home, {}).set("jackett", "address", text)
        qtbot.waitUntil(lambda text=text: box_of(panel, "address").text() == text, timeout=PATIENCE)
    Configuration.load(home, {}).forget("jackett")
    qtbot.waitUntil(lambda: box_of(panel, "address").text() == "", timeout=PATIENCE)
    assert box_of(panel, "api_key").text() == "half a ke"


def test_two_that_keep_different_values_at_once_lose_none(
    desk_of: Callable[..., Desk], panel_of: PanelOf, addresses: dict[str, str], stored: Stored, qtbot: QtBot
) -> None:
    one, other = panel_of(desk_of(addresses), "tmdb"), panel_of(desk_of(addresses), "tvdb")
    box_of(one, "api_key").setText(keys.TMDB_KEY)
    box_of(other, "api_key").setText(keys.TVDB_KEY)
    qtbot.keyClick(one.rows["api_key"].box, Qt.Key.Key_Return)
    qtbot.keyClick(other.rows["api_key"].box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: {one.badge.text, other.badge.text} == {"WORKING"}, timeout=PATIENCE)
    assert (stored("tmdb")["api_key"], stored("tvdb")["api_key"]) == (keys.TMDB_KEY, keys.TVDB_KEY)


def test_a_settings_file_that_breaks_is_said_by_line_and_left_alone(
    desk_of: Callable[..., Desk], panel_of: PanelOf, addresses: dict[str, str], home: Path, stored: Stored, qtbot: QtBot
) -> None:
    configuration = Configuration.load(home, {})
    configuration.set("jackett", "address", ADDRESS)
    panel = panel_of(desk_of(addresses), "jackett")
    file = configuration.paths.config_file
    whole, broken = file.read_text(), "[jackett\naddress = 3"
    file.write_text(broken)
    qtbot.waitUntil(lambda: "line 1" in panel.sentence.text(), timeout=PATIENCE)
    assert panel.badge.text == "NOT WORKING"
    # Nothing can be kept now, and nothing is overwritten.
    box_of(panel, "address").setText("http://127.0.0.1:1")
    qtbot.keyClick(panel.rows["address"].box, Qt.Key.Key_Return)
    qtbot.waitUntil(panel.check_button.isEnabled, timeout=PATIENCE)
    assert file.read_text() == broken
    file.write_text(whole)
    qtbot.waitUntil(lambda: "line 1" not in panel.sentence.text(), timeout=PATIENCE)
    assert stored("jackett") == {"address": ADDRESS}
