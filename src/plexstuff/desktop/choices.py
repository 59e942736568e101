"""Some of several, each with its own switch, and beside it whether the service allows it and how that was proved."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from plexstuff.desktop.look import Look
from plexstuff.desktop.words import here
from plexstuff.health import Part, State
from plexstuff.service import Field


class ChoicesBox(QWidget):
    """A switch for each choice of a field. `switched` tells that the user has turned one."""

    switched = Signal()

    def __init__(self, look: Look, field: Field) -> None:
        super().__init__()
        self._look = look
        self.field = field
        self.switches: dict[str, QCheckBox] = {}
        self.told: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, look.px(0.3), 0, 0)
        grid.setHorizontalSpacing(look.px(1.2))
        grid.setVerticalSpacing(look.px(0.3))
        grid.setColumnStretch(0, 1)
        for row, choice in enumerate(field.choices):
            switch = QCheckBox(field.meaning(choice))
            switch.setAccessibleName(f"{field.label}: {field.meaning(choice)}")
            switch.setAccessibleDescription(here(field.hint) or field.label)
            switch.clicked.connect(lambda _: self.switched.emit())
            self.switches[choice] = switch
            self.told[choice] = QLabel()
            grid.addWidget(switch, row, 0)
            grid.addWidget(self.told[choice], row, 1)
        self.setFocusProxy(next(iter(self.switches.values())))

    @property
    def text(self) -> str:
        """Those that are switched on, as the setting has them."""
        return " ".join(choice for choice, switch in self.switches.items() if switch.isChecked())

    def put(self, text: str) -> None:
        """Switch on those that `text` names, and the others off."""
        for choice, switch in self.switches.items():
            switch.setChecked(choice in text.split())

    def show_parts(self, parts: Mapping[str, Part]) -> None:
        """Say of each whether it is allowed; nothing where that is not known."""
        colours = self._look.colours
        for choice, told in self.told.items():
            part = parts.get(choice)
            told.setText("" if part is None else _words(part))
            self.switches[choice].setAccessibleDescription(
                ". ".join(filter(None, (told.text(), here(self.field.hint))))
            )
            if part is None:
                continue
            ink = colours.inks[State.WORKING] if part.allowed else colours.inks[State.NOT_SET_UP]
            told.setStyleSheet(f"color: {ink};")

    def fix(self, fixed: bool) -> None:
        """Whether they can be turned."""
        for switch in self.switches.values():
            switch.setEnabled(not fixed)


def _words(part: Part) -> str:
    if not part.allowed:
        return "not granted"
    return f"granted, {part.proof.value}" if part.proof else "granted"
