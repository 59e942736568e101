"""The dialog of a sign-in: shows the page, closes itself when the answer is heard, or takes the pasted address."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from plexstuff.desktop.boxes import button, fit, label
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.fields import LONGEST
from plexstuff.desktop.look import Look
from plexstuff.desktop.values import sign_in
from plexstuff.desktop.words import here, safe, told
from plexstuff.errors import ConsentNeeded, PlexstuffError
from plexstuff.service import Authorize, Pending, Service
from plexstuff.setup import Walk
from plexstuff.setup.entrance import Front


class ConsentDialog(QDialog):
    """Signing in. Return takes the pasted address, Esc closes and leaves everything as it was.

    `walk` is the walk one step on when it was accepted; it holds what was granted.
    """

    _shown = Signal(object, int)
    _refused = Signal(object)

    def __init__(
        self, look: Look, desk: Desk, service: Service, step: Authorize, texts: Mapping[str, str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.walk: Walk | None = None
        self._service = service
        self._pasted: asyncio.Queue[str] = asyncio.Queue()
        self._desk = desk
        self.setWindowTitle(f"{service.title.upper()}: {step.title.upper()}")
        self.resize(look.px(42), look.px(16))
        self.told = label("Asking where to sign in …")
        self.code = label("", "title", select=True)
        self.address = QLineEdit(readOnly=True)
        self.address.setAccessibleName("The page to open")
        self.open_button = button("OPEN IN BROWSER", "Open the page in the browser of this machine", main=True)
        self.copy_button = button("COPY ADDRESS", "Copy the address, to open it anywhere")
        self.paste = QLineEdit()
        self.paste.setMaxLength(LONGEST)
        self.paste.setEchoMode(QLineEdit.EchoMode.Password)
        self.paste.setPlaceholderText("… or paste the whole address of its last page, and press Return")
        self.paste.setAccessibleName("The address on which the browser ended")
        self.said = label("", "faint")
        self._lay_out(look, step)
        self._wire()
        front = Front(
            lambda pending, port: self._shown.emit(pending, port),
            self._pasted.get,
            lambda error: self._refused.emit(error),
        )
        self._call = desk.run(sign_in(desk.app(), service, step, texts, front), self._done, self._failed, owner=self)

    def _lay_out(self, look: Look, step: Authorize) -> None:
        px = look.px
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(1.5), px(1.3), px(1.5), px(1.3))
        rows.setSpacing(px(0.7))
        rows.addWidget(label(step.title, "heading"))
        rows.addWidget(label(here(step.text)))
        rows.addWidget(self.told)
        rows.addWidget(self.code)
        rows.addWidget(self.address)
        line = QHBoxLayout()
        line.addWidget(self.open_button)
        line.addWidget(self.copy_button)
        line.addStretch(1)
        rows.addLayout(line)
        rows.addWidget(self.paste)
        rows.addWidget(self.said)
        last = QHBoxLayout()
        last.addStretch(1)
        self.cancel = button("CANCEL", "Close this; everything stays as it was")
        last.addWidget(self.cancel)
        rows.addLayout(last)
        for one in (self.code, self.address, self.open_button, self.copy_button, self.paste, self.said):
            one.setVisible(False)

    def _wire(self) -> None:
        self._shown.connect(self._show)
        self._refused.connect(self._not_that)
        self.open_button.clicked.connect(self._open)
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.address.text()))
        self.paste.returnPressed.connect(self._take)
        self.cancel.clicked.connect(self.reject)
        self.finished.connect(lambda _: self._call.cancel())

    def _show(self, pending: Pending, port: int) -> None:
        self.told.setText(
            "Sign in on the page that opens; this closes by itself when you have agreed there."
            if port or pending.polls
            else "Sign in on the page that opens, then paste the address on which the browser ended."
        )
        self.address.setText(pending.address)
        self.address.setCursorPosition(0)
        self.code.setText(f"Type there: {safe(pending.code)}" if pending.code else "")
        self.code.setVisible(bool(pending.code))
        for one in (self.address, self.open_button, self.copy_button):
            one.setVisible(True)
        self.paste.setVisible(pending.pastes)
        self.open_button.setFocus()
        fit(self)
        self._open()

    def _open(self) -> None:
        if not QDesktopServices.openUrl(QUrl(self.address.text())):
            self._say("No browser could be opened here. Copy the address, and open it on any machine.")

    def _take(self) -> None:
        if text := self.paste.text().strip():
            self._say("Looking at it …")
            self._desk.background.later(self._pasted.put_nowait, text)

    def _not_that(self, error: ConsentNeeded) -> None:
        self._say(told(error))
        self.paste.selectAll()
        self.paste.setFocus()

    def _done(self, walk: Walk) -> None:
        self.walk = walk
        self.accept()

    def _failed(self, error: PlexstuffError) -> None:
        self.told.setText(told(error))
        for one in (self.paste, self.open_button, self.copy_button, self.address, self.code, self.said):
            one.setVisible(False)
        fit(self)
        self.cancel.setText("CLOSE")
        self.cancel.setFocus()

    def _say(self, text: str) -> None:
        self.said.setText(safe(text))
        self.said.setVisible(True)
        fit(self)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Closing is saying no."""
        self._call.cancel()
        super().closeEvent(event)
