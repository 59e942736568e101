"""What people paste for a key: with a label, twice, with what the page shows beside it, bent by a mail program."""

from __future__ import annotations

import pytest

from plexstuff.sandbox import keys
from plexstuff.services.tmdb import recognise_key as recognise_tmdb
from plexstuff.services.tvdb import recognise_key as recognise_tvdb
from plexstuff.services.tvdb import recognise_pin

V3, V4, TVDB = keys.TMDB_KEY, keys.TMDB_TOKEN, keys.TVDB_KEY


@pytest.mark.parametrize(
    "text",
    [
        f"API Key: {V3}",
        f"API Key\n{V3}",
        f"\u200b{V3}",
        f"<{V3}>",
        f"{V3}.",
        f"{V3} {V3.upper()}",
        f"PLEXSTUFF__TMDB__API_KEY={V3}",
        f"api_key: '{V3}'",
        f"GET /3/movie/603?language=de&api_key={V3}&page=1",
    ],
)
def test_a_v3_key_among_other_words(text: str) -> None:
    seen = recognise_tmdb(text)
    assert (seen.value, seen.refusal) == (V3, "")
    assert "taken out" in seen.note


@pytest.mark.parametrize(
    "text",
    [
        f"{V4} {V3}",
        f"{V4}\nAPI Key\n{V3}",
        f"API Read Access Token\n{V4}\nAPI Key\n{V3}",
        f"{V4}\nCopy",
        f"Bearer\n{V4}",
        f"{V4[:-10]}\n{V4[-10:]}",
        f"{V4[:50]}\n{V4[50:100]}\n{V4[100:]}",
    ],
)
def test_a_token_takes_nothing_of_what_stands_beside_it(text: str) -> None:
    assert recognise_tmdb(text).value == V4


@pytest.mark.parametrize("text", [f"{V3} or {'0' * 32}", V3 + "0", V3[:-1] + "\u0430", f"id-{V3}-x"])
def test_what_is_not_clearly_one_key_is_refused(text: str) -> None:
    seen = recognise_tmdb(text)
    assert seen.value == ""
    assert seen.refusal
    assert seen.advice


@pytest.mark.parametrize(
    "text", [TVDB.replace("-", "–"), f"\ufeff{TVDB}", f"apikey={TVDB}", f"API key {TVDB.upper()}."]
)
def test_a_key_of_thetvdb_bent_on_its_way(text: str) -> None:
    seen = recognise_tvdb(text)
    assert (seen.value, seen.refusal) == (TVDB, "")


@pytest.mark.parametrize("text", [TVDB + "0", "0" + TVDB, TVDB[:-4], TVDB[:23], keys.TVDB_PIN, V4, V3])
def test_what_is_no_key_of_thetvdb_is_refused(text: str) -> None:
    seen = recognise_tvdb(text)
    assert seen.value == ""
    assert seen.refusal
    assert seen.advice


@pytest.mark.parametrize("text", ["PIN: ABCD1234", "pin=ABCD1234", "Subscriber PIN: 'ABCD1234'", "ABCD1234\r\n"])
def test_a_pin_with_its_label(text: str) -> None:
    assert recognise_pin(text).value == "ABCD1234"


def test_a_pin_that_begins_like_the_word() -> None:
    assert recognise_pin(keys.TVDB_PIN).value == keys.TVDB_PIN
