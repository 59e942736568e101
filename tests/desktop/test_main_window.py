"""The first window: three rows, their numbers and words, and the ways to the menu of each."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from plexstuff.desktop.desk import Desk
from plexstuff.desktop.main_window import MainWindow
from plexstuff.sandbox import Sandbox

PATIENCE = 20_000


def texts(window: MainWindow) -> list[list[str]]:
    """What stands in the table, row by row."""
    return [
        [window.table.cell(row, column).text() for column in range(window.table.columnCount())]
        for row in range(window.table.rowCount())
    ]


def test_with_nothing_set_up_every_row_says_so(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow]
) -> None:
    window = window_of(desk_of())
    assert [row[0] for row in texts(window)] == ["LOGIN", "CREDENTIALS", "MUSIC"]
    assert [row[1] for row in texts(window)] == ["2", "4 + 1 closed", "3 + 2 closed"]
    assert [row[2] for row in texts(window)] == ["0", "0", "0"]
    assert {row[3] for row in texts(window)} == {"NOT SET UP"}


def test_check_all_makes_every_row_green_by_word_and_by_tint(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow], box: Sandbox, qtbot: QtBot
) -> None:
    desk = desk_of(box.environment())
    window = window_of(desk)
    assert {row[3] for row in texts(window)} == {"NOT CHECKED"}
    before = window.table.cell(0, 0).background().color()
    qtbot.mouseClick(window.check_all, Qt.MouseButton.LeftButton)
    assert window.busy.isVisible()
    qtbot.waitUntil(lambda: not desk.under_way and window.check_all.isEnabled(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: texts(window)[1][3] != "NOT CHECKED", timeout=PATIENCE)
    assert [row[3] for row in texts(window)] == ["ALL WORKING", "ALL WORKING", "WORKING"]
    assert window.table.cell(0, 0).background().color() != before
    assert not window.busy.isVisible()


@pytest.mark.parametrize("how", ["right click", "menu key", "Return", "Enter"])
@pytest.mark.parametrize(
    ("row", "entry", "title"),
    [
        (0, "Plex config login", "PLEX LOGIN CONFIGURATION"),
        (1, "Plex config credentials", "PLEX CREDENTIALS CONFIGURATION"),
        (2, "Plex config music", "PLEX MUSIC CONFIGURATION"),
    ],
)
def test_each_row_has_a_menu_with_one_entry_that_opens_its_window(
    desk_of: Callable[..., Desk],
    window_of: Callable[[Desk], MainWindow],
    qtbot: QtBot,
    how: str,
    row: int,
    entry: str,
    title: str,
) -> None:
    window = window_of(desk_of())
    window.table.setCurrentCell(row, 0)
    window.table.setFocus()
    ask(window, qtbot, how, window.table.visualItemRect(window.table.cell(row, 1)).center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [one.text() for one in menu.actions()] == [entry]
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    opened = [one.windowTitle() for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window]
    assert opened == [title]


def ask(window: MainWindow, qtbot: QtBot, how: str, place: QPoint) -> None:
    """Ask for the menu of the row that is at this place, which is the current one too."""
    keys = {"Return": Qt.Key.Key_Return, "Enter": Qt.Key.Key_Enter}
    if how in keys:
        qtbot.keyClick(window.table, keys[how])
        return
    if how == "right click":
        view = window.table.viewport()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.mapToGlobal(place))
        QApplication.sendEvent(view, event)
    else:
        # The system tells a place of its own, such as where the mouse is: another row's, or none at all.
        elsewhere = QPoint(3, 3)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, elsewhere, window.mapToGlobal(elsewhere))
        QApplication.sendEvent(window.table, event)
