"""Starts Qt, shows the first window, and ends cleanly."""

from __future__ import annotations

import signal

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from plexstuff.config import Configuration
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.look import SIZES, Look
from plexstuff.desktop.main_window import MainWindow
from plexstuff.desktop.sandboxed import SandboxWindow


def show(arguments: list[str]) -> int:
    """Show the window until it is closed. Returns the exit code: 130 after Ctrl-C at a terminal, 143 after SIGTERM."""
    application = QApplication(arguments)
    application.setApplicationName("plexstuff")
    settings = window_settings()
    look = Look(application, _size(settings))
    look.changed.connect(lambda: settings.setValue("size", look.size))
    desk, sandbox = Desk(), SandboxWindow(look)
    window = MainWindow(look, desk, settings, lambda: sandbox.open(desk))
    window.show()
    interrupted: list[int] = []

    def interrupt(number: int, _: object) -> None:
        interrupted.append(128 + number)
        application.closeAllWindows()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)
    awake = QTimer(interval=500)  # Python hears of a signal only when it runs
    awake.timeout.connect(lambda: None)
    awake.start()
    code = application.exec()
    sandbox.close()
    return interrupted[0] if interrupted else code


def window_settings() -> QSettings:
    """Sizes of windows and letters; nothing of the services is in it."""
    return QSettings(str(Configuration.load().paths.state_folder / "windows.ini"), QSettings.Format.IniFormat)


def _size(settings: QSettings) -> float:
    """The size of the letters that was chosen last; the usual one where what is kept is no size."""
    try:
        return min(max(float(str(settings.value("size", 1.0))), SIZES[0]), SIZES[-1])
    except ValueError:
        return 1.0
