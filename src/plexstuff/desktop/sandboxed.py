"""Try the sandbox: a second first window whose services are fakes, with settings of its own that are thrown away."""

from __future__ import annotations

import asyncio
import os
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plexstuff.app import Plexstuff
from plexstuff.config import Configuration
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.look import Look
from plexstuff.desktop.main_window import MainWindow
from plexstuff.desktop.words import told
from plexstuff.errors import PlexstuffError
from plexstuff.service import resolve


@dataclass(frozen=True, slots=True)
class Started:
    """A sandbox that runs, and the home that is set up for it."""

    box: Any
    home: tempfile.TemporaryDirectory[str]
    environment: dict[str, str]

    def stop(self) -> None:
        """End the sandbox, and throw the home away."""
        self.box.__exit__(None, None, None)
        self.home.cleanup()


class SandboxWindow:
    """The window of the sandbox: at most one, ended when it is closed."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._under_way = False
        self._ending: list[threading.Thread] = []
        self.window: MainWindow | None = None

    def open(self, desk: Desk) -> None:
        """Open it, or bring it to the front; `desk`, the user's own, does the work and is told of trouble."""
        if self.window is not None:
            self.window.raise_()
            self.window.activateWindow()
        elif not self._under_way:
            self._under_way = True
            desk.told.emit("Starting the sandbox …")
            desk.run(
                asyncio.to_thread(start), lambda started: self._show(desk, started), lambda e: self._failed(desk, e)
            )

    def close(self) -> None:
        """Close it, and wait until everything has ended."""
        if self.window is not None:
            self.window.close()
        for one in self._ending:
            one.join()

    def _show(self, desk: Desk, started: Started) -> None:
        self._under_way = False
        home = Path(started.home.name)
        window = MainWindow(self._look, Desk(lambda: Plexstuff(Configuration.load(home, started.environment))))
        window.setWindowTitle("PLEXSTUFF: SANDBOX")
        window.say("Everything here is a fake of the real service, and is thrown away with this window.")
        window.closed.connect(lambda: self._end(started))
        window.show()
        self.window = window
        desk.told.emit("The sandbox has a window of its own; your settings are not touched there.")

    def _end(self, started: Started) -> None:
        self.window = None
        # Not here: ending a server takes a moment, and a window never waits.
        self._ending.append(threading.Thread(target=started.stop, name="plexstuff-sandbox-end"))
        self._ending[-1].start()

    def _failed(self, desk: Desk, error: PlexstuffError) -> None:
        self._under_way = False
        desk.told.emit(told(error))


def start() -> Started:
    """Start a sandbox. Raises PlexstuffError where its packages are missing."""
    # By name: the front ends do not import each other, and the sandbox needs packages that the window does without.
    try:
        box = resolve("plexstuff.sandbox.server:Sandbox")()
        furnish = resolve("plexstuff.sandbox.furnished:furnish")
    except ImportError as error:
        raise PlexstuffError(
            f"The sandbox needs a package that is not installed: {error.name}.",
            "Install it with: pip install 'plexstuff[sandbox]'   (or start this as ./plexstuff gui, which has it)",
        ) from error
    home = tempfile.TemporaryDirectory(prefix="plexstuff-sandbox-")
    box.__enter__()
    environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return Started(box, home, environment | furnish(Path(home.name), box.environment()))
