"""What a window says: advice without commands, moments and days left, nothing that plays tricks."""

from __future__ import annotations

import time

import pytest

from plexstuff.desktop.words import here, proof, safe
from plexstuff.health import Health, Proof, State


@pytest.mark.parametrize(
    ("advice", "shown"),
    [
        ("Run: plexstuff services setup tmdb", ""),
        ("Run: plexstuff services setup tmdb   (a free key), or try: plexstuff demo", ""),
        ("Sign in again: plexstuff services setup google", "Sign in again."),
        ("Copy the key, and run: plexstuff services set jackett api_key", "Copy the key."),
        (
            "Click Enable, wait a few minutes, then: plexstuff services check google",
            "Click Enable, wait a few minutes.",
        ),
        ("Tick the boxes. Run: plexstuff services setup google", "Tick the boxes."),
        ("Leave it empty. Out of the file: plexstuff services set google client < FILE", "Leave it empty."),
        ("Instead: another one (plexstuff services setup ytmusic), or none.", "Instead: another one, or none."),
        ("Try again in 5 minutes.", "Try again in 5 minutes."),
        ("", ""),
    ],
)
def test_advice_is_without_the_commands_that_buttons_stand_for(advice: str, shown: str) -> None:
    assert here(advice) == shown


def test_how_long_a_proof_lasts_is_said_in_days_and_at_the_end_in_hours() -> None:
    now = time.time()

    def left(seconds: float) -> str:
        health = Health(State.WORKING, "", proof=Proof.TRIED, checked_at=now, expires_at=now + seconds)
        return proof(health).split("(")[-1]

    assert left(7 * 86400) == "7 days left)."
    assert left(1.5 * 86400) == "36 hours left)."
    assert "left" not in left(90 * 86400)


def test_what_is_shown_is_short_and_holds_no_tricks() -> None:
    assert safe("a\x1b[31m\u202eb") == "a\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}b"
    assert len(safe("x" * 1_000_000)) < 3000
