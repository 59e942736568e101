"""A command starts without what it does not need: whoever asks for help does not wait for a web server."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

QT, SERVER, CLIENT, NAMES, BASE = (
    "PySide6",
    ("starlette", "uvicorn"),
    ("httpx2", "hishel"),
    ("plexstuff.names.reader", "plexstuff.names.words"),
    "sqlite3",
)
COMMAND_LINE = ("click", "rich", "msgspec", "asyncio", "anyio", "re", "dataclasses", "typing")

#: The command, and what must not be imported when it is done.
LIGHT = {
    "--help": (QT, *SERVER, *CLIENT, *NAMES, BASE, *COMMAND_LINE),
    "--version": (QT, *SERVER, *CLIENT, *NAMES, BASE, "rich"),
    "config path": (QT, *SERVER, *CLIENT, *NAMES, BASE),
    "history --help": (QT, *SERVER, *CLIENT, *NAMES, BASE),
    "identify --help": (QT, *SERVER, *CLIENT, *NAMES, BASE),
    "mail --help": (QT, *SERVER, *CLIENT, *NAMES, BASE, "smtplib"),
    "mail send --help": (QT, *SERVER, *CLIENT, *NAMES, BASE, "smtplib"),
    "organize --help": (QT, *SERVER, *CLIENT, *NAMES, BASE),
    "parse Heat.1995.mkv": (QT, *SERVER, *CLIENT, BASE),
    "services": (QT, *SERVER, *CLIENT, *NAMES, BASE),
    "services list": (QT, *SERVER, *CLIENT, *NAMES, BASE),
    "services show tmdb": (QT, *SERVER, *CLIENT, *NAMES, BASE),
}

RUN = """
import sys
from plexstuff.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    sys.stderr.write("\\n".join(["MODULES", str(end.code or 0), *sys.modules]))
"""


def modules_after(arguments: list[str]) -> set[str]:
    """Which modules a command has imported when it is done."""
    environ = {name: text for name, text in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run(
        [sys.executable, "-P", "-c", RUN, *arguments], env=environ, capture_output=True, text=True, check=False
    )
    said, mark, listed = done.stderr.partition("MODULES\n")
    assert mark, said
    code, *names = listed.splitlines()
    assert code == "0", said
    return set(names)


def test_the_list_is_sorted() -> None:
    assert list(LIGHT) == sorted(LIGHT)


@pytest.mark.parametrize("command", LIGHT)
def test_a_command_starts_light(command: str) -> None:
    assert modules_after(command.split()) & set(LIGHT[command]) == set()
