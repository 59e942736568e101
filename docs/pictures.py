"""Makes the pictures of every window and dialog that the manual shows: python docs/pictures.py [FOLDER]

Offscreen, against the sandbox, in light and dark, at 100 % and 150 %; the states are empty, all working, some failing,
and a consent under way.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from plexstuff.app import Plexstuff
from plexstuff.config import Configuration
from plexstuff.desktop.albums import AlbumsDialog
from plexstuff.desktop.consent import ConsentDialog
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.history import HistoryDialog
from plexstuff.desktop.look import Look
from plexstuff.desktop.main_window import MainWindow
from plexstuff.desktop.report import ReportDialog
from plexstuff.sandbox import Sandbox
from plexstuff.service import Authorize, Group

#: Longer than any check against the sandbox takes. Milliseconds.
PATIENCE = 20_000


def until(done: Callable[[], bool]) -> None:
    """Let the windows run until something is so."""
    loop = QEventLoop()
    ask = QTimer(interval=30)
    ask.timeout.connect(lambda: loop.quit() if done() else None)
    ask.start()
    QTimer.singleShot(PATIENCE, loop.quit)
    loop.exec()
    settle()


def settle(milliseconds: int = 120) -> None:
    """Let everything be painted."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Painter:
    """Makes the pictures of one look."""

    def __init__(self, look: Look, folder: Path, tag: str) -> None:
        self._look = look
        self._folder = folder
        self._tag = tag

    def save(self, window: QWidget, name: str) -> None:
        """Keep a picture of a window."""
        settle()
        path = self._folder / f"{name}-{self._tag}.png"
        window.grab().save(str(path))
        print(path)

    def story(self, box: Sandbox, *, empty: bool, failing: bool = False) -> None:
        """The windows in one state."""
        with tempfile.TemporaryDirectory() as home:
            environment = {} if empty else self._environment(box, failing=failing)
            desk = Desk(lambda: Plexstuff(Configuration.load(Path(home), environment)))
            window = MainWindow(self._look, desk, QSettings(f"{home}/windows.ini", QSettings.Format.IniFormat))
            window.show()
            until(lambda: bool(desk.snapshots))
            if not empty:
                desk.check_all()
                until(lambda: not desk.under_way)
            state = "empty" if empty else "failing" if failing else "working"
            self.save(window, f"main-{state}")
            for group in Group:
                opened = window.open_group(group)
                self.save(opened, f"{group.value.lower()}-{state}")
                if state == "working":
                    self._dialogs(desk, opened, group)
            if state == "working":
                self._menu(window)
                self._last(desk, window)
            window.close()

    def _environment(self, box: Sandbox, *, failing: bool) -> dict[str, str]:
        found = box.environment()
        if failing:
            found["PLEXSTUFF__TMDB__API_KEY"] = "0" * 32
            found["PLEXSTUFF__JACKETT__ADDRESS"] = "http://127.0.0.1:9/jackett"
            del found["PLEXSTUFF__TVDB__API_KEY"]
        return found

    def _menu(self, window: MainWindow) -> None:
        menu = window.menu_of(Group.CREDENTIALS)
        menu.popup(window.table.viewport().mapToGlobal(window.table.rect().center()))
        self.save(menu, "menu")
        menu.close()

    def _dialogs(self, desk: Desk, parent: QWidget, group: Group) -> None:
        for service in (one for one in desk.services if one.group is group):
            for step in service.steps:
                if isinstance(step, Authorize):
                    dialog = ConsentDialog(self._look, desk, service, step, {}, parent)
                    dialog.show()
                    until(dialog.address.isVisible)
                    self.save(dialog, f"consent-{service.key}")
                    dialog.reject()
            if service.key == "imgur":
                albums = AlbumsDialog(self._look, desk, parent)
                albums.show()
                until(lambda albums=albums: albums.list.count() > 0)
                self.save(albums, "albums")
                albums.reject()

    def _last(self, desk: Desk, window: MainWindow) -> None:
        history = HistoryDialog(self._look, desk, window)
        history.show()
        until(lambda: history.told.text() != "Looking …")
        self.save(history, "history")
        history.reject()
        report = ReportDialog(self._look, desk.snapshots, window)
        report.show()
        self.save(report, "report")
        report.reject()


def main() -> None:
    """Make all of them."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent / "pictures")
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    QDesktopServices.setUrlHandler("http", application, "noBrowser")
    points = application.font().pointSizeF()
    with Sandbox() as box:
        for dark in (False, True):
            for size in (1.0, 1.5):
                font = application.font()
                font.setPointSizeF(points)
                application.setFont(font)
                painter = Painter(
                    Look(application, size, dark=dark), folder, f"{'dark' if dark else 'light'}-{round(size * 100)}"
                )
                painter.story(box, empty=True)
                painter.story(box, empty=False)
                painter.story(box, empty=False, failing=True)


if __name__ == "__main__":
    main()
