"""The window of one group: a panel for each of its services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QMessageBox, QScrollArea, QVBoxLayout, QWidget

from plexstuff.desktop.albums import AlbumsDialog
from plexstuff.desktop.boxes import label
from plexstuff.desktop.choosing import ChooseDialog
from plexstuff.desktop.consent import ConsentDialog
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.frame import Frame
from plexstuff.desktop.look import Look
from plexstuff.desktop.panel import ServicePanel
from plexstuff.desktop.stylesheet import accented
from plexstuff.desktop.values import forget, step_of, try_walk
from plexstuff.desktop.words import PURPOSES, WINDOWS
from plexstuff.service import Authorize, Choose, Group, Service
from plexstuff.setup import Enter, Pick, Walk, question


class GroupWindow(Frame):
    """PLEX LOGIN CONFIGURATION and its like."""

    def __init__(self, look: Look, desk: Desk, group: Group, parent: QWidget | None = None) -> None:
        super().__init__(look, f"group-{group.value.lower()}", parent)
        self._desk = desk
        self.group = group
        self.setWindowTitle(WINDOWS[group])
        self.resize(look.px(54), look.px(56))
        self.panels = {one.key: ServicePanel(look, desk, one) for one in desk.services if one.group is group}
        page = QWidget()
        page.setObjectName("page")
        rows = QVBoxLayout(page)
        rows.setContentsMargins(look.px(1.6), look.px(1.4), look.px(1.6), look.px(1.4))
        rows.setSpacing(look.px(1.0))
        self._title = label(WINDOWS[group], "title")
        rows.addWidget(self._title)
        rows.addWidget(label(PURPOSES[group], "faint"))
        for panel in self.panels.values():
            rows.addWidget(panel)
            panel.signs_in.connect(self._sign_in_of(panel))
            panel.chooses.connect(self._choose_of(panel))
            panel.forgets.connect(self._forget)
            panel.albums_asked.connect(lambda: AlbumsDialog(self.look, self._desk, self).open())
        rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        self.show_page(scroll, beside=1.6)
        desk.told.connect(self.say)
        look.changed.connect(self._tint)
        self._tint()

    def sign_in(self, panel: ServicePanel, step: Authorize, texts: Mapping[str, str]) -> None:
        """Open the dialog of a sign-in; what it gives is tried, and kept when it works."""
        dialog = ConsentDialog(self.look, self._desk, panel.service, step, texts, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._go_on(panel, dialog.walk))
        dialog.open()

    def choose(self, panel: ServicePanel, step: Choose, answers: Mapping[str, str], walk: Walk | None = None) -> None:
        """Open the dialog of a choice; what is chosen is tried, and kept when it works."""
        dialog = ChooseDialog(self.look, self._desk, panel.service, step, answers, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def take() -> None:
            if not dialog.chosen:
                return
            chosen = {**answers, step.field.key: dialog.chosen}
            self._try(panel, replace(walk or Walk(panel.service.key), answers=chosen))

        dialog.accepted.connect(take)
        dialog.open()

    def _go_on(self, panel: ServicePanel, walk: Walk | None) -> None:
        """After signing in: what else has to be chosen, else the trial."""
        if walk is None:
            return
        match question(panel.service, walk):
            case Pick(step=step, have=False):
                self.choose(panel, step, walk.answers, walk)
            case Enter() | _:
                self._try(panel, walk)

    def _try(self, panel: ServicePanel, walk: Walk) -> None:
        work = try_walk(self._desk.app(), panel.service, walk)
        self._desk.run(work, panel.tried, panel.failed, owner=panel)

    def _sign_in_of(self, panel: ServicePanel):  # type: ignore[no-untyped-def]
        return lambda step, texts: self.sign_in(panel, step, texts)

    def _choose_of(self, panel: ServicePanel):  # type: ignore[no-untyped-def]
        return lambda step, texts: self.choose(panel, step, texts)

    def _forget(self, service: Service) -> None:
        asked = QMessageBox(self)
        asked.setWindowTitle(f"Forget {service.title}?")
        asked.setText(f"Forget everything that was set of {service.title}?")
        granted = any(isinstance(step_of(service, one.key), Authorize) for one in service.fields)
        asked.setInformativeText(
            "Its sign-in is given back at the service too." if granted else "The values can't be brought back."
        )
        asked.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel)
        asked.setDefaultButton(QMessageBox.StandardButton.Cancel)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.accepted.connect(
            lambda: self._desk.run(forget(self._desk.app(), service), lambda _: self._desk.reload(), owner=self)
        )
        asked.open()

    def _tint(self) -> None:
        accent = self.look.colours.accents[self.group]
        self.setStyleSheet(accented(self.look.colours, self.look.px, accent))
        self._title.setStyleSheet(f"color: {accent};")

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The first box that may be typed in has the keyboard."""
        super().showEvent(event)
        first = next((row for panel in self.panels.values() for row in panel.rows.values() if row.takes_text), None)
        if first is not None:
            first.box.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Whatever is being asked for this window is called off with it."""
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        super().closeEvent(event)
