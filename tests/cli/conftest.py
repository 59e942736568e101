"""The command line as a user meets it: arguments and input in; output, talk and an exit code out."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from plexstuff.cli.root import run
from plexstuff.sandbox import Sandbox


@dataclass(frozen=True)
class Done:
    """What a command said, and how it left."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


Command = Callable[..., Done]


@pytest.fixture
def plexstuff(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `plexstuff ARGUMENT…`; `typed` is what a pipe sends it."""

    def command(*arguments: str, typed: str | bytes = "") -> Done:
        data = typed if isinstance(typed, bytes) else typed.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        capsys.readouterr()
        code = run(list(arguments))
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return command


@pytest.fixture(scope="module")
def serving() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture
def sandbox(serving: Sandbox, home: Path, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """A sandbox that the environment points at; no key is set."""
    serving.clear_faults()
    for name, text in serving.environment().items():
        if name.endswith("__BASE_URL"):
            monkeypatch.setenv(name, text)
    return serving
