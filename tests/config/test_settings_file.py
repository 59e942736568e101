"""The settings file belongs to a person: nothing in it is lost, whatever happens."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from plexstuff.config import Configuration, files
from plexstuff.errors import ConfigurationError, Conflict, FileTrouble, UsageError

Load = Callable[..., Configuration]

COMMENTED = """\
# My settings. Do not touch!

[radio]   # the little one
timeout = 5     # it is slow
user = 'ann'

# The rest is for later.
[later]
list = [
    1,  # one
    2,
]
"""


@pytest.fixture
def file(folder: Path) -> Path:
    folder.mkdir()
    return folder / "config.toml"


def test_comments_order_and_spelling_survive(configuration: Load, file: Path) -> None:
    file.write_text(COMMENTED)
    configuration().set("radio", "timeout", "7.5")
    configuration().set("radio", "verify_tls", "no")
    configuration().set("identify", "language", "de")
    assert (
        file.read_text()
        == COMMENTED.replace("timeout = 5 ", "timeout = 7.5 ").replace(
            "user = 'ann'\n", "user = 'ann'\nverify_tls = false\n"
        )
        + '\n[identify]\nlanguage = "de"\n'
    )
    configuration().forget("radio", "verify_tls")
    configuration().forget("identify")
    assert file.read_text().rstrip() == COMMENTED.replace("timeout = 5 ", "timeout = 7.5 ").rstrip()


@pytest.mark.parametrize(
    "text", ["radio.timeout = 5", "radio = {timeout = 5}\n", "[radio]\r\ntimeout = 5\r\n", "\ufeff[radio]\ntimeout=5"]
)
def test_every_way_to_write_a_section(configuration: Load, file: Path, text: str) -> None:
    file.write_text(text, newline="")
    assert configuration().value("radio", "timeout").text == "5"
    configuration().set("radio", "timeout", "6")
    configuration().set("radio", "user", 'quote " and \\ and é')
    assert configuration().value("radio", "timeout").text == "6"
    assert configuration().value("radio", "user").text == 'quote " and \\ and é'
    configuration().forget("radio")
    assert configuration().value("radio", "timeout").text == "20"


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"[radio]\ntimeout = \n", "line 2, column 11"),
        (b"[radio]\na = 1\na = 2\n", "line 3"),
        (b"[radio", "line 1, column 7"),
        (b"[radio]\nuser = '\xff'\n", "line 2, column 9"),
        (b"timeout = 5\n", "outside of any section"),
        (b"[radio]\nx = " + b"[" * 100_000, "config.toml"),
    ],
)
def test_what_is_broken_is_named_and_left_alone(configuration: Load, file: Path, data: bytes, place: str) -> None:
    file.write_bytes(data)
    for act in (
        lambda one: one.value("radio", "timeout"),
        lambda one: one.set("radio", "timeout", "5"),
        lambda one: one.forget("radio"),
    ):
        with pytest.raises(ConfigurationError) as caught:
            act(configuration())
        assert str(file) in caught.value.sentence
        assert place in caught.value.sentence
        assert caught.value.advice
    assert file.read_bytes() == data
    assert sorted(one.name for one in file.parent.iterdir()) in (["config.toml"], ["config.toml", "state"])


def test_a_link_stays_a_link_and_a_mode_stays_a_mode(configuration: Load, file: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles [mine]" / "plexstuff.toml"
    real.parent.mkdir()
    real.write_text("[radio]\n")
    real.chmod(0o640)
    file.symlink_to(os.path.relpath(real, file.parent))
    configuration().set("radio", "timeout", "6")
    assert file.is_symlink()
    assert real.read_text() == "[radio]\ntimeout = 6\n"
    assert real.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in real.parent.iterdir()] == ["plexstuff.toml"]


def test_a_change_by_another_hand_is_seen(configuration: Load, file: Path) -> None:
    loaded = configuration()
    assert loaded.value("radio", "timeout").text == "20"
    file.write_text("[radio]\ntimeout = 6\n")
    assert loaded.value("radio", "timeout").text == "6"
    file.write_text("[radio]\ntimeout = 66\n")
    assert loaded.value("radio", "timeout").text == "66"
    loaded.set("radio", "connections", "2")
    assert file.read_text() == "[radio]\ntimeout = 66\nconnections = 2\n"


def test_secrets_and_unknown_settings_are_not_written(configuration: Load, file: Path) -> None:
    for key in ("api_key", "nothing"):
        with pytest.raises(UsageError):
            configuration().set("radio", key, "hummingbird-secret")
    assert not file.exists()


# Every call that changes what is on the disk; the process dies at one of them after the other.
DEADLY = ("open", "fsync", "fchmod", "replace", "mkdir", "unlink")


def _die_at(number: int, folder: str) -> None:
    calls = 0

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            nonlocal calls
            calls += 1
            if calls == number:
                os._exit(9)
            return real(*arguments, **named)

        return call

    for name in DEADLY:
        setattr(os, name, counted(getattr(os, name)))
    from radio import RADIO

    Configuration.load(Path(folder), {}, services=(RADIO,)).set("radio", "timeout", "7")
    os._exit(0)


def test_killed_at_any_moment_nothing_is_lost(configuration: Load, file: Path, folder: Path) -> None:
    fork = multiprocessing.get_context("fork")
    for number in range(1, 40):
        file.write_text(COMMENTED)
        process = fork.Process(target=_die_at, args=(number, str(folder)))
        process.start()
        process.join()
        text = file.read_text()
        assert text in (COMMENTED, COMMENTED.replace("timeout = 5 ", "timeout = 7 "))
        if process.exitcode == 0:
            break
    assert process.exitcode == 0
    assert number > 5, "it died at no call at all"
    configuration().set("radio", "timeout", "8")
    assert [one.name for one in folder.iterdir() if one.name.endswith(".new")] == []


def _add(folder: str, key: str) -> None:
    from radio import RADIO

    for _ in range(5):
        loaded = Configuration.load(Path(folder), {}, services=(RADIO,))
        loaded.set("organize" if key == "movie_template" else "radio", key, "1")
        loaded.set_secret("radio", f"kept_{key}", "hummingbird-secret")


def test_two_who_write_at_once_lose_nothing(configuration: Load, file: Path, folder: Path) -> None:
    fork = multiprocessing.get_context("fork")
    keys = ("timeout", "connections", "requests_per_second", "user", "movie_template")
    processes = [fork.Process(target=_add, args=(str(folder), key)) for key in keys]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * len(keys)
    for key in keys:
        assert configuration().value("organize" if key == "movie_template" else "radio", key).text == "1"
        assert configuration().secret("radio", f"kept_{key}") == "hummingbird-secret"


def test_a_lock_that_is_held_is_waited_for_and_named(tmp_path: Path) -> None:
    lock = tmp_path / "state" / "settings.lock"
    with (
        files.locked(lock, "settings"),
        pytest.raises(Conflict, match="settings"),
        files.locked(lock, "settings", wait=0),
    ):
        pass
    with files.locked(lock, "settings", wait=0):
        pass


def test_a_disk_that_refuses_is_named(configuration: Load, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text(COMMENTED)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileTrouble, match="No space left on device"):
        configuration().set("radio", "timeout", "7")
    assert file.read_text() == COMMENTED
    assert [one.name for one in file.parent.iterdir() if one.name.endswith(".new")] == []


@pytest.mark.parametrize("kind", ["folder", "pipe", "long"])
def test_what_is_no_settings_file_is_refused(configuration: Load, file: Path, kind: str) -> None:
    if kind == "folder":
        file.mkdir()
    elif kind == "pipe":
        os.mkfifo(file)
    else:
        file.write_text("#" * 2**20 + "\n\n")
    with pytest.raises(FileTrouble, match=r"config\.toml"):
        configuration().value("radio", "timeout")
