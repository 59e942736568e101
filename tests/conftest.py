"""What every test may use: a home of its own and, where they are there, the recorded answers beside the project."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

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
