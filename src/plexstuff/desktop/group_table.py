"""The table of the first window: a row for each group, tinted by its state; a menu for each row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from plexstuff.desktop.look import Look
from plexstuff.service import Group

_HEAD = ("NAME", "SERVICES", "WORKING", "STATE")


class _Row(QStyledItemDelegate):
    """A row that is chosen keeps its tint: a frame in its accent shows which one it is."""

    def __init__(self, look: Look, parent: QTableWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a cell."""
        plain = QStyleOptionViewItem(option)
        chosen = bool(plain.state & QStyle.StateFlag.State_Selected)
        plain.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        super().paint(painter, plain, index)
        if chosen:
            accent = QColor(self._look.colours.accents[list(Group)[index.row()]])
            bar, cell = self._look.px(0.3), plain.rect
            painter.fillRect(cell.x(), cell.y(), cell.width(), 2, accent)
            painter.fillRect(cell.x(), cell.bottom() - 1, cell.width(), 2, accent)
            if index.column() == 0:
                painter.fillRect(cell.x(), cell.y(), bar, cell.height(), accent)


class GroupTable(QTableWidget):
    """Three rows. `opens` asks for the window of a group; the menu of a row is asked for by mouse, key or Return."""

    menu_asked = Signal(object, QPoint)

    def __init__(self, look: Look) -> None:
        super().__init__(len(Group), len(_HEAD))
        self._look = look
        self.setHorizontalHeaderLabels(_HEAD)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_Row(look, self))
        self.setAccessibleName("Groups of services")
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for row in range(len(Group)):
            for column in range(len(_HEAD)):
                self.setItem(row, column, QTableWidgetItem())
        self.setCurrentCell(0, 0)

    def cell(self, row: int, column: int) -> QTableWidgetItem:
        """The cell at this place."""
        found = self.item(row, column)
        assert found is not None
        return found

    def group_at(self, row: int) -> Group:
        """The group of a row."""
        return list(Group)[row]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Return asks for the menu, as the menu key does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask_menu(self.currentRow())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The menu of the row under the mouse; for the menu key, wherever the mouse is, of the row that is chosen."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        row = self.rowAt(event.pos().y()) if by_mouse else self.currentRow()
        if row >= 0:
            self._ask_menu(row, event.globalPos() if by_mouse else None)

    def _ask_menu(self, row: int, place: QPoint | None = None) -> None:
        row = max(row, 0)
        self.setCurrentCell(row, 0)
        middle = self.viewport().mapToGlobal(self.visualRect(self.model().index(row, 0)).center())
        self.menu_asked.emit(self.group_at(row), place or middle)
