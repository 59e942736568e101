"""What a browser does on the sandbox's pages of consent, without one."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx2

from plexstuff.sandbox.google import keys
from plexstuff.services.google.features import FEATURES


def answer_google(address: str, *, features: Collection[str] = tuple(FEATURES), allow: bool = True) -> str:
    """Tick these boxes on Google's page and click Continue, or Cancel; the address to which the browser is sent."""
    given = dict(parse_qsl(urlsplit(address).query))
    granted = [scope for one in features for scope in FEATURES[one].scopes if scope in given["scope"].split()]
    answered = httpx2.post(
        address.partition("?")[0],
        data={**given, "account": keys.ACCOUNT, "answer": "allow" if allow else "deny", "granted": granted},
    )
    return answered.headers["Location"]


def answer_imgur(address: str, *, allow: bool = True) -> str:
    """Click Allow or Deny on Imgur's page; the address on which the browser ends."""
    given = dict(parse_qsl(urlsplit(address).query))
    answered = httpx2.post(address.partition("?")[0], data={**given, "answer": "allow" if allow else "deny"})
    return answered.headers["Location"]


def answer_plex(address: str, *, allow: bool = True) -> None:
    """Approve the code on Plex's page, or turn it down."""
    page, _, told = address.partition("#")
    code = parse_qs(told.lstrip("!?"))["code"][0]
    httpx2.post(page, data={"code": code, "answer": "approve" if allow else "refuse"}).raise_for_status()


def follow(address: str) -> str:
    """Go there, as the browser does when it is sent back to this machine; the page that is shown."""
    return httpx2.get(address).text
