"""`plexstuff parse`, as a shell meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys


def run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environ = os.environ | {"PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "plexstuff", "parse", *arguments],
        input=given,
        capture_output=True,
        check=False,
        env=environ,
    )


def test_lines_in_json_lines_out_one_for_one() -> None:
    names = "Heat.1995.mkv\n\nThe.Wire.S03E04-E05.mkv\n七人の侍 (1954).mkv\n".encode() + b"\xff\x1b[31m.2010.mkv\n"
    done = run("--json", "-", given=names)
    assert done.returncode == 0, done.stderr
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one.get("title") for one in said[:4]] == ["Heat", None, "The Wire", "七人の侍"]
    assert said[0] == {
        "schema": 1,
        "name": "Heat.1995.mkv",
        "title": "Heat",
        "year": 1995,
        "kind": "movie",
        "container": "mkv",
    }
    assert said[2]["season"] == 3
    assert said[2]["episodes"] == [4, 5]
    assert said[4]["year"] == 2010


def test_people_are_told_a_line_for_each_field_and_why() -> None:
    done = run("--explain", "The.Wire.S03E04.720p.mkv", "Heat\x1b[31m.1995.mkv")
    text = done.stdout.decode()
    assert "title              The Wire" in text
    assert "“S03” → seasons 3   (season and episode)" in text
    assert "\x1b" not in text


def test_json_explains_with_places() -> None:
    said = json.loads(run("--json", "--explain", "Heat.1995.mkv").stdout)
    assert {"start": 5, "end": 9, "text": "1995", "field": "year", "value": 1995, "rule": "year"} in said["explain"]
    assert said["explain"][0]["text"] == "Heat"
