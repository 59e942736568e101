"""`plexstuff music upload` against the sandbox: what is sent, what is skipped, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.ytmusic.state import PROCESSING, Locker

Command = Callable[..., Any]
MP3 = b"ID3\x04music"


@pytest.fixture
def locker(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Locker:
    for name, text in sandbox.environment().items():
        if name.startswith("PLEXSTUFF__YTMUSIC__"):
            monkeypatch.setenv(name, text)
    monkeypatch.setenv("PLEXSTUFF__YTMUSIC__REQUESTS_PER_SECOND", "1000")
    state: Locker = sandbox.app.state.world.state("ytmusic")
    state.signed_in = True
    state.received.clear()
    return state


@pytest.fixture
def song(tmp_path: Path) -> Path:
    file = tmp_path / "Ada Quillfeather - First Light.mp3"
    file.write_bytes(MP3)
    return file


def upload(plexstuff: Command, *words: object) -> Any:
    return plexstuff("music", "upload", *map(str, words))


def test_a_file_is_sent_once(plexstuff: Command, locker: Locker, song: Path) -> None:
    done = upload(plexstuff, song, "--yes")
    assert (done.code, done.out) == (0, f"sent       {song}\n"), done.err
    assert "In some minutes" in done.err
    assert list(locker.received.values()) == [MP3]
    made = locker.songs[-1]
    assert (made.title, made.artist) == ("First Light", "Ada Quillfeather")
    assert made.shows_at >= PROCESSING
    copy = song.with_name("another name.MP3")
    copy.write_bytes(MP3)
    locker.received.clear()
    done = upload(plexstuff, song, copy, "--yes")
    assert done.code == 0
    assert [line.split()[0] for line in done.out.splitlines()] == ["skipped", "skipped"]
    assert "--again" in done.err
    assert locker.received == {}
    assert upload(plexstuff, song, "--yes", "--again").out.startswith("sent")
    assert list(locker.received.values()) == [MP3]


def test_one_content_under_two_names_is_sent_once(plexstuff: Command, locker: Locker, song: Path) -> None:
    copy = song.with_name("copy.mp3")
    copy.write_bytes(MP3)
    done = upload(plexstuff, song, copy, "--yes", "--again")
    assert [line.split()[0] for line in done.out.splitlines()] == ["sent", "skipped"]
    assert "the same as another" in done.out


def test_a_dry_run_sends_nothing_and_remembers_nothing(plexstuff: Command, locker: Locker, song: Path) -> None:
    done = upload(plexstuff, song, "--dry-run")
    assert (done.code, done.out) == (0, f"send       {song}\n")
    assert "Nothing was sent." in done.err
    assert locker.received == {}
    told = json.loads(upload(plexstuff, song, "--dry-run", "--json").out)
    assert (told["schema"], told["dry_run"], told["via"]) == (1, True, "ytmusic")
    assert told["files"][0]["outcome"] == "send"
    assert locker.received == {}


def test_nobody_is_there_to_ask(plexstuff: Command, locker: Locker, song: Path) -> None:
    done = upload(plexstuff, song)
    assert done.code == 2
    assert "--yes" in done.err
    assert locker.received == {}


def test_what_is_no_music_stops_nothing_else(plexstuff: Command, locker: Locker, song: Path, tmp_path: Path) -> None:
    bad = {
        "text.txt": b"x",
        "empty.mp3": b"",
        "page.flac": b"<html>",
        "no.m4a": b"RIFF....WAVE",
        "no.ogg": b"ID3",
        "no.wma": b"fLaC",
    }
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder.mp3").mkdir()
    large = tmp_path / "large.mp3"
    with large.open("wb") as file:
        file.truncate(300 * 2**20)
    wrong = [*(tmp_path / name for name in bad), tmp_path / "folder.mp3", tmp_path / "gone.mp3", large]
    done = upload(plexstuff, *wrong, song, "--yes", "--json")
    assert done.code == 6
    told = json.loads(done.out)
    assert [one["outcome"] for one in told["files"]] == ["failed"] * len(wrong) + ["sent"]
    assert all(one["trouble"]["sentence"] and one["trouble"]["advice"] for one in told["files"][:-1])
    assert list(locker.received.values()) == [MP3]
    assert upload(plexstuff, wrong[0], "--yes").code == 3


def test_every_kind_is_taken(plexstuff: Command, locker: Locker, tmp_path: Path) -> None:
    kinds = {
        "a.mp3": b"\xff\xfb\x90\x00",
        "b.FLAC": b"fLaC",
        "c.ogg": b"OggS",
        "d.m4a": b"\0\0\0\x20ftypM4A ",
        "e.wma": b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
        "ü & 100 %+.mp3": b"ID3 more",
    }
    before = len(locker.songs)
    for name, content in kinds.items():
        (tmp_path / name).write_bytes(content)
    done = upload(plexstuff, *(tmp_path / name for name in kinds), "--yes")
    assert (done.code, done.out.count("sent ")) == (0, len(kinds)), done.all
    assert len(locker.songs) == before + len(kinds)
    assert "ü & 100 %+" in {one.title for one in locker.songs}


def test_what_speaks_of_all_stops_all(plexstuff: Command, locker: Locker, song: Path, sandbox: Sandbox) -> None:
    other = song.with_name("other.mp3")
    other.write_bytes(MP3 + b"2")
    sandbox.faults("status", service="ytmusic", path="/upload/*", status=429, after=2)
    done = upload(plexstuff, song, other, other.with_name("none.mp3"), "--yes")
    assert done.code == 6
    assert [line.split()[0] for line in done.out.splitlines()] == ["sent", "failed", "failed"]
    sandbox.clear_faults()
    assert upload(plexstuff, other, "--yes").out.startswith("sent"), "what failed is not remembered"


def test_who_is_not_signed_in(plexstuff: Command, locker: Locker, song: Path) -> None:
    other = song.with_name("other.mp3")
    other.write_bytes(MP3 + b"2")
    locker.signed_in = False
    done = upload(plexstuff, song, other, "--yes")
    assert done.code == 4
    assert [line.split()[0] for line in done.out.splitlines()] == ["failed", "not"]
    assert "plexstuff services setup ytmusic" in done.err
    assert locker.received == {}


@pytest.mark.parametrize("after", [0, 1])
def test_what_an_upload_shows_of_the_sign_in_is_in_the_table(
    plexstuff: Command, locker: Locker, song: Path, sandbox: Sandbox, after: int
) -> None:
    def shown() -> tuple[str, str | None, str]:
        listed = json.loads(plexstuff("services", "--json").out)["services"]
        (one,) = [one for one in listed if one["key"] == "ytmusic"]
        return one["state"], one["proof"], one["sentence"] + one["advice"]

    assert plexstuff("services", "check", "ytmusic").code == 0
    assert shown()[:2] == ("working", "permission proved")
    sandbox.faults("status", service="ytmusic", path="/upload/*", status=401, after=after)
    assert upload(plexstuff, song, "--yes").code == 4
    state, proof, said = shown()
    assert (state, proof) == ("not_working", None)
    assert "cookie in the headers has ended" in said and "plexstuff services setup ytmusic" in said
    sandbox.clear_faults()
    assert upload(plexstuff, song, "--yes").code == 0
    assert shown()[:2] == ("working", "tried")
    sandbox.faults("status", service="ytmusic", path="/upload/*", status=503)
    upload(plexstuff, song, "--yes", "--again")
    assert shown()[:2] == ("working", "tried"), "trouble of the server's own says nothing of the sign-in"


@pytest.mark.parametrize(
    ("after", "fault", "code", "words"),
    [
        (1, {"kind": "status", "status": 401}, 4, "signed in"),
        (1, {"kind": "status", "status": 503}, 5, "in trouble itself"),
        (1, {"kind": "status", "status": 409}, 1, "has this song already"),
        (1, {"kind": "html"}, 1, "a page in place of data"),
        (1, {"kind": "reset"}, 5, "before it said"),
        (0, {"kind": "html"}, 1, "a page in place of data"),
        (0, {"kind": "status", "status": 500}, 5, "in trouble itself"),
    ],
)
def test_each_step_can_go_wrong(
    plexstuff: Command, locker: Locker, song: Path, sandbox: Sandbox, after: int, fault: dict, code: int, words: str
) -> None:
    sandbox.faults(service="ytmusic", path="/upload/*", after=after, **fault)
    done = upload(plexstuff, song, "--yes")
    assert (done.code, done.out.split()[0]) == (code, "failed"), done.all
    assert words in done.err


def test_escapes_in_a_name_do_nothing(plexstuff: Command, locker: Locker, tmp_path: Path) -> None:
    evil = tmp_path / "\x1b[31mred\r\n.mp3"
    evil.write_bytes(MP3)
    done = upload(plexstuff, evil, "--yes")
    assert done.code == 0
    assert "\x1b" not in done.all
    assert "\r" not in done.all


def test_without_a_service(plexstuff: Command, song: Path) -> None:
    done = upload(plexstuff, song, "--yes")
    assert done.code == 3
    assert "plexstuff services setup ytmusic" in done.err
