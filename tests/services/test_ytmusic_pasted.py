"""What people paste as the headers of their browser: every form in which browsers give them, and what is none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plexstuff.services.ytmusic import HEADERS, recognise_headers
from plexstuff.services.ytmusic.pasted import KEPT

COOKIE = "VISITOR=abc; SID=g.a000-hummingbird; __Secure-3PAPISID=hummingbird/A1b2; PREF=f6=4&tz=UTC"
WANTED = {"cookie": COOKIE, "x-goog-authuser": "0"}
PAIRS = {
    ":authority": "music.youtube.com",
    ":method": "POST",
    "accept": "*/*",
    "authorization": "SAPISIDHASH 1700000000_0123456789abcdef0123456789abcdef01234567_u",
    "content-length": "2345",
    "cookie": COOKIE,
    "origin": "https://music.youtube.com",
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "x-goog-authuser": "0",
    "x-goog-visitor-id": "Cgt2aXNpdG9y",
    "x-origin": "https://music.youtube.com",
}
ADDRESS = "https://music.youtube.com/youtubei/v1/browse?prettyPrint=false"
OPTIONS = [f"-H '{name}: {text}'" for name, text in PAIRS.items() if not name.startswith(":")]

FORMS = {
    "Firefox, raw": "POST /youtubei/v1/browse?prettyPrint=false HTTP/2\n"
    + "\n".join(f"{name.title()}: {text}" for name, text in PAIRS.items() if not name.startswith(":")),
    "lines of Windows": "\r\n".join(f"{name}: {text}" for name, text in PAIRS.items()),
    "no blank behind the colon": "\n".join(f"{name}:{text}" for name, text in PAIRS.items() if name in KEPT),
    "Chrome, pairs of lines": "\n".join(f"{name}\n{text}" for name, text in PAIRS.items()),
    "Chrome, pairs of lines with colons": "\n".join(f"{name}:\n{text}" for name, text in PAIRS.items()),
    "cURL (bash)": f"curl '{ADDRESS}' \\\n  " + " \\\n  ".join(OPTIONS) + " \\\n  --data-raw '{\"context\":{}}'",
    "cURL (bash), cookie apart": f"curl '{ADDRESS}' \\\n  -b '{COOKIE}' \\\n  -H 'x-goog-authuser: 0'",
    "cURL (bash), $'": f"curl '{ADDRESS}' -H $'cookie: {COOKIE}' -H 'X-Goog-AuthUser: 0' --compressed",
    "cURL (cmd)": f'curl ^"{ADDRESS}^" ^\r\n  -b ^"{COOKIE.replace("&", "^&")}^" ^\r\n  -H ^"x-goog-authuser: 0^"',
    "JSON of ytmusicapi": json.dumps(PAIRS, indent=4),
    "JSON with headers inside": json.dumps({"method": "POST", "headers": PAIRS}),
    "Firefox, Copy All as JSON": json.dumps(
        {"Request Headers (2.1 kB)": {"headers": [{"name": name, "value": text} for name, text in PAIRS.items()]}}
    ),
    "headers of a HAR": json.dumps({"headers": [{"name": name, "value": text} for name, text in PAIRS.items()]}),
    "fetch (Node.js)": f'fetch("{ADDRESS}", ' + json.dumps({"headers": PAIRS, "body": None, "method": "POST"}) + ");",
    "cURL behind a prompt": f"$ curl '{ADDRESS}' -b '{COOKIE}' -H 'x-goog-authuser: 0'",
    "cookie in several lines": "\n".join(f"cookie: {one}" for one in COOKIE.split("; ")) + "\nx-goog-authuser: 0",
    "with blanks around": "\n\n  " + json.dumps(WANTED) + "  \n",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_understood(form: str) -> None:
    read = recognise_headers(FORMS[form])
    assert read.refusal == "", read
    kept = json.loads(read.value)
    assert {name: kept[name] for name in WANTED} == WANTED
    assert set(kept) <= set(KEPT)
    assert "\n" not in read.value
    assert "hummingbird" not in read.note
    assert recognise_headers(read.value).value == read.value, "what was kept is as good"
    assert recognise_headers(read.value).note == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no request headers"),
        ("hello", "no request headers"),
        ("AIzaSyHummingbirdHummingbirdHummingbird00", "API key"),
        ("ya29.hummingbird", "token of Google"),
        ("GOCSPX-hummingbird", "client secret"),
        ("eyJhbGciOi.eyJhdWQiOi.c2lnbmF0dXJl", "TMDB"),
        ("~/headers.txt", "path of a file"),
        ("/home/ann/headers.txt", "path of a file"),
        ("C:\\Users\\ann\\headers.txt", "path of a file"),
        (json.dumps({"access_token": "ya29.hummingbird", "refresh_token": "1//x"}), "OAuth"),
        (json.dumps(PAIRS)[:200], "cut off"),
        (FORMS["cURL (bash)"][:150], "cut off"),
        ('{"a":' * 100_000, "cut off"),
        ("content-type: text/html\nset-cookie: a=b", "of the answer"),
        ("accept: */*\nx-goog-authuser: 0", "no cookie"),
        ("cookie: SID=hummingbird\nx-goog-authuser: 0", "__Secure-3PAPISID"),
        ("cookie: __Secure-3PAPISID=\nx-goog-authuser: 0", "__Secure-3PAPISID"),
        ("cookie: X__Secure-3PAPISID=hummingbird\nx-goog-authuser: 0", "__Secure-3PAPISID"),
        (f"cookie: {COOKIE}", "x-goog-authuser is missing"),
        (f"cookie: {COOKIE}\nx-goog-authuser: me", "is no number"),
        (f"cookie: {COOKIE[:30]}…{COOKIE[30:]}\nx-goog-authuser: 0", "shortened"),
        (json.dumps({**WANTED, "origin": "https://www.youtube.com"}), "another site (www.youtube.com)"),
        (f"POST /x HTTP/2\nHost: studio.youtube.com\nCookie: {COOKIE}\nX-Goog-AuthUser: 0", "another site"),
        (f":authority\nmail.google.com\ncookie\n{COOKIE}\nx-goog-authuser\n0", "another site (mail.google.com)"),
        (f"curl 'https://x' -H 'x-origin: https://www.youtube.com' -b '{COOKIE}' -H 'x-goog-authuser: 0'", "another"),
        ('fetch("https://music.youtube.com/x", {"headers": {"x-goog-authuser": "0"}});', "no cookie"),
        ('fetch("https://music.youtube.com/x", {"headers": {"x-goog', "cut off"),
        ("[]", "no request headers"),
        ('{"cookie": 5}', "no request headers"),
    ],
)
def test_what_is_none_is_refused_with_what_to_do(text: str, words: str) -> None:
    read = recognise_headers(text)
    assert words in read.refusal, read
    assert read.value == ""
    assert read.advice
    assert "hummingbird" not in read.refusal + read.advice


pieces = st.sampled_from(
    [
        *FORMS.values(),
        *PAIRS,
        COOKIE,
        "cookie: ",
        "x-goog-authuser: 0",
        "curl ",
        "{",
        "}",
        '"',
        "'",
        "^",
        "\\",
        "\n",
        ":",
    ]
)


@given(st.one_of(st.text(), st.lists(st.one_of(pieces, st.text(max_size=5)), max_size=12).map("".join)))
def test_nothing_makes_it_fail_or_repeat(text: str) -> None:
    read = recognise_headers(text)
    assert bool(read.value) != bool(read.refusal)
    if read.refusal:
        assert read.advice
    shown = read.refusal + read.advice + read.note
    for word in text.split():
        assert len(word) < 24 or word not in shown or word.strip("…,.;:") in ("__Secure-3PAPISID",)
    if read.value:
        kept = json.loads(read.value)
        assert set(kept) <= set(KEPT)
        assert all(one.isascii() and one.isprintable() for one in kept.values()), "nothing that could part a header"


@given(st.integers(0, 400), st.sampled_from(list(FORMS)))
def test_half_of_it_is_no_crash(length: int, form: str) -> None:
    read = recognise_headers(FORMS[form][:length])
    assert bool(read.value) != bool(read.refusal)
    assert "hummingbird" not in read.refusal + read.advice + read.note


def test_the_field_uses_it() -> None:
    assert HEADERS.secret
    assert HEADERS.recognise is recognise_headers
