"""`organize`, `undo` and `history` as a user meets them, against the sandbox."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plexstuff.jobs.identified import IdentifiedFile
from plexstuff.jobs.organize import apply, plan
from plexstuff.jobs.organize.filesystem import Disk
from plexstuff.matching import Decision
from plexstuff.models import Ids, Movie
from plexstuff.sandbox import Sandbox
from plexstuff.store.database import Database

Command = Callable[..., Any]
LONG_AGO = 1_500_000_000_000_000_000
FILES = (
    "The.Matrix.1999.1080p.BluRay.x264-GRP.mkv",
    "The.Matrix.1999.1080p.BluRay.x264-GRP.en.srt",
    "Breaking.Bad.S01E01.720p.mkv",
    "Something Nobody Filmed (1987).mkv",
)


@pytest.fixture
def downloads(tmp_path: Path, serving: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two files that the sandbox knows, and a user with keys for it."""
    for name, text in serving.environment().items():
        monkeypatch.setenv(name, text)
    folder = tmp_path / "downloads"
    folder.mkdir()
    for name in FILES:
        (folder / name).write_text(name)
        os.utime(folder / name, ns=(LONG_AGO, LONG_AGO))
    os.utime(folder, ns=(LONG_AGO, LONG_AGO))
    return folder


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def film(path: Path, title: str, number: int) -> IdentifiedFile:
    movie = Movie(Ids(tmdb=number), title, released=dt.date(1999, 3, 30))
    return IdentifiedFile(str(path), Decision.MATCHED, "movie", movie=movie)


def test_plan_apply_look_back_and_undo(plexstuff: Command, downloads: Path, tmp_path: Path) -> None:
    library = tmp_path / "Media"
    organize = ("organize", str(downloads), "--into", str(library))
    planned = plexstuff(*organize)
    assert planned.code == 0
    assert "Season 01" in planned.out and "--apply" in planned.err
    assert not library.exists()

    done = plexstuff(*organize, "--mode", "move", "--apply", "--json")
    assert done.code == 0
    told = json.loads(done.out)
    assert (told["schema"], told["plan"]["mode"]) == (1, "move")
    placed = {one["target"] for one in told["run"]["files"] if one["result"] == "done"}
    assert placed == {str(path) for path in library.rglob("*") if path.is_file()}
    assert len(placed) == 3
    assert files(downloads) == ["Something Nobody Filmed (1987).mkv"]

    (run,) = json.loads(plexstuff("history", "--json").out)["runs"]
    assert (run["run"], run["state"], run["files"], run["can_be_undone"]) == (1, "done", {"done": 3}, True)

    back = plexstuff("undo")
    assert back.code == 0
    assert "3 files taken back" in back.err
    assert files(downloads) == sorted(FILES)
    assert {path.stat().st_mtime_ns for path in (downloads, *downloads.iterdir())} == {LONG_AGO}
    assert files(library) == []
    assert plexstuff("undo").code == 1


def test_jellyfin_and_a_template_of_ones_own(plexstuff: Command, downloads: Path, tmp_path: Path) -> None:
    organize = ("organize", str(downloads), "--into", str(tmp_path / "Media"), "--json")
    rows = json.loads(plexstuff(*organize, "--preset", "jellyfin").out)["plan"]["rows"]
    assert any("[tmdbid-" in (row["target"] or "") for row in rows)
    rows = json.loads(plexstuff(*organize, "--movie-template", "Films/{year}/{title}").out)["plan"]["rows"]
    assert str(tmp_path / "Media/Films/1999/The Matrix.mkv") in {row["target"] for row in rows}
    refused = plexstuff(*organize, "--movie-template", "{title.__class__}")
    assert refused.code == 3
    assert "no token" in refused.err and "{title}" in refused.err and refused.out == ""


def organize_and_be_killed(at: int, downloads: Path, library: Path, database: Database) -> None:
    """Place two files in another process, and kill it at one of its hardlinks, the first or the second."""
    links = 0

    def kill(call: str, *_paths: str) -> None:
        nonlocal links
        links += call == "link"
        if links == at:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        items = [film(downloads / FILES[0], "The Matrix", 603), film(downloads / FILES[2], "Another", 9)]
        apply(plan(items, library), database, disk=Disk(kill))
        os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_an_undo_tells_of_a_killed_run_even_where_nothing_is_left_to_take_back(
    plexstuff: Command, downloads: Path, tmp_path: Path, home: Path
) -> None:
    library = tmp_path / "Media"
    assert plexstuff("organize", str(downloads), "--into", str(library), "--apply").code == 0
    assert plexstuff("undo").code == 0
    organize_and_be_killed(1, downloads, library, Database(home / "data"))
    told = plexstuff("undo")
    assert told.code == 1
    assert "had been cut off: 0 of 2 files are placed" in told.err
    assert "nothing to take back" in told.err

    organize_and_be_killed(2, downloads, library, Database(home / "data"))
    told = plexstuff("undo", "--json")
    assert told.code == 0
    assert "had been cut off: 1 of 2" in json.loads(told.out)["recovered"][0]


def test_a_killed_run_is_settled_and_told_of(plexstuff: Command, downloads: Path, tmp_path: Path, home: Path) -> None:
    library = tmp_path / "Media"
    organize = ("organize", str(downloads), "--into", str(library))
    assert plexstuff(*organize, "--apply").code == 0
    assert plexstuff("undo").code == 0
    organize_and_be_killed(2, downloads, library, Database(home / "data"))
    told = plexstuff(*organize)
    assert "had been cut off: 1 of 2 files are placed" in told.err
    assert "cut off" not in plexstuff(*organize).err
    assert files(library) == ["The Matrix (1999) {tmdb-603}.mkv"]
    assert plexstuff("undo").code == 0
    assert files(library) == []
