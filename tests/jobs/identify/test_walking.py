"""Which files are taken for films and episodes, and which are left alone and why."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from plexstuff.errors import FileTrouble, UsageError
from plexstuff.jobs.identify.walk import FileState, Walk


def lay(root: Path, *names: str, size: int = 10, age: float = 3600.0) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * size)
        os.utime(path, (time.time() - age, time.time() - age))


def states(root: Path) -> dict[str, tuple[FileState, str]]:
    return {str(Path(one.path).relative_to(root)): (one.state, one.why) for one in Walk().files([str(root)])}


def test_videos_are_found_and_other_files_are_not(tmp_path: Path) -> None:
    lay(
        tmp_path,
        "Film (2010)/Film.mkv",
        "Film (2010)/Film.srt",
        "Film (2010)/poster.jpg",
        "readme.txt",
        "Show/s01e01.mp4",
    )
    assert set(states(tmp_path)) == {"Film (2010)/Film.mkv", "Show/s01e01.mp4"}


@pytest.mark.parametrize(
    "name",
    [
        "Film.2010/sample.mkv",
        "Film.2010/film.2010-sample.mkv",
        "Film.2010/Sample/film.2010.mkv",
        "Film (2010)/Film (2010)-trailer.mkv",
        "Film (2010)/Featurettes/The Making Of.mkv",
        "Film (2010)/Behind the Scenes/Day one.mkv",
        "Film (2010)/Interview-interview.mp4",
        "Film (2010)/The cut kiss-deleted2.mp4",
        "Film (2010)/At the lake-scene.mp4",
        "Film (2010)/On the set-behindthescenes.mkv",
        "Film (2010)/Making of-featurette.mkv",
        "Film (2010)/Before-short.mkv",
        "Film (2010)/Odd-other.mkv",
        "Film (2010)/Film - Trailer.mkv",
        "Film (2010)/film.trailer.mp4",
        "Film (2010)/film [Sample].mp4",
        "Film (2010)/sample-film.2010.mkv",
        "Film (2010)/Extras/Disc two/Premiere.mkv",
        "Film (2010)/Extras/Deleted Scenes/1.mkv",
        "Film (2010)/Other/Day one.mkv",
        "Film/VIDEO_TS/VTS_01_1.VOB",
    ],
)
def test_samples_trailers_extras_and_discs_are_set_aside(tmp_path: Path, name: str) -> None:
    lay(tmp_path, name)
    state, why = states(tmp_path)[name]
    assert state is FileState.ASIDE
    assert why


@pytest.mark.parametrize(
    "name",
    [
        "Trailer Park Boys S01E02.mkv",
        "Extras/Season 1/Extras S01E01.mkv",
        "The Sample (2012).mkv",
        "Deleted (2015).mkv",
        "The.Big.Short.2015.1080p.mkv",
        "The Big Short.mkv",
        "The.Interview.2014.mkv",
        "The.Interview.mkv",
        "Interview.mkv",
        "Interview.with.the.Vampire.1994.mkv",
        "Deleted.Scenes.2010.mkv",
        "Featurette.mkv",
        "Trailer-Park.of.Terror.2008.mkv",
        "Other/The.Others.2001.mkv",
        "Movies/Shorts/La Jetée (1962).mkv",
        "Downloads/Extras/Day One.mkv",
    ],
)
def test_titles_that_sound_like_extras_are_not(tmp_path: Path, name: str) -> None:
    lay(tmp_path, name)
    assert states(tmp_path)[name][0] is FileState.READY


def test_folders_of_extras_lie_in_the_folder_of_one_film_or_show(tmp_path: Path) -> None:
    lay(
        tmp_path,
        "Heat/Heat.1995.mkv",
        "Heat/Interviews/Michael Mann.mkv",
        "Show/Season 1/Show S01E01.mkv",
        "Show/Featurettes/Making the show.mkv",
        "Show/Extras/Show S00E01.mkv",
        "Show/Season 1/Sample/Show S01E01.mkv",
        "Packed.Film/film.rar",
        "Packed.Film/film.r00",
        "Packed.Film/Sample/film.mkv",
        "Shelf/Alien (1979).mkv",
        "Shelf/Solaris (1972).mkv",
        "Shelf/Other/Contact.mkv",
        "Alone/Stalker (1979).mkv",
        "Alone/Other/The Interview (2014).mkv",
    )
    ready = {name for name, (state, _) in states(tmp_path).items() if state is FileState.READY}
    assert ready == {
        "Heat/Heat.1995.mkv",
        "Show/Season 1/Show S01E01.mkv",
        "Show/Extras/Show S00E01.mkv",
        "Shelf/Alien (1979).mkv",
        "Shelf/Solaris (1972).mkv",
        "Shelf/Other/Contact.mkv",
        "Alone/Stalker (1979).mkv",
        "Alone/Other/The Interview (2014).mkv",
    }


@pytest.mark.parametrize(
    "asked", ["Heat (1995)/Extras", "Heat (1995)/Extras/Scenes", "Heat (1995)/Extras/Scenes/1.mkv"]
)
def test_extras_stay_extras_when_only_they_are_asked_for(tmp_path: Path, asked: str) -> None:
    lay(tmp_path, "Heat (1995)/Heat.mkv", "Heat (1995)/Extras/Scenes/1.mkv")
    found = list(Walk().files([str(tmp_path / asked)]))
    assert [(one.name, one.state, one.why) for one in found] == [
        ("1.mkv", FileState.ASIDE, "in a folder of extras (Extras)")
    ]


@pytest.mark.parametrize("name", ["a.mkv.part", "a.mkv.!qB", "a.r00", "a.rar", "a.mkv.crdownload", "a.mkv.aria2"])
def test_what_is_still_arriving_is_left_alone_and_said_so(tmp_path: Path, name: str) -> None:
    lay(tmp_path, name)
    state, why = states(tmp_path)[name]
    assert state is FileState.ARRIVING
    assert why.startswith("still")


def test_a_file_changed_a_moment_ago_is_left_alone(tmp_path: Path) -> None:
    lay(tmp_path, "new.mkv", age=5)
    lay(tmp_path, "old.mkv", age=65)
    assert states(tmp_path)["new.mkv"] == (FileState.ARRIVING, "changed within the last minute")
    assert states(tmp_path)["old.mkv"][0] is FileState.READY


@pytest.mark.parametrize(
    ("settle", "said"),
    [
        (60.0, "minute"),
        (30.0, "30 seconds"),
        (1.0, "second"),
        (90.0, "90 seconds"),
        (7200.0, "2 hours"),
        (2.5, "2.5 s"),
    ],
)
def test_how_long_a_file_must_be_left_alone_is_said_as_it_was_asked_for(
    tmp_path: Path, settle: float, said: str
) -> None:
    lay(tmp_path, "new.mkv", age=0)
    found = next(Walk(settle=settle, now=time.time()).files([str(tmp_path)]))
    assert found.why.startswith(f"changed within the last {said}")


@pytest.mark.parametrize("path", ["", "a\0b"])
def test_a_path_that_is_none_is_refused_kindly(tmp_path: Path, path: str) -> None:
    with pytest.raises(UsageError) as raised:
        list(Walk().files([str(tmp_path), path]))
    assert raised.value.sentence
    assert raised.value.advice


def test_what_is_asked_for_twice_comes_once(tmp_path: Path) -> None:
    lay(tmp_path, "a/film.mkv", "a/other.mkv")
    folder, file = str(tmp_path / "a"), str(tmp_path / "a/film.mkv")
    for roots in ([folder, file, folder], [file, folder, file], [file, file, str(tmp_path)]):
        assert sorted(one.name for one in Walk().files(roots)) == ["film.mkv", "other.mkv"]


def nested(folder: Path, depth: int) -> None:
    """Folders `d/d/d…` below `folder`, made from within each other: their paths may be longer than the limit."""
    inside = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=inside)
        below = os.open("d", os.O_RDONLY, dir_fd=inside)
        os.close(inside)
        inside = below
    film = os.open("film.mkv", os.O_CREAT | os.O_WRONLY, dir_fd=inside)
    os.write(film, b"x")
    os.utime(film, (1, 1))
    os.close(film)
    os.close(inside)


@pytest.fixture
def short_path() -> Iterator[Path]:
    """A folder whose own path takes little of the 4,095 bytes that a path may have."""
    folder = tempfile.mkdtemp(prefix="p")
    if len(folder) > 80:
        Path(folder).rmdir()
        pytest.skip("the folder for temporary files has a long path itself")
    yield Path(folder)
    subprocess.run(["rm", "-rf", folder], check=True)


def test_two_thousand_folders_deep(short_path: Path) -> None:
    nested(short_path, 2000)
    walk = Walk()
    assert [one.name for one in walk.files([str(short_path)])] == ["film.mkv"]
    assert walk.troubles == []


def test_a_path_longer_than_the_system_can_handle_is_told_and_the_rest_goes_on(short_path: Path) -> None:
    nested(short_path, 2100)
    lay(short_path, "z/film.mkv")
    walk = Walk()
    assert [one.path for one in walk.files([str(short_path)])] == [str(short_path / "z/film.mkv")]
    (trouble,) = walk.troubles
    assert "longer than the system can handle" in trouble.why
    assert trouble.path.startswith(str(short_path / "d/d/d"))


def test_links_that_lead_round_in_a_circle_end(tmp_path: Path) -> None:
    lay(tmp_path, "a/b/film.mkv")
    (tmp_path / "a/b/back").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "a/self").symlink_to("self")
    assert set(states(tmp_path)) == {"a/b/film.mkv"}


def test_a_missing_path_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="can't be read: No such file"):
        list(Walk().files([str(tmp_path / "nowhere")]))


def test_a_folder_that_can_not_be_read_is_told_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path, "closed/a.mkv", "open/b.mkv")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    walk = Walk()
    assert [Path(one.path).name for one in walk.files([str(tmp_path)])] == ["b.mkv"]
    assert [(Path(one.path).name, one.why) for one in walk.troubles] == [("closed", "Permission denied")]


def test_what_vanishes_during_the_walk_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    lay(tmp_path, "a/1.mkv", "a/2.mkv", "a/3.mkv", "b/4.mkv", "c/5.mkv")
    walk = Walk()
    found = walk.files([str(tmp_path)])
    assert next(found).name == "1.mkv"
    (tmp_path / "a/2.mkv").unlink()
    (tmp_path / "b/4.mkv").unlink()
    (tmp_path / "b").rmdir()
    assert [one.name for one in found] == ["3.mkv", "5.mkv"]
    gone = [str(tmp_path / "a/2.mkv"), str(tmp_path / "b")]
    assert [(one.path, one.why) for one in walk.troubles] == [(path, "No such file or directory") for path in gone]


def test_names_that_are_no_text_and_hidden_folders(tmp_path: Path) -> None:
    lay(tmp_path, ".hidden/a.mkv", "@eaDir/b.mkv", "#recycle/c.mkv")
    odd = os.fsencode(tmp_path) + b"/bad\xff\nname\x1b[31m.mkv"
    Path(os.fsdecode(odd)).write_bytes(b"x")
    os.utime(odd, (1, 1))
    assert [os.fsencode(one.path) for one in Walk().files([str(tmp_path)])] == [odd]


def test_of_files_that_are_named_one_by_one_only_videos_count(tmp_path: Path) -> None:
    """`identify folder/*`: the shell names everything."""
    names = ("Heat.mkv", "Heat.en.srt", "Heat.nfo", "Heat-poster.jpg", "Heat.torrent", "notes", "Alien.mkv.part")
    lay(tmp_path, *names)
    found = {one.name: (one.state, one.why) for one in Walk().files([str(tmp_path / name) for name in names])}
    assert found.pop("Heat.mkv") == (FileState.READY, "")
    assert found.pop("Alien.mkv.part") == (FileState.ARRIVING, "still being downloaded")
    assert set(found.values()) == {(FileState.ASIDE, "no video by its name")}
