"""The window of a group: a panel for each service, with the word, the sentence, the advice, the proof and the steps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from plexstuff.config import Configuration
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.look import Look
from plexstuff.desktop.main_window import MainWindow
from plexstuff.desktop.panel import ServicePanel
from plexstuff.health import Health, State
from plexstuff.sandbox import Sandbox, keys
from plexstuff.service import Group, Visit

PATIENCE = 20_000
PanelOf = Callable[[Desk, str], ServicePanel]


@pytest.mark.parametrize(
    ("group", "title"),
    [
        (Group.LOGIN, "PLEX LOGIN CONFIGURATION"),
        (Group.CREDENTIALS, "PLEX CREDENTIALS CONFIGURATION"),
        (Group.MUSIC, "PLEX MUSIC CONFIGURATION"),
    ],
)
def test_every_service_of_a_group_has_a_panel_with_all_its_fields(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow], qtbot: QtBot, group: Group, title: str
) -> None:
    desk = desk_of()
    opened = window_of(desk).open_group(group)
    qtbot.addWidget(opened)
    assert opened.windowTitle() == title
    assert list(opened.panels) == [one.key for one in desk.services if one.group is group]
    for service in desk.services:
        if service.group is group:
            panel = opened.panels[service.key]
            assert list(panel.rows) == [one.key for one in service.fields]
            assert shown(panel)[0] == service.title


def shown(panel: ServicePanel) -> list[str]:
    """Every text of the labels that can be seen."""
    return [one.text() for one in panel.findChildren(QLabel) if one.isVisible() and one.text()]


def test_the_state_is_a_word(
    desk_of: Callable[..., Desk], window_of: Callable[[Desk], MainWindow], qtbot: QtBot
) -> None:
    window = window_of(desk_of())
    words = {}
    for group in Group:
        opened = window.open_group(group)
        qtbot.addWidget(opened)
        words |= {key: panel.badge.text for key, panel in opened.panels.items()}
    assert (words["tmdb"], words["imgur"], words["playmusic"]) == ("NOT SET UP", "CLOSED", "RETIRED")
    retired = window.open_group(Group.MUSIC).panels["playmusic"]
    assert "2020" in " ".join(shown(retired))
    assert retired.advice.text()


def test_a_failure_says_what_happened_what_to_do_and_when(
    desk_of: Callable[..., Desk], panel_of: PanelOf, addresses: dict[str, str], home: Path, qtbot: QtBot
) -> None:
    Configuration.load(home, {}).set_secret("tmdb", "api_key", keys.TMDB_SUSPENDED_KEY)
    panel = panel_of(desk_of(addresses), "tmdb")
    assert panel.badge.text == "NOT CHECKED"
    qtbot.mouseClick(panel.check_button, Qt.MouseButton.LeftButton)
    assert panel.badge.text == "CHECKING …"
    qtbot.waitUntil(lambda: panel.badge.text == "NOT WORKING", timeout=PATIENCE)
    assert "suspended" in panel.sentence.text().lower()
    assert panel.advice.text()
    assert panel.proof.text().startswith("Failed 20")
    assert panel.badge.accessibleName() == "NOT WORKING"


def test_the_steps_unfold_word_for_word_with_their_links(
    desk_of: Callable[..., Desk], panel_of: PanelOf, qtbot: QtBot
) -> None:
    panel = panel_of(desk_of(), "google")
    head = next(one for one in panel.findChildren(QToolButton) if one.text() == "How to get this")
    visits = [step for step in panel.service.steps if isinstance(step, Visit)]
    assert visits[0].text not in shown(panel)
    head.setFocus()
    qtbot.keyClick(head, Qt.Key.Key_Space)
    texts = shown(panel)
    for number, step in enumerate(visits, 1):
        assert f"{number}. {step.title}" in texts
        assert step.text in texts
        assert any(f'href="{step.address}"' in one for one in texts)
    assert set(panel.service.uses) <= set(texts)
    assert not [text for text in texts if "`" in text]
    qtbot.keyClick(head, Qt.Key.Key_Space)
    assert visits[0].text not in shown(panel)


@pytest.mark.parametrize(
    "hostile", ["<img src=x><b>bold</b>", "a\x1b[31mred\x07", "\u202egnp.exe\u202c", "&amp;<script>"]
)
def test_words_of_a_service_are_shown_as_they_are_and_do_nothing(
    desk_of: Callable[..., Desk], panel_of: PanelOf, addresses: dict[str, str], home: Path, hostile: str
) -> None:
    configuration = Configuration.load(home, addresses)
    configuration.set_secret("tmdb", "api_key", keys.TMDB_KEY)
    configuration.keep_health("tmdb", Health(State.NOT_WORKING, hostile, hostile, checked_at=1.0))
    panel = panel_of(desk_of(addresses), "tmdb")
    for told in (panel.sentence, panel.advice):
        assert told.textFormat() is Qt.TextFormat.PlainText
        assert not set(told.text()) & set("\x1b\x07\u202e\u202c")
    if "<" in hostile:
        assert panel.sentence.text() == hostile


def test_sizes_of_windows_are_remembered(
    desk_of: Callable[..., Desk], look: Look, qtbot: QtBot, tmp_path: Path
) -> None:
    settings = QSettings(str(tmp_path / "windows.ini"), QSettings.Format.IniFormat)
    first = MainWindow(look, desk_of(), settings)
    qtbot.addWidget(first)
    first.show()
    opened = first.open_group(Group.MUSIC)
    qtbot.addWidget(opened)
    first.resize(777, 444)
    opened.resize(640, 555)
    first.close()
    again = MainWindow(look, desk_of(), QSettings(str(tmp_path / "windows.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(again)
    again.show()
    music = again.open_group(Group.MUSIC)
    qtbot.addWidget(music)
    assert (again.width(), again.height()) == (777, 444)
    assert (music.width(), music.height()) == (640, 555)
    (tmp_path / "windows.ini").write_text("[windows]\nmain=@ByteArray(nonsense)\n[broken")
    third = MainWindow(look, desk_of(), QSettings(str(tmp_path / "windows.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(third)
    third.show()
    assert third.width() > 300


@pytest.mark.parametrize("size", [0.85, 1.5, 2.0])
def test_no_text_is_cut_off_at_any_size(
    desk_of: Callable[..., Desk], qapp: object, box: Sandbox, qtbot: QtBot, size: float
) -> None:
    look = Look(qapp, size, dark=False)  # type: ignore[arg-type]
    try:
        window = MainWindow(look, desk_of(box.environment()))
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(lambda: "services work" in window.summary.text(), timeout=PATIENCE)
        for group in Group:
            opened = window.open_group(group)
            qtbot.addWidget(opened)
            opened.resize(look.px(54), look.px(56))
            for panel in opened.panels.values():
                for fold in panel.findChildren(QToolButton):
                    fold.setChecked(True)
            qtbot.waitUntil(lambda opened=opened: not cut_off(opened.panels.values()), timeout=PATIENCE)
    finally:
        look.resize(1.0)


def cut_off(panels: object) -> list[str]:
    """The texts of labels that are given less room than they need."""
    found = []
    for panel in panels:  # type: ignore[attr-defined]
        for one in panel.findChildren(QLabel):
            if one.isVisible() and one.text() and one.wordWrap() and one.height() < one.heightForWidth(one.width()):
                found.append(one.text())
            if one.isVisible() and one.text() and one.mapTo(panel, one.rect().topRight()).x() > panel.width():
                found.append(one.text())
    return found
