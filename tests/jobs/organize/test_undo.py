"""Undo brings back names, places, bytes and times, and never touches what was changed since."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from organizing import LONG_AGO, age, film, names, tree, write

from plexstuff.errors import FileTrouble, NothingFound
from plexstuff.jobs.identified import IdentifiedFile
from plexstuff.jobs.organize import Mode, OrganizeOptions, RunReport, apply, plan, recover, undo
from plexstuff.jobs.organize.undo import plan_undo
from plexstuff.store.database import Database
from plexstuff.store.history import can_be_undone, history

FILM = "Movies/Film {0} (1999) {{tmdb-{0}}}/Film {0} (1999) {{tmdb-{0}}}.mkv"


class Library:
    """Three films that were placed, and how all was before."""

    def __init__(self, downloads: Path, library: Path, database: Database, mode: Mode) -> None:
        self.downloads, self.root, self.database, self.mode = downloads, library, database, mode
        items = [self.film(number) for number in (1, 2, 3)]
        age(downloads, library)
        self.before = self.now()
        assert self.place(items).whole

    def film(self, number: int) -> IdentifiedFile:
        return film(write(self.source(number)), f"Film {number}", tmdb=number)

    def place(self, items: list[IdentifiedFile]) -> RunReport:
        return apply(plan(items, self.root, OrganizeOptions(mode=self.mode)), self.database)

    def source(self, number: int) -> Path:
        return self.downloads / f"{number}.mkv"

    def target(self, number: int) -> Path:
        return self.root / FILM.format(number)

    def now(self) -> dict[str, tuple[object, ...]]:
        return tree(self.downloads, self.root)

    def undo(self, run: int | None = None) -> dict[str, tuple[str, str]]:
        """What became of each file in the library: name -> result and why."""
        report = undo(self.database, run)
        return {os.path.basename(one.source)[:6]: (str(one.result), one.why) for one in report.outcomes}


@pytest.fixture(params=list(Mode))
def placed(request: pytest.FixtureRequest, downloads: Path, library: Path, database: Database) -> Library:
    return Library(downloads, library, database, request.param)


def only(*modes: Mode) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("placed", modes, indirect=True)


def test_everything_is_back(placed: Library) -> None:
    assert placed.undo() == {f"Film {number}": ("done", "") for number in (1, 2, 3)}
    assert placed.now() == placed.before
    assert [(run.kind, str(run.state), can_be_undone(run)) for run in history(placed.database)] == [
        ("undo", "done", False),
        ("organize", "undone", False),
    ]


@only(Mode.COPY, Mode.MOVE)
def test_a_file_that_was_changed_since_is_kept(placed: Library) -> None:
    placed.target(2).write_text("edited")
    assert placed.undo()["Film 2"] == ("refused", "it was changed since")
    assert placed.target(2).read_text() == "edited"
    assert names(placed.root) == [FILM.format(2)]
    assert str(history(placed.database)[1].state) == "undone in part"


@only(Mode.HARDLINK)
def test_a_change_to_a_hardlinked_file_stays_in_the_original(placed: Library) -> None:
    placed.target(2).write_text("edited")
    assert placed.undo()["Film 2"] == ("done", "")
    assert placed.source(2).read_text() == "edited"
    assert names(placed.root) == []


@only(Mode.HARDLINK, Mode.COPY)
def test_another_file_in_its_place_is_kept(placed: Library) -> None:
    placed.target(2).unlink()
    placed.target(2).write_text("another film")
    assert placed.undo()["Film 2"] == ("refused", "it was changed since")
    assert placed.target(2).read_text() == "another film"


@only(Mode.COPY)
def test_the_copy_of_an_original_that_was_changed_is_kept(placed: Library) -> None:
    placed.source(2).write_text("cut off")
    assert placed.undo()["Film 2"] == ("refused", "the original was changed since, so this copy is kept")
    assert placed.target(2).exists()


@only(Mode.HARDLINK, Mode.COPY)
def test_a_file_whose_original_is_gone_goes_back_there(placed: Library) -> None:
    placed.source(2).unlink()
    assert placed.undo()["Film 2"] == ("done", "")
    assert placed.source(2).read_text() == "the bytes of '2.mkv'\n"
    assert placed.source(2).stat().st_mtime_ns == LONG_AGO
    assert names(placed.root) == []


@only(Mode.MOVE)
def test_an_old_place_that_is_taken(placed: Library) -> None:
    placed.source(2).write_text("a new download")
    assert placed.undo()["Film 2"] == ("refused", "something else is in its old place")
    assert placed.source(2).read_text() == "a new download"
    placed.source(2).unlink()
    assert placed.undo() == {"Film 2": ("done", "")}
    assert {path: known[-1] for path, known in placed.now().items()} == {
        path: known[-1] for path, known in placed.before.items()
    }


@only(Mode.MOVE, Mode.HARDLINK)
def test_an_old_name_that_somebody_gave_back(placed: Library) -> None:
    """The old name is there again, as a hardlink to the same file: the new one goes, and nothing is lost."""
    placed.source(2).unlink(missing_ok=True)
    os.link(placed.target(2), placed.source(2))
    placed.target(2).write_text("and edited")
    os.link(placed.target(3), placed.target(3).with_name("another name.mkv"))
    assert placed.undo()["Film 2"] == ("done", "")
    assert placed.source(2).read_text() == "and edited"
    assert names(placed.downloads) == ["1.mkv", "2.mkv", "3.mkv"]
    assert [Path(name).name for name in names(placed.root)] == ["another name.mkv"]


@only(Mode.MOVE)
def test_old_names_that_are_all_back(placed: Library) -> None:
    for number in (1, 2, 3):
        os.link(placed.target(number), placed.source(number))
        placed.target(number).unlink()
    assert set(placed.undo().values()) == {("already there", "it is back already")}
    assert names(placed.downloads) == ["1.mkv", "2.mkv", "3.mkv"]
    assert [str(run.state) for run in history(placed.database)] == ["done", "undone"]


@only(Mode.MOVE)
def test_an_old_folder_that_is_gone_is_made_again(placed: Library) -> None:
    placed.downloads.rmdir()
    assert {result for result, _ in placed.undo().values()} == {"done"}
    assert names(placed.downloads) == ["1.mkv", "2.mkv", "3.mkv"]


def test_a_file_that_is_gone_from_the_library(placed: Library) -> None:
    placed.target(2).unlink()
    if placed.mode is Mode.MOVE:
        assert placed.undo()["Film 2"] == ("refused", "it is gone from there")
    else:
        assert placed.undo()["Film 2"] == ("already there", "it is gone already")
        assert placed.now() == placed.before


def test_only_empty_folders_go(placed: Library) -> None:
    own = write(placed.target(2).with_name("notes of my own.txt"))
    assert {result for result, _ in placed.undo().values()} == {"done"}
    assert names(placed.root) == [os.path.relpath(own, placed.root)]
    with pytest.raises(NothingFound):
        placed.undo()


def test_a_folder_that_others_use_keeps_its_time(placed: Library) -> None:
    write(placed.root / "somebody else's.txt")
    # The clock of a file system may stand still for some milliseconds, so the time is said.
    changed = LONG_AGO + 86_400 * 10**9
    os.utime(placed.root, ns=(changed, changed))
    placed.undo()
    assert placed.root.stat().st_mtime_ns > LONG_AGO
    assert placed.root.stat().st_mtime_ns >= changed


def test_the_last_run_first_or_the_one_that_is_named(placed: Library) -> None:
    assert placed.place([placed.film(4)]).run == 2
    assert set(placed.undo()) == {"Film 4"}
    assert set(placed.undo()) == {"Film 1", "Film 2", "Film 3"}
    assert placed.place([placed.film(5)]).run == 5
    assert placed.place([placed.film(6)]).run == 6
    assert set(placed.undo(5)) == {"Film 5"}
    assert placed.target(6).exists()


@pytest.mark.parametrize(("run", "said"), [(1, "taken back already"), (2, "itself took back run 1"), (9, "no run 9")])
def test_what_can_not_be_undone(placed: Library, run: int, said: str) -> None:
    placed.undo()
    with pytest.raises(NothingFound, match=said) as caught:
        placed.undo(run)
    assert caught.value.advice
    with pytest.raises(NothingFound, match="nothing to take back"):
        placed.undo()


def test_what_would_be_undone_changes_nothing(placed: Library) -> None:
    if placed.mode is not Mode.HARDLINK:
        placed.target(2).write_text("edited")
    now = placed.now()
    report = plan_undo(placed.database)
    refused = 0 if placed.mode is Mode.HARDLINK else 1
    assert report.counts() == {"never begun": 3 - refused} | ({"refused": 1} if refused else {})
    assert placed.now() == now
    assert len(history(placed.database)) == 1


def test_nothing_was_ever_placed(database: Database) -> None:
    with pytest.raises(NothingFound):
        undo(database)


@only(Mode.MOVE)
def test_a_disk_that_is_away_while_a_killed_run_is_settled(placed: Library, tmp_path: Path) -> None:
    """A move that was begun, and whose file is in neither place now, can be taken back when the disk is there again."""
    connection = placed.database.connect()
    connection.execute("UPDATE step SET state = 'begun' WHERE action = 'move' AND source LIKE '%3.mkv'")
    connection.execute("UPDATE run SET ended = NULL, state = 'running'")
    connection.commit()
    connection.close()
    placed.root.rename(tmp_path / "away")
    assert len(recover(placed.database)) == 1
    (tmp_path / "away").rename(placed.root)
    assert set(placed.undo()) == {"Film 1", "Film 2", "Film 3"}
    assert names(placed.downloads) == ["1.mkv", "2.mkv", "3.mkv"]


def test_a_folder_that_may_not_be_looked_into(placed: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(path: str) -> os.stat_result:
        raise PermissionError(13, "Permission denied", path)

    with monkeypatch.context() as patched, pytest.raises(FileTrouble, match="can't be used: Permission denied"):
        patched.setattr(os, "lstat", forbidden)
        placed.undo()
    assert {result for result, _ in placed.undo().values()} == {"done"}
