"""Small parts that every window is put together from: labels that wrap, rules, badges, buttons, foldable parts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from plexstuff.desktop.look import STATE_ICONS, Look
from plexstuff.desktop.words import STATES, safe
from plexstuff.health import State


def label(text: str = "", kind: str = "", *, select: bool = False) -> QLabel:
    """Plain text that wraps; `kind` is one of the style sheet's."""
    made = QLabel(safe(text))
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    if kind:
        made.setProperty("kind", kind)
    if select:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def link(address: str) -> QLabel:
    """An address that opens in a browser; only http and https are links."""
    made = label(address, select=True)
    if address.startswith(("https://", "http://")):
        shown = address.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        made.setTextFormat(Qt.TextFormat.RichText)
        made.setText(f'<a href="{shown}">{shown}</a>')
        made.setOpenExternalLinks(True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    return made


def rule() -> QFrame:
    """A line across."""
    made = QFrame()
    made.setObjectName("rule")
    made.setFixedHeight(1)
    return made


def button(text: str, told: str, *, main: bool = False) -> QPushButton:
    """A push button; `told` is what a screen reader says of it."""
    made = QPushButton(text)
    made.setAccessibleDescription(told)
    made.setToolTip(told)
    made.setAutoDefault(False)
    if main:
        made.setProperty("kind", "main")
    return made


def fit(dialog: QWidget) -> None:
    """Make a dialog as high as its texts are when they are wrapped; Qt asks for one line of each alone."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        height = layout.totalHeightForWidth(dialog.width())
        dialog.setMinimumHeight(height)
        dialog.resize(dialog.width(), height)


class FileLine(QLineEdit):
    """A line on which a file can be dropped; a plain one takes no more than the text of it."""

    #: A file was dropped: its path.
    dropped = Signal(str)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take a file of this machine."""
        if _file_in(event.mimeData()) and not self.isReadOnly():
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Go on taking it."""
        if _file_in(event.mimeData()) and not self.isReadOnly():
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Tell of the file."""
        name = _file_in(event.mimeData())
        if name and not self.isReadOnly():
            event.acceptProposedAction()
            self.dropped.emit(name)
        else:
            super().dropEvent(event)


def _file_in(dropped: QMimeData) -> str:
    return next((one.toLocalFile() for one in dropped.urls() if one.isLocalFile()), "")


class Scroll(QScrollArea):
    """Scrolls a page up and down; as wide as the page needs, also when the letters grow, as far as the screen goes."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self.setWidgetResizable(True)
        self.setWidget(page)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See when the page needs another width."""
        taken = super().eventFilter(watched, event)
        if event.type() is QEvent.Type.LayoutRequest and watched is self._page:
            self._fit()
        return taken

    def _fit(self) -> None:
        needed = self._page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(min(needed, self.screen().availableGeometry().width()))


class Badge(QFrame):
    """A state as a word with its sign, in its colour."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._state = State.NOT_SET_UP
        self._sign = QLabel()
        self._word = QLabel()
        inside = QHBoxLayout(self)
        inside.setContentsMargins(look.px(0.6), look.px(0.2), look.px(0.7), look.px(0.2))
        inside.setSpacing(look.px(0.4))
        inside.addWidget(self._sign)
        inside.addWidget(self._word)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.setObjectName("badge")
        look.changed.connect(self._draw)

    def show_state(self, state: State, word: str = "") -> None:
        """Show this state."""
        self._state = state
        self._word.setText(word or STATES[state])
        self.setAccessibleName(self._word.text())
        self._draw()

    @property
    def text(self) -> str:
        """The word that is shown."""
        return self._word.text()

    def _draw(self) -> None:
        colours, px = self._look.colours, self._look.px
        ink, tint = colours.inks[self._state], colours.tints[self._state]
        self.setStyleSheet(
            f"#badge {{ background: {tint}; border: 1px solid {tint}; border-radius: {px(0.6)}px; }}"
            f"QLabel {{ color: {ink}; font-weight: 600; font-size: {px(0.85)}px; }}"
        )
        self._sign.setPixmap(self._look.picture(STATE_ICONS[self._state], ink, 1.0))


class Fold(QWidget):
    """A heading that folds what is under it away and out again."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self._look = look
        self._head = QToolButton()
        self._head.setText(title)
        self._head.setCheckable(True)
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.setAccessibleDescription(f"Shows or hides: {title}")
        self.inside = QWidget()
        self.rows = QVBoxLayout(self.inside)
        self.rows.setContentsMargins(look.px(1.4), look.px(0.2), 0, look.px(0.4))
        self.rows.setSpacing(look.px(0.5))
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(look.px(0.2))
        outside.addWidget(self._head)
        outside.addWidget(self.inside)
        self._head.toggled.connect(self._fold)
        look.changed.connect(self._draw)
        self._fold(False)

    def open(self, opened: bool = True) -> None:
        """Fold out, or away."""
        self._head.setChecked(opened)

    def _fold(self, opened: bool) -> None:
        self.inside.setVisible(opened)
        self._draw()

    def _draw(self) -> None:
        self._head.setIcon(self._look.icon("chevron-down" if self._head.isChecked() else "chevron-right"))
        self._head.setIconSize(QSize(self._look.px(1.0), self._look.px(1.0)))
