"""Light and dark as the system is, also when it changes; room for every word of the first window at any size."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from plexstuff.desktop.desk import Desk
from plexstuff.desktop.look import DARK, LIGHT, Look
from plexstuff.desktop.main_window import MainWindow
from plexstuff.sandbox import Sandbox
from plexstuff.service import Group

PATIENCE = 20_000


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Callable[[Qt.ColorScheme], None]:
    """Sets the colour scheme of the system, which has none offscreen."""
    now = [Qt.ColorScheme.Unknown]
    hints = SimpleNamespace(colorScheme=lambda: now[0])
    asked = SimpleNamespace(styleHints=lambda: hints, primaryScreen=QGuiApplication.primaryScreen)
    monkeypatch.setattr("plexstuff.desktop.look.QGuiApplication", asked)

    def choose(scheme: Qt.ColorScheme) -> None:
        now[0] = scheme
        QGuiApplication.styleHints().colorSchemeChanged.emit(scheme)

    return choose


def test_the_colours_follow_the_system_while_the_window_is_open(
    desk_of: Callable[..., Desk], qapp: QApplication, system: Callable[[Qt.ColorScheme], None], qtbot: QtBot
) -> None:
    system(Qt.ColorScheme.Light)
    look = Look(qapp)
    window = MainWindow(look, desk_of())
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: "services work" in window.summary.text(), timeout=PATIENCE)
    assert look.colours is LIGHT
    assert window.grab().toImage().pixelColor(3, 3).name() == LIGHT.window
    system(Qt.ColorScheme.Dark)
    assert look.colours is DARK
    assert window.grab().toImage().pixelColor(3, 3).name() == DARK.window
    tints = {window.table.cell(row, 3).background().color().name() for row in range(window.table.rowCount())}
    assert tints <= set(DARK.tints.values())


@pytest.mark.parametrize("dark", [False, True])
def test_that_a_secret_is_set_can_be_read_as_easily_as_any_other_text(
    desk_of: Callable[..., Desk], qapp: QApplication, box: Sandbox, qtbot: QtBot, dark: bool
) -> None:
    look = Look(qapp, dark=dark)
    window = MainWindow(look, desk_of(box.environment()))
    qtbot.addWidget(window)
    panel = window.open_group(Group.LOGIN).panels["jackett"]
    qtbot.addWidget(panel.window())
    secret = panel.rows["api_key"].box
    assert isinstance(secret, QLineEdit)
    qtbot.waitUntil(lambda: secret.placeholderText() == "Set; never shown", timeout=PATIENCE)
    picture = secret.grab().toImage()
    inside = [(x, y) for x in range(8, picture.width() - 8) for y in range(8, picture.height() - 8)]
    assert look.colours.faint in {picture.pixelColor(x, y).name() for x, y in inside}


@pytest.mark.parametrize("size", [0.85, 1.0, 1.5, 2.0])
def test_every_word_of_the_first_window_has_room(
    desk_of: Callable[..., Desk], qapp: QApplication, box: Sandbox, qtbot: QtBot, size: float
) -> None:
    look = Look(qapp, size, dark=False)
    try:
        window = MainWindow(look, desk_of(box.environment()), None, lambda: None)
        qtbot.addWidget(window)
        window.show()
        window.resize(1, 1)  # as small as it lets itself be made
        qtbot.waitUntil(lambda: "services work" in window.summary.text(), timeout=PATIENCE)
        qtbot.waitUntil(lambda: not narrow(window), timeout=2_000)
        window.busy.setVisible(True)
        qtbot.waitUntil(lambda: not covered(window), timeout=2_000)
    finally:
        look.resize(1.0)


def covered(window: MainWindow) -> list[str]:
    """What the table lies over, or what lies over the table."""

    def shown(widget: QWidget) -> QRect:
        return widget.visibleRegion().boundingRect().translated(widget.mapTo(window, QPoint(0, 0)))

    others = [*window.findChildren(QPushButton), window.busy, window.summary]
    return [one.accessibleName() for one in others if shown(one).intersects(shown(window.table))]


def narrow(window: MainWindow) -> list[str]:
    """What has less room than its words need."""
    found = []
    for one in window.findChildren(QPushButton):
        if one.isVisible() and (one.width() < one.sizeHint().width() or one.height() < one.sizeHint().height()):
            found.append(one.text())
    for one in window.findChildren(QLabel):
        if one.isVisible() and one.text() and one.height() < one.heightForWidth(one.width()):
            found.append(one.text())
    table = window.table
    for row in range(table.rowCount()):
        for column in range(table.columnCount()):
            needed, cell = table.sizeHintForColumn(column), table.visualItemRect(table.cell(row, column))
            if cell.width() + 1 < needed or not table.viewport().rect().contains(cell.center()):
                found.append(table.cell(row, column).text())
    return found


@pytest.mark.parametrize("group", list(Group))
def test_a_window_that_is_open_when_the_letters_grow_shows_everything(
    desk_of: Callable[..., Desk], qapp: QApplication, box: Sandbox, qtbot: QtBot, group: Group
) -> None:
    look = Look(qapp, 0.85, dark=False)
    try:
        window = MainWindow(look, desk_of(box.environment()))
        qtbot.addWidget(window)
        opened = window.open_group(group)
        qtbot.addWidget(opened)
        scroll = opened.findChild(QScrollArea)
        assert isinstance(scroll, QScrollArea)
        opened.resize(1, 1)
        for size in (1.3, 2.0):
            look.resize(size)
            qtbot.waitUntil(lambda: reachable(scroll), timeout=2_000)
    finally:
        look.resize(1.0)


def reachable(scroll: QScrollArea) -> bool:
    """Whether the whole width of the page is shown, or can be scrolled to."""
    return scroll.widget().width() <= scroll.viewport().width() or scroll.horizontalScrollBar().isVisible()
