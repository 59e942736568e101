"""Which files are taken for films and episodes, and which are left alone and why."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from plexstuff.errors import FileTrouble
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
    ],
)
def test_titles_that_sound_like_extras_are_not(tmp_path: Path, name: str) -> None:
    lay(tmp_path, name)
    assert states(tmp_path)[name][0] is FileState.READY


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


def test_names_that_are_no_text_and_hidden_folders(tmp_path: Path) -> None:
    lay(tmp_path, ".hidden/a.mkv", "@eaDir/b.mkv", "#recycle/c.mkv")
    odd = os.fsencode(tmp_path) + b"/bad\xff\nname\x1b[31m.mkv"
    Path(os.fsdecode(odd)).write_bytes(b"x")
    os.utime(odd, (1, 1))
    assert [os.fsencode(one.path) for one in Walk().files([str(tmp_path)])] == [odd]
