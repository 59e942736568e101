"""What Plex says when something is wrong and what is made of it; what people paste for a token, and what that is."""

from __future__ import annotations

import json

import pytest

from plexstuff.sandbox import keys as other_keys
from plexstuff.sandbox.plex import keys
from plexstuff.services.plex import recognise_server, recognise_token
from plexstuff.services.plex.signin import explain as explain_sign_in
from plexstuff.services.plex.trouble import explain

XML = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def v2(status: int, code: int, message: str) -> bytes:
    return json.dumps({"errors": [{"code": code, "message": message, "status": status}]}).encode()


def page(words: str) -> bytes:
    return f"<html><head><title>{words[4:]}</title></head><body><h1>{words}</h1></body></html>".encode()


#: Status, body, our error (None: the status says it all), words of its sentence.
ROWS = (
    (401, v2(401, 1001, "User could not be authenticated"), "KeyRefused", "password was changed"),
    (401, XML + b"<errors>\n  <error>Please sign in.</error>\n</errors>", "KeyRefused", "does not accept the sign-in"),
    (401, XML + b'<errors><error status="401">Invalid token</error></errors>', "KeyRefused", "sign-in"),
    (422, v2(422, 1001, "Invalid token"), "KeyRefused", "sign-in"),
    (422, XML + b"<errors><error>Invalid token</error></errors>", "KeyRefused", "sign-in"),
    (401, v2(401, 1029, "Please enter the verification code"), "ConsentNeeded", "second factor"),
    (401, page("401 Unauthorized"), "KeyRefused", "sign-in"),
    (403, v2(403, 1004, "Forbidden"), "KeyRefused", "this account"),
    (
        410,
        XML + b'<Response code="410" status="This endpoint was deprecated and removed"/>',
        "ServiceRetired",
        "done away",
    ),
    (429, v2(429, 1003, "API rate limit exceeded"), "RateLimited", "too often"),
    (429, XML + b"<errors><error>slow down</error></errors>", "RateLimited", "too often"),
    (503, XML + b'<Response code="503" title="Maintenance" status="in maintenance"/>', "ServerError", "starting up"),
    (404, v2(404, 1002, "Not Found"), None, ""),
    (404, page("404 Not Found"), None, ""),
    (500, v2(500, 1006, "Internal Server Error"), None, ""),
    (503, page("503 Service Unavailable"), None, ""),
    # Somebody in between, or nothing that can be read.
    (401, page("Hotel guests: please log in"), None, ""),
    (401, b"<!DOCTYPE html><p>Sign in to the network</p>", None, ""),
    (401, b"", None, ""),
    (401, b"{", None, ""),
    (401, b'{"errors": "many"}', None, ""),
    (401, b"\xff\xfe", None, ""),
    (401, b"<errors>", None, ""),
    (401, b'<!DOCTYPE x [<!ENTITY a "b">]><errors>&a;</errors>', None, ""),
)


@pytest.mark.parametrize(("status", "body", "error", "words"), ROWS)
def test_an_error_answer(status: int, body: bytes, error: str | None, words: str) -> None:
    found = explain(status, body)
    assert (type(found).__name__ if found else None) == error
    if found is not None:
        assert words in found.sentence
        assert found.sentence.endswith(".")
        assert found.advice


def test_an_empty_list_of_errors_is_one() -> None:
    assert type(explain(401, b'{"errors": []}')).__name__ == "KeyRefused"


@pytest.mark.parametrize("code", [1020, 1002])
def test_a_pin_that_is_gone_is_a_matter_of_consent(code: int) -> None:
    found = explain_sign_in(404, v2(404, code, "Code not found or expired"))
    assert type(found).__name__ == "ConsentNeeded"
    assert found is not None
    assert "expired" in found.sentence
    assert "plexstuff services setup plex" in found.advice


def test_a_page_that_is_not_there_says_nothing_of_the_pin() -> None:
    assert explain_sign_in(404, b"<!DOCTYPE html><p>Not found</p>") is None


TOKEN = "abcDEF0123456789_-xy"


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"  {TOKEN}\r\n",
        f'"{TOKEN}"',
        f"“{TOKEN}”",
        f"X-Plex-Token={TOKEN}",
        f"X-Plex-Token: {TOKEN}",
        f"https://192-168-1-5.abc.plex.direct:32400/library/metadata/9?checkFiles=1&X-Plex-Token={TOKEN}",
        f"http://10.0.0.5:32400/?X-Plex-Token={TOKEN}&X-Plex-Language=de",
        f'<user id="1" authToken="{TOKEN}" title="ann">',
        f'{{"authToken": "{TOKEN}"}}',
        f"{TOKEN[:10]} {TOKEN[10:]}",
        f"{TOKEN[:10]}\n{TOKEN[10:]}",
    ],
)
def test_a_token_however_it_was_pasted(text: str) -> None:
    seen = recognise_token(text)
    assert (seen.value, seen.refusal) == (TOKEN, "")


def test_a_token_with_the_id_of_its_installation() -> None:
    kept = f"{TOKEN}.{'0a' * 16}"
    assert recognise_token(kept).value == kept


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (other_keys.TMDB_TOKEN, "TMDB"),
        (other_keys.TMDB_KEY, "TMDB"),
        (other_keys.TVDB_KEY, "TheTVDB"),
        (keys.SERVER, "id of a server"),
        ("AB12", "plex.tv/link"),
        ("claim-abcdefghij1234567890", "claim token"),
        ("ann@example.org", "no password is wanted"),
        ("https://app.plex.tv/desktop", "address without a token"),
        (TOKEN[:-1], "20 letters"),
        (TOKEN + "z", "20 letters"),
        (f"http://10.0.0.5:32400/?X-Plex-Token={TOKEN}z", "address without a token"),
        ("correct horse battery staple", "20 letters"),
        ("", "20 letters"),
    ],
)
def test_what_is_no_token_is_told_what_it_is(text: str, words: str) -> None:
    seen = recognise_token(text)
    assert seen.value == ""
    assert words in seen.refusal
    assert "services setup plex" in seen.advice
    if len(text) > 4:
        assert text not in seen.refusal + seen.advice, "it may be a secret"


@pytest.mark.parametrize("text", ["http://192.168.1.5:32400", "https://app.plex.tv/", "192.168.1.5:32400", "nas:32400"])
def test_an_address_is_no_server(text: str) -> None:
    seen = recognise_server(text)
    assert seen.refusal
    assert "plex.server_url" in seen.advice


@pytest.mark.parametrize(
    ("text", "value"), [(" Attic ", "Attic"), ("'The Cellar'", "The Cellar"), ("Ann: films", "Ann: films")]
)
def test_a_server_by_its_name(text: str, value: str) -> None:
    assert recognise_server(text).value == value
