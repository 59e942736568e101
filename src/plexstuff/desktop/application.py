"""Starts Qt, shows the first window, and ends cleanly."""

from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from plexstuff.app import Plexstuff
from plexstuff.config import Configuration
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.look import Look
from plexstuff.desktop.main_window import MainWindow
from plexstuff.service import resolve


def show(arguments: list[str]) -> int:
    """Show the window until it is closed. Returns the exit code: 130 after Ctrl-C in the terminal."""
    application = QApplication(arguments)
    application.setApplicationName("plexstuff")
    application.setApplicationDisplayName("Plexstuff")
    settings = window_settings()
    look = Look(application, float(str(settings.value("size", 1.0))))
    look.changed.connect(lambda: settings.setValue("size", look.size))
    sandboxes: list[Sandboxed] = []

    def try_sandbox() -> None:
        sandboxes.append(Sandboxed(look))

    window = MainWindow(look, Desk(), settings, try_sandbox)
    window.show()
    interrupted: list[int] = []

    def interrupt(*_: object) -> None:
        interrupted.append(130)
        application.closeAllWindows()

    signal.signal(signal.SIGINT, interrupt)
    awake = QTimer(interval=500)  # Python hears of a signal only when it runs
    awake.timeout.connect(lambda: None)
    awake.start()
    code = application.exec()
    for one in sandboxes:
        one.close()
    return interrupted[0] if interrupted else code


def window_settings() -> QSettings:
    """Sizes of windows and letters; nothing of the services is in it."""
    return QSettings(str(Configuration.load().paths.state_folder / "windows.ini"), QSettings.Format.IniFormat)


class Sandboxed:
    """A second first window whose services are those of the sandbox, with settings of its own that are thrown away."""

    def __init__(self, look: Look) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="plexstuff-sandbox-")
        # By name: the front ends do not import the sandbox, which needs packages that they do without.
        self._box: Any = resolve("plexstuff.sandbox.server:Sandbox")()
        self._box.__enter__()
        environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        environment |= self._box.environment()
        home = Path(self._home.name)
        desk = Desk(lambda: Plexstuff(Configuration.load(home, environment)))
        self.window = MainWindow(look, desk)
        self.window.setWindowTitle("PLEXSTUFF: SANDBOX")
        self.window.show()

    def close(self) -> None:
        """Close its window, and end the sandbox."""
        self.window.close()
        self._box.__exit__(None, None, None)
        self._home.cleanup()
