"""A plan is carried out without overwriting, losing or half writing anything, whatever comes in between."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from organizing import LONG_AGO, age, failing, film, names, subtitle, tree, write

from plexstuff.errors import Conflict, FileTrouble
from plexstuff.jobs.identified import IdentifiedFile
from plexstuff.jobs.organize import Mode, OrganizeOptions, Result, apply, plan, undo
from plexstuff.jobs.organize.filesystem import Disk
from plexstuff.store.database import Database

FILM = "Movies/Film {0} (1999) {{tmdb-{0}}}/Film {0} (1999) {{tmdb-{0}}}.mkv"
only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can change owners and mount")


def films(downloads: Path, count: int = 3) -> list[IdentifiedFile]:
    return [film(write(downloads / f"{number}.mkv"), f"Film {number}", tmdb=number) for number in range(1, count + 1)]


def results(outcomes: list[object]) -> list[str]:
    return [str(one.result) for one in outcomes]  # type: ignore[attr-defined]


def interrupted_at(at: int) -> Disk:
    """A disk at whose change number `at` (from 1) somebody presses Ctrl-C."""
    calls = 0

    def before(*_call: str) -> None:
        nonlocal calls
        calls += 1
        if calls == at:
            raise KeyboardInterrupt

    return Disk(before)


def meanwhile(call: str, deed: Callable[[], object]) -> Disk:
    """A disk on which somebody else does something right before the first such call."""
    waiting = [deed]

    def before(name: str, *_paths: str) -> None:
        if name == call and waiting:
            waiting.pop()()

    return Disk(before)


def test_hardlinks(downloads: Path, library: Path, database: Database) -> None:
    report = apply(plan(films(downloads), library), database)
    assert (report.run, report.whole, report.counts()) == (1, True, {"done": 3})
    assert os.path.samefile(library / FILM.format(1), downloads / "1.mkv")


def test_copies_keep_bytes_and_times(downloads: Path, library: Path, database: Database) -> None:
    items = [film(write(downloads / "1.mkv", "ab" * 10_000_000), "Film 1", tmdb=1)]
    told: list[tuple[str, int, int]] = []
    before = tree(downloads)
    report = apply(
        plan(items, library, OrganizeOptions(mode=Mode.COPY)), database, lambda *progress: told.append(progress)
    )
    assert report.whole
    copy = library / FILM.format(1)
    assert copy.read_bytes() == (downloads / "1.mkv").read_bytes()
    assert copy.stat().st_mtime_ns == LONG_AGO
    assert copy.stat().st_nlink == 1
    assert tree(downloads) == before
    assert told[-1] == ("copying", 19, 20)


def test_moves_take_what_travels_along(downloads: Path, library: Path, database: Database) -> None:
    item = film(write(downloads / "1.mkv"), "Film 1", tmdb=1, companions=(subtitle(write(downloads / "1.en.srt")),))
    assert apply(plan([item], library, OrganizeOptions(mode=Mode.MOVE)), database).whole
    assert names(downloads) == []
    assert len(names(library)) == 2


@pytest.mark.parametrize("mode", list(Mode))
def test_a_file_that_comes_in_between_is_not_overwritten(
    downloads: Path, library: Path, database: Database, mode: Mode
) -> None:
    made = plan(films(downloads), library, OrganizeOptions(mode=mode))
    call = "link" if mode is Mode.HARDLINK else "renameat2"
    disk = meanwhile(call, lambda: write(library / FILM.format(1), "somebody else's"))
    report = apply(made, database, disk=disk)
    assert results(report.outcomes) == ["failed", "done", "done"]
    assert report.outcomes[0].why == "something of that name is there by now"
    assert (library / FILM.format(1)).read_text() == "somebody else's"
    assert (downloads / "1.mkv").exists()
    assert not any(".plexstuff" in name for name in names(library))


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("deed", ["vanishes", "changes"])
def test_a_source_that_is_not_what_it_was(
    downloads: Path, library: Path, database: Database, mode: Mode, deed: str
) -> None:
    made = plan(films(downloads), library, OrganizeOptions(mode=mode))
    if deed == "vanishes":
        (downloads / "2.mkv").unlink()
    else:
        (downloads / "2.mkv").write_text("more bytes than before, and a new time")
    report = apply(made, database)
    assert results(report.outcomes) == ["done", "failed", "done"]
    assert report.outcomes[1].why == ("it has vanished" if deed == "vanishes" else "it was changed meanwhile")
    assert not (library / FILM.format(2)).parent.exists(), "a folder was left behind that nothing is in"


@pytest.mark.parametrize("deed", ["grow", "shrink"])
def test_a_source_that_changes_while_it_is_copied(
    downloads: Path, library: Path, database: Database, deed: str
) -> None:
    size = 100 if deed == "grow" else 3
    disk = meanwhile("write", lambda: (downloads / "1.mkv").write_text("x" * size))
    report = apply(plan(films(downloads, 1), library, OrganizeOptions(mode=Mode.COPY)), database, disk=disk)
    assert results(report.outcomes) == ["failed"]
    assert names(library) == []


def test_a_full_disk_ends_the_run_and_leaves_nothing_half(downloads: Path, library: Path, database: Database) -> None:
    made = plan(films(downloads), library, OrganizeOptions(mode=Mode.COPY))
    report = apply(made, database, disk=failing("write", errno.ENOSPC, at=2))
    assert results(report.outcomes) == ["done", "failed", "never begun"]
    assert isinstance(report.trouble, FileTrouble)
    assert "the disk is full" in report.trouble.sentence
    assert names(library) == [FILM.format(1)]
    assert apply(plan(films(downloads), library, OrganizeOptions(mode=Mode.COPY)), database).counts() == {
        "already there": 1,
        "done": 2,
    }


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own of 1 MiB."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], check=False).returncode:
        pytest.skip("nothing can be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


@only_root
def test_a_disk_that_is_really_full(downloads: Path, small_disk: Path, database: Database) -> None:
    items = [film(write(downloads / f"{n}.mkv", str(n) * 400_000), f"Film {n}", tmdb=n) for n in (1, 2)]
    assert "another disk or mount" in plan(items, small_disk).rows[0].why
    made = plan(items, small_disk, OrganizeOptions(allow_copy=True))
    (small_disk / "filler").write_bytes(b"x" * 400_000)
    report = apply(made, database)
    assert results(report.outcomes) == ["done", "failed"]
    assert report.trouble is not None and "the disk is full" in report.trouble.sentence
    assert names(small_disk) == [FILM.format(1), "filler"]
    with pytest.raises(FileTrouble, match="not enough room"):
        apply(plan(items, small_disk, OrganizeOptions(allow_copy=True)), database)


@only_root
def test_from_one_disk_to_another_and_back(downloads: Path, small_disk: Path, database: Database) -> None:
    items = films(downloads)
    (downloads / "1.mkv").chmod(0o640)
    os.chown(downloads / "1.mkv", 1234, 2345)
    age(downloads, small_disk)
    before = tree(downloads, small_disk)
    made = plan(items, small_disk, OrganizeOptions(mode=Mode.MOVE))
    assert made.bytes_needed == sum(row.size for row in made.rows) > 0
    assert apply(made, database).whole
    assert names(downloads) == []
    assert (small_disk / FILM.format(1)).stat().st_mtime_ns == LONG_AGO
    assert undo(database).whole
    assert tree(downloads, small_disk) == before


@only_root
def test_a_source_on_a_read_only_mount(downloads: Path, library: Path, tmp_path: Path, database: Database) -> None:
    films(downloads)
    mounted = tmp_path / "mounted"
    mounted.mkdir()
    if subprocess.run(["mount", "--bind", "-o", "ro", downloads, mounted], check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        items = [film(mounted / f"{number}.mkv", f"Film {number}", tmdb=number) for number in (1, 2, 3)]
        assert plan(items, library).counts()["needs copy"] == 3
        assert "can't be moved" in plan(items, library, OrganizeOptions(mode=Mode.MOVE)).rows[0].why
        assert apply(plan(items, library, OrganizeOptions(allow_copy=True)), database).counts() == {"done": 3}
        assert undo(database).whole
    finally:
        subprocess.run(["umount", mounted], check=True)


@only_root
def test_hardlinks_from_a_folder_that_may_not_be_written(
    downloads: Path, library: Path, tmp_path: Path, database: Database
) -> None:
    items = films(downloads)
    nobody = 65534
    for path in (tmp_path, downloads, library, *downloads.iterdir()):
        os.chown(path, nobody, nobody)
    for above in [tmp_path, *tmp_path.parents][:4]:
        above.chmod(above.stat().st_mode | 0o011)
    downloads.chmod(0o555)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgid(nobody)
            os.setuid(nobody)
            moved = plan(items, library, OrganizeOptions(mode=Mode.MOVE))
            if apply(plan(items, library), database).whole and moved.counts()["conflict"] == 3 and undo(database).whole:
                code = 0
        finally:
            os._exit(code)
    assert os.waitpid(child, 0)[1] == 0


@only_root
@pytest.mark.parametrize("mode", [Mode.HARDLINK, Mode.COPY])
def test_root_leaves_what_is_new_to_the_owner_of_the_folder(
    downloads: Path, library: Path, database: Database, mode: Mode
) -> None:
    os.chown(library, 1234, 2345)
    library.chmod(0o2770)
    items = films(downloads)
    before = tree(downloads)
    assert apply(plan(items, library, OrganizeOptions(mode=mode)), database).whole
    made = (library / FILM.format(1)).stat()
    folder = (library / FILM.format(1)).parent.stat()
    assert (folder.st_uid, folder.st_gid, folder.st_mode & 0o7777) == (1234, 2345, 0o2770)
    if mode is Mode.COPY:
        assert (made.st_uid, made.st_gid, made.st_mode & 0o7777) == (1234, 2345, 0o660)
    assert tree(downloads) == before


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("links", [True, False])
def test_without_the_newer_call_to_rename(
    downloads: Path, library: Path, database: Database, mode: Mode, links: bool
) -> None:
    """Old kernels and odd file systems: a link then, or where there are none, an empty file that holds the place."""

    def before(call: str, *_paths: str) -> None:
        if call == "renameat2" or (call == "link" and mode is not Mode.HARDLINK and not links):
            code = errno.EINVAL if call == "renameat2" else errno.EPERM
            raise OSError(code, os.strerror(code))

    items = films(downloads)
    age(downloads, library)
    whole = tree(downloads, library)
    assert apply(plan(items, library, OrganizeOptions(mode=mode)), database, disk=Disk(before)).whole
    assert [(library / FILM.format(n)).read_text() for n in (1, 2, 3)] == [
        f"the bytes of '{n}.mkv'\n" for n in (1, 2, 3)
    ]
    assert undo(database, disk=Disk(before)).whole
    assert tree(downloads, library) == whole


@pytest.mark.parametrize("mode", list(Mode))
def test_an_interruption_leaves_a_clean_state(downloads: Path, library: Path, database: Database, mode: Mode) -> None:
    """Ctrl-C before any change: what is done stays done, nothing is half done, and an undo knows it all."""
    items = films(downloads)
    age(downloads, library)
    before = tree(downloads, library)
    made = plan(items, library, OrganizeOptions(mode=mode))
    for at in range(1, 1000):
        try:
            apply(made, database, disk=interrupted_at(at))
        except KeyboardInterrupt:
            assert not any(".plexstuff" in name for name in names(library))
            placed = names(library)
            state, ended = database.connection.execute("SELECT state, ended FROM run ORDER BY number DESC").fetchone()
            assert state == ("done" if len(placed) == 3 else "interrupted")
            assert ended is not None
            if placed:
                assert undo(database).whole
            assert tree(downloads, library) == before
        else:
            break
    assert at > 15


def test_progress_can_end_the_run(downloads: Path, library: Path, database: Database) -> None:
    class Enough(Exception):
        pass

    def told(_stage: str, done: int, _total: int) -> None:
        if done == 2:
            raise Enough

    with pytest.raises(Enough):
        apply(plan(films(downloads), library), database, told)
    assert names(library) == [FILM.format(1), FILM.format(2)]
    assert undo(database).counts() == {"done": 2}


def test_two_organizers_at_once(downloads: Path, library: Path, database: Database) -> None:
    made = plan(films(downloads), library)
    refused: list[Conflict] = []

    def second() -> None:
        with pytest.raises(Conflict) as caught:
            apply(made, database)
        refused.append(caught.value)
        with pytest.raises(Conflict):
            undo(database)

    assert apply(made, database, disk=meanwhile("link", second)).whole
    assert "right now" in refused[0].sentence
    assert refused[0].advice


def test_obstacles_are_raised_before_anything_is_done(
    downloads: Path, library: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plexstuff.jobs.organize.mounts.Mounts.same", lambda *_: False)
    with pytest.raises(Conflict, match="can't be hardlinked"):
        apply(plan(films(downloads), library), database)
    assert names(library) == []
    assert not database.path.exists()


@pytest.mark.parametrize("allow", [True, False])
@pytest.mark.parametrize("code", [errno.EXDEV, errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP])
def test_a_link_that_fails_after_all(
    downloads: Path, library: Path, database: Database, allow: bool, code: int
) -> None:
    made = plan(films(downloads), library, OrganizeOptions(allow_copy=allow))
    report = apply(made, database, disk=failing("link", code))
    assert results(report.outcomes) == ["done" if allow else "failed", "done", "done"]
    assert report.outcomes[0].action == ("copy" if allow else "hardlink")
    if not allow:
        assert "--allow-copy" in report.outcomes[0].why
    assert undo(database).whole
    assert names(library) == []


def test_a_folder_that_becomes_a_link_out_of_the_library(
    downloads: Path, library: Path, tmp_path: Path, database: Database
) -> None:
    made = plan(films(downloads), library)
    (tmp_path / "elsewhere").mkdir()
    (library / "Movies").symlink_to(tmp_path / "elsewhere")
    report = apply(made, database)
    assert results(report.outcomes) == ["failed"] * 3
    assert names(tmp_path / "elsewhere") == []


def test_folders_that_can_not_be_made(downloads: Path, library: Path, database: Database) -> None:
    items = films(downloads)
    age(downloads, library)
    before = tree(downloads, library)
    report = apply(plan(items, library), database, disk=failing("mkdir", errno.EACCES, at=3))
    assert results(report.outcomes) == ["done", "failed", "done"]
    report = apply(plan(items[:2], library), database, disk=failing("mkdir", errno.EACCES, at=0))
    assert results(report.outcomes) == [Result.THERE, Result.FAILED]
    assert undo(database).whole
    assert tree(downloads, library) == before


def test_companions_of_a_film_that_fails_stay_with_it(downloads: Path, library: Path, database: Database) -> None:
    item = film(write(downloads / "1.mkv"), companions=(subtitle(write(downloads / "1.en.srt")),))
    made = plan([item], library, OrganizeOptions(mode=Mode.MOVE))
    report = apply(made, database, disk=failing("renameat2", errno.EACCES))
    assert results(report.outcomes) == ["failed", "failed"]
    assert report.outcomes[1].why == "its film was not placed"
    assert names(downloads) == ["1.en.srt", "1.mkv"]
