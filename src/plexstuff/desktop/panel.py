"""One service in a window: what is known of it, its values, how to get them, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from plexstuff.desktop.boxes import Badge, Fold, button, label, link, rule
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.fields import FieldRow
from plexstuff.desktop.look import Look
from plexstuff.desktop.snapshot import Snapshot
from plexstuff.desktop.values import Tried, keep, try_values
from plexstuff.desktop.words import here, proof, quoted, safe, told
from plexstuff.errors import PlexstuffError
from plexstuff.health import State
from plexstuff.roles import Role
from plexstuff.service import Authorize, Choose, LifecycleState, Service, Visit
from plexstuff.setup import Walk


class ServicePanel(QFrame):
    """A coloured panel. `signs_in` and `chooses` ask the window for a dialog, with the step and what was typed."""

    signs_in = Signal(object, object)
    chooses = Signal(object, object)
    forgets = Signal(object)
    #: Asks for the window of the image host's albums.
    albums_asked = Signal()

    def __init__(self, look: Look, desk: Desk, service: Service) -> None:
        super().__init__()
        self.service = service
        self._look = look
        self._desk = desk
        self._walk: Walk | None = None
        self._trying = False
        self._tried: dict[str, str] = {}
        self._next: dict[str, str] = {}
        self._ink = QColor()
        self.setObjectName("panel")
        self.setAccessibleName(service.title)
        self.badge = Badge(look)
        self.sentence = label(select=True)
        self.advice = label("", "faint", select=True)
        self.proof = label("", "faint")
        self.rows = {one.key: FieldRow(look, service, one) for one in service.fields}
        self.check_button = button("CHECK", f"Try {service.title} now")
        self.anyway = button("KEEP IT ANYWAY", "Keep what was typed although it did not work")
        self.forget = button("FORGET …", f"Forget everything that was set of {service.title}")
        self._lay_out()
        self._wire()
        desk.changed.connect(self._changed)
        look.changed.connect(self._tint)
        self._changed(service.key)

    def typed(self) -> dict[str, str]:
        """What was typed and not yet taken, by field."""
        return {key: row.text for key, row in self.rows.items() if row.text.strip()}

    def try_typed(self) -> None:
        """Try what was typed, and keep it when it works; after what is being tried already."""
        texts = self.typed()
        if self._trying:
            # One after the other: of two at once the first could be kept last.
            self._next = texts if texts != self._tried else {}
        elif texts:
            self._tried = texts
            self._under_way(f"Trying {self.service.title} …")
            self._desk.run(try_values(self._desk.app(), self.service, texts), self.tried, self.failed, owner=self)
        else:
            self._desk.check(self.service.key)

    def tried(self, tried: Tried) -> None:
        """Show what came of it."""
        self._ready()
        self._walk = tried.walk
        for key, row in self.rows.items():
            if key in tried.refused:
                row.refuse(tried.refused[key])
            elif tried.kept and (key in tried.notes or row.text) and row.text in ("", self._tried.get(key, "")):
                # What was typed since then was not tried: it stays in its box.
                row.taken()
                if key in tried.notes:
                    row.note(tried.notes[key])
        if tried.kept:
            self._desk.told.emit(f"{self.service.title}: kept.")
            self._desk.reload()
        elif tried.wanted:
            self._tell(f"{' and '.join(tried.wanted)}: give that too, then press Return.", "Nothing was kept yet.")
            self._focus_next()
        elif tried.health is not None:
            self._refused(f"{tried.health.sentence} {here(tried.health.advice)}".strip())
            self.anyway.setVisible(True)
        else:
            self._changed(self.service.key)
        self._go_on()

    def failed(self, error: PlexstuffError) -> None:
        """Show why it could not be tried."""
        self._ready()
        self._refused(told(error))
        self._go_on()

    def _go_on(self) -> None:
        """Try what was entered meanwhile, if it still stands there."""
        wanted, self._next = self._next, {}
        if wanted and wanted == self.typed():
            self.try_typed()

    def _refused(self, why: str) -> None:
        typed = [row for row in self.rows.values() if row.text.strip()]
        if typed:
            typed[-1].refuse(f"Not kept. {why}")
        self._tell(why, "Nothing was kept; what was set before stays.")

    def _tell(self, sentence: str, advice: str = "") -> None:
        self.sentence.setText(safe(sentence))
        self.advice.setText(safe(advice))
        self.advice.setVisible(bool(advice))

    def _focus_next(self) -> None:
        for row in self.rows.values():
            if row.field.required and not row.text and not row.has_value and row.box.isEnabled():
                row.box.setFocus()
                return

    def _under_way(self, words: str) -> None:
        self._trying = True
        self.check_button.setEnabled(False)
        self.anyway.setVisible(False)
        self._tell(words)

    def _ready(self) -> None:
        self._trying = False
        self.check_button.setEnabled(True)

    def _keep_anyway(self) -> None:
        if self._walk is not None:
            work = keep(self._desk.app(), self.service, self._walk, anyway=True)
            self._desk.run(work, self.tried, self.failed, owner=self)
            self.anyway.setVisible(False)

    def _changed(self, key: str) -> None:
        snapshot = self._desk.snapshots.get(self.service.key)
        if key != self.service.key or snapshot is None:
            return
        checking = key in self._desk.under_way
        self.check_button.setEnabled(not checking and not self._trying)
        health = snapshot.health
        self.badge.show_state(health.state, "CHECKING …" if checking else "")
        if not self._trying:
            self._tell(health.sentence, here(health.advice))
        self.proof.setText(safe(proof(health)))
        self.proof.setVisible(bool(self.proof.text()))
        for name, row in self.rows.items():
            row.show_value(snapshot.values[name])
            row.show_parts(health.parts)
        self._offer(snapshot)
        self._tint()

    def _offer(self, snapshot: Snapshot) -> None:
        given = any(one.given and not one.fixed for one in snapshot.values.values())
        self.forget.setVisible(given)
        self.check_button.setVisible(snapshot.health.state not in (State.NOT_SET_UP, State.CLOSED, State.RETIRED))
        if snapshot.health.state is not State.NOT_WORKING:
            self.anyway.setVisible(False)

    def _tint(self) -> None:
        snapshot = self._desk.snapshots.get(self.service.key)
        state = snapshot.health.state if snapshot else State.NOT_SET_UP
        self._ink = QColor(self._look.colours.inks[state])
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The frame, and along its left side a bar in the colour of the state."""
        super().paintEvent(event)
        round_off, bar = self._look.px(0.6), self._look.px(0.35)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), round_off, round_off)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(shape)
        painter.fillRect(0, 0, bar, self.height(), self._ink)

    def _wire(self) -> None:
        for row in self.rows.values():
            row.entered.connect(self.try_typed)
            row.asked.connect(lambda row=row: self._ask(row))
        self.check_button.clicked.connect(lambda: self._desk.check(self.service.key))
        self.anyway.clicked.connect(self._keep_anyway)
        self.anyway.setVisible(False)
        self.forget.clicked.connect(lambda: self.forgets.emit(self.service))

    def _ask(self, row: FieldRow) -> None:
        self._tried = self.typed()
        match row.step:
            case Authorize() as step:
                self.signs_in.emit(step, self.typed())
            case Choose() as step:
                self.chooses.emit(step, self.typed())

    def _lay_out(self) -> None:
        px = self._look.px
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(1.5), px(1.0), px(1.2), px(1.0))
        rows.setSpacing(px(0.5))
        head = QHBoxLayout()
        head.addWidget(label(self.service.title, "heading"), 1)
        head.addWidget(self.badge)
        rows.addLayout(head)
        rows.addWidget(label(self.service.purpose, "faint"))
        for one in (self.sentence, self.advice, self.proof):
            rows.addWidget(one)
        if self.service.fields:
            rows.addWidget(rule())
        for row in self.rows.values():
            rows.addWidget(row)
        buttons = QHBoxLayout()
        for made in (self.check_button, self.anyway):
            buttons.addWidget(made)
        if Role.IMAGES in self.service.roles:
            self.albums = button("MAIN ALBUMS …", "List, add, rename and remove albums, and choose the main one")
            self.albums.clicked.connect(self.albums_asked)
            buttons.addWidget(self.albums)
        buttons.addStretch(1)
        buttons.addWidget(self.forget)
        rows.addLayout(buttons)
        if steps := self._steps():
            rows.addWidget(steps)

    def _steps(self) -> Fold | None:
        life = self.service.lifecycle
        visits = [step for step in self.service.steps if isinstance(step, Visit)]
        if not (visits or self.service.notes or self.service.uses or life.state is not LifecycleState.ACTIVE):
            return None
        fold = Fold(self._look, "How to get this" if visits else "More about it")
        if life.state is not LifecycleState.ACTIVE:
            fold.rows.addWidget(label(f"{life.state.value.capitalize()} since {life.since}: {life.why}"))
            fold.rows.addWidget(label(f"Instead: {life.instead}."))
        for number, step in enumerate(visits, 1):
            fold.rows.addWidget(label(f"{number}. {step.title}", "strong"))
            fold.rows.addWidget(link(step.address))
            fold.rows.addWidget(label(quoted(step.text)))
            if step.success:
                fold.rows.addWidget(label(f"Done when: {quoted(step.success)}", "faint"))
        for note in self.service.notes:
            fold.rows.addWidget(label(f"· {quoted(note)}", "faint"))
        if self.service.uses:
            fold.rows.addWidget(label("Put to use, at the command line", "strong"))
        for use in self.service.uses:
            fold.rows.addWidget(label(use, select=True))
        return fold
