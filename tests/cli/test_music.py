"""`plexstuff music album` against the sandbox: which service answers, what is shown, and where the cover goes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.albums import find

Command = Callable[..., Any]
MUSIC = ("MUSICBRAINZ", "LASTFM", "GRACENOTE")


@pytest.fixture
def music(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    for name, text in sandbox.environment().items():
        if name.startswith(tuple(f"PLEXSTUFF__{key}__" for key in MUSIC)):
            monkeypatch.setenv(name, text)
    monkeypatch.setenv("PLEXSTUFF__MUSICBRAINZ__REQUESTS_PER_SECOND", "1000")
    return sandbox


def test_an_album(plexstuff: Command, music: Sandbox) -> None:
    done = plexstuff("music", "album", "cher", "believe")
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    assert [line.split(maxsplit=1) for line in lines[:3]] == [
        ["Artist", "Cher"],
        ["Album", "Believe"],
        ["Released", "1998"],
    ]
    assert any(line.split() == ["2", "The", "Power", "3:48"] for line in lines)
    assert any(line.split() == ["6", "Dov'e", "L'amore", "?"] for line in lines), "its length is not known"
    assert "10 tracks, from MusicBrainz." in done.err


def test_several_discs(plexstuff: Command, music: Sandbox) -> None:
    done = plexstuff("music", "album", "Nits", "Urk")
    assert "48 tracks on 3 discs, 3:25:45, from MusicBrainz." in done.err
    assert any(line.split()[:3] == ["3", "19", "Telephone"] for line in done.out.splitlines())


def test_as_json(plexstuff: Command, music: Sandbox) -> None:
    said = json.loads(plexstuff("music", "album", "Pink Floyd", "the dark side of the moon", "--json").out)
    assert (said["schema"], said["source"], said["cover"], said["cover_error"]) == (1, "musicbrainz", None, None)
    album = said["album"]
    assert (album["year"], album["released"], album["country"]) == (1973, "1973-03-24", "GB")
    assert album["ids"]["musicbrainz_release"] == "b84ee12a-09ef-421b-82de-0441a926375b"
    first = album["tracks"][0]
    assert (first["position"], first["title"], first["length_ms"], first["artist"]) == (
        "A1", "Speak to Me", 68346, "Pink Floyd",
    )  # fmt: skip
    assert album["tracks"][1]["length_ms"] is None


def test_those_that_are_not_set_up_are_named(
    plexstuff: Command, music: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLEXSTUFF__MUSICBRAINZ__CONTACT")
    done = plexstuff("music", "album", "Cher", "Believe", "--from", "musicbrainz")
    assert done.code == 3
    assert "plexstuff services setup musicbrainz" in done.err


def test_the_next_one_is_asked(plexstuff: Command, music: Sandbox) -> None:
    done = plexstuff("music", "album", "Mirela Voss", "Hollow Rivers")
    assert done.code == 0, done.err
    assert "MusicBrainz knows no album" in done.err
    assert done.err.splitlines()[-1].endswith("from Last.fm.")
    said = json.loads(plexstuff("music", "album", "Mirela Voss", "Hollow Rivers", "--json").out)
    assert (said["source"], said["album"]["year"]) == ("lastfm", None)
    assert [(one["service"], one["error"]) for one in said["passed_over"]] == [("musicbrainz", "NotFound")]


def test_one_that_is_not_set_up_is_passed_over(
    plexstuff: Command, music: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLEXSTUFF__MUSICBRAINZ__CONTACT")
    done = plexstuff("music", "album", "Cher", "Believe")
    assert done.code == 0, done.err
    assert "MusicBrainz is not set up.\nRun: plexstuff services setup musicbrainz" in done.err
    assert "from Last.fm." in done.err


def test_one_in_trouble_is_passed_over(plexstuff: Command, music: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEXSTUFF__MUSICBRAINZ__BASE_URL", f"{music.url}/nowhere-at-all")
    monkeypatch.setenv("PLEXSTUFF__LASTFM__API_KEY", "0" * 32)
    monkeypatch.delenv("PLEXSTUFF__GRACENOTE__CLIENT_ID")
    done = plexstuff("music", "album", "Cher", "Believe")
    assert done.code == 1
    assert "Last.fm does not accept the key." in done.err
    monkeypatch.setenv("PLEXSTUFF__MUSICBRAINZ__BASE_URL", "http://127.0.0.1:9")
    done = plexstuff("music", "album", "Cher", "Believe")
    assert done.code == 5, "nobody could say whether there is such an album"
    assert "refuses connections" in done.err


def test_the_cover_of_an_album_of_another_service(plexstuff: Command, music: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "cover.png"
    done = plexstuff("music", "album", "Air", "Moon Safari", "--from", "lastfm", "--cover", str(file))
    assert done.code == 0, done.err
    assert file.read_bytes().startswith(b"\x89PNG")


def test_nobody_knows_it(plexstuff: Command, music: Sandbox) -> None:
    done = plexstuff("music", "album", "Nobody", "Nothing")
    assert (done.code, done.out) == (1, "")
    assert "MusicBrainz knows no album" in done.err
    assert "spelled" in done.err


def test_from_somebody_else(plexstuff: Command, music: Sandbox) -> None:
    done = plexstuff("music", "album", "Cher", "Believe", "--from", "jackett")
    assert done.code == 2
    assert "musicbrainz" in done.err


@pytest.mark.parametrize("arguments", [("", "Believe"), ("Cher", " "), ("Cher", "Believe", "--force")])
def test_what_makes_no_sense(plexstuff: Command, arguments: tuple[str, ...]) -> None:
    assert plexstuff("music", "album", *arguments).code == 2


def test_from_gracenote(plexstuff: Command, music: Sandbox) -> None:
    before = music.requested("gracenote")
    done = plexstuff("music", "album", "Nits", "Urk", "--from", "gracenote")
    assert done.code == 0, done.err
    assert "48 tracks, from Gracenote." in done.err, "more than a search shows"
    said = json.loads(plexstuff("music", "album", "cher", "believe", "--from", "gracenote", "--json").out)
    assert (said["source"], said["album"]["year"], len(said["album"]["tracks"])) == ("gracenote", 1998, 10)
    assert music.requested("gracenote") - before == 1 + 2 + 1, "registered once: a search and a fetch, then a search"


def test_a_client_id_that_is_none(plexstuff: Command, music: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEXSTUFF__GRACENOTE__CLIENT_ID", "0" * 32)
    done = plexstuff("music", "album", "Cher", "Believe", "--from", "gracenote")
    assert done.code != 0
    assert "half a client id" in done.err
    assert "0" * 32 not in done.err


# The cover ------------------------------------------------------------------------------------------------------------


def test_a_cover(plexstuff: Command, music: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "cover.png"
    done = plexstuff("music", "album", "Cher", "Believe", "--cover", str(file))
    assert done.code == 0, done.err
    assert file.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    assert f"The front cover is in {file} (PNG, 1 KiB)." in done.err
    assert [one.name for one in tmp_path.iterdir()] == ["cover.png"]
    assert file.stat().st_mode & 0o777 == 0o666 & ~_umask()


def test_a_cover_under_the_name_of_another_kind(plexstuff: Command, music: Sandbox, tmp_path: Path) -> None:
    done = plexstuff("music", "album", "Cher", "Believe", "--cover", str(tmp_path / "cover.jpg"))
    assert "usually end in .png" in done.err


@pytest.mark.parametrize("kind", ["file", "link"])
def test_nothing_is_overwritten_unasked(plexstuff: Command, music: Sandbox, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "cover.png"
    if kind == "file":
        file.write_bytes(b"mine")
    else:
        file.symlink_to(tmp_path / "nowhere")
    before = len(music.requests())
    done = plexstuff("music", "album", "Cher", "Believe", "--cover", str(file))
    assert (done.code, done.out) == (1, "")
    assert "is there already" in done.err
    assert "--force" in done.err
    assert len(music.requests()) == before, "it was asked all the same"
    assert file.is_symlink() or file.read_bytes() == b"mine"
    assert plexstuff("music", "album", "Cher", "Believe", "--cover", str(file), "--force").code == 0
    assert not file.is_symlink()
    assert file.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("where", ["no/such/folder.png", "."])
def test_where_no_file_can_be(plexstuff: Command, music: Sandbox, tmp_path: Path, where: str) -> None:
    done = plexstuff("music", "album", "Cher", "Believe", "--cover", str(tmp_path / where))
    assert done.code == 1
    assert "folder" in done.err


def test_an_album_without_cover_is_shown_all_the_same(plexstuff: Command, music: Sandbox, tmp_path: Path) -> None:
    album = find("Nits", "Urk", "musicbrainz")
    assert album is not None
    assert not album.has_cover
    done = plexstuff("music", "album", "Nits", "Urk", "--cover", str(tmp_path / "cover.png"))
    assert done.code == 6
    assert "Urk" in done.out
    assert "has no front cover" in done.err
    said = json.loads(plexstuff("music", "album", "Nits", "Urk", "--json", "--cover", str(tmp_path / "c.png")).out)
    assert (said["cover"], said["cover_error"]["name"]) == (None, "NotFound")
    assert [*tmp_path.iterdir()] == []


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
