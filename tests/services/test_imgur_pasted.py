"""What people paste where Imgur's client id and secret are asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plexstuff.sandbox.imgur import keys
from plexstuff.services.imgur.pasted import recognise_id, recognise_secret


@pytest.mark.parametrize(
    "pasted",
    [
        keys.CLIENT_ID,
        f"  {keys.CLIENT_ID}\n",
        f'"{keys.CLIENT_ID.upper()}"',
        f"Authorization: Client-ID {keys.CLIENT_ID}",
        f"https://api.imgur.com/oauth2/authorize?client_id={keys.CLIENT_ID}&response_type=token",
        " ".join(keys.CLIENT_ID),
    ],
)
def test_a_client_id_is_found(pasted: str) -> None:
    assert recognise_id(pasted).value == keys.CLIENT_ID


@pytest.mark.parametrize(
    "pasted", [keys.CLIENT_SECRET, f"client_secret={keys.CLIENT_SECRET}", f"`{keys.CLIENT_SECRET}`"]
)
def test_a_client_secret_is_found(pasted: str) -> None:
    assert recognise_secret(pasted).value == keys.CLIENT_SECRET


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        (keys.CLIENT_SECRET, "client secret"),
        ("5a9db0c5" * 4, "TMDB, Last.fm or Jackett"),
        ("5a9db0c5-0000-4000-8000-00005a9db0c5", "TheTVDB"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJ0ZXN0In0.c2lnbmF0dXJl", "TMDB v4 token"),
        ("GOCSPX-abcdefgh", "Google"),
        (f"{keys.CLIENT_ID} or 0123456789abcde", "several"),
        ("hello", "no client id"),
    ],
)
def test_what_is_none_is_told_by_name_and_not_repeated(pasted: str, words: str) -> None:
    seen = recognise_id(pasted)
    assert words in seen.refusal
    assert pasted not in seen.refusal + seen.advice
    assert "15 hex digits" in seen.advice


def test_the_id_where_the_secret_is_asked_for() -> None:
    assert "client id" in recognise_secret(keys.CLIENT_ID).refusal


@given(st.text(max_size=200))
def test_nothing_that_is_pasted_is_too_much(text: str) -> None:
    for recognise in (recognise_id, recognise_secret):
        seen = recognise(text)
        assert seen.value or seen.refusal
