"""The windows, offscreen, on the sandbox, with a home of their own; a browser that only notes what it was to open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plexstuff.sandbox import Sandbox

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl
    from pytestqt.qtbot import QtBot

    from plexstuff.app import Plexstuff
    from plexstuff.desktop.desk import Desk
    from plexstuff.desktop.look import Look
    from plexstuff.desktop.main_window import MainWindow
    from plexstuff.desktop.panel import ServicePanel

#: Longer than anything against the sandbox takes, on a busy machine too. Milliseconds.
PATIENCE = 20_000


class Unloadable(pytest.Module):
    """A module of tests that can't even be imported, for want of Qt or of the libraries that it needs."""

    def collect(self) -> Iterator[pytest.Item]:
        """Skip it by name."""
        pytest.skip("Qt can't be loaded here; ./check --install gets what it needs", allow_module_level=True)


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Tests of the windows import Qt freely: they are only looked into where it can be loaded."""
    if parent.config.pluginmanager.hasplugin("pytestqt.plugin"):
        return None
    return Unloadable.from_parent(parent, path=module_path)


@pytest.fixture(scope="module")
def served() -> Iterator[Sandbox]:
    """A sandbox for all tests of a module."""
    with Sandbox() as box:
        yield box


@pytest.fixture
def box(served: Sandbox) -> Iterator[Sandbox]:
    """The sandbox without faults."""
    yield served
    served.clear_faults()


@pytest.fixture
def look(qapp: object) -> Iterator[Look]:
    """The light look at the usual size. Afterwards every window is thrown away: the next look would dress it too."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    from plexstuff.desktop.look import Look

    yield Look(qapp, dark=False)  # type: ignore[arg-type]
    for one in QApplication.topLevelWidgets():
        one.close()
        one.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Browser:
    """Stands for the browser: `opened` are the addresses; with `works` False none can be opened."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.works = True

    def open(self, address: QUrl) -> bool:
        """What QDesktopServices does."""
        if self.works:
            self.opened.append(address.toString(address.ComponentFormattingOption.FullyEncoded))
        return self.works


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    """No browser is ever started; what it would open is noted."""
    from PySide6.QtGui import QDesktopServices

    found = Browser()
    monkeypatch.setattr(QDesktopServices, "openUrl", found.open)
    return found


@pytest.fixture
def desk_of(home: Path, qapp: object, browser: Browser) -> Iterator[Callable[..., Desk]]:
    """Makes desks on the settings in `home` (or those of another folder), with these environment variables."""
    from plexstuff.app import Plexstuff
    from plexstuff.config import Configuration
    from plexstuff.desktop.desk import Desk

    made: list[Desk] = []

    def make(environment: Mapping[str, str] | None = None, folder: Path = home) -> Desk:
        def fresh() -> Plexstuff:
            return Plexstuff(Configuration.load(folder, dict(environment or {})))

        made.append(Desk(fresh))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def window_of(look: Look, qtbot: QtBot) -> Callable[[Desk], MainWindow]:
    """Makes first windows, shown and with the settings read."""
    from plexstuff.desktop.main_window import MainWindow

    def make(desk: Desk) -> MainWindow:
        window = MainWindow(look, desk)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(lambda: bool(desk.snapshots), timeout=PATIENCE)
        return window

    return make


@pytest.fixture
def panel_of(window_of: Callable[[Desk], MainWindow], qtbot: QtBot) -> Callable[[Desk, str], ServicePanel]:
    """Opens the window of a service's group, and gives the service's panel there."""

    def make(desk: Desk, key: str) -> ServicePanel:
        group = next(one.group for one in desk.services if one.key == key)
        opened = window_of(desk).open_group(group)
        qtbot.addWidget(opened)
        panel = opened.panels[key]
        qtbot.waitUntil(panel.isVisible, timeout=PATIENCE)
        return panel

    return make


@pytest.fixture
def stored(home: Path) -> Callable[[str], dict[str, str]]:
    """What is stored of a service on the disk, as another program would read it: settings and secrets by key."""
    from plexstuff.config import Configuration

    def read(key: str) -> dict[str, str]:
        configuration = Configuration.load(home, {})
        values = {name: configuration.value(key, name).text for name in configuration.held(key)}
        return {name: text for name, text in values.items() if text is not None}

    return read


@pytest.fixture
def addresses(box: Sandbox) -> dict[str, str]:
    """Where the sandbox's services are, and no key: what somebody has who begins to set up."""
    from plexstuff.services import ALL

    places = {"base_url", *(name for one in ALL for name in one.addresses)}
    return {
        name: value
        for name, value in box.environment().items()
        if name.removeprefix("PLEXSTUFF__").partition("__")[2].lower() in places
    }
