"""The configuration of somebody who has the service of `radio`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from radio import RADIO

from plexstuff.config import Configuration


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home of plexstuff"


@pytest.fixture
def configuration(folder: Path) -> Callable[..., Configuration]:
    """The configuration of that folder as a new process would load it."""

    def load(environ: Mapping[str, str] | None = None, flags: Mapping[str, str] | None = None) -> Configuration:
        return Configuration.load(folder, environ or {}, flags, services=(RADIO,), clock=lambda: 1500.0)

    return load
