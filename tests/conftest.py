"""What every test may use: a home of its own and, where they are there, the recorded answers beside the project."""

from __future__ import annotations

import os
import signal
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

# Qt reads it once, when it is first imported, and ends the whole program where it finds no display; the tests of the
# window under a real X server set it for the programs that they start.
os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _can_show_windows() -> bool:
    """Whether Qt is here with the libraries of the system that it needs even offscreen."""
    if find_spec("PySide6") is None:
        return False
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError:
        return False
    return True


# Not by its entry point (see pyproject.toml): where Qt can't be loaded, it would end every test run with an error.
pytest_plugins = ["pytestqt.plugin"] if _can_show_windows() else []

# Where the tests were started in the background, Ctrl-C is ignored, and every program that a test starts inherits that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for settings; no setting of whoever runs the tests is read."""
    folder = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith("PLEXSTUFF_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PLEXSTUFF_HOME", str(folder))
    return folder


@pytest.fixture
def shared() -> Path:
    """The folder of recorded answers, specifications and names; without it, what needs it is skipped by name."""
    if not SHARED.is_dir():
        pytest.skip("the recorded answers (../shared) are not beside this clone")
    return SHARED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what other people's clients cover of the sandbox; the tests in interop/ record it as a property."""
    for report in terminalreporter.stats.get("passed", []):
        for name, told in report.user_properties:
            if name == "matrix":
                library, *lines = told
                terminalreporter.section(library if " " in library else f"{library} against the sandbox")
                terminalreporter.write_line("\n".join(lines))
