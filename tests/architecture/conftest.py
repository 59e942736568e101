"""What the tests of the scripts share: a clone on a bare machine."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from machine import INNER, LOCKS, PYTHON, ROOT, TOOLS, Clone, write_command


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    folder = tmp_path / "a folder with spaces & ünïcode"
    (folder / "scripts").mkdir(parents=True)
    for name in ("plexstuff", "scripts/bootstrap.sh", "pyproject.toml", *LOCKS):
        shutil.copy(ROOT / name, folder / name)
    commands = tmp_path / "commands"
    commands.mkdir()
    for name in TOOLS:
        (commands / name).symlink_to(shutil.which(name) or pytest.fail(f"this machine has no {name}"))
    write_command(commands / "python3.11", PYTHON)
    write_command(commands / "inner", INNER)
    return Clone(folder, commands, tmp_path / "log")
