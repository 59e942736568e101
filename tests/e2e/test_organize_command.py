"""`plexstuff organize`, `undo` and `history` from the outside: plan, deed, way back, and what may go wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from plexstuff.sandbox import Sandbox

FILM = "The.Matrix.1999.1080p.BluRay.x264-GRP.mkv"
SUBTITLE = "The.Matrix.1999.1080p.BluRay.x264-GRP.en.srt"
EPISODE = "Breaking.Bad.S01E01.720p.mkv"
UNKNOWN = "Something Nobody Filmed (1987).mkv"

PLACED = {
    "Movies/The Matrix (1999) {tmdb-603}/The Matrix (1999) {tmdb-603}.mkv": FILM,
    "Movies/The Matrix (1999) {tmdb-603}/The Matrix (1999) {tmdb-603}.en.srt": SUBTITLE,
    "TV Shows/Breaking Bad (2008) {tvdb-81189}/Season 01/Breaking Bad (2008) - s01e01 - Pilot.mkv": EPISODE,
}


def files(root: Path) -> dict[str, str]:
    """Relative name -> content of every file below."""
    return {str(path.relative_to(root)): path.read_text(errors="replace") for path in root.rglob("*") if path.is_file()}


def content(names: dict[str, str]) -> dict[str, str]:
    return {target: f"content of {name}" for target, name in names.items()}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


def test_without_apply_it_only_plans(box: Sandbox, plexstuff: Callable, lay: Callable, library: Path) -> None:
    said = plexstuff("organize", lay(FILM, EPISODE, UNKNOWN), "--into", library)
    assert said.code == 0
    assert "Movies/The Matrix (1999) {tmdb-603}/" in said.out
    assert f"from {FILM}" in said.out
    assert UNKNOWN in said.out
    assert "2 to hardlink" in said.err
    assert "add --apply" in said.err
    assert not library.exists()
    assert "Nothing was changed yet" in plexstuff("history").err


def test_dry_run_is_the_default_by_its_name(box: Sandbox, plexstuff: Callable, lay: Callable, library: Path) -> None:
    folder = lay(FILM)
    plain = plexstuff("organize", folder, "--into", library)
    named = plexstuff("organize", folder, "--into", library, "--dry-run")
    assert (named.code, named.out) == (plain.code, plain.out)
    assert plexstuff("organize", folder, "--into", library, "--dry-run", "--apply").code == 2


def test_there_and_back_again(box: Sandbox, plexstuff: Callable, lay: Callable, library: Path) -> None:
    folder = lay(FILM, SUBTITLE, EPISODE)
    before = files(folder)
    done = plexstuff("organize", folder, "--into", library, "--apply")
    assert done.code == 0
    assert "3 files placed. Run 1." in done.err
    assert "plexstuff undo" in done.err
    assert files(library) == content(PLACED)
    assert files(folder) == before
    assert all((folder / name).samefile(library / target) for target, name in PLACED.items())

    again = plexstuff("organize", folder, "--into", library, "--apply")
    assert again.code == 0
    assert "3 already there" in again.err
    assert "nothing to do" in again.err

    shown = plexstuff("undo", "--dry-run")
    assert shown.code == 0
    assert "3 files would be taken back" in shown.err
    assert files(library) == content(PLACED)

    back = plexstuff("undo")
    assert back.code == 0
    assert "3 files taken back" in back.err
    assert not library.exists()
    assert files(folder) == before

    nothing = plexstuff("undo")
    assert nothing.code == 1
    assert "nothing to take back" in nothing.err


def test_what_json_says_is_what_is_on_the_disk(box: Sandbox, plexstuff: Callable, lay: Callable, library: Path) -> None:
    folder = lay(FILM, SUBTITLE, EPISODE, UNKNOWN)
    planned = json.loads(plexstuff("organize", folder, "--into", library, "--json").out)
    assert planned["schema"] == 1
    assert planned["run"] is None
    assert planned["plan"]["counts"]["do"] == 3
    done = json.loads(plexstuff("organize", folder, "--into", library, "--json", "--apply").out)
    assert done["plan"]["rows"] == planned["plan"]["rows"]
    placed = {row["target"]: row["source"] for row in done["run"]["files"] if row["result"] == "done"}
    assert placed == {str(library / target): str(folder / name) for target, name in PLACED.items()}
    assert {str(path) for path in library.rglob("*") if path.is_file()} == set(placed)
    runs = json.loads(plexstuff("history", "--json").out)["runs"]
    assert [(run["run"], run["kind"], run["files"], run["can_be_undone"]) for run in runs] == [
        (1, "organize", {"done": 3}, True)
    ]
    back = json.loads(plexstuff("undo", "--run", 1, "--json").out)
    assert back["counts"] == {"done": 3}
    assert [run["can_be_undone"] for run in json.loads(plexstuff("history", "--json").out)["runs"]] == [False, False]


@pytest.mark.parametrize("mode", ["copy", "move"])
def test_other_modes(box: Sandbox, plexstuff: Callable, lay: Callable, library: Path, mode: str) -> None:
    folder = lay(FILM, EPISODE)
    before = {path.name: path.stat().st_mtime_ns for path in [folder, *folder.iterdir()]}
    assert plexstuff("organize", folder, "--into", library, "--mode", mode, "--apply").code == 0
    assert len(files(library)) == 2
    assert {path.stat().st_mtime for path in library.rglob("*.mkv")} == {1_500_000_000}
    assert len(files(folder)) == (2 if mode == "copy" else 0)
    assert not any(path.stat().st_nlink > 1 for path in library.rglob("*.mkv"))
    assert plexstuff("undo").code == 0
    assert {path.name: path.stat().st_mtime_ns for path in [folder, *folder.iterdir()]} == before


def test_settings_and_flags(box: Sandbox, plexstuff: Callable, lay: Callable, library: Path, tmp_path: Path) -> None:
    folder = lay(FILM)
    assert plexstuff("organize", folder).code == 2
    for key, value in (("into", library), ("preset", "jellyfin"), ("movie_template", "Films/{title}")):
        assert plexstuff("config", "set", f"organize.{key}", value).code == 0
    assert "Films/" in plexstuff("organize", folder).out
    assert "[tmdbid-603]" in plexstuff("organize", folder, "--preset", "jellyfin").out, "a preset asked for counts more"
    assert "Kino/" in plexstuff("organize", folder, "--movie-template", "Kino/{title}").out
    other = tmp_path / "other"
    assert str(other) in plexstuff("organize", folder, "--into", other).out


def test_a_template_that_can_not_be_used(box: Sandbox, plexstuff: Callable, lay: Callable, library: Path) -> None:
    said = plexstuff("organize", lay(FILM), "--into", library, "--movie-template", "{titel}")
    assert said.code == 3
    assert "{titel}" in said.err
    assert "{title}" in said.err


def test_a_conflict_is_told_and_the_rest_is_done(
    box: Sandbox, plexstuff: Callable, lay: Callable, library: Path
) -> None:
    folder = lay(FILM, EPISODE)
    there = library / "Movies/The Matrix (1999) {tmdb-603}/The Matrix (1999) {tmdb-603}.mkv"
    there.parent.mkdir(parents=True)
    there.write_text("somebody else's")
    said = plexstuff("organize", folder, "--into", library, "--apply")
    assert said.code == 6
    assert "conflict: another file is there" in said.out
    assert "1 in conflict" in said.err
    assert there.read_text() == "somebody else's"
    assert len(files(library)) == 2
    assert plexstuff("undo").code == 0
    assert files(library) == {str(there.relative_to(library)): "somebody else's"}


def test_what_was_changed_since_stays(box: Sandbox, plexstuff: Callable, lay: Callable, library: Path) -> None:
    plexstuff("organize", lay(FILM, EPISODE), "--into", library, "--mode", "copy", "--apply")
    changed = next(library.rglob("*Matrix*.mkv"))
    changed.write_text("edited")
    shown = plexstuff("undo", "--dry-run")
    assert (shown.code, plexstuff("undo").code) == (6, 6)
    assert "changed since" in shown.out
    assert list(files(library).values()) == ["edited"]
    assert "undone in part" in plexstuff("history").out


def test_names_can_not_play_tricks_on_the_terminal(
    box: Sandbox, plexstuff: Callable, lay: Callable, library: Path
) -> None:
    folder = lay("The.Matrix.1999.\x1b[31m.mkv", "Breaking.Bad.S01E01.\udcff.mkv", "x/[bold]Nobody[/] Knows\n.mkv")
    said = plexstuff("organize", folder, "--into", library, "--apply")
    assert said.code == 0
    assert "\x1b" not in said.out + said.err
    assert "[bold]Nobody[/]" in said.out
    assert len(files(library)) >= 2
    assert "\x1b" not in plexstuff("undo", "--dry-run").out
    assert plexstuff("undo").code == 0


def test_nothing_to_do(box: Sandbox, plexstuff: Callable, lay: Callable, library: Path) -> None:
    said = plexstuff("organize", lay(UNKNOWN), "--into", library, "--apply")
    assert said.code == 0
    assert "nothing to do" in said.err
    assert not library.exists()


def test_a_library_that_is_a_file(box: Sandbox, plexstuff: Callable, lay: Callable, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = plexstuff("organize", lay(FILM), "--into", tmp_path / "file", "--apply")
    assert said.code == 1
    assert "is no folder" in said.err


def test_a_run_that_never_was(plexstuff: Callable) -> None:
    said = plexstuff("undo", "--run", 99)
    assert said.code == 1
    assert "no run 99" in said.err
    assert plexstuff("undo", "--dry-run").code == 1


@pytest.mark.parametrize("command", [("undo", "--run"), ("history", "--limit")])
@pytest.mark.parametrize("number", ["0", "-1", "2147483648", "1" + "0" * 30, "one", "1.5"])
def test_numbers_that_no_run_can_have(plexstuff: Callable, command: tuple[str, str], number: str) -> None:
    said = plexstuff(*command, number)
    assert said.code == 2
    assert command[1] in said.err


def test_while_another_one_is_at_work(
    box: Sandbox, plexstuff: Callable, lay: Callable, library: Path, home: Path
) -> None:
    from plexstuff.jobs.organize.running import alone
    from plexstuff.store.database import Database

    folder = lay(FILM)
    plexstuff("organize", folder, "--into", library)
    data = next(home.rglob("plexstuff.db")).parent
    with alone(Database(data)):
        said = plexstuff("organize", folder, "--into", library, "--apply")
        assert said.code == 1
        assert "Another Plexstuff" in said.err
        assert plexstuff("organize", folder, "--into", library).code == 0, "a plan needs no turn"
    assert plexstuff("organize", folder, "--into", library, "--apply").code == 0


def test_control_c_comes_to_a_clean_end(box: Sandbox, plexstuff: Callable, lay: Callable, library: Path) -> None:
    names = [f"Breaking.Bad.S01E{number:02}.mkv" for number in range(1, 8)]
    folder = lay(*names)
    for name in names:
        with (folder / name).open("r+b") as file:
            file.truncate(100 * 2**20)  # holes: they take no room here, but time to copy
        os.utime(folder / name, (1_500_000_000, 1_500_000_000))
    plexstuff("identify", folder)
    command = [sys.executable, "-m", "plexstuff", "organize", folder, "--into", library, "--mode", "copy", "--apply"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 30
    while running.poll() is None and not list(library.rglob("Season*/*")) and time.monotonic() < deadline:
        time.sleep(0.005)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=30)
    assert running.returncode == 130, err
    assert "Interrupted" in err
    assert "Traceback" not in err
    assert not list(library.rglob(".plexstuff*"))
    left = json.loads(plexstuff("history", "--json").out)["runs"][0]
    assert left["state"] == "interrupted"
    done = left["files"].get("done", 0)
    assert {path.stat().st_size for path in library.rglob("*.mkv")} <= {100 * 2**20}
    assert len(list(library.rglob("*.mkv"))) == done < len(names)
    if done:
        assert plexstuff("undo").code == 0
    assert not library.exists()


def test_what_is_copied_for_want_of_a_link_is_counted_as_a_copy(
    box: Sandbox, plexstuff: Callable, lay: Callable, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from plexstuff.jobs.organize.mounts import Mounts

    monkeypatch.setattr(Mounts, "no_link", lambda *_: "it lies on another disk or mount")
    refused = plexstuff("organize", lay(FILM), "--into", library, "--apply")
    assert refused.code == 1
    assert "needs copy: no hardlink: it lies on another disk or mount" in refused.out
    assert "1 of 1 files can't be hardlinked" in refused.err
    assert not library.exists()
    said = plexstuff("organize", lay(FILM), "--into", library, "--allow-copy", "--apply")
    assert said.code == 0
    assert "copy: no hardlink: it lies on another disk or mount" in said.out
    assert "1 file: 1 to copy." in said.err
    assert "1 file placed." in said.err
