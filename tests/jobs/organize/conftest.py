"""What the tests of organizing work on: downloads, a library beside them, a database."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from plexstuff.store.database import Database


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder in memory where there is such: these tests wait for the disk a thousand times."""
    folder = tempfile.mkdtemp(prefix="plexstuff-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    yield Path(folder)
    shutil.rmtree(folder)


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads"
    folder.mkdir()
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "data")
