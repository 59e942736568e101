"""Importing the package costs nothing: what it stands on is loaded at first use."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = ("httpx2", "hishel", "msgspec", "anyio", "stamina", "pyrate_limiter", "asyncio", "sqlite3", "ssl")


def test_the_redactor_comes_without_the_http_libraries() -> None:
    code = (
        "import sys\n"
        "from plexstuff.http import Credentials, RedactingFilter, Redactor\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    # Coverage, which would start in the child too, brings modules of its own.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60, env=environ
    )
    assert output.stdout.strip() == "[]"


def test_what_the_package_offers_is_there() -> None:
    import plexstuff.http

    assert all(getattr(plexstuff.http, name) is not None for name in plexstuff.http.__all__)
    with pytest.raises(AttributeError):
        _ = plexstuff.http.Nothing
