"""plexstuff images: what is put there, listed and taken back; delete hashes lie in the store of secrets alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from plexstuff.cli.demo_uses import picture
from plexstuff.config import Configuration
from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.imgur import keys

Command = Callable[..., Any]


@pytest.fixture(scope="module")
def fresh() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture
def imgur(fresh: Sandbox, home: Path, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """A sandbox in which Imgur is set up by the environment, with an account."""
    fresh.clear_faults()
    fresh.app.state.world.state("imgur").used = 0
    for name, text in fresh.environment().items():
        if name.startswith("PLEXSTUFF__IMGUR__"):
            monkeypatch.setenv(name, text)
    return fresh


@pytest.fixture
def anonymous(imgur: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    for name in ("CLIENT_SECRET", "GRANT", "MAIN_ALBUM"):
        monkeypatch.delenv(f"PLEXSTUFF__IMGUR__{name}")
    return imgur


@pytest.fixture
def poster(tmp_path: Path) -> Path:
    file = tmp_path / "poster.png"
    file.write_bytes(picture(20, 30))
    return file


def hashes(box: Sandbox) -> set[str]:
    return {one.delete for one in box.app.state.world.state("imgur").pictures.values()}


def test_put_there_listed_and_taken_back_without_an_account(
    plexstuff: Command, anonymous: Sandbox, poster: Path, home: Path
) -> None:
    done = plexstuff("-vv", "images", "add", str(poster), "--title", "New films", "--yes")
    assert done.code == 0, done.err
    link = done.out.strip()
    assert re.fullmatch(r"https://i\.imgur\.com/\w{7}\.png", link)
    (secret,) = hashes(anonymous)
    assert secret not in done.all
    kept = [file for file in home.rglob("*") if file.is_file() and secret.encode() in file.read_bytes()]
    assert [file.name for file in kept] == ["secrets.json"]
    assert "New films" in plexstuff("images", "list").out
    Configuration.load().set_secret("imgur", "client_id", keys.CLIENT_ID)
    assert plexstuff("services", "forget", "imgur", "--yes").code == 0
    gone = plexstuff("images", "remove", link, "--yes")
    assert gone.code == 0, gone.err
    assert hashes(anonymous) == set()
    assert secret not in (home / "data" / "secrets" / "secrets.json").read_text()
    assert "no pictures" in plexstuff("images", "list").err


def test_into_the_main_album_of_an_account(plexstuff: Command, imgur: Sandbox, poster: Path) -> None:
    told = json.loads(plexstuff("images", "add", str(poster), "--yes", "--json").out)
    (one,) = told["images"]
    assert (one["file"], one["image"]["width"], one["image"]["height"], one["trouble"]) == (str(poster), 20, 30, None)
    albums = json.loads(plexstuff("images", "albums", "--json").out)
    assert albums["main"] == keys.ALBUM
    assert [(each["title"], each["images"]) for each in albums["albums"]] == [("Newsletter", 1)]
    assert plexstuff("images", "remove", one["image"]["id"], "--yes").code == 0


def test_nothing_is_sent_by_a_dry_run_or_without_a_yes(plexstuff: Command, imgur: Sandbox, poster: Path) -> None:
    before = hashes(imgur)
    assert "Nothing was sent" in plexstuff("images", "add", str(poster), "--dry-run").err
    assert json.loads(plexstuff("images", "add", str(poster), "--dry-run", "--json").out)["dry_run"] is True
    done = plexstuff("images", "add", str(poster))
    assert (done.code, "nobody can be asked" in done.err) == (2, True)
    assert hashes(imgur) == before


@pytest.mark.parametrize("content", [b"", b"hello", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7"])
def test_what_is_no_picture_is_not_sent(plexstuff: Command, imgur: Sandbox, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd.png"
    file.write_bytes(content)
    done = plexstuff("images", "add", str(file), "--yes")
    assert done.code == 3
    assert "is no picture" in done.err
    assert plexstuff("images", "add", str(tmp_path / "missing.png"), "--yes").code == 1


def test_a_part_that_fails(plexstuff: Command, imgur: Sandbox, poster: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.png"
    other.write_bytes(picture(10, 10))
    imgur.faults("status", service="imgur", path="/3/image", status=500, count=1)
    done = plexstuff("images", "add", str(poster), str(other), "--yes")
    assert done.code == 6
    assert "poster.png" in done.err
    assert done.out.count("https://") == 1


def test_a_part_that_is_not_there_to_be_taken_back(plexstuff: Command, imgur: Sandbox, poster: Path) -> None:
    link = plexstuff("images", "add", str(poster), "--yes").out.strip()
    done = plexstuff("images", "remove", link, "NoSuch1", "--yes", "--json")
    told = json.loads(done.out)
    assert (done.code, len(told["removed"]), list(told["troubles"])) == (6, 1, ["NoSuch1"])
    assert plexstuff("images", "remove", "NoSuch1", "--yes").code == 1
    assert plexstuff("images", "remove", "../..", "--yes").code == 3
    assert plexstuff("images", "remove", "NoSuch1").code == 2


def test_albums(plexstuff: Command, imgur: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLEXSTUFF__IMGUR__MAIN_ALBUM")
    made = plexstuff("images", "albums", "add", "Films", "--main")
    number = made.out.split()[0]
    assert "main" in next(line for line in plexstuff("images", "albums").out.splitlines() if number in line)
    assert plexstuff("images", "albums", "rename", number, "Series \x1b[31m").code == 0
    listed = plexstuff("images", "albums").out
    assert "Series" in listed
    assert "\x1b" not in listed
    assert plexstuff("images", "albums", "main", "NoSuch").code == 1
    assert plexstuff("images", "albums", "main").code == 2
    assert "Would remove" in plexstuff("images", "albums", "remove", number, "--dry-run").err
    assert plexstuff("images", "albums", "remove", number).code == 2
    assert plexstuff("images", "albums", "remove", number, "--yes").code == 0
    assert json.loads(plexstuff("images", "albums", "--json").out)["main"] is None
    assert plexstuff("images", "albums", "add", " ").code == 2


def test_a_dry_run_of_albums_looks_and_changes_nothing(plexstuff: Command, imgur: Sandbox) -> None:
    before = plexstuff("images", "albums", "list", "--json").out
    for words, said in (
        (("add", "Newsletter", "--main"), "Would make the album Newsletter, beside 1 other of that title, and put"),
        (("main", keys.ALBUM), "Would put pictures into Newsletter"),
        (("main", "--none"), "Would put pictures into no album"),
        (("rename", keys.ALBUM, "Films"), "Would call the album Newsletter"),
        (("remove", keys.ALBUM), "Would remove the album Newsletter"),
    ):
        done = plexstuff("images", "albums", *words, "--dry-run")
        assert (done.code, done.out) == (0, ""), done.err
        assert said in done.err
        assert "Nothing was done." in done.err
        told = json.loads(plexstuff("images", "albums", *words, "--dry-run", "--json").out)
        assert told["dry_run"] is True
    assert plexstuff("images", "albums", "--json").out == before
    for words in (("main", "NoSuch"), ("rename", "NoSuch", "x"), ("remove", "NoSuch")):
        done = plexstuff("images", "albums", *words, "--dry-run")
        assert (done.code, "There is no album 'NoSuch'" in done.err) == (1, True)


def test_a_dry_run_says_what_could_not_be_taken_back(plexstuff: Command, anonymous: Sandbox, poster: Path) -> None:
    link = plexstuff("images", "add", str(poster), "--yes").out.strip()
    done = plexstuff("images", "remove", link, "NoSuch1", "--dry-run")
    assert done.code == 6
    assert f"Would take back {link}." in done.err
    assert "There is no picture 'NoSuch1'." in done.err
    assert plexstuff("images", "remove", "NoSuch1", "--dry-run").code == 1
    told = json.loads(plexstuff("images", "remove", link, "--dry-run", "--json").out)
    assert (told["dry_run"], told["removed"], told["troubles"]) == (True, [], {})
    assert link in plexstuff("images", "list").out


def test_albums_want_an_account(plexstuff: Command, anonymous: Sandbox, poster: Path) -> None:
    for words in (("albums",), ("albums", "add", "Films"), ("add", str(poster), "--album", "abc", "--yes")):
        done = plexstuff("images", *words)
        assert done.code == 3
        assert "nobody is signed in" in done.err


def test_nothing_is_set_up(plexstuff: Command, home: Path, poster: Path) -> None:
    done = plexstuff("images", "add", str(poster), "--yes")
    assert done.code == 3
    assert "mail send --picture" in done.err
