"""Other people's client libraries pointed at the sandbox, and the matrix of what they cover."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from plexstuff.sandbox import Sandbox

MATRIX = pytest.StashKey[dict[str, list[str]]]()


@pytest.fixture(scope="package")
def box() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture
def keep_matrix(request: pytest.FixtureRequest):
    """Keep the lines of a matrix; they are printed at the end of the run."""

    def keep(library: str, lines: list[str]) -> None:
        request.config.stash.setdefault(MATRIX, {})[library] = lines

    return keep


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    for library, lines in config.stash.get(MATRIX, {}).items():
        terminalreporter.section(f"{library} against the sandbox")
        for line in lines:
            terminalreporter.write_line(line)
