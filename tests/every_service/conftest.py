"""Every service as a user has it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx2
import pytest
from example import EXAMPLES
from living import Home, Time
from wire import Wire

from plexstuff.http import HttpClient
from plexstuff.sandbox.app import create_app


@pytest.fixture(scope="session")
def sandbox_app() -> Iterator[httpx2.ASGITransport]:
    app = create_app()
    _ = app.state.world.index
    yield httpx2.ASGITransport(app=app)


@pytest.fixture
def living(sandbox_app: httpx2.ASGITransport, home: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    watch = Time()
    monkeypatch.setattr("plexstuff.connection.HttpClient", partial(HttpClient, sleep=watch.sleep, clock=watch))
    environment = {
        f"PLEXSTUFF__{key.upper()}__{name.upper()}": text
        for key, example in EXAMPLES.items()
        for name, text in example.settings.items()
    }
    return Home(home, environment, Wire(sandbox_app), watch)
