"""The address on which the browser ended, as people paste it."""

from __future__ import annotations

import pytest

from plexstuff.errors import ConsentNeeded
from plexstuff.oauth.pasted import read_address

STATE = "the-state-that-was-sent"


@pytest.mark.parametrize(
    "text",
    [
        f"http://127.0.0.1:4711/?state={STATE}&code=4/0AbCd&scope=a%20b",
        f"  http://127.0.0.1:4711/?state={STATE}&code=4/0AbCd\n",
        f"127.0.0.1:4711/?code=4%2F0AbCd&state={STATE}",
        f'"http://localhost:4711/?code=4/0AbCd&state={STATE}"',
        f"http://127.0.0.1:4711/?state={STATE}&co\nde=4/0AbCd",
    ],
)
def test_a_code_is_found(text: str) -> None:
    assert read_address(text, title="Google", state=STATE).code == "4/0AbCd"


def test_a_token_is_found_in_the_fragment() -> None:
    landed = read_address(
        f"https://imgur.com/#access_token=abc&expires_in=3600&refresh_token=def&account_username=me&state={STATE}",
        title="Imgur",
        state=STATE,
    )
    assert landed.token["access_token"] == "abc"
    assert landed.token["account_username"] == "me"
    assert "abc" not in repr(landed)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no address"),
        ("   ", "no address"),
        ("hello", "neither a code nor a token"),
        ("http://127.0.0.1/?code=4/0AbCd&state=another", "another attempt"),
        ("http://127.0.0.1/?code=4/0AbCd", "another attempt"),
        (f"http://127.0.0.1/?error=access_denied&state={STATE}", "the answer was no"),
        (f"http://127.0.0.1/?error=admin_policy_enforced\x1b[31m&state={STATE}", "admin_policy_enforced"),
        ("https://accounts.google.com/o/oauth2/v2/auth?client_id=1&redirect_uri=x&state=" + STATE, "neither"),
        ("http://[::1", "no address"),
        ("http://127.0.0.1/?code=" + "a" * 20_000, "too long"),
        ("https://imgur.com/#access_token=abc&state=another", "another attempt"),
    ],
)
def test_anything_else_is_refused_with_advice(text: str, said: str) -> None:
    with pytest.raises(ConsentNeeded) as caught:
        read_address(text, title="Google", state=STATE)
    assert said in caught.value.sentence
    assert "Google" in caught.value.sentence
    assert caught.value.advice
    assert "\x1b" not in caught.value.sentence
