"""Draws every kind of field: its label, its box, what it is from, and why a value was refused."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from plexstuff.desktop.boxes import FileLine, button, label
from plexstuff.desktop.choices import ChoicesBox
from plexstuff.desktop.look import Look
from plexstuff.desktop.snapshot import Shown
from plexstuff.desktop.values import step_of
from plexstuff.desktop.words import here, safe
from plexstuff.health import Part, State
from plexstuff.service import Authorize, Choose, Field, FieldKind, Service

#: More than any key, address or JSON has. Characters; what is longer is cut, and said so.
LONGEST = 100_000


class FieldRow(QWidget):
    """One field of a service. `entered` tells that Return was pressed, `asked` that its button was."""

    entered = Signal()
    asked = Signal()

    def __init__(self, look: Look, service: Service, one: Field) -> None:
        super().__init__()
        self.field = one
        self._look = look
        self._shown = Shown(one)
        self._refused = ""
        self.step = step_of(service, one.key)
        self.box = self._made_box()
        self.button = self._made_button(service)
        self._said = label("", "faint")
        self._lay_out()
        look.changed.connect(self._draw)

    @property
    def text(self) -> str:
        """What was typed and not yet taken; "" where nothing was changed."""
        match self.box:
            case QLineEdit():
                typed = self.box.text()
                same = typed.strip() == self._shown.text.strip()
                return "" if self.box.isReadOnly() or same else typed
            case QComboBox():
                chosen = self.box.currentText()
                return "" if chosen == (self._shown.text or self.field.default) else chosen
            case QCheckBox():
                said = "true" if self.box.isChecked() else "false"
                return "" if said == (self._shown.text or self.field.default or "false") else said
            case ChoicesBox():
                return "" if self.box.text == (self._shown.text or self.field.default) else self.box.text
            case _:
                return ""

    @property
    def has_value(self) -> bool:
        """Whether a value is kept, or comes from elsewhere."""
        return self._shown.given or bool(self._shown.text)

    @property
    def takes_text(self) -> bool:
        """Whether something can be typed in its box."""
        return isinstance(self.box, QLineEdit) and not self.box.isReadOnly()

    def put(self, text: str) -> None:
        """Put a text there as if it were typed."""
        if isinstance(self.box, QLineEdit) and self.takes_text:
            self.box.setText(text)

    def show_value(self, shown: Shown) -> None:
        """Show the value as it is kept now. What is being typed stays."""
        typed = self.text
        self._shown = shown
        fixed = bool(shown.fixed)
        if isinstance(self.box, QLineEdit):
            self.box.setReadOnly(fixed or self.field.kind is FieldKind.GRANT)
            if not typed:
                self.box.setText("" if self.field.secret else safe(shown.text))
            self.box.setPlaceholderText(self._placeholder())
        elif isinstance(self.box, QComboBox):
            self.box.setEnabled(not fixed)
            if not typed:
                self.box.setCurrentText(shown.text or self.field.default)
        elif isinstance(self.box, QCheckBox):
            self.box.setEnabled(not fixed)
            if not typed:
                self.box.setChecked((shown.text or self.field.default) == "true")
        elif isinstance(self.box, ChoicesBox):
            self.box.fix(fixed)
            if not typed:
                self.box.put(shown.text or self.field.default)
        if self.button is not None:
            self.button.setEnabled(not fixed)
        if self._refused and self.text == self._refused:
            return  # what was refused is still there, and so is the reason
        self._say(shown.trouble or "", refused=bool(shown.trouble))

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show what a sign-in allows beside what is asked for."""
        if isinstance(self.box, ChoicesBox):
            self.box.show_parts({one.key: one for one in parts})

    def refuse(self, why: str) -> None:
        """Say beside the box why its value was not taken; the value stays there."""
        self._say(why, refused=True)
        self._refused = self.text

    def note(self, text: str) -> None:
        """Say what was understood of the value."""
        self._say(text, refused=False)

    def taken(self) -> None:
        """The value is kept: a secret is not shown any longer."""
        if isinstance(self.box, QLineEdit):
            self.box.clear()
        self._say("", refused=False)

    def _placeholder(self) -> str:
        if self.field.kind is FieldKind.GRANT:
            return "Signed in" if self._shown.given else "Not signed in"
        if self.field.secret and self._shown.given:
            return "Set; never shown"
        return "" if self.field.required else "May be left empty"

    def _made_box(self) -> QWidget:
        made: QWidget
        if self.field.kind is FieldKind.CHOICE and self.field.choices:
            made = self._made_choice()
        elif self.field.kind is FieldKind.CHOICES:
            made = self._made_choices()
        elif self.field.kind is FieldKind.SWITCH:
            made = self._made_switch()
        else:
            made = self._made_line()
        made.setAccessibleName(self.field.label)
        made.setAccessibleDescription(here(self.field.hint))
        return made

    def _made_choice(self) -> QComboBox:
        made = QComboBox()
        made.addItems(self.field.choices)
        made.activated.connect(lambda _: self.entered.emit())
        return made

    def _made_choices(self) -> ChoicesBox:
        made = ChoicesBox(self._look, self.field)
        made.switched.connect(self.entered)
        return made

    def _made_switch(self) -> QCheckBox:
        made = QCheckBox()
        made.clicked.connect(lambda _: self.entered.emit())
        return made

    def _made_line(self) -> QLineEdit:
        made = QLineEdit()
        if self.field.lines:
            made = FileLine()
            made.dropped.connect(self._take_file)
        made.setMaxLength(LONGEST)
        if self.field.kind is FieldKind.SECRET:
            made.setEchoMode(QLineEdit.EchoMode.Password)
        made.returnPressed.connect(self.entered)
        made.textEdited.connect(lambda _: self._say("", refused=False))
        return made

    def _made_button(self, service: Service) -> QWidget | None:
        match self.step:
            case Authorize() as step:
                made = button(step.button, f"Sign in at {service.title}", main=True)
            case Choose():
                made = button("CHOOSE …", f"Choose: {self.field.label}")
            case _:
                return self._made_file_button() if self.field.lines else None
        made.clicked.connect(lambda: self.asked.emit())
        return made

    def _made_file_button(self) -> QWidget:
        made = button("FILE …", f"Take it out of a file: {self.field.label}")
        made.clicked.connect(self._choose_file)
        return made

    def _choose_file(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        chooser = QFileDialog(self, self.field.label, folder)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.fileSelected.connect(self._take_file)
        chooser.open()

    def _take_file(self, name: str) -> None:
        self.put(name)
        self.entered.emit()

    def _lay_out(self) -> None:
        name = QLabel(self.field.label)
        name.setBuddy(self.box)
        name.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        name.setWordWrap(True)
        name.setFixedWidth(self._look.px(11))
        name.setContentsMargins(0, self._look.px(0.45), 0, 0)
        self._name = name
        right = QVBoxLayout()
        right.setSpacing(self._look.px(0.15))
        line = QHBoxLayout()
        line.setSpacing(self._look.px(0.5))
        line.addWidget(self.box, 1)
        if self.button is not None:
            line.addWidget(self.button)
        right.addLayout(line)
        right.addWidget(self._said)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._look.px(0.8))
        grid.addWidget(name, 0, 0)
        grid.addLayout(right, 0, 1)
        grid.setColumnStretch(1, 1)

    def _draw(self) -> None:
        self._name.setFixedWidth(self._look.px(11))

    def _say(self, text: str, *, refused: bool) -> None:
        self._refused = ""
        said = text or (f"Fixed here: {self._shown.fixed}." if self._shown.fixed else here(self.field.hint))
        self._said.setText(safe(said))
        self._said.setVisible(bool(said))
        self.box.setProperty("refused", "true" if refused else "false")
        self.box.style().polish(self.box)
        colours = self._look.colours
        self._said.setStyleSheet(f"color: {colours.inks[State.NOT_WORKING] if refused else colours.faint};")

    @property
    def said(self) -> str:
        """What stands under the box."""
        return self._said.text()
