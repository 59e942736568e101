"""Other people's client libraries pointed at the sandbox, and the matrix of what they cover."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from plexstuff.sandbox import Sandbox

#: The name under which a test records its matrix.
MATRIX = "matrix"


@pytest.fixture(scope="package")
def box() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture
def keep_matrix(record_property):
    """Keep the lines of a library's matrix; they are printed at the end of the run."""

    def keep(library: str, lines: list[str]) -> None:
        record_property(MATRIX, [library, *lines])

    return keep
