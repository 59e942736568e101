"""What becomes of the output where it can't be written: a full disk, a closed stream, a terminal without letters."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PLEXSTUFF = [sys.executable, "-m", "plexstuff"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_no_bug(home: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*PLEXSTUFF, "parse", "Heat.1995.mkv"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "The output can't be written: No space left on device.",
        "Make room there, or send it elsewhere.",
    ]


def test_a_closed_output_is_no_bug(home: Path) -> None:
    line = f"{sys.executable} -m plexstuff parse Heat.1995.mkv >&-"
    done = subprocess.run(["sh", "-c", line], stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_letters_that_a_terminal_lacks_are_shown_by_their_numbers(home: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run([*PLEXSTUFF, "parse", "七人の侍.1954.mkv"], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u4e03\\u4eba" in done.stdout
