"""The system's keyring, for real: a GNOME keyring on a session bus of its own, unlocked or not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plexstuff.config.secrets import SecretsFile
from plexstuff.config.system_keyring import SystemKeyring
from plexstuff.errors import ConfigurationError

SECRET = "hummingbird" * 3
needs_keyring = pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="gnome-keyring and dbus are not installed",
)


def in_session(home: Path, script: str, *, unlocked: bool = True) -> subprocess.CompletedProcess[str]:
    """`script` (of bash) on a session bus with a keyring; `plexstuff` is the command."""
    start = "printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1" if unlocked else ":"
    environment = {
        **os.environ,
        "PLEXSTUFF_HOME": str(home),
        "HOME": str(home / "user"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "XDG_DATA_HOME": str(home / "user" / "share"),
        "PYTHON": sys.executable,
        "SECRET": SECRET,
    }
    for folder in (home / "user", home / "run"):
        folder.mkdir(exist_ok=True, mode=0o700)
    whole = f'set -e; plexstuff() {{ "$PYTHON" -m plexstuff "$@"; }}; {start}; {script}'
    return subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", whole],
        env=environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def files_with(home: Path, text: str) -> list[str]:
    return [str(one) for one in home.rglob("*") if one.is_file() and text.encode() in one.read_bytes()]


@needs_keyring
def test_secrets_move_into_the_keyring_are_used_there_and_come_back(home: Path) -> None:
    done = in_session(
        home,
        'printf %s "$SECRET" | plexstuff services set tmdb api_key --no-check --keep;'
        "plexstuff config secrets --to keyring;"
        "plexstuff config secrets --json;"
        "plexstuff config explain tmdb.api_key --json;"
        # another process changes it there
        'printf %s "$SECRET$SECRET" | plexstuff services set tmdb api_key --no-check --keep;'
        'cp "$PLEXSTUFF_HOME/data/secrets/secrets.json" "$PLEXSTUFF_HOME/while-in-keyring.json";'
        "plexstuff config secrets --to file",
    )
    assert done.returncode == 0, done.stderr
    store, explained = [json.loads(line) for line in done.stdout.splitlines()]
    assert store["store"] == "keyring"
    assert (explained["origin"], "keyring" in explained["where"]) == ("file", True)
    assert SECRET not in (home / "while-in-keyring.json").read_text()
    assert SECRET not in done.stdout + done.stderr
    kept = json.loads((home / "data" / "secrets" / "secrets.json").read_text())
    assert kept["secrets"]["tmdb"]["api_key"] == SECRET * 2


@needs_keyring
def test_while_they_are_in_the_keyring_no_file_of_ours_holds_them(home: Path) -> None:
    done = in_session(
        home,
        'printf %s "$SECRET" | plexstuff services set tmdb api_key --no-check --keep;'
        "plexstuff config secrets --to keyring",
    )
    assert done.returncode == 0, done.stderr
    assert files_with(home, SECRET) == []
    assert "keyring" in done.stderr


@needs_keyring
def test_without_a_keyring_nothing_is_moved(home: Path) -> None:
    SecretsFile(home / "data" / "secrets" / "secrets.json", home / "lock").put("tmdb", "api_key", SECRET)
    done = in_session(home, "plexstuff config secrets --to keyring", unlocked=False)
    assert done.returncode == 3, done.stderr
    assert "keyring" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(files_with(home, SECRET)) == 1, "the secrets are where they were"


class Broken(SystemKeyring):
    """A keyring that keeps `kept`, or raises `error`, or never answers."""

    def __init__(self, error: Exception | None = None, *, silent: bool = False, forgets: bool = False) -> None:
        super().__init__("test", patience=0.2)
        self.kept: dict[str, str] = {}
        self.error, self.silent, self.forgets = error, silent, forgets

    def _backend(self) -> Broken:
        return self

    def _touch(self) -> None:
        if self.silent:
            import threading

            threading.Event().wait(5)
        if self.error is not None:
            raise self.error

    def get_password(self, _: str, entry: str) -> str | None:
        self._touch()
        return None if self.forgets else self.kept.get(entry)

    def set_password(self, _: str, entry: str, text: str) -> None:
        self._touch()
        self.kept[entry] = text

    def delete_password(self, _: str, entry: str) -> None:
        self._touch()
        del self.kept[entry]


class KeyringLocked(Exception):
    """As keyring.errors.KeyringLocked."""


def store(home: Path, keyring: SystemKeyring) -> SecretsFile:
    return SecretsFile(home / "data" / "secrets" / "secrets.json", home / "lock", keyring)


@pytest.mark.parametrize(
    ("keyring", "said"),
    [
        (Broken(KeyringLocked("Failed to unlock the collection!")), "it is locked"),
        (Broken(silent=True), "does not answer"),
        (Broken(forgets=True), "does not give back"),
        (Broken(RuntimeError("no bus")), "RuntimeError"),
    ],
)
def test_a_keyring_that_does_not_do_is_said_and_changes_nothing(home: Path, keyring: Broken, said: str) -> None:
    secrets = store(home, keyring)
    secrets.put("tmdb", "api_key", SECRET)
    with pytest.raises(ConfigurationError, match=said) as caught:
        secrets.move(to_keyring=True)
    assert caught.value.advice
    assert SECRET not in str(caught.value)
    assert store(home, keyring).get("tmdb", "api_key") == SECRET


def test_a_keyring_that_is_locked_later_is_said_when_a_secret_is_needed(home: Path) -> None:
    keyring = Broken()
    secrets = store(home, keyring)
    secrets.put("tmdb", "api_key", SECRET)
    assert secrets.move(to_keyring=True)
    assert not secrets.move(to_keyring=True)
    assert store(home, keyring).get("tmdb", "api_key") == SECRET
    keyring.error = KeyringLocked("locked")
    with pytest.raises(ConfigurationError, match="it is locked"):
        store(home, keyring).get("tmdb", "api_key")
    keyring.error = None
    assert store(home, keyring).move(to_keyring=False)
    assert keyring.kept == {}
    assert store(home, keyring).get("tmdb", "api_key") == SECRET
