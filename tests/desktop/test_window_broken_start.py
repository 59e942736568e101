"""Settings that can't be read when the window opens: it opens all the same, says which file, and sees it mended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from plexstuff.config import Configuration
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.main_window import MainWindow
from plexstuff.service import Group

PATIENCE = 20_000


@pytest.mark.parametrize(
    "broken",
    [b"[jackett\naddress = 3", b"\xff\xfe\x00[jackett]", b"jackett = 3\n"],
    ids=["TOML", "no text", "no table"],
)
def test_a_settings_file_that_is_broken_from_the_start(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow], home: Path, qtbot: QtBot, broken: bytes
) -> None:
    configuration = Configuration.load(home, {})
    configuration.set("jackett", "address", "http://127.0.0.1:9117")
    file = configuration.paths.config_file
    whole = file.read_bytes()
    file.write_bytes(broken)
    desk = desk_of()
    window = window_of(desk)
    panel = window.open_group(Group.LOGIN).panels["jackett"]
    qtbot.addWidget(panel.window())
    qtbot.waitUntil(lambda: file.name in panel.sentence.text(), timeout=PATIENCE)
    assert panel.badge.text == "NOT WORKING"
    assert "NOT WORKING" in window.table.cell(0, 3).text()
    qtbot.mouseClick(window.check_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.check_all.isEnabled, timeout=PATIENCE)
    assert "unforeseen" not in window.status.text()
    assert file.read_bytes() == broken
    file.write_bytes(whole)
    qtbot.waitUntil(lambda: file.name not in panel.sentence.text(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: panel.rows["address"].has_value, timeout=PATIENCE)


def test_a_folder_where_the_settings_file_should_be(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow], home: Path, qtbot: QtBot
) -> None:
    Configuration.load(home, {}).paths.config_file.mkdir(parents=True)
    window = window_of(desk_of())
    panel = window.open_group(Group.CREDENTIALS).panels["tmdb"]
    qtbot.addWidget(panel.window())
    qtbot.waitUntil(lambda: panel.badge.text == "NOT WORKING", timeout=PATIENCE)
    assert "config.toml" in panel.sentence.text()
