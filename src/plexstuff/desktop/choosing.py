"""The dialog that lets one choose among what the live service offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from plexstuff.desktop.boxes import label
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.look import Look
from plexstuff.desktop.values import offers
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
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setEnabled(False)
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
            text = f"{safe(one.label)}   {safe(one.detail)}" if one.detail else safe(one.label)
            item = QListWidgetItem(text)
            item.setData(_VALUE, one.value)
            self.list.addItem(item)
        if found:
            self.list.setCurrentRow(0)
            self.list.setFocus()
            self._ok.setEnabled(True)

    def _failed(self, error: PlexstuffError) -> None:
        self._told.setText(told(error))
