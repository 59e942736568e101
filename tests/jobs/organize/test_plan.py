"""The plan tells of everything that is there already or in the way, and changes nothing."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from organizing import LONG_AGO, age, episode, film, subtitle, tree, write

from plexstuff.errors import FileTrouble, InvalidValue, UnsafePath
from plexstuff.jobs.identified import IdentifiedFile
from plexstuff.jobs.organize import Mode, OrganizeOptions, Plan, Status, plan
from plexstuff.jobs.organize import mounts as mounts_module
from plexstuff.jobs.organize.filesystem import Disk
from plexstuff.jobs.organize.mounts import Mounts
from plexstuff.matching import Decision

MATRIX = "Movies/The Matrix (1999) {tmdb-603}/The Matrix (1999) {tmdb-603}.mkv"


def said(made: Plan) -> list[tuple[str, str]]:
    return [(str(row.status), row.why) for row in made.rows]


def test_a_plan_changes_nothing(downloads: Path, library: Path) -> None:
    items = [film(write(downloads / "a.mkv")), episode(write(downloads / "b.mkv"), 1)]
    age(downloads, library)
    before = tree(downloads, library)
    for mode in Mode:
        assert plan(items, library, OrganizeOptions(mode=mode)).counts()["do"] == 2
    assert tree(downloads, library) == before


def test_a_library_that_is_not_there_yet(downloads: Path, tmp_path: Path) -> None:
    made = plan([film(write(downloads / "a.mkv"))], tmp_path / "new" / "library")
    assert [row.target for row in made.rows] == [str(tmp_path / "new" / "library" / MATRIX)]
    assert made.obstacles == []
    assert not (tmp_path / "new").exists()


def test_what_was_not_matched_is_left_alone_and_why_is_said(downloads: Path, library: Path) -> None:
    path = str(write(downloads / "a.mkv"))
    items = [IdentifiedFile(path, Decision.AMBIGUOUS, reasons=("two films of 1999",))]
    assert said(plan(items, library)) == [("left alone", "ambiguous: two films of 1999")]


def test_the_same_file_is_there_already(downloads: Path, library: Path) -> None:
    source = write(downloads / "a.mkv")
    target = library / MATRIX
    target.parent.mkdir(parents=True)
    os.link(source, target)
    assert said(plan([film(source)], library)) == [("already there", "the same file")]


def test_a_copy_is_there_already(downloads: Path, library: Path) -> None:
    source = write(downloads / "a.mkv", "film")
    write(library / MATRIX, "film")
    assert said(plan([film(source)], library)) == [("already there", "a copy of it is there")]


def test_another_file_is_there(downloads: Path, library: Path) -> None:
    source = write(downloads / "a.mkv", "film")
    write(library / MATRIX, "FILM")
    assert said(plan([film(source)], library)) == [("conflict", "another file of the same size is there")]
    write(library / MATRIX, "another one")
    assert said(plan([film(source)], library)) == [("conflict", "another file is there (11 bytes, this one 4 bytes)")]


@pytest.mark.parametrize(
    ("name", "why"), [("folder", "a folder of that name is there"), ("link", "a link to something")]
)
def test_something_else_is_there(downloads: Path, library: Path, name: str, why: str) -> None:
    source = write(downloads / "a.mkv")
    target = library / MATRIX
    target.parent.mkdir(parents=True)
    if name == "folder":
        target.mkdir()
    else:
        target.symlink_to("/nowhere")
    (row,) = plan([film(source)], library).rows
    assert row.status is Status.CONFLICT
    assert row.why.startswith(why)


def test_a_film_of_which_two_different_files_say_the_same_has_no_place(downloads: Path, library: Path) -> None:
    first, second = write(downloads / "a.mkv", "one"), write(downloads / "b.mkv", "other")
    made = plan([film(first), film(second)], library)
    assert said(made) == [
        ("conflict", f"{second} would have the same name"),
        ("conflict", f"{first} would have the same name"),
    ]


def test_what_travels_with_a_film_stays_with_it(downloads: Path, library: Path) -> None:
    source = write(downloads / "a.mkv", "film")
    write(library / MATRIX, "another film")
    item = film(source, companions=(subtitle(write(downloads / "a.en.srt")),))
    assert said(plan([item], library))[1] == ("left alone", "its film is not placed")


@pytest.mark.parametrize("other", ["THE MATRIX (1999) {TMDB-603}.mkv"])
def test_a_name_that_differs_only_in_case_is_taken(downloads: Path, library: Path, other: str) -> None:
    source = write(downloads / "a.mkv", "film")
    write((library / MATRIX).with_name(other), "another film")
    (row,) = plan([film(source)], library).rows
    assert row.status is Status.CONFLICT
    assert other in row.why


def test_names_that_differ_only_in_case_or_composition_are_one(downloads: Path, library: Path) -> None:
    pairs = [("THE MATRIX", "The Matrix"), ("Ame\u0301lie", "Am\u00e9lie"), ("STRASSE", "Straße")]
    for index, (one, other) in enumerate(pairs):
        items = [
            film(write(downloads / f"{index}a.mkv", "one"), one),
            film(write(downloads / f"{index}b.mkv", "other"), other),
        ]
        assert [row.status for row in plan(items, library).rows] == [Status.CONFLICT] * 2


def test_a_folder_that_is_there_in_another_spelling_is_used(downloads: Path, library: Path) -> None:
    (library / "movies" / "the matrix (1999) {tmdb-603}").mkdir(parents=True)
    (row,) = plan([film(write(downloads / "a.mkv"))], library).rows
    expected = library / "movies" / "the matrix (1999) {tmdb-603}" / "The Matrix (1999) {tmdb-603}.mkv"
    assert (row.status, row.target) == (Status.DO, str(expected))


def test_a_file_stands_where_a_folder_belongs(downloads: Path, library: Path) -> None:
    write(library / "Movies")
    assert said(plan([film(write(downloads / "a.mkv"))], library)) == [("conflict", "Movies is a file, not a folder")]


def test_a_link_that_leads_out_of_the_library(downloads: Path, library: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (library / "Movies").symlink_to(tmp_path / "elsewhere")
    (row,) = plan([film(write(downloads / "a.mkv"))], library).rows
    assert row.status is Status.CONFLICT
    assert "leads out of the library" in row.why


def test_a_link_within_the_library_and_one_to_it_are_followed(downloads: Path, library: Path, tmp_path: Path) -> None:
    (library / "Films").mkdir()
    (library / "Movies").symlink_to("Films")
    (tmp_path / "link").symlink_to(library)
    (row,) = plan([film(write(downloads / "a.mkv"))], tmp_path / "link").rows
    assert (row.status, row.target) == (Status.DO, str(library / MATRIX))


@pytest.mark.parametrize("title", ["..", "../../etc/passwd", "/etc", "a\0b", "\x1b[31mred", "con", "..\\..\\x", "\n"])
def test_no_title_leads_out_of_the_library(downloads: Path, library: Path, title: str) -> None:
    for item in (film(write(downloads / "a.mkv"), title), episode(write(downloads / "b.mkv"), 1, title=title)):
        (row,) = plan([item], library).rows
        assert row.status is Status.DO
        assert os.path.commonpath([os.path.normpath(row.target), library]) == str(library)
        assert not any(character < " " for character in row.target)


@pytest.mark.parametrize("name", [b"line\nbreak.mkv", b"\x1b[2Jclear.mkv", b"caf\xe9.mkv", b"x" * 251 + b".mkv"])
def test_hostile_names_of_sources(downloads: Path, library: Path, name: bytes) -> None:
    path = os.path.join(downloads, os.fsdecode(name))
    with open(path, "wb") as file:
        file.write(b"film")
    assert said(plan([film(path)], library)) == [("do", "")]


def test_a_source_that_is_gone(downloads: Path, library: Path) -> None:
    assert said(plan([film(downloads / "a.mkv")], library)) == [
        ("conflict", "it can't be read: No such file or directory")
    ]


def test_a_source_that_is_a_link(downloads: Path, library: Path) -> None:
    real = write(downloads / "real.mkv")
    link = downloads / "a.mkv"
    link.symlink_to("real.mkv")
    (row,) = plan([film(link)], library).rows
    assert (row.status, row.origin) == (Status.DO, str(real))
    (row,) = plan([film(link)], library, OrganizeOptions(mode=Mode.MOVE)).rows
    assert row.status is Status.CONFLICT


def test_a_source_that_is_no_file(downloads: Path, library: Path) -> None:
    os.mkfifo(downloads / "a.mkv")
    assert said(plan([film(downloads / "a.mkv")], library)) == [("conflict", "it is no ordinary file")]


def test_a_place_in_the_library_is_kept(library: Path) -> None:
    made = plan([film(write(library / MATRIX))], library, OrganizeOptions(mode=Mode.MOVE))
    assert said(made) == [("already there", "it is in its place")]


def test_only_the_spelling_of_a_file_in_the_library_is_wrong(library: Path) -> None:
    wrong = write((library / MATRIX).with_name("the matrix (1999) {tmdb-603}.MKV"))
    (row,) = plan([film(wrong)], library, OrganizeOptions(mode=Mode.MOVE)).rows
    assert (row.status, row.target) == (Status.DO, str(library / MATRIX))
    (row,) = plan([film(wrong)], library).rows
    assert row.status is Status.CONFLICT


@pytest.fixture
def elsewhere(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library lies on another disk than the downloads."""
    monkeypatch.setattr(Mounts, "same", lambda _self, _one, _other: False)


@pytest.mark.usefixtures("elsewhere")
def test_a_hardlink_to_another_disk_can_not_be_had(downloads: Path, library: Path) -> None:
    item = film(write(downloads / "a.mkv", "x" * 5_000))
    made = plan([item], library)
    assert said(made) == [("needs copy", "no hardlink: it lies on another disk or mount")]
    assert (made.bytes_needed, made.bytes_free > 0) == (5_000, True)
    (obstacle,) = made.obstacles
    assert "5.0 kB" in obstacle.sentence and "--allow-copy" in obstacle.advice
    allowed = plan([item], library, OrganizeOptions(allow_copy=True))
    assert (allowed.counts()["do"], allowed.obstacles, allowed.rows[0].copies) == (1, [], True)


@pytest.mark.usefixtures("elsewhere")
def test_too_little_room(downloads: Path, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "statvfs", lambda _folder: SimpleNamespace(f_bavail=4_999, f_frsize=1))
    made = plan([film(write(downloads / "a.mkv", "x" * 5_000))], library, OrganizeOptions(mode=Mode.MOVE))
    (obstacle,) = made.obstacles
    assert isinstance(obstacle, FileTrouble)
    assert "5.0 kB are needed, 5.0 kB are free" in obstacle.sentence


def test_a_file_system_that_is_not_known_is_tried(
    downloads: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mounts_module, "_WITH", frozenset())
    write(library / ".plexstuff-probe-left-by-a-killed-run")
    age(library)
    calls: list[str] = []

    def refuse(call: str, *_paths: str) -> None:
        calls.append(call)
        if call == "link":
            raise PermissionError(1, "Operation not permitted")

    made = plan([film(write(downloads / "a.mkv"))], library, disk=Disk(refuse))
    assert said(made) == [("needs copy", "no hardlink: the file system refuses hardlinks (Operation not permitted)")]
    assert calls == ["unlink", "link"]
    age(library)
    assert plan([film(downloads / "a.mkv")], library).counts()["do"] == 1
    assert list(library.iterdir()) == []
    assert library.stat().st_mtime_ns == LONG_AGO


def test_a_file_with_as_many_names_as_there_can_be(
    downloads: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "pathconf", lambda _path, name: 1 if name == "PC_LINK_MAX" else 255)
    assert plan([film(write(downloads / "a.mkv"))], library).counts()["needs copy"] == 1


def test_a_library_that_is_a_file(downloads: Path, tmp_path: Path) -> None:
    for place in (write(tmp_path / "file"), tmp_path / "file" / "below"):
        with pytest.raises(UnsafePath):
            plan([], place)
    with pytest.raises(InvalidValue):
        plan([], "")


def test_a_path_that_is_too_long(downloads: Path, tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["x" * 250] * 15)
    (row,) = plan([film(write(downloads / "a.mkv"), "y" * 250)], deep).rows
    assert (row.status, row.why) == (Status.CONFLICT, "the whole path is too long")
