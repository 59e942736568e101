"""What every test may use: a home of its own and, where they are there, the recorded answers beside the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


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
    """The folder of recorded answers, specifications and names; a test that needs it is skipped, by name, without it."""
    if not SHARED.is_dir():
        pytest.skip("the recorded answers (../shared) are not beside this clone")
    return SHARED
