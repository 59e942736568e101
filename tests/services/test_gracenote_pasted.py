"""What people paste as Gracenote's client id."""

from __future__ import annotations

import pytest

from plexstuff.config.kinds import read
from plexstuff.sandbox import keys
from plexstuff.sandbox.lastfm.keys import LASTFM_KEY
from plexstuff.services.gracenote import CLIENT_ID

CLIENT = "1234567-0A1B2C3D4E5F60718293A4B5C6D7E8F9"


@pytest.mark.parametrize(
    "text",
    [
        CLIENT,
        CLIENT.lower(),
        f"  {CLIENT}\r\n",
        f'"{CLIENT}"',
        f"“{CLIENT}”",
        CLIENT.replace("-", "–"),
        CLIENT.replace("-", " - "),
        f"{CLIENT[:20]}\n{CLIENT[20:]}",
        f"Client ID: {CLIENT}",
        f"CLIENT_ID={CLIENT}",
        f"<CLIENT>{CLIENT}</CLIENT>",
        f"https://c1234567.web.cddbp.net/webapi/xml/1.0/radio/fieldvalues?client={CLIENT}&fieldname=RADIOMOOD",
    ],
)
def test_a_client_id_is_found(text: str) -> None:
    seen = read(CLIENT_ID, text)
    assert (seen.value, seen.refusal) == (CLIENT, "")


def test_ten_digits_are_as_good_as_seven() -> None:
    assert read(CLIENT_ID, "1234567890" + CLIENT[7:]).value == "1234567890" + CLIENT[7:]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (keys.TMDB_TOKEN, "TMDB v4 token"),
        (keys.TVDB_KEY, "TheTVDB"),
        (keys.TMDB_KEY, "TMDB"),
        (LASTFM_KEY, "Last.fm"),
        (CLIENT[8:], "half a client id"),
        (CLIENT[:8], "no client id"),
        (CLIENT[:-1], "no client id"),
        (CLIENT + "0", "no client id"),
        ("123456" + CLIENT[7:], "no client id"),
        ("12345678901" + CLIENT[7:], "no client id"),
        (CLIENT.replace("A", "G"), "no client id"),
        (f"{CLIENT} {CLIENT.replace('1234567', '7654321')}", "several"),
        ("https://developer.gracenote.com/web-api", "no client id"),
        ("my client id", "no client id"),
    ],
)
def test_what_is_none_is_refused_by_name(text: str, says: str) -> None:
    seen = read(CLIENT_ID, text)
    assert seen.value == ""
    assert says in seen.refusal
    assert "musicbrainz" in seen.advice
