"""The command line as a user meets it, with a sandbox for the outside world."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from plexstuff.cli.root import run
from plexstuff.sandbox import Sandbox


class Said(NamedTuple):
    """What a command left with, and what it said on stdout and stderr."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def _box() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture
def box(_box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """The sandbox, with both services set up by the environment; its faults and counters are cleared afterwards."""
    for name, value in _box.environment().items():
        monkeypatch.setenv(name, value)
    for service in ("TMDB", "TVDB"):
        monkeypatch.setenv(f"PLEXSTUFF__{service}__REQUESTS_PER_SECOND", "500")
    yield _box
    _box.clear_faults()
    _box.forget_requests()


@pytest.fixture
def plexstuff(capfd: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Run `plexstuff ARGUMENTS` in this process."""

    def call(*arguments: object) -> Said:
        capfd.readouterr()
        code = run([str(one) for one in arguments])
        out, err = capfd.readouterr()
        return Said(code, out, err)

    return call


@pytest.fixture
def lay(tmp_path: Path) -> Callable[..., Path]:
    """Make files, old enough to be complete, in a folder; returns the folder."""

    def make(*names: str) -> Path:
        folder = tmp_path / "downloads"
        for name in names:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(f"content of {name}".encode("utf-8", "surrogateescape"))
            os.utime(path, (1_500_000_000, 1_500_000_000))
        return folder

    return make
