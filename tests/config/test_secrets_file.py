"""Secrets lie in a file for its owner alone, and appear nowhere else."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from plexstuff.config import Configuration
from plexstuff.errors import ConfigurationError, UsageError

Load = Callable[..., Configuration]
SECRET, PIN, TOKEN = "hummingbird-secret", "cormorant-secret", "kingfisher-secret"


@pytest.fixture
def kept(configuration: Load) -> Path:
    """The secrets file with three secrets in it."""
    loaded = configuration()
    loaded.set_secret("radio", "api_key", SECRET)
    loaded.set_secret("radio", "pin", PIN)
    loaded.set_secret("radio", "kept_token", TOKEN)
    return loaded.paths.secrets_file


def test_only_the_owner_can_read_them_whatever_the_umask(configuration: Load) -> None:
    old = os.umask(0)
    try:
        configuration().set_secret("radio", "api_key", SECRET)
        configuration().set_secret("radio", "pin", PIN)
    finally:
        os.umask(old)
    file = configuration().paths.secrets_file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_the_file_never_had_another_mode(configuration: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    modes = []
    real = os.open

    def watched(path: str, flags: int, mode: int = 0o777, **named: int) -> int:
        if flags & os.O_CREAT:
            modes.append((mode, bool(flags & os.O_EXCL) or "lock" in str(path)))
        return real(path, flags, mode, **named)

    monkeypatch.setattr(os, "open", watched)
    configuration().set_secret("radio", "api_key", SECRET)
    assert modes
    assert set(modes) == {(0o600, True)}


def test_they_are_nowhere_else(configuration: Load, kept: Path, folder: Path) -> None:
    configuration().set("radio", "timeout", "5")
    assert configuration().secrets() == sorted([SECRET, PIN, TOKEN])
    holding = [
        file
        for file in folder.rglob("*")
        if file.is_file() and any(one in file.read_text() for one in (SECRET, PIN, TOKEN))
    ]
    assert holding == [kept]
    assert SECRET not in repr(configuration().value("radio", "api_key"))


def test_a_new_key_ends_what_the_client_kept_beside_the_old(configuration: Load, kept: Path) -> None:
    configuration().set_secret("radio", "api_key", "another")
    assert configuration().secret("radio", "kept_token") is None
    assert configuration().values("radio") == {"api_key": "another", "pin": PIN}


def test_they_can_be_forgotten_one_or_all(configuration: Load, kept: Path) -> None:
    assert configuration().forget("radio", "pin")
    assert configuration().values("radio") == {"api_key": SECRET}
    assert not configuration().forget("radio", "pin")
    assert configuration().forget("radio")
    assert configuration().secrets() == []
    assert json.loads(kept.read_text())["secrets"] == {}
    with pytest.raises(UsageError):
        configuration().forget("raido")
    with pytest.raises(UsageError):
        configuration().forget("radio", "pni")


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o620, 0o604])
def test_a_file_that_others_can_use_is_refused_with_the_line_that_closes_it(
    configuration: Load, kept: Path, mode: int
) -> None:
    kept.chmod(mode)
    before = kept.read_bytes()
    for act in (
        lambda one: one.value("radio", "api_key"),
        lambda one: one.set_secret("radio", "pin", "x"),
        lambda one: one.forget("radio"),
    ):
        with pytest.raises(ConfigurationError) as caught:
            act(configuration())
        assert caught.value.advice == f"chmod 600 {kept}"
    assert kept.read_bytes() == before
    kept.chmod(0o600)
    assert configuration().value("radio", "api_key").text == SECRET


def test_a_folder_that_others_can_change_is_refused(configuration: Load, kept: Path) -> None:
    kept.parent.chmod(0o777)
    with pytest.raises(ConfigurationError) as caught:
        configuration().value("radio", "api_key")
    assert caught.value.advice == f"chmod 700 {kept.parent}"


def test_a_file_of_somebody_else_is_refused(configuration: Load, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(ConfigurationError, match="belongs to somebody else"):
        configuration().value("radio", "api_key")


@pytest.mark.parametrize(
    "text",
    [
        '{"version": 1, "secrets": {"radio": {"api_key": "hummingbird-secret"',
        '{"version": 2, "secrets": {}}',
        '{"version": 1, "secrets": {"radio": "hummingbird-secret"}}',
        '{"version": 1, "secrets": {"radio": {"api_key": 5}}}',
        "[]",
        "[" * 100_000,
        "\xff\xfe",
        "",
    ],
)
def test_a_broken_file_is_named_and_left_alone(configuration: Load, kept: Path, text: str) -> None:
    kept.write_text(text, encoding="latin-1")
    for act in (lambda one: one.value("radio", "api_key"), lambda one: one.set_secret("radio", "pin", "x")):
        with pytest.raises(ConfigurationError) as caught:
            act(configuration())
        assert str(kept) in caught.value.sentence
        assert SECRET not in caught.value.sentence + caught.value.advice
        assert caught.value.__cause__ is None
    assert kept.read_text(encoding="latin-1") == text


def test_a_link_to_an_encrypted_place_stays_a_link(configuration: Load, kept: Path, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir(mode=0o700)
    kept.rename(vault / "mine.json")
    kept.symlink_to(vault / "mine.json")
    configuration().set_secret("radio", "pin", "another")
    assert kept.is_symlink()
    assert configuration().values("radio") == {"api_key": SECRET, "pin": "another"}


def test_what_is_secret_and_what_is_not_keep_apart(configuration: Load) -> None:
    with pytest.raises(UsageError):
        configuration().set_secret("radio", "user", "ann")
    with pytest.raises(UsageError):
        configuration().set("radio", "api_key", SECRET)
    assert configuration().secrets() == []
