"""The window of what was changed on the disk, and the way back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from plexstuff.desktop.boxes import button, label
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.look import Look
from plexstuff.desktop.words import moment, safe, told
from plexstuff.errors import PlexstuffError

if TYPE_CHECKING:
    from plexstuff.app import Plexstuff
    from plexstuff.jobs.organize import RunReport
    from plexstuff.store.steps import Run

_RUN = Qt.ItemDataRole.UserRole
#: Nothing to be seen, where a line may end.
_MAY_WRAP = "\N{ZERO WIDTH SPACE}"


class _Wrapped(QStyledItemDelegate):
    """Gives a line of the list the height that it needs within its padding, which Qt forgets to take off the width."""

    def __init__(self, look: Look, parent: QListWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """As wide as the list, as high as the text when it is wrapped in there."""
        beside, above, width = self._look.px(0.6) + 4, self._look.px(0.4) + 1, self._list.viewport().width()
        text = QRect(0, 0, width - 2 * beside, 1)
        height = option.fontMetrics.boundingRect(text, Qt.TextFlag.TextWordWrap, index.data()).height()
        return QSize(width, height + 2 * above)


class HistoryDialog(QDialog):
    """The latest runs, the last one first; UNDO takes back the one that is chosen, after it was said what that does."""

    def __init__(self, look: Look, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle("HISTORY")
        self.resize(look.px(44), look.px(26))
        self.told = label("Looking …", "faint")
        self.list = QListWidget()
        self.list.setAccessibleName("Runs")
        self.list.setAccessibleDescription("What was changed, the latest first; UNDO takes the chosen one back")
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setItemDelegate(_Wrapped(look, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemSelectionChanged.connect(self._choose)
        self.undo = button("UNDO", "Take back the run that is chosen", main=True)
        self.undo.setEnabled(False)
        self.undo.clicked.connect(self._look)
        close = button("CLOSE", "Close this window")
        close.clicked.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.px(1.5), look.px(1.3), look.px(1.5), look.px(1.3))
        rows.setSpacing(look.px(0.7))
        for one in (label("What was changed", "heading"), self.told, self.list):
            rows.addWidget(one)
        last = QHBoxLayout()
        last.addWidget(self.undo)
        last.addStretch(1)
        last.addWidget(close)
        rows.addLayout(last)
        self._load()

    def _load(self, told: str = "") -> None:
        """Read the runs anew; `told` is what stands above them then."""
        self._desk.run(_history(self._desk.app()), partial(self._show, told), self._failed, owner=self)

    def _show(self, told: str, runs: Sequence[tuple[Run, bool]]) -> None:
        self.list.clear()
        self._say(told if runs else "Nothing was changed yet.")
        for run, undoable in runs:
            item = QListWidgetItem(safe(_line(run)))
            item.setData(_RUN, (run.number, undoable))
            self.list.addItem(item)
        if runs:
            self.list.setCurrentRow(0)

    def _choose(self) -> None:
        item = self.list.currentItem()
        self.undo.setEnabled(bool(self.list.selectedItems()) and bool(item.data(_RUN)[1]))

    def _look(self) -> None:
        """Ask what taking the chosen run back would do."""
        item = self.list.currentItem()
        if item is not None:
            number = item.data(_RUN)[0]
            self.undo.setEnabled(False)
            self._say("Looking what can be taken back …")
            plan = self._desk.app().plan_undo(number)
            self._desk.run(plan, partial(self._ask, number), self._failed, owner=self)

    def _ask(self, number: int, plan: RunReport) -> None:
        self._say("")
        from plexstuff.jobs.organize.report import Result

        self._choose()
        back = sum(one.result is Result.NEVER_BEGUN for one in plan.outcomes)
        refused = [one for one in plan.outcomes if one.result is Result.REFUSED]
        asked = QMessageBox(self)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setWindowTitle(f"Take run {number} back?")
        asked.setTextFormat(Qt.TextFormat.PlainText)
        asked.setText(f"Take run {number} back? {_counted(back)} would be as before.")
        if refused:
            said = f"{_counted(len(refused))} would be left alone, such as {refused[0].source}: {refused[0].why}"
            asked.setInformativeText(safe(said))
        asked.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel)
        asked.setDefaultButton(QMessageBox.StandardButton.Cancel)
        asked.accepted.connect(lambda: self._undo(number))
        asked.open()

    def _undo(self, number: int) -> None:
        self.undo.setEnabled(False)
        self._say("Taking it back …")
        self._desk.run(_taken_back(self._desk.app(), number), self._undone, self._failed, owner=self)

    def _undone(self, report: RunReport) -> None:
        counts = ", ".join(f"{number} {result}" for result, number in report.counts().items())
        self._load(f"Run {report.run}: {counts or 'nothing to do'}." + _trouble(report))

    def _failed(self, error: PlexstuffError) -> None:
        self._say(told(error))
        self._choose()

    def _say(self, text: str) -> None:
        self.told.setText(safe(text))
        self.told.setVisible(bool(text))


def _trouble(report: RunReport) -> str:
    return f" {report.trouble.sentence} {report.trouble.advice}" if report.trouble else ""


def _line(run: Run) -> str:
    """When and how it ended; what it did to how many files, and where, with places to wrap in the path."""
    from plexstuff.store.steps import StepState

    what = f"undo of run {run.undoes}" if run.undoes else f"{run.kind} by {run.mode}"
    counts = ", ".join(f"{number} {state}" for state, number in run.files.items()) or "no files"
    if run.files.keys() == {StepState.DONE}:
        counts = _counted(run.files[StepState.DONE])
    root = run.root.replace("/", f"/{_MAY_WRAP}")
    return f"{run.number}   {moment(run.started)}   {run.state}\n{what}, {counts}, in {root}"


def _counted(number: int) -> str:
    return f"{number} file{'' if number == 1 else 's'}"


async def _taken_back(app: Plexstuff, number: int) -> RunReport:
    # A run that was cut off is brought to its end first, as the command line does.
    await app.recover()
    return await app.undo(number)


async def _history(app: Plexstuff) -> list[tuple[Run, bool]]:
    from plexstuff.store.history import can_be_undone

    runs = await asyncio.to_thread(app.history)
    return [(run, can_be_undone(run)) for run in runs]
