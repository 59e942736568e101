"""What the tests of identification work on."""

from __future__ import annotations

from pathlib import Path

import pytest
from world import World

from plexstuff.sandbox.catalogue import Catalogue, load


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture
def world(tmp_path: Path, catalogue: Catalogue) -> World:
    return World(tmp_path / "files", catalogue)
