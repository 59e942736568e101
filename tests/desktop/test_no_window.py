"""Where no window can be shown, one sentence says why, and another what to do; nothing of Qt's own is printed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from plexstuff.desktop import ready
from plexstuff.desktop.ready import require_window
from plexstuff.errors import NotConfigured

COMMANDS = [
    [str(Path(sys.executable).with_name("plex_config_gui.py"))],
    [sys.executable, "-m", "plexstuff", "gui"],
]


def run(command: list[str], home: Path, environment: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "COVERAGE_PROCESS_CONFIG") if name in os.environ}
    return subprocess.run(
        command,
        env={**kept, "PLEXSTUFF_HOME": str(home), "HOME": str(home), "LANG": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("command", COMMANDS, ids=["plex_config_gui.py", "plexstuff gui"])
def test_without_a_display_one_sentence_and_the_command_line_way(command: list[str], home: Path) -> None:
    done = run(command, home)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.splitlines() == [
        "There is no display here to show a window on.",
        "Use the command line instead: plexstuff services   (plexstuff services setup tmdb, and so on)",
    ]


def test_without_pyside_it_says_how_to_get_it(home: Path, tmp_path: Path) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text("raise ImportError('it is not there')\n")
    done = run(COMMANDS[0], home, {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(tmp_path)})
    assert (done.returncode, done.stdout) == (3, "")
    assert "The window needs PySide6, which can't be loaded: it is not there" in done.stderr
    assert "./plexstuff gui" in done.stderr
    assert "Traceback" not in done.stderr


X11, WAYLAND = {"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}


@pytest.mark.parametrize(
    ("library", "package", "needed", "not_needed"),
    [
        ("libxcb-cursor.so.0", "libxcb-cursor0", X11, WAYLAND),
        ("libwayland-cursor.so.0", "libwayland-cursor0", WAYLAND, X11),
    ],
    ids=["X11", "Wayland"],
)
def test_a_library_of_the_system_that_is_missing_is_named_with_its_package(
    monkeypatch: pytest.MonkeyPatch, library: str, package: str, needed: dict[str, str], not_needed: dict[str, str]
) -> None:
    """Qt itself would print a page of its own and end the program."""

    def load(name: str) -> object:
        if name == library:
            raise OSError(f"{name}: cannot open shared object file")
        return object()

    monkeypatch.setattr(ready.ctypes, "CDLL", load)
    with pytest.raises(NotConfigured) as caught:
        require_window(needed)
    assert caught.value.sentence == f"The window needs {library}, which is not installed here."
    assert f"apt-get install -y {package}" in caught.value.advice
    require_window({"QT_QPA_PLATFORM": "offscreen"})
    require_window(not_needed)


def test_help_needs_no_display(home: Path) -> None:
    for command in COMMANDS:
        done = run([*command, "--help"], home)
        assert (done.returncode, done.stderr) == (0, "")
        assert "LOGIN, CREDENTIALS and MUSIC" in done.stdout
