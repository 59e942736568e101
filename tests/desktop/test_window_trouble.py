"""The network goes while everything is checked, a window is closed in the middle: nothing hangs, nothing is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from plexstuff.desktop.desk import Desk
from plexstuff.desktop.main_window import MainWindow
from plexstuff.desktop.panel import ServicePanel
from plexstuff.desktop.sandboxed import SandboxWindow
from plexstuff.sandbox import Sandbox, keys
from plexstuff.sandbox.faults import FaultKind

PATIENCE = 20_000
PanelOf = Callable[[Desk, str], ServicePanel]
Stored = Callable[[str], dict[str, str]]


def test_a_network_that_goes_while_checking_is_said_of_each_service(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow], box: Sandbox, qtbot: QtBot
) -> None:
    desk = desk_of(box.environment())
    window = window_of(desk)
    box.faults(FaultKind.RESET, count=None)
    qtbot.mouseClick(window.check_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.check_all.isEnabled(), timeout=3 * PATIENCE)
    health = desk.snapshots["tmdb"].health
    assert health.state.value == "not_working"
    assert "TMDB" in health.sentence
    assert "NOT WORKING" in window.table.cell(1, 3).text()
    assert "Traceback" not in window.status.text()
    # It comes back.
    box.clear_faults()
    qtbot.mouseClick(window.check_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.snapshots["tmdb"].health.state.value == "working", timeout=3 * PATIENCE)


def test_the_window_goes_on_while_a_service_is_slow(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow], box: Sandbox, qtbot: QtBot
) -> None:
    desk = desk_of(box.environment())
    window = window_of(desk)
    box.faults(FaultKind.LATENCY, service="tmdb", seconds=3, count=None)
    qtbot.mouseClick(window.check_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: list(desk.under_way) == ["tmdb"], timeout=PATIENCE)
    assert desk.snapshots["tvdb"].health.state.value == "working"
    longest = 0.0
    while desk.under_way:
        before = time.monotonic()
        QApplication.processEvents()
        longest = max(longest, time.monotonic() - before)
        if window.history_button.isEnabled() and longest > 5:
            break
    assert longest < 2.0
    assert desk.snapshots["tmdb"].health.state.value == "working"


def test_closing_while_checking_ends_at_once_and_cleanly(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow], box: Sandbox, qtbot: QtBot
) -> None:
    desk = desk_of(box.environment())
    window = window_of(desk)
    box.faults(FaultKind.LATENCY, seconds=30, count=None)
    qtbot.mouseClick(window.check_all, Qt.MouseButton.LeftButton)
    assert desk.under_way
    before = time.monotonic()
    window.close()
    assert time.monotonic() - before < 6
    assert [one.name for one in threading.enumerate() if one.name == "plexstuff-loop"] == []


def test_closing_while_a_value_is_tried_keeps_nothing(
    desk_of: Callable[..., Desk],
    panel_of: PanelOf,
    addresses: dict[str, str],
    box: Sandbox,
    stored: Stored,
    qtbot: QtBot,
) -> None:
    desk = desk_of(addresses)
    panel = panel_of(desk, "tmdb")
    box.faults(FaultKind.LATENCY, seconds=30, count=None)
    panel.rows["api_key"].put(keys.TMDB_KEY)
    qtbot.keyClick(panel.rows["api_key"].box, Qt.Key.Key_Return)
    assert panel.sentence.text() == "Trying TMDB …"
    panel.window().close()
    desk.close()
    assert stored("tmdb") == {}


def test_the_sandbox_has_a_window_of_its_own_and_touches_nothing(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow], look: object, stored: Stored, qtbot: QtBot
) -> None:
    desk = desk_of()
    window = window_of(desk)
    sandbox = SandboxWindow(window.look)
    try:
        sandbox.open(desk)
        sandbox.open(desk)  # pressed twice
        assert window.status.text() == "Starting the sandbox …"
        qtbot.waitUntil(lambda: sandbox.window is not None, timeout=PATIENCE)
        shown = sandbox.window
        assert shown is not None
        qtbot.waitUntil(lambda: shown.table.cell(0, 3).text() == "NOT CHECKED", timeout=PATIENCE)
        assert shown.windowTitle() == "PLEXSTUFF: SANDBOX"
        qtbot.mouseClick(shown.check_all, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: shown.table.cell(1, 3).text() == "ALL WORKING", timeout=2 * PATIENCE)
        sandbox.open(desk)
        assert sandbox.window is shown
        shown.close()
        assert sandbox.window is None
        assert window.isVisible()
        assert stored("tmdb") == {}
    finally:
        sandbox.close()
