"""HISTORY lists the runs and takes one back; REPORT holds versions and states, and nothing of the user's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import anyio
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from plexstuff.app import Plexstuff
from plexstuff.config import Configuration
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.history import HistoryDialog
from plexstuff.desktop.main_window import MainWindow
from plexstuff.desktop.report import ReportDialog
from plexstuff.jobs.identified import IdentifiedFile
from plexstuff.jobs.organize import plan
from plexstuff.matching import Decision
from plexstuff.models import Ids, Movie
from plexstuff.sandbox import Sandbox

PATIENCE = 20_000
#: Lets a path end its line anywhere after a slash.
NO_WIDTH = "\N{ZERO WIDTH SPACE}"


def place(home: Path, tmp_path: Path, title: str, number: int) -> Path:
    """Place a film in a library, as `plexstuff organize --apply` does; returns where it is now."""
    source = tmp_path / f"{title}.mkv"
    source.write_text(title)
    item = IdentifiedFile(str(source), Decision.MATCHED, "movie", movie=Movie(Ids(tmdb=number), title))
    app = Plexstuff(Configuration.load(home, {}))
    report = anyio.run(app.organize, plan([item], tmp_path / "Media"))
    assert report.trouble is None
    placed = [one for one in (tmp_path / "Media").rglob("*.mkv") if title in one.name]
    assert len(placed) == 1
    return placed[0]


def opened(window: MainWindow, qtbot: QtBot) -> HistoryDialog:
    qtbot.mouseClick(window.history_button, Qt.MouseButton.LeftButton)
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, HistoryDialog) and one.isVisible())
    qtbot.waitUntil(lambda: dialog.told.text() != "Looking …", timeout=PATIENCE)
    return dialog


def answer(dialog: HistoryDialog, qtbot: QtBot, which: QMessageBox.StandardButton) -> None:
    """Press UNDO, and answer the question."""
    qtbot.mouseClick(dialog.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in dialog.findChildren(QMessageBox)), timeout=PATIENCE)
    asked = next(one for one in dialog.findChildren(QMessageBox) if one.isVisible())
    assert asked.text() == "Take run 1 back? 1 file would be as before."
    assert asked.defaultButton() is asked.button(QMessageBox.StandardButton.Cancel)
    qtbot.mouseClick(asked.button(which), Qt.MouseButton.LeftButton)


def test_with_no_runs_it_says_so(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow], qtbot: QtBot
) -> None:
    dialog = opened(window_of(desk_of()), qtbot)
    assert (dialog.told.text(), dialog.list.count()) == ("Nothing was changed yet.", 0)
    assert not dialog.undo.isEnabled()


def test_the_run_that_is_chosen_is_taken_back(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow], home: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    first, second = place(home, tmp_path, "Metropolis", 19), place(home, tmp_path, "Nosferatu", 653)
    dialog = opened(window_of(desk_of()), qtbot)
    lines = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert [line.split()[0] for line in lines] == ["2", "1"]
    media = str(tmp_path / "Media")
    assert all(line.replace(NO_WIDTH, "").endswith(f"organize by hardlink, 1 file, in {media}") for line in lines)
    dialog.list.setCurrentRow(1)
    answer(dialog, qtbot, QMessageBox.StandardButton.Cancel)
    assert (first.exists(), dialog.undo.isEnabled()) == (True, True)
    answer(dialog, qtbot, QMessageBox.StandardButton.Yes)
    qtbot.waitUntil(lambda: dialog.list.count() == 3, timeout=PATIENCE)
    assert (first.exists(), second.exists()) == (False, True)
    assert (tmp_path / "Metropolis.mkv").read_text() == "Metropolis"
    assert "undo of run 1" in dialog.list.item(0).text()
    assert dialog.told.text().startswith("Run 3: 1 ")
    # What is taken back can't be taken back again.
    dialog.list.setCurrentRow(2)
    assert not dialog.undo.isEnabled()


def test_a_long_path_wraps_within_the_list(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow], home: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    deep = tmp_path.joinpath(*["a folder with a long name"] * 3, *["another-that-has-no-space"] * 4)
    deep.mkdir(parents=True)
    place(home, deep, "Metropolis", 19)
    dialog = opened(window_of(desk_of()), qtbot)
    assert dialog.list.horizontalScrollBar().maximum() == 0
    shown = dialog.list.visualItemRect(dialog.list.item(0))
    assert shown.width() <= dialog.list.viewport().width()
    assert shown.height() > 3 * dialog.list.fontMetrics().lineSpacing()


def test_a_broken_database_is_said_and_the_window_lives(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow], home: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    place(home, tmp_path, "Metropolis", 19)
    database = next(one for one in home.rglob("plexstuff.db"))
    for one in database.parent.glob("plexstuff.db-*"):
        one.unlink()
    database.write_bytes(b"this is no database" * 100)
    dialog = opened(window_of(desk_of()), qtbot)
    assert "plexstuff.db" in dialog.told.text()
    assert not dialog.undo.isEnabled()


def test_the_report_tells_states_and_versions_and_no_value(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow], box: Sandbox, home: Path, qtbot: QtBot
) -> None:
    environment = box.environment()
    desk = desk_of(environment)
    window = window_of(desk)
    qtbot.mouseClick(window.check_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.check_all.isEnabled(), timeout=PATIENCE)
    qtbot.mouseClick(window.report_button, Qt.MouseButton.LeftButton)
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, ReportDialog) and one.isVisible())
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert text == dialog.text.toPlainText()
    assert re.match(r"Plexstuff [\d.]+, Python 3\.\d+\.\d+, Qt 6\.", text)
    assert re.search(r"^tmdb +working, tried, \d+ ms$", text, re.MULTILINE)
    assert re.search(r"^playmusic +retired", text, re.MULTILINE)
    assert [value for value in environment.values() if len(value) > 4 and value in text] == []
    assert str(home) not in text
    assert "sandboxowner" not in text and "@" not in text


def test_the_path_of_a_file_that_stays_is_shown_as_plain_text(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow], home: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "<b>media<b>").mkdir()
    placed = place(home, tmp_path / "<b>media<b>", "Metropolis", 19)
    placed.unlink()
    placed.write_text("somebody changed it")
    dialog = opened(window_of(desk_of()), qtbot)
    qtbot.mouseClick(dialog.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in dialog.findChildren(QMessageBox)), timeout=PATIENCE)
    asked = next(one for one in dialog.findChildren(QMessageBox) if one.isVisible())
    assert "<b>media<b>" in asked.informativeText()
    shown = [one for one in asked.findChildren(QLabel) if "<b>media<b>" in one.text()]
    assert [one.textFormat() for one in shown] == [Qt.TextFormat.PlainText]
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert placed.read_text() == "somebody changed it"
