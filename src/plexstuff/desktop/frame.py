"""What every window can do: be closed and saved as a picture by key, have larger letters, remember its size."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QToolButton, QVBoxLayout, QWidget

from plexstuff.desktop.boxes import label
from plexstuff.desktop.look import Look
from plexstuff.desktop.words import safe


class Frame(QMainWindow):
    """A window of Plexstuff; `name` is what its size is remembered by."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._name = name
        self.status = label("", "faint", select=True)
        self.status.setAccessibleName("Status")
        self.smaller = _letters("A\N{MINUS SIGN}", "Smaller letters", "Ctrl+-")
        self.smaller.clicked.connect(lambda: look.step(-1))
        self.larger = _letters("A+", "Larger letters", "Ctrl++")
        self.larger.clicked.connect(lambda: look.step(1))
        for keys, does in (
            ("Ctrl+W", self.close),
            ("Shift+Ctrl+P", self.save_picture),
            ("Ctrl++", lambda: look.step(1)),
            ("Ctrl+=", lambda: look.step(1)),
            ("Ctrl+-", lambda: look.step(-1)),
            ("Ctrl+0", lambda: look.resize(1.0)),
        ):
            QShortcut(QKeySequence(keys), self, does)

    def show_page(self, page: QWidget, *, beside: float) -> None:
        """Fill the window with a page, the status line under it; `beside` is the space on either side, in ems."""
        px = self.look.px
        whole = QWidget()
        whole.setObjectName("page")
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(page, 1)
        last = QHBoxLayout()
        last.setContentsMargins(px(beside), px(0.5), px(beside), px(0.7))
        last.setSpacing(px(0.2))
        last.addWidget(self.status, 1)
        for one in (self.smaller, self.larger):
            last.addWidget(one, 0, Qt.AlignmentFlag.AlignBottom)
        rows.addLayout(last)
        self.setCentralWidget(whole)

    def say(self, sentence: str) -> None:
        """Say this in the status line, and to whoever listens to the screen."""
        self.status.setText(safe(sentence))
        QAccessible.updateAccessibility(QAccessibleEvent(self.status, QAccessible.Event.Alert))

    def save_picture(self, path: Path | None = None) -> Path:
        """Save a PNG of this window among the user's pictures, and say where it is."""
        if path is None:
            folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
            path = _free(Path(folder) / f"plexstuff-{self._name}-{time.strftime('%Y%m%d-%H%M%S')}.png")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self.say(f"The picture can't be saved: {path.parent} can't be made: {error.strerror}.")
            return path
        saved = self.grab().save(str(path), "PNG")
        self.say(f"A picture of this window is in {path}." if saved else f"{path} can't be written.")
        return path

    def remember(self, settings: QSettings) -> None:
        """Take the size that the window had last, and keep it when it closes."""
        self._settings = settings
        geometry = settings.value(f"windows/{self._name}")
        if geometry is not None:
            self.restoreGeometry(geometry)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember the size."""
        settings = getattr(self, "_settings", None)
        if settings is not None:
            settings.setValue(f"windows/{self._name}", self.saveGeometry())
        super().closeEvent(event)


def _letters(text: str, told: str, keys: str) -> QToolButton:
    made = QToolButton()
    made.setText(text)
    made.setAutoRaise(True)
    made.setAccessibleName(told)
    made.setToolTip(f"{told} ({keys})")
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def _free(path: Path) -> Path:
    """This path, or one like it that is not taken."""
    number, free = 2, path
    while free.exists():
        free, number = path.with_stem(f"{path.stem}-{number}"), number + 1
    return free
