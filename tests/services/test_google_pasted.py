"""What people paste where Google's client is asked for, and what they are told."""

from __future__ import annotations

import json

import pytest

from plexstuff.sandbox.google import keys
from plexstuff.services.google.pasted import (
    recognise_client,
    recognise_features,
    recognise_id,
    recognise_key,
    recognise_secret,
)

WHOLE = json.loads(keys.CLIENT_FILE)
SERVICE_ACCOUNT = {
    "type": "service_account",
    "project_id": "mine",
    "private_key_id": "0" * 40,
    "private_key": "-----BEGIN PRIVATE KEY-----\nnothing\n-----END PRIVATE KEY-----\n",
    "client_email": "robot@mine.iam.gserviceaccount.com",
    "client_id": "1" * 21,
}
AUTHORIZED_USER = {
    "type": "authorized_user",
    "client_id": keys.CLIENT_ID,
    "client_secret": keys.CLIENT_SECRET,
    "refresh_token": "1//abc",
}


@pytest.mark.parametrize(
    "pasted",
    [
        keys.CLIENT_FILE,
        json.dumps(WHOLE, indent=2),
        f"\N{BYTE ORDER MARK}{keys.CLIENT_FILE}\r\n",
        f"  ```json\n{keys.CLIENT_FILE}\n```  ",
        f"'{keys.CLIENT_FILE}'",
        json.dumps({"installed": {**WHOLE["installed"], "redirect_uris": None}}),
        json.dumps(WHOLE["installed"]),
        keys.CLIENT,
    ],
    ids=["as it is", "pretty", "byte order mark", "fenced", "quoted", "without redirects", "inner part", "as kept"],
)
def test_a_desktop_client_is_cut_to_what_is_needed(pasted: str) -> None:
    assert recognise_client(pasted).value == keys.CLIENT


@pytest.mark.parametrize(
    ("pasted", "said", "advised"),
    [
        (json.dumps({"web": WHOLE["installed"]}), "Web application", "Desktop app"),
        (json.dumps(SERVICE_ACCOUNT), "service account", "Desktop app"),
        (json.dumps(AUTHORIZED_USER), "another program", "Desktop app"),
        (keys.CLIENT_FILE[:200], "not whole", "set google client < FILE"),
        ("{", "not whole", "set google client < FILE"),
        ("{" * 100_000, "not whole", "set google client < FILE"),
        ('{"installed": []}', "no id of a client", "Desktop app"),
        ("{}", "no id of a client", "Desktop app"),
        (json.dumps({"installed": {**WHOLE["installed"], "client_secret": ""}}), "secret is missing", "Add secret"),
        (r"C:\Users\Ada\Downloads\client_secret.json", "name of a file", "set google client <"),
        (
            rf'"C:\Users\Ada\Downloads\client_secret_{keys.CLIENT_ID}.json"',
            "name of a file",
            "set google client <",
        ),
        (f"~/Downloads/client_secret_{keys.CLIENT_ID}.json", "name of a file", "set google client <"),
        ("/home/ada/Downloads/client secret.json", "name of a file", "set google client <"),
        ("file:///home/ada/client.json", "name of a file", "set google client <"),
        (keys.API_KEY, "goes into youtube_key", ""),
        (keys.CLIENT_SECRET, "goes into client_secret", ""),
        ("ya29.abc", "access token", ""),
        ("1//0abc", "refresh token", ""),
        ("4/0AbCdEf", "code of a sign-in", ""),
        ("eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJ0ZXN0In0.c2ln", "TMDB v4 token", ""),
        ("0123456789abcdef0123456789abcdef", "TMDB or Last.fm", ""),
        ("01234567-89ab-4def-8123-456789abcdef", "TheTVDB", ""),
        ("abcd efgh ijkl mnop", "app password", ""),
        ("hello", "no JSON of a client", "Desktop app"),
        ("", "no JSON of a client", "Desktop app"),
    ],
)
def test_every_other_thing_is_told_by_name(pasted: str, said: str, advised: str) -> None:
    found = recognise_client(pasted)
    assert found.value == ""
    assert said in found.refusal
    assert advised in found.advice
    assert "\x1b" not in found.refusal


def test_an_id_alone_asks_for_its_secret() -> None:
    found = recognise_client(f"  {keys.CLIENT_ID}\n")
    assert found.value == keys.CLIENT_ID
    assert "client_secret" in found.note


@pytest.mark.parametrize(
    ("recognise", "pasted", "value"),
    [
        (recognise_id, f' "{keys.CLIENT_ID}" ', keys.CLIENT_ID),
        (recognise_id, f"Client ID: {keys.CLIENT_ID}", keys.CLIENT_ID),
        (recognise_secret, f"{keys.CLIENT_SECRET}\n", keys.CLIENT_SECRET),
        (recognise_secret, f"Client secret\n{keys.CLIENT_SECRET}", keys.CLIENT_SECRET),
        (recognise_secret, "abcdefghij-klmnopqrstuvw", "abcdefghij-klmnopqrstuvw"),
        (recognise_key, f"https://youtube.googleapis.com/youtube/v3/videos?key={keys.API_KEY}", keys.API_KEY),
        (recognise_key, f"‘{keys.API_KEY}’", keys.API_KEY),
        (recognise_features, "Gmail, sheets", "mail sheets"),
        (recognise_features, "all", "mail contacts youtube sheets"),
        (recognise_features, "youtube and people", "contacts youtube"),
    ],
)
def test_values_are_found_in_what_surrounds_them(recognise, pasted: str, value: str) -> None:
    assert recognise(pasted).value == value


@pytest.mark.parametrize(
    ("recognise", "pasted", "said"),
    [
        (recognise_id, keys.CLIENT_SECRET, "client_secret"),
        (recognise_secret, keys.CLIENT_ID, "client_id"),
        (recognise_secret, keys.API_KEY, "youtube_key"),
        (recognise_key, keys.CLIENT_SECRET, "client_secret"),
        (recognise_key, "0123456789abcdef0123456789abcdef", "TMDB or Last.fm"),
        (recognise_features, "calendar", "no feature 'calendar'"),
    ],
)
def test_a_value_in_the_wrong_place_is_told_its_own(recognise, pasted: str, said: str) -> None:
    found = recognise(pasted)
    assert found.value == ""
    assert said in found.refusal
