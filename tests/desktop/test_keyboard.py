"""The keyboard reaches everything, everything has a name for screen readers, and the keys do what they say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QListWidget, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from plexstuff.desktop.albums import AlbumsDialog
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.history import HistoryDialog
from plexstuff.desktop.look import Look
from plexstuff.desktop.main_window import MainWindow
from plexstuff.desktop.report import ReportDialog
from plexstuff.sandbox import Sandbox
from plexstuff.service import Group

PATIENCE = 20_000
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(qtbot: QtBot, window: QWidget, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    """Press a key in a window that is in front."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
    QTest.keyClick(window, key, held)


def reached_by_tab(window: QWidget) -> set[QWidget]:
    """Everything that has the focus in turn when Tab is pressed, until it begins anew."""
    first = QApplication.focusWidget() or window
    found: list[QWidget] = []
    for _ in range(500):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or now in found:
            break
        found.append(now)
    assert first is window or first in found
    return set(found)


def parts(window: QWidget) -> list[QWidget]:
    """What a user can do something with."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QListWidget, QPlainTextEdit)
    return [one for kind in kinds for one in window.findChildren(kind) if one.isVisible() and one.isEnabled()]


def focusable(window: QWidget) -> list[QWidget]:
    """What Tab stops at."""
    stops = Qt.FocusPolicy.TabFocus
    return [one for one in window.findChildren(QWidget) if one.isVisible() and one.focusPolicy() & stops == stops]


@pytest.mark.parametrize("group", list(Group))
def test_tab_reaches_every_part_of_a_window(
    desk_of: Callable[..., Desk],
    window_of: Callable[[Desk], MainWindow],
    box: Sandbox,
    addresses: dict[str, str],
    qtbot: QtBot,
    group: Group,
) -> None:
    window = window_of(desk_of(addresses))
    window.activateWindow()
    window.table.setFocus()
    reached = reached_by_tab(window)
    assert [one for one in parts(window) if one not in reached] == []
    opened = window.open_group(group)
    qtbot.addWidget(opened)
    qtbot.waitUntil(opened.isActiveWindow, timeout=PATIENCE)
    reached = reached_by_tab(opened)
    assert [one for one in parts(opened) if one not in reached] == []


def test_every_part_has_a_name_for_screen_readers(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow], look: Look, box: Sandbox, qtbot: QtBot
) -> None:
    desk = desk_of(box.environment())
    window = window_of(desk)
    dialogs = [AlbumsDialog(look, desk, window), HistoryDialog(look, desk, window), ReportDialog(look, {}, window)]
    for one in dialogs:
        one.show()
    qtbot.waitUntil(lambda: dialogs[0].findChildren(QListWidget)[0].count() > 0, timeout=PATIENCE)
    windows = [window, *dialogs, *(window.open_group(group) for group in Group)]
    nameless = []
    for one in windows:
        qtbot.addWidget(one)
        for part in {*parts(one), *focusable(one)}:
            face = QAccessible.queryAccessibleInterface(part)
            if face is None or not face.text(QAccessible.Text.Name).strip():
                nameless.append((one.windowTitle(), part))
            if face is None or not face.text(QAccessible.Text.Description).strip():
                nameless.append((f"{one.windowTitle()}: no description", part))
    assert nameless == []
    check = window.check_all
    assert (
        QAccessible.queryAccessibleInterface(check).text(QAccessible.Text.Description) == check.accessibleDescription()
    )
    assert "Try every service" in check.accessibleDescription()


def test_control_w_closes_a_window_and_the_first_one_closes_all(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow], qtbot: QtBot
) -> None:
    window = window_of(desk_of())
    login, music = window.open_group(Group.LOGIN), window.open_group(Group.MUSIC)
    for one in (login, music):
        qtbot.addWidget(one)
    press(qtbot, login, Qt.Key.Key_W, CONTROL)
    assert (login.isVisible(), music.isVisible(), window.isVisible()) == (False, True, True)
    press(qtbot, window, Qt.Key.Key_W, CONTROL)
    assert (music.isVisible(), window.isVisible()) == (False, False)


@pytest.mark.parametrize("which", ["main", "group"])
def test_shift_control_p_saves_a_picture_of_the_window(
    desk_of: Callable[..., Desk],
    window_of: Callable[[Desk], MainWindow],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    which: str,
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "Pictures"))
    window = window_of(desk_of())
    target = window if which == "main" else window.open_group(Group.LOGIN)
    qtbot.addWidget(target)
    press(qtbot, target, Qt.Key.Key_P, CONTROL | SHIFT)
    press(qtbot, target, Qt.Key.Key_P, CONTROL | SHIFT)
    made = sorted((tmp_path / "Pictures").iterdir(), key=lambda one: one.stat().st_mtime_ns)
    assert len(made) == 2, "a second picture takes the place of the first"
    assert str(made[-1]) in target.status.text()
    picture = QImage(str(made[0]))
    assert (picture.width(), picture.height()) == (target.width(), target.height())
    assert len({picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}) > 5


def test_a_picture_that_can_not_be_saved_is_said(
    desk_of: Callable[..., Desk],
    window_of: Callable[[Desk], MainWindow],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    (tmp_path / "Pictures").write_text("a file in the way")
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "Pictures"))
    window = window_of(desk_of())
    press(qtbot, window, Qt.Key.Key_P, CONTROL | SHIFT)
    assert "can't be" in window.status.text()


def test_control_and_plus_minus_and_nought_change_the_size_of_the_letters(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow], look: Look, qtbot: QtBot
) -> None:
    window = window_of(desk_of())
    opened = window.open_group(Group.LOGIN)
    qtbot.addWidget(opened)
    usual = window.summary.fontMetrics().height()
    for _ in range(20):
        press(qtbot, window, Qt.Key.Key_Plus, CONTROL)
    assert look.size == 2.0
    assert window.summary.fontMetrics().height() > 1.7 * usual
    field = next(iter(opened.panels["jackett"].rows.values()))
    assert field.box.fontMetrics().height() > 1.7 * usual
    for _ in range(20):
        press(qtbot, opened, Qt.Key.Key_Minus, CONTROL)
    assert look.size == 0.85
    assert window.summary.fontMetrics().height() <= usual
    press(qtbot, window, Qt.Key.Key_0, CONTROL)
    assert (look.size, window.summary.fontMetrics().height()) == (1.0, usual)
    for one, larger in ((window.larger, True), (window.smaller, False)):
        before = window.summary.fontMetrics().height()
        one.setFocus()
        qtbot.keyClick(one, Qt.Key.Key_Space)
        assert (window.summary.fontMetrics().height() > before) is larger
    assert look.size == 1.0


def test_escape_closes_a_dialog(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow], look: Look, qtbot: QtBot
) -> None:
    window = window_of(desk_of())
    for asked, title in ((window.history_button, "HISTORY"), (window.report_button, "REPORT")):
        asked.setFocus()
        qtbot.keyClick(asked, Qt.Key.Key_Space)
        dialog = next(one for one in QApplication.topLevelWidgets() if one.isVisible() and one.windowTitle() == title)
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
