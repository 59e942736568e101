"""Makes the pictures of the window, offscreen and against the sandbox.

python docs/pictures.py               those that docs/services.md shows, in light and dark, into docs/pictures
python docs/pictures.py --all FOLDER  every window and dialog in light and dark, at 100 % and 150 %, to be looked at:
                                      nothing set up, all working, some failing, a consent under way
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, QPoint, QSettings, QTimer
from PySide6.QtGui import QDesktopServices, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from plexstuff.app import Plexstuff
from plexstuff.config import Configuration
from plexstuff.desktop.albums import AlbumsDialog
from plexstuff.desktop.consent import ConsentDialog
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.group_window import GroupWindow
from plexstuff.desktop.history import HistoryDialog
from plexstuff.desktop.look import Look
from plexstuff.desktop.main_window import MainWindow
from plexstuff.desktop.report import ReportDialog
from plexstuff.desktop.snapshot import Snapshot
from plexstuff.health import State
from plexstuff.jobs.identified import IdentifiedFile
from plexstuff.jobs.organize import plan
from plexstuff.manual import PICTURES, PLACE
from plexstuff.matching import Decision
from plexstuff.models import Ids, Movie
from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.furnished import furnish
from plexstuff.service import Authorize, Group, Service

#: Longer than any check against the sandbox takes. Milliseconds.
PATIENCE = 20_000
#: What the history of the pictures has put in its place; all of them are free for everybody.
FILMS = [("Sintel", 2010), ("Big Buck Bunny", 2008), ("Nosferatu", 1922)]


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
    """Makes the pictures of one look; `tag` ends the name of each file."""

    def __init__(self, look: Look, box: Sandbox, folder: Path, tag: str) -> None:
        self._look = look
        self._box = box
        self._folder = folder
        self._tag = tag

    def for_the_manual(self) -> None:
        """Those that docs/services.md shows."""
        with self._first({}) as (_, window):
            self._save(window.grab(), "first")
            self._save(_with_menu(window, Group.CREDENTIALS), "menu")
        with self._first(self._box.environment()) as (desk, window):
            self._save(window.grab(), "result")
            for service in desk.services:
                for step in service.steps:
                    if isinstance(step, Authorize):
                        opened = window.open_group(service.group)
                        settle()
                        self._save(opened.panels[service.key].grab(), f"{service.key}-panel")
                        self._consent(desk, opened, service, step)

    def everything(self) -> None:
        """Every window and dialog, in every state."""
        failing = self._box.environment()
        failing["PLEXSTUFF__TMDB__API_KEY"] = "0" * 32
        failing["PLEXSTUFF__JACKETT__ADDRESS"] = "http://127.0.0.1:9/jackett"
        del failing["PLEXSTUFF__TVDB__API_KEY"]
        for state, environment in (("empty", {}), ("working", self._box.environment()), ("failing", failing)):
            with self._first(environment) as (desk, window):
                self._save(window.grab(), f"main-{state}")
                for group in Group:
                    opened = window.open_group(group)
                    settle()
                    self._save(opened.grab(), f"{group.value.lower()}-{state}")
                    if state == "working":
                        self._dialogs(desk, opened)
                if state == "working":
                    self._save(_with_menu(window, Group.CREDENTIALS), "menu")
                    self._around(desk, window)

    @contextmanager
    def _first(self, environment: dict[str, str]) -> Iterator[tuple[Desk, MainWindow]]:
        """The first window of somebody who has these settings, all that is set up checked."""
        with tempfile.TemporaryDirectory() as home:
            addresses = furnish(Path(home), environment)
            if environment:
                asyncio.run(_organize(Path(home)))
            desk = Desk(lambda: Plexstuff(Configuration.load(Path(home), addresses)))
            settings = QSettings(f"{home}/windows.ini", QSettings.Format.IniFormat)
            window = MainWindow(self._look, desk, settings, lambda: None)
            window.show()
            until(lambda: bool(desk.snapshots))
            if environment:
                desk.check_all()
                until(lambda: not desk.under_way and not any(_unchecked(one) for one in desk.snapshots.values()))
            yield desk, window
            window.close()
            window.deleteLater()
            settle()

    def _dialogs(self, desk: Desk, parent: GroupWindow) -> None:
        for service in (one for one in desk.services if one.group is parent.group):
            for step in service.steps:
                if isinstance(step, Authorize):
                    self._consent(desk, parent, service, step)
            if service.key == "imgur":
                albums = AlbumsDialog(self._look, desk, parent)
                self._dialog(albums, "albums", lambda albums=albums: albums.list.count() > 0)

    def _consent(self, desk: Desk, parent: QWidget, service: Service, step: Authorize) -> None:
        dialog = ConsentDialog(self._look, desk, service, step, {}, parent)
        self._dialog(dialog, f"{service.key}-consent", dialog.address.isVisible)

    def _around(self, desk: Desk, window: MainWindow) -> None:
        history = HistoryDialog(self._look, desk, window)
        self._dialog(history, "history", lambda: history.told.text() != "Looking …")
        self._dialog(ReportDialog(self._look, desk.snapshots, window), "report", lambda: True)

    def _dialog(self, dialog: QDialog, name: str, ready: Callable[[], bool]) -> None:
        dialog.show()
        until(ready)
        self._save(dialog.grab(), name)
        dialog.reject()

    def _save(self, picture: QPixmap, name: str) -> None:
        path = self._folder / f"{name}-{self._tag}.png"
        if not picture.save(str(path)):
            raise SystemExit(f"{path} can't be written.")
        print(path)


async def _organize(home: Path) -> None:
    """Two runs of `organize`, so that the history has something to show."""
    with tempfile.TemporaryDirectory() as folder:
        for run in (FILMS[:2], FILMS[2:]):
            items = []
            for title, year in run:
                source = Path(folder) / f"{title}.mkv"
                source.write_text(title)
                movie = Movie(Ids(tmdb=year), title, known_year=year)
                items.append(IdentifiedFile(str(source), Decision.MATCHED, "movie", movie=movie))
            report = await Plexstuff(Configuration.load(home, {})).organize(plan(items, Path(folder) / "Media"))
            if report.trouble is not None:
                raise report.trouble


def _unchecked(snapshot: Snapshot) -> bool:
    return snapshot.health.state is State.UNCHECKED


def _with_menu(window: MainWindow, group: Group) -> QPixmap:
    """The first window with the menu of a row open over it, as they stand on a screen together."""
    menu: QMenu = window.menu_of(group)
    row = list(Group).index(group)
    window.table.setCurrentCell(row, 0)
    cell = window.table.visualItemRect(window.table.cell(row, 0))
    place = window.table.viewport().mapTo(window, cell.center())
    menu.setActiveAction(menu.actions()[0])
    menu.popup(window.mapToGlobal(place))
    settle()
    picture = window.grab()
    painter = QPainter(picture)
    painter.drawPixmap(QPoint(place.x(), place.y()), menu.grab())
    painter.end()
    menu.close()
    window.table.setCurrentCell(0, 0)
    return picture


def main() -> None:
    """Make those that were asked for."""
    parser = argparse.ArgumentParser(description="Pictures of every window.")
    parser.add_argument("--all", metavar="FOLDER", type=Path, help="every window and dialog, in every look and state")
    everything: Path | None = parser.parse_args().all
    folder = everything or Path(__file__).parents[1] / PLACE.parent / PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    QDesktopServices.openUrl = lambda _: True  # type: ignore[assignment] - no page is opened for a picture
    points = application.font().pointSizeF()
    with Sandbox() as box:
        for scheme in ("light", "dark"):
            for size in (1.0, 1.5) if everything else (1.0,):
                letters = application.font()
                letters.setPointSizeF(points)
                application.setFont(letters)
                look = Look(application, size, dark=scheme == "dark")
                if everything:
                    Painter(look, box, folder, f"{scheme}-{round(size * 100)}").everything()
                else:
                    Painter(look, box, folder, scheme).for_the_manual()


if __name__ == "__main__":
    main()
