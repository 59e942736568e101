"""While a value is tried, and after it was refused: what is typed meanwhile stays, and so does the reason."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from plexstuff.app import Plexstuff
from plexstuff.config import Configuration
from plexstuff.desktop.choices import ChoicesBox
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.panel import ServicePanel
from plexstuff.desktop.values import Tried, try_values
from plexstuff.sandbox import Sandbox, keys
from plexstuff.sandbox.faults import FaultKind
from plexstuff.service import Service

PATIENCE = 20_000
PanelOf = Callable[[Desk, str], ServicePanel]
Stored = Callable[[str], dict[str, str]]


def box_of(panel: ServicePanel, key: str) -> QLineEdit:
    box = panel.rows[key].box
    assert isinstance(box, QLineEdit)
    return box


def test_what_is_typed_while_another_value_is_tried_stays(
    desk_of: Callable[..., Desk],
    panel_of: PanelOf,
    addresses: dict[str, str],
    box: Sandbox,
    stored: Stored,
    qtbot: QtBot,
) -> None:
    panel = panel_of(desk_of(addresses), "lastfm")
    box.faults(FaultKind.LATENCY, service="lastfm", seconds=1, count=None)
    key, second = box_of(panel, "api_key"), box_of(panel, "shared_secret")
    good = box.environment()["PLEXSTUFF__LASTFM__API_KEY"]
    key.setText(good)
    qtbot.keyClick(key, Qt.Key.Key_Return)
    assert panel.sentence.text() == "Trying Last.fm …"
    qtbot.keyClicks(second, "half a sec")
    qtbot.waitUntil(lambda: panel.badge.text == "WORKING", timeout=PATIENCE)
    assert stored("lastfm") == {"api_key": good}
    assert (key.text(), second.text()) == ("", "half a sec")


def test_the_same_box_typed_in_again_while_it_is_tried_keeps_the_newer_text(
    desk_of: Callable[..., Desk], panel_of: PanelOf, addresses: dict[str, str], box: Sandbox, qtbot: QtBot
) -> None:
    panel = panel_of(desk_of(addresses), "tmdb")
    box.faults(FaultKind.LATENCY, service="tmdb", seconds=1, count=None)
    key = box_of(panel, "api_key")
    key.setText(keys.TMDB_KEY)
    qtbot.keyClick(key, Qt.Key.Key_Return)
    key.clear()
    qtbot.keyClicks(key, "another")
    qtbot.waitUntil(lambda: panel.badge.text == "WORKING", timeout=PATIENCE)
    assert key.text() == "another"


def test_the_reason_stays_beside_a_refused_value_when_the_service_is_checked(
    desk_of: Callable[..., Desk], panel_of: PanelOf, addresses: dict[str, str], home: Path, qtbot: QtBot
) -> None:
    Configuration.load(home, {}).set_secret("tmdb", "api_key", keys.TMDB_KEY)
    desk = desk_of(addresses)
    panel = panel_of(desk, "tmdb")
    key, row = box_of(panel, "api_key"), panel.rows["api_key"]
    key.setText("0" * 32)
    qtbot.keyClick(key, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row.said.startswith("Not kept."), timeout=PATIENCE)
    desk.check_all()
    qtbot.waitUntil(lambda: panel.badge.text == "WORKING", timeout=PATIENCE)
    assert key.text() == "0" * 32
    assert row.said.startswith("Not kept.")
    assert key.property("refused") == "true"
    # Once the box is emptied there is nothing left to give a reason for.
    key.selectAll()
    qtbot.keyClick(key, Qt.Key.Key_Delete)
    assert not row.said.startswith("Not kept.")
    assert key.property("refused") == "false"


def test_return_pressed_twice_tries_once(
    desk_of: Callable[..., Desk], panel_of: PanelOf, addresses: dict[str, str], box: Sandbox, qtbot: QtBot
) -> None:
    desk = desk_of(addresses)
    panel = panel_of(desk, "tmdb")
    kept: list[str] = []
    desk.told.connect(lambda told: kept.append(told) if told.endswith("kept.") else None)
    box.faults(FaultKind.LATENCY, service="tmdb", seconds=1, count=None)
    key = box_of(panel, "api_key")
    key.setText(keys.TMDB_KEY)
    qtbot.keyClick(key, Qt.Key.Key_Return)
    qtbot.keyClick(key, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.badge.text == "WORKING", timeout=PATIENCE)
    box.clear_faults()
    qtbot.mouseClick(panel.check_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not desk.under_way, timeout=PATIENCE)
    assert kept == ["TMDB: kept."]


def test_of_two_switches_turned_at_once_none_is_lost(
    desk_of: Callable[..., Desk],
    panel_of: PanelOf,
    addresses: dict[str, str],
    stored: Stored,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was entered first must not be kept last, however long it takes."""
    second_is_over = threading.Event()
    begun: list[Mapping[str, str]] = []
    ended: list[Mapping[str, str]] = []

    async def as_it_may_happen(app: Plexstuff, service: Service, texts: Mapping[str, str]) -> Tried:
        begun.append(texts)
        if len(begun) == 1:
            await asyncio.to_thread(second_is_over.wait, 1)
        try:
            return await try_values(app, service, texts)
        finally:
            ended.append(texts)
            second_is_over.set()

    monkeypatch.setattr("plexstuff.desktop.panel.try_values", as_it_may_happen)
    panel = panel_of(desk_of(addresses), "google")
    choices = panel.rows["features"].box
    assert isinstance(choices, ChoicesBox)
    for unwanted in ("contacts", "youtube"):
        qtbot.keyClick(choices.switches[unwanted], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(ended) == 2 and panel.check_button.isEnabled(), timeout=PATIENCE)
    assert [one["features"] for one in ended] == ["mail youtube sheets", "mail sheets"]
    assert stored("google")["features"] == "mail sheets"


def test_after_a_text_that_can_not_be_a_value_nothing_is_said_to_be_under_way(
    desk_of: Callable[..., Desk], panel_of: PanelOf, addresses: dict[str, str], qtbot: QtBot
) -> None:
    panel = panel_of(desk_of(addresses), "tmdb")
    before = panel.sentence.text()
    key, row = box_of(panel, "api_key"), panel.rows["api_key"]
    key.setText("abc")
    qtbot.keyClick(key, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: key.property("refused") == "true", timeout=PATIENCE)
    assert panel.sentence.text() == before
    assert "32 " in row.said
