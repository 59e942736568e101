"""The report of versions and states, to copy for a bug report: no secret, no name, no address of the user's own."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import version

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from plexstuff.desktop.boxes import button, label
from plexstuff.desktop.look import Look
from plexstuff.desktop.snapshot import Snapshot


def report(snapshots: Mapping[str, Snapshot]) -> str:
    """Versions, and of each service its state and the name of what went wrong; sentences of services are left out."""
    lines = [
        f"Plexstuff {version('plexstuff')}, Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()} {platform.machine()}, {QGuiApplication.platformName()}",
        "",
    ]
    for key, one in snapshots.items():
        health = one.health
        parts = [health.state.value.replace("_", " ")]
        if health.proof:
            parts.append(health.proof.value)
        if health.error:
            parts.append(health.error)
        if health.latency is not None:
            parts.append(f"{health.latency * 1000:.0f} ms")
        given = [name for name, shown in one.values.items() if shown.given]
        fixed = [name for name, shown in one.values.items() if shown.fixed]
        lines.append(f"{key:12} {', '.join(parts)}")
        if given:
            lines.append(f"{'':12}   set: {', '.join(given)}")
        if fixed:
            lines.append(f"{'':12}   from outside: {', '.join(fixed)}")
    return "\n".join(lines) + "\n"


class ReportDialog(QDialog):
    """Shows the report and copies it."""

    def __init__(self, look: Look, snapshots: Mapping[str, Snapshot], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("REPORT")
        self.resize(look.px(44), look.px(30))
        self.text = QPlainTextEdit(report(snapshots))
        self.text.setReadOnly(True)
        self.text.setAccessibleName("The report")
        self.copy = button("COPY", "Copy the report", main=True)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        close = button("CLOSE", "Close this window")
        close.clicked.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.px(1.5), look.px(1.3), look.px(1.5), look.px(1.3))
        rows.setSpacing(look.px(0.7))
        rows.addWidget(label("For a bug report", "heading"))
        rows.addWidget(label("Versions and states only: no key, no name, no address is in it.", "faint"))
        rows.addWidget(self.text)
        last = QHBoxLayout()
        last.addWidget(self.copy)
        last.addStretch(1)
        last.addWidget(close)
        rows.addLayout(last)
