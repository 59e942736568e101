"""No window holds a secret that is kept: not in a text, a tip, a name for screen readers, or a title."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from consent_pages import answer_google
from plexstuff.config import Configuration
from plexstuff.desktop.consent import ConsentDialog
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.main_window import MainWindow
from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.furnished import furnish
from plexstuff.service import Group

PATIENCE = 20_000


def everything_said(widget: QWidget) -> Iterator[str]:
    """All that a widget shows or tells a screen reader."""
    yield from (widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    for name in ("text", "placeholderText", "currentText", "title", "statusTip"):
        told = getattr(widget, name, None)
        if callable(told) and not (isinstance(widget, QLineEdit) and name == "text" and is_typed(widget)):
            yield str(told())
    if isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QListWidget):
        yield from (widget.item(row).text() for row in range(widget.count()))


def is_typed(box: QLineEdit) -> bool:
    """A box that shows dots in place of what was typed there just now."""
    return box.echoMode() is QLineEdit.EchoMode.Password and not box.isReadOnly()


def test_no_secret_is_in_any_window(
    desk_of: Callable[..., Desk],
    window_of: Callable[[Desk], MainWindow],
    box: Sandbox,
    home: Path,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    desk = desk_of(furnish(home, box.environment()))
    window = window_of(desk)
    for group in Group:
        qtbot.addWidget(window.open_group(group))
    qtbot.mouseClick(window.check_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.table.cell(1, 3).text() == "ALL WORKING", timeout=2 * PATIENCE)
    credentials = window.open_group(Group.CREDENTIALS)
    qtbot.mouseClick(credentials.panels["google"].rows["grant"].button, Qt.MouseButton.LeftButton)
    dialog = credentials.findChildren(ConsentDialog)[-1]
    qtbot.waitUntil(lambda: bool(dialog.address.text()), timeout=PATIENCE)
    ended = answer_google(dialog.address.text())
    dialog.paste.setText(ended)
    # A refused key is in its box, as dots; nothing else holds it.
    key = credentials.panels["tmdb"].rows["api_key"].box
    assert isinstance(key, QLineEdit)
    key.setText("0f" * 16)
    qtbot.keyClick(key, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Not kept" in credentials.panels["tmdb"].rows["api_key"].said, timeout=PATIENCE)
    login = window.open_group(Group.LOGIN)
    for opened, service, field in ((login, "plex", "token"), (credentials, "imgur", "grant")):
        qtbot.mouseClick(opened.panels[service].rows[field].button, Qt.MouseButton.LeftButton)
        other = opened.findChildren(ConsentDialog)[-1]
        qtbot.waitUntil(lambda other=other: bool(other.address.text()), timeout=PATIENCE)
    for asked in (window.history_button, window.report_button, credentials.panels["imgur"].albums):
        qtbot.mouseClick(asked, Qt.MouseButton.LeftButton)
    secrets = {one for one in Configuration.load(home, {}).secrets() if len(one) > 5} | {"0f" * 16, ended}
    assert len(secrets) > 10
    # The id of the Plex server is none, though one of the sandbox's keys is a part of it.
    server = box.environment()["PLEXSTUFF__PLEX__SERVER"]
    client = f"client_id={box.environment()['PLEXSTUFF__IMGUR__CLIENT_ID']}"  # must stand in the page's address
    said = [
        text.replace(server, "").replace(client, "")
        for one in QApplication.allWidgets()
        for text in everything_said(one)
    ]
    assert len(said) > 500
    assert sorted({secret[:4] for secret in secrets for text in said if secret in text}) == []
    heard = caplog.text + "".join(capfd.readouterr())
    assert sorted({secret[:4] for secret in secrets if secret in heard}) == []
    boxes = [one for one in QApplication.allWidgets() if isinstance(one, QLineEdit) and one.text() in secrets]
    assert {one.echoMode() for one in boxes} == {QLineEdit.EchoMode.Password}
