"""What all windows share: the services as they are now, the background that asks them, and news of what changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from plexstuff import setup
from plexstuff.app import Plexstuff
from plexstuff.desktop.background import Background, Call
from plexstuff.desktop.snapshot import APART, Snapshot, read_all
from plexstuff.desktop.words import told
from plexstuff.errors import PlexstuffError
from plexstuff.health import Health, State
from plexstuff.service import Service

T = TypeVar("T")
#: So long every check may take. Seconds.
LIMIT = 30.0
#: A change on the disk is looked at when it has been quiet for so long. Milliseconds.
_CALM = 150


class Desk(QObject):
    """The services of one user, for any number of windows. `make` gives a new Plexstuff, which reads all anew.

    Everything that may take long runs in the background. What another program changes (the command line, another
    window) is noticed and shown at once.
    """

    #: The key of a service of which something is another now.
    changed = Signal(str)
    #: All were read anew.
    loaded = Signal()
    #: A sentence for the status line.
    told = Signal(str)
    #: How many checks are under way.
    checking = Signal(int)

    def __init__(self, make: Callable[[], Plexstuff] = Plexstuff, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self.background = Background(self)
        self.snapshots: dict[str, Snapshot] = {}
        self.trouble: PlexstuffError | None = None
        self.under_way: dict[str, Call] = {}
        self.services: Sequence[Service] = make().services
        self._news = 0
        self._watcher = QFileSystemWatcher(self)
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(self.reload)
        self._watcher.fileChanged.connect(lambda _: self._calm.start())
        self._watcher.directoryChanged.connect(lambda _: self._calm.start())

    def app(self) -> Plexstuff:
        """Plexstuff as everything stands now."""
        return self._make()

    def run(
        self,
        work: Coroutine[Any, Any, T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[PlexstuffError], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> Call:
        """Do something in the background; see `Background.run`. Trouble that nobody takes goes to the status line."""
        return self.background.run(work, done, failed or self._tell, owner=owner)

    def reload(self) -> None:
        """Read everything anew, and watch for changes."""
        self._news += 1
        self.run(_read(self.app()), partial(self._loaded, self._news), self._unreadable)

    def check(self, key: str) -> None:
        """Try one service now, and keep what was found."""
        self._check([key])

    def check_all(self) -> None:
        """Try all that are set up, all at once."""
        keys = [key for key, one in self.snapshots.items() if one.health.state not in (*APART, State.NOT_SET_UP)]
        if keys:
            self._check(keys)
        else:
            self.told.emit("No service is set up yet.")

    def stop_checking(self) -> None:
        """Call off every check that is under way."""
        for key in list(self.under_way):
            self.under_way.pop(key).cancel()
            self.changed.emit(key)
        self.checking.emit(0)

    def take(self, snapshots: Mapping[str, Snapshot]) -> None:
        """Show these from now on, and tell of those that changed."""
        changed = [key for key, one in snapshots.items() if self.snapshots.get(key) != one]
        self.snapshots = dict(snapshots)
        for key in changed:
            self.changed.emit(key)

    def close(self) -> None:
        """Call everything off."""
        self._calm.stop()
        self.background.close()

    def _check(self, keys: Sequence[str]) -> None:
        for key in keys:
            if key not in self.under_way:
                work = _checked(self.app(), key)
                self.under_way[key] = self.run(work, self._found, partial(self._missed, key))
                self.changed.emit(key)
        self.checking.emit(len(self.under_way))

    def _found(self, found: tuple[str, Health]) -> None:
        key, health = found
        self.under_way.pop(key, None)
        # Shown at once; reading all anew, which also sees what else has changed, follows when it has been calm.
        self.snapshots[key] = replace(self.snapshots[key], health=health)
        self._news += 1
        self.checking.emit(len(self.under_way))
        title = next(one.title for one in self.services if one.key == key)
        self.told.emit(health.sentence if health.sentence.startswith(title) else f"{title}: {health.sentence}")
        self.changed.emit(key)
        self._calm.start()

    def _missed(self, key: str, error: PlexstuffError) -> None:
        self.under_way.pop(key, None)
        self.checking.emit(len(self.under_way))
        self._tell(error)
        self.changed.emit(key)

    def _loaded(self, news: int, snapshots: dict[str, Snapshot]) -> None:
        if news != self._news and self.snapshots:
            # Something was found while this was being read: it may hold what was known before that.
            self._calm.start()
            return
        self.trouble = None
        self._watch()
        self.take(snapshots)
        self.loaded.emit()

    def _unreadable(self, error: PlexstuffError) -> None:
        self.trouble = error
        self._watch()
        self._tell(error)
        self.loaded.emit()

    def _watch(self) -> None:
        try:
            paths = self.app().configuration.paths
        except PlexstuffError:
            return
        files = (paths.config_file, paths.secrets_file, paths.environment_file, paths.health_file)
        # A file that is replaced is another one: its folder tells. A folder that does not exist yet: the one above it.
        wanted = {str(one) for one in files if one.exists()} | {str(_nearest(one.parent)) for one in files}
        if missing := wanted - {*self._watcher.files(), *self._watcher.directories()}:
            self._watcher.addPaths(sorted(missing))

    def _tell(self, error: PlexstuffError) -> None:
        self.told.emit(told(error))


def _nearest(folder: Path) -> Path:
    return next((one for one in (folder, *folder.parents) if one.is_dir()), Path("/"))


async def _read(app: Plexstuff) -> dict[str, Snapshot]:
    return await asyncio.to_thread(read_all, app)


async def _checked(app: Plexstuff, key: str) -> tuple[str, Health]:
    service = app.find(key)
    found = await setup.check_all([service], app, limit=LIMIT)
    await asyncio.to_thread(app.configuration.keep_health, key, found[key])
    return key, found[key]
