"""The first window: LOGIN, CREDENTIALS, MUSIC, how many services each has, and how many of them work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QCloseEvent, QColor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QVBoxLayout, QWidget

from plexstuff.desktop.boxes import Scroll, button, label
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.frame import Frame
from plexstuff.desktop.group_table import GroupTable
from plexstuff.desktop.group_window import GroupWindow
from plexstuff.desktop.history import HistoryDialog
from plexstuff.desktop.look import GROUP_ICONS, STATE_ICONS, Look
from plexstuff.desktop.report import ReportDialog
from plexstuff.desktop.snapshot import tally
from plexstuff.desktop.words import ENTRIES, summed
from plexstuff.health import State
from plexstuff.service import Group


class MainWindow(Frame):
    """The table and what stands around it. `try_sandbox` opens another one, on the sandbox; None leaves that out."""

    #: It was closed.
    closed = Signal()

    def __init__(
        self, look: Look, desk: Desk, settings: QSettings | None = None, try_sandbox: Callable[[], None] | None = None
    ) -> None:
        super().__init__(look, "main")
        self._desk = desk
        self._windows: dict[Group, GroupWindow] = {}
        self._remembered = settings
        self.setWindowTitle("PLEXSTUFF")
        self.resize(look.px(58), look.px(29))
        self.summary = label("Reading the settings …", "faint")
        self.table = GroupTable(look)
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName("Checking")
        self.check_all = button("CHECK ALL", "Try every service that is set up, all at once", main=True)
        self.history_button = button("HISTORY …", "What was changed on the disk, and the way back")
        self.report_button = button("REPORT …", "Versions and states, to copy for a bug report")
        self.sandbox_button = button("TRY THE SANDBOX …", "Try everything on fakes of the services, without any key")
        self._lay_out()
        self._wire(try_sandbox)
        if settings is not None:
            self.remember(settings)
        desk.reload()

    def menu_of(self, group: Group) -> QMenu:
        """The menu of a row: its one entry opens the window of the group."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        colours = self.look.colours
        entry = menu.addAction(
            self.look.icon(GROUP_ICONS[group], colours.accents[group], colours.panel), ENTRIES[group]
        )
        entry.triggered.connect(lambda: self.open_group(group))
        return menu

    def open_group(self, group: Group) -> GroupWindow:
        """The window of this group, in front."""
        window = self._windows.get(group)
        if window is None:
            window = self._windows[group] = GroupWindow(self.look, self._desk, group)
            if self._remembered is not None:
                window.remember(self._remembered)
        window.show()
        window.raise_()
        window.activateWindow()
        return window

    def _pop_up(self, group: Group, place: QPoint) -> None:
        menu = self.menu_of(group)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(place)

    def _show(self) -> None:
        colours, working, services = self.look.colours, 0, 0
        for row, group in enumerate(Group):
            counted = tally(group, self._desk.snapshots)
            working, services = working + counted.working, services + counted.services - counted.apart
            apart = f" + {counted.apart} closed" if counted.apart else ""
            texts = (group.value, f"{counted.services - counted.apart}{apart}", str(counted.working), summed(counted))
            for column, text in enumerate(texts):
                item = self.table.cell(row, column)
                item.setText(text)
                item.setBackground(QBrush(QColor(colours.tints[counted.state])))
                item.setForeground(QBrush(QColor(colours.text if column else colours.accents[group])))
            self._emphasise(row, group, counted.state)
            self.table.setRowHeight(row, self.look.px(3.4))
        self.summary.setText(
            f"{working} of {services} services work. Right-click a row, or press Return, to set one up."
        )
        self.table.fit_width()
        self.table.setFixedHeight(
            self.table.horizontalHeader().sizeHint().height() + len(Group) * self.look.px(3.4) + self.look.px(0.6)
        )

    def _emphasise(self, row: int, group: Group, state: State) -> None:
        colours = self.look.colours
        name, word = self.table.cell(row, 0), self.table.cell(row, 3)
        font = name.font()
        font.setBold(True)
        name.setFont(font)
        word.setFont(font)
        name.setIcon(self.look.icon(GROUP_ICONS[group], colours.accents[group]))
        word.setIcon(self.look.icon(STATE_ICONS[state], colours.inks[state]))
        word.setForeground(QBrush(QColor(colours.inks[state])))
        self.table.setIconSize(QSize(self.look.px(1.3), self.look.px(1.3)))

    def _lay_out(self) -> None:
        px = self.look.px
        told = QWidget()
        told.setObjectName("page")
        rows = QVBoxLayout(told)
        rows.setContentsMargins(px(2.0), px(1.8), px(2.0), px(0.6))
        rows.setSpacing(px(0.9))
        rows.addWidget(label("Plexstuff", "title"))
        rows.addWidget(self.summary)
        rows.addWidget(self.table)
        rows.addWidget(self.busy)
        rows.addStretch(1)
        page = QWidget()
        page.setObjectName("page")
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        scroll = Scroll(told)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rows.addWidget(scroll, 1)
        line = QHBoxLayout()
        line.setContentsMargins(px(2.0), px(0.4), px(2.0), px(0.6))
        line.setSpacing(px(0.9))
        line.addWidget(self.check_all)
        line.addStretch(1)
        for one in (self.history_button, self.report_button, self.sandbox_button):
            line.addWidget(one)
        rows.addLayout(line)
        self.show_page(page, beside=2.0)
        keep = self.busy.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.busy.setSizePolicy(keep)
        self.busy.setVisible(False)
        self.say("Shift+Ctrl+P saves a picture, Ctrl+W closes, A− and A+ change the size of the letters.")

    def _wire(self, try_sandbox: Callable[[], None] | None) -> None:
        self.table.menu_asked.connect(self._pop_up)
        self.table.doubleClicked.connect(lambda place: self.open_group(self.table.group_at(place.row())))
        self.check_all.clicked.connect(self._desk.check_all)
        self.history_button.clicked.connect(lambda: HistoryDialog(self.look, self._desk, self).open())
        self.report_button.clicked.connect(lambda: ReportDialog(self.look, self._desk.snapshots, self).open())
        self.sandbox_button.setVisible(try_sandbox is not None)
        if try_sandbox is not None:
            self.sandbox_button.clicked.connect(try_sandbox)
        self._desk.loaded.connect(self._show)
        self._desk.changed.connect(lambda _: self._show())
        self._desk.told.connect(self.say)
        self._desk.checking.connect(self._checking)
        self.look.changed.connect(self._show)

    def _checking(self, number: int) -> None:
        self.busy.setVisible(number > 0)
        self.check_all.setEnabled(number == 0)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Closing the first window closes the others, and calls off what is under way."""
        for window in self._windows.values():
            window.close()
        super().closeEvent(event)
        self._desk.close()
        self.closed.emit()
