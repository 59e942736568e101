"""What people paste where Last.fm's key and secret are asked for; above all the two of them together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plexstuff.service import Recognised
from plexstuff.services.lastfm import recognise_key, recognise_secret

KEY, SECRET = "0123456789abcdef" * 2, "fedcba9876543210" * 2
BOTH = [
    f"{KEY} {SECRET}",
    f"{KEY}\n{SECRET}",
    f"{KEY}{SECRET}",
    f"{KEY.upper()}\t{SECRET}",
    f"Plexstuff {KEY} {SECRET}",
]


@pytest.mark.parametrize("text", BOTH)
@pytest.mark.parametrize(
    ("recognise", "name"),
    [(recognise_key, "Give the API key alone"), (recognise_secret, "Give the shared secret alone")],
)
def test_both_together_are_said_by_name(text: str, recognise: Callable[[str], Recognised], name: str) -> None:
    seen = recognise(text)
    assert seen.value == ""
    assert "the API key and the shared secret" in seen.refusal
    assert name in seen.advice
    assert KEY not in (seen.refusal + seen.advice).lower()


@pytest.mark.parametrize(
    "text", [f"API key\n{KEY}\nShared secret\n{SECRET}", f"API Key: {KEY} Shared Secret: {SECRET}"]
)
def test_with_their_labels_each_takes_its_own(text: str) -> None:
    assert recognise_key(text).value == KEY
    assert recognise_secret(text).value == SECRET


@pytest.mark.parametrize("text", [KEY + KEY, f"{KEY} {KEY}", f"{KEY}\n{KEY}\n"])
def test_a_key_that_was_pasted_twice_is_one_key(text: str) -> None:
    assert recognise_key(text).value == KEY


@pytest.mark.parametrize("text", ["stop", KEY[:-1], KEY + "0", "Registered to ann"])
def test_what_is_neither_is_refused(text: str) -> None:
    for recognise in (recognise_key, recognise_secret):
        assert recognise(text).refusal
        assert recognise(text).advice
