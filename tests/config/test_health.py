"""What a check found is remembered for the values that were checked, and for no others."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from plexstuff.config import Configuration
from plexstuff.errors import Unreachable
from plexstuff.health import Health, Proof, State

Load = Callable[..., Configuration]
SECRET = "hummingbird-secret"
WORKING = Health(State.WORKING, "It answered.", "", Proof.TRIED, 1000.5, 2000.0, 0.25)


@pytest.fixture
def checked(configuration: Load) -> Load:
    loaded = configuration()
    loaded.set_secret("radio", "api_key", SECRET)
    loaded.keep_health("radio", WORKING)
    return configuration


def test_it_comes_back_whole(checked: Load, folder: Path) -> None:
    assert checked().health("radio") == WORKING
    failed = Health.failed(Unreachable("No answer.", "Wait."), checked_at=3.0)
    checked().keep_health("radio", failed)
    assert checked().health("radio") == failed
    assert failed.error == "Unreachable"
    checked().keep_health("radio", None)
    assert checked().health("radio") is None
    assert SECRET not in (folder / "state" / "health.json").read_text()


@pytest.mark.parametrize(
    "environ",
    [
        {"PLEXSTUFF__RADIO__API_KEY": "another"},
        {"PLEXSTUFF__RADIO__PIN": "1"},
        {"PLEXSTUFF__RADIO__BASE_URL": "https://other.example"},
        {"PLEXSTUFF__RADIO__VERIFY_TLS": "no"},
    ],
)
def test_green_ends_when_what_was_checked_changes(checked: Load, environ: dict[str, str]) -> None:
    changed = checked(environ).health("radio")
    assert changed is not None
    assert (changed.state, changed.proof) == (State.UNCHECKED, None)
    assert checked().health("radio") == WORKING
    assert checked({"PLEXSTUFF__RADIO__TIMEOUT": "3"}).health("radio") == WORKING


@pytest.mark.parametrize("text", ["", "[]", "{", '{"radio": 5}', '{"radio": {"state": "splendid"}}', "[" * 100_000])
def test_a_broken_memory_is_no_memory(checked: Load, folder: Path, text: str) -> None:
    (folder / "state" / "health.json").write_text(text)
    assert checked().health("radio") is None
    checked().keep_health("radio", WORKING)
    assert checked().health("radio") == WORKING


def test_an_entry_of_another_shape_is_no_memory(checked: Load, folder: Path) -> None:
    file = folder / "state" / "health.json"
    file.write_text(file.read_text().replace('"working"', '"splendid"'))
    assert checked().health("radio") is None


def test_green_ends_when_the_proof_expires(checked: Load) -> None:
    checked().keep_health("radio", dataclasses.replace(WORKING, expires_at=1499.0))
    expired = checked().health("radio")
    assert expired is not None
    assert (expired.state, expired.sentence) == (State.UNCHECKED, "What proved that it works has expired.")
