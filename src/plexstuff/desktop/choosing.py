"""The dialog that lets one choose among what the live service offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QInputDialog,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from plexstuff.desktop.boxes import button, label
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.look import Look
from plexstuff.desktop.values import make_offer, offers
from plexstuff.desktop.words import safe, told
from plexstuff.errors import PlexstuffError
from plexstuff.service import Choose, Offer, Service

_VALUE = Qt.ItemDataRole.UserRole


class ChooseDialog(QDialog):
    """Return or a double click takes what is chosen, Esc leaves everything as it was. `chosen` is "" for nothing."""

    def __init__(
        self, look: Look, desk: Desk, service: Service, step: Choose, answers: Mapping[str, str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{service.title.upper()}: {step.title.upper()}")
        self.setMinimumWidth(look.px(32))
        self._told = label(f"Asking {service.title} …", "faint")
        self.list = QListWidget()
        self.list.setAccessibleName(step.field.label)
        self.list.itemActivated.connect(lambda _: self.accept())
        self.add = button("ADD …", "Make a new one, and choose it")
        self.add.setVisible(bool(step.makes))
        self.add.clicked.connect(self._ask_title)

        def make(title: str) -> None:
            work = make_offer(desk.app(), service, step, title, answers)
            desk.run(work, self._made, self._failed, owner=self)

        self._make = make
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setEnabled(False)
        self._buttons.addButton(self.add, QDialogButtonBox.ButtonRole.ActionRole)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.px(1.5), look.px(1.3), look.px(1.5), look.px(1.3))
        rows.setSpacing(look.px(0.7))
        for one in (label(step.title, "heading"), label(step.text), self._told, self.list, self._buttons):
            rows.addWidget(one)
        call = desk.run(offers(desk.app(), service, step, answers), self._offered, self._failed, owner=self)
        self.finished.connect(lambda _: call.cancel())

    @property
    def chosen(self) -> str:
        """The value of what is chosen."""
        chosen = self.list.selectedItems()
        return str(chosen[0].data(_VALUE)) if chosen else ""

    def _offered(self, found: Sequence[Offer]) -> None:
        self._told.setText("" if found else "There is nothing to choose from.")
        self._told.setVisible(not found)
        for one in found:
            self._list(one)
        if found:
            self._choose(0)

    def _list(self, one: Offer) -> None:
        item = QListWidgetItem(f"{safe(one.label)}   {safe(one.detail)}" if one.detail else safe(one.label))
        item.setData(_VALUE, one.value)
        self.list.addItem(item)

    def _choose(self, row: int) -> None:
        self.list.setCurrentRow(row)
        self.list.setFocus()
        self._ok.setEnabled(True)

    def _ask_title(self) -> None:
        asked = QInputDialog(self)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setWindowTitle("A new one")
        asked.setLabelText("Its title:")
        asked.textValueSelected.connect(lambda text: self._make(text.strip()) if text.strip() else None)
        asked.open()

    def _made(self, one: Offer) -> None:
        self._told.setVisible(False)
        self._list(one)
        self._choose(self.list.count() - 1)

    def _failed(self, error: PlexstuffError) -> None:
        self._told.setText(told(error))
        self._told.setVisible(True)
