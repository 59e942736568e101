"""`plexstuff demo`: what it reports is what lies on the disk, and it never touches anything of the user's."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from plexstuff.cli.demo_files import NAMES
from plexstuff.service import LifecycleState
from plexstuff.services import ALL


def files(folder: Path, below: str) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in (folder / below).rglob("*") if path.is_file())


@pytest.fixture
def laid() -> list[str]:
    return sorted(f"downloads/{name.removesuffix(' !')}" for name in NAMES)


def test_what_it_reports_is_what_lies_on_the_disk(
    plexstuff: Callable, tmp_path: Path, laid: list[str], home: Path
) -> None:
    said = plexstuff("demo", "--json", "--no-undo", "--keep", tmp_path / "try")
    assert said.code == 0, said.err
    told = json.loads(said.out)
    folder = tmp_path / "try"
    assert told["schema"] == 1
    living = {one.key for one in ALL if one.lifecycle.state is not LifecycleState.RETIRED}
    assert told["services"] == {one.key: "working" if one.key in living else "retired" for one in ALL}
    assert {one["service"] for one in told["uses"]} == living - {"tmdb", "tvdb"}, "these two are used all along"
    assert all(one["lines"] for one in told["uses"])
    assert told["library"] == files(folder, "library")
    assert files(folder, "downloads") == laid
    placed = {row["target"]: row["source"] for row in told["plan"] if row["status"] == "do"}
    assert sorted(placed) == told["library"]
    for target, source in placed.items():
        assert (folder / target).samefile(folder / source)
    decisions = {item["decision"] for item in told["items"]}
    assert decisions == {"matched", "ambiguous", "unmatched", "ignored"}
    assert list(home.iterdir()) == []


def test_undo_leaves_everything_as_it_was(plexstuff: Callable, tmp_path: Path, laid: list[str]) -> None:
    said = plexstuff("demo", "--json", "--keep", tmp_path / "try")
    assert said.code == 0, said.err
    told = json.loads(said.out)
    assert told["library"]
    assert told["library_after_undo"] == [] == files(tmp_path / "try", "library")
    assert told["downloads_after_undo"] == laid == files(tmp_path / "try", "downloads")
    old = [path for path in (tmp_path / "try" / "downloads").rglob("*.mkv") if path.is_file()]
    assert {path.stat().st_mtime for path in old} == {1_600_000_000}


def test_it_tells_every_step(plexstuff: Callable) -> None:
    said = plexstuff("demo")
    assert said.code == 0
    for words in (
        "Set up the services",
        "A messy folder",
        "plexstuff identify",
        "the plan",
        "the result",
        "plexstuff undo",
    ):
        assert words in said.out
    assert "Movies/The Matrix (1999) {tmdb-603}" in said.out


def test_a_folder_with_something_in_it_is_refused(plexstuff: Callable, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    said = plexstuff("demo", "--keep", tmp_path)
    assert said.code == 1
    assert "is not empty" in said.err
    assert (tmp_path / "mine.txt").read_text() == "mine"
