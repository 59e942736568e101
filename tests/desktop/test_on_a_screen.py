"""The installed command under a real X server, with real key presses: nothing of it runs in this process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plexstuff.config import Configuration
from plexstuff.health import State
from plexstuff.sandbox import Sandbox

#: Longer than anything here takes on a busy machine. Seconds.
PATIENCE = 40.0


@pytest.fixture
def screen() -> Iterator[str]:
    """An X server of its own; the name of its display."""
    server = shutil.which("Xvfb")
    if server is None or shutil.which("xdotool") is None:
        pytest.skip("Xvfb or xdotool is not installed; ./check --install gets them")
    reading, writing = os.pipe()
    command = [server, "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as x:
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
        x.terminate()


class Hand:
    """Presses keys on a display."""

    def __init__(self, display: str) -> None:
        self._environment = {"PATH": os.environ["PATH"], "DISPLAY": display}

    def _do(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self._environment, capture_output=True, text=True, timeout=PATIENCE
        )
        return done.stdout.strip()

    def front(self, title: str) -> str:
        """Wait for the window with this title, give it the keyboard, and return its number."""
        until(lambda: bool(self._do("search", "--onlyvisible", "--name", f"^{title}$")), f"no window {title}")
        window = self._do("search", "--onlyvisible", "--name", f"^{title}$").splitlines()[-1]
        # There is no window manager here that would do that.
        self._do("windowfocus", "--sync", window)
        return window

    def gone(self, title: str) -> bool:
        return not self._do("search", "--onlyvisible", "--name", f"^{title}$")

    def press(self, *keys_: str) -> None:
        self._do("key", "--delay", "60", *keys_)

    def type(self, text: str) -> None:
        self._do("type", "--delay", "15", text)


def until(so: Callable[[], bool], otherwise: str) -> None:
    """Wait until it is so."""
    end = time.monotonic() + PATIENCE
    pause = 0.05
    while not so():
        assert time.monotonic() < end, otherwise
        time.sleep(pause)


def works(home: Path, addresses: dict[str, str], key: str) -> bool:
    """Whether another program knows that the service works."""
    health = Configuration.load(home, addresses).health(key)
    return health is not None and health.state is State.WORKING


@pytest.mark.parametrize("opens", ["Return", "Menu"])
def test_a_service_is_set_up_with_the_keyboard_alone(
    screen: str, addresses: dict[str, str], served: Sandbox, home: Path, tmp_path: Path, opens: str
) -> None:
    jackett = {one: served.environment()[f"PLEXSTUFF__JACKETT__{one.upper()}"] for one in ("address", "api_key")}
    environment = {
        **{name: os.environ[name] for name in ("PATH", "COVERAGE_PROCESS_CONFIG") if name in os.environ},
        **addresses,
        "PLEXSTUFF_HOME": str(home),
        "HOME": str(tmp_path),
        "DISPLAY": screen,
        "LANG": "C.UTF-8",
    }
    command = [str(Path(sys.executable).with_name("plex_config_gui.py"))]
    with (tmp_path / "said").open("wb") as said:
        program = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
    try:
        hand = Hand(screen)
        hand.front("PLEXSTUFF")
        hand.press(opens)
        hand.press("Return")
        hand.front("PLEX LOGIN CONFIGURATION")
        # The first box has the keyboard: that of Jackett's address. Return says what else is needed, and goes there.
        hand.type(f"{jackett['address']}/UI/Dashboard")
        hand.press("Return")
        hand.type(jackett["api_key"])
        hand.press("Return")
        until(lambda: Configuration.load(home, {}).secret("jackett", "api_key") is not None, "nothing was kept")
        until(lambda: works(home, addresses, "jackett"), "what was kept is not known to work")
        hand.press("ctrl+w")
        until(lambda: hand.gone("PLEX LOGIN CONFIGURATION"), "Ctrl+W did not close the window")
        assert program.poll() is None, "only that one"
        hand.front("PLEXSTUFF")
        hand.press("ctrl+w")
        assert program.wait(PATIENCE) == 0
        configuration = Configuration.load(home, addresses)
        assert {one: configuration.value("jackett", one).text for one in jackett} == jackett
        assert "Traceback" not in (tmp_path / "said").read_text(errors="replace")
    finally:
        program.kill()
        program.wait()
