"""What goes wrong at Jackett, in words of ours: its errors in XML (also with status 200), its log-in page, its JSON."""

from __future__ import annotations

import re

import msgspec

from plexstuff.errors import (
    KeyRefused,
    NotFound,
    PlexstuffError,
    RateLimited,
    ServerError,
    UnexpectedResponse,
)
from plexstuff.markup import Element, read

TITLE = "Jackett"
_SET_KEY = "Copy the API Key from the top right of Jackett's dashboard, and run: plexstuff services set jackett api_key"
_SET_ADDRESS = (
    "Open Jackett's dashboard in a browser, copy the address from there, "
    "and run: plexstuff services set jackett address"
)
#: Of an indexer's own words so many characters are repeated.
MOST_SAID = 160
_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_LOGIN = (b"/ui/login", b"/ui/testcookie", b"cookies required", b"jackett")
_KEY_REFUSED = {
    100: ("Jackett does not accept the key.", _SET_KEY),
    101: ("Jackett says that the account behind the key is suspended.", _SET_KEY),
    102: ("Jackett says that the key does not permit this.", _SET_KEY),
    910: ("Jackett says that its interface for other programs is switched off.", "Switch it on there, then try again."),
}
_LIMITS = {500: "requests", 501: "downloads"}


class NotOffered(UnexpectedResponse):
    """An indexer can't be searched in this way; another way may do."""


class _Failure(msgspec.Struct):
    """What an unforeseen error answers with, status 500."""

    result: str
    error: str | None = None


def explain(status: int, body: bytes) -> PlexstuffError | None:
    """Jackett's own reading of an error answer; None when the body says nothing that the HTTP status doesn't."""
    if is_page(body):
        return login_page() if _is_login(body) else None
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        try:
            root = read(body, title=TITLE)
        except UnexpectedResponse:
            return None
        return said_in(root, status=status) if root.tag == "error" else None
    failure = msgspec.json.decode(body, type=_Failure)
    if failure.result != "error":
        return None
    return ServerError(
        f"Jackett could not do what it was asked{_because(failure.error or '')}.", _advice(failure.error or "")
    )


def is_page(body: bytes) -> bool:
    """Whether an answer is a web page."""
    return _PAGE.match(body[:2000].removeprefix(b"\xef\xbb\xbf")) is not None


def _is_login(body: bytes) -> bool:
    start = body[:65536].lower()
    return any(mark in start for mark in _LOGIN)


def login_page() -> UnexpectedResponse:
    """Instead of data came a web page, most likely that for the log-in."""
    return UnexpectedResponse("Jackett answered with its log-in page in place of data.", _SET_ADDRESS)


def page(body: bytes) -> UnexpectedResponse:
    """What a web page in the place of an answer means."""
    if _is_login(body):
        return login_page()
    return UnexpectedResponse("A web page answered in place of Jackett.", _SET_ADDRESS)


def said_in(root: Element, *, status: int = 200) -> PlexstuffError:
    """The error in `<error code description>`; Jackett gives most of them with the HTTP status 200.

    Codes: https://torznab.github.io/spec-1.3-draft/torznab/Specification-v1.3.html#torznab-error-codes.
    """
    text = root.get("code", "")
    code = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 900
    description = root.get("description", "")
    if code in _KEY_REFUSED:
        return KeyRefused(*_KEY_REFUSED[code])
    if code in _LIMITS:
        return RateLimited(
            f"Jackett says that the limit of {_LIMITS[code]} is reached{_because(description)}.",
            "Try again later; the site behind the indexer counts them.",
            whole=False,
        )
    if status == 429:
        return RateLimited(
            f"The site behind Jackett's indexer wants to be asked less often{_because(description)}.",
            "Run the same again later; the other indexers are not concerned.",
            whole=False,
        )
    return _other(code, description)


def _other(code: int, description: str) -> PlexstuffError:
    if code in (202, 203) or (code == 201 and "does not support" in description):
        return NotOffered(
            f"Jackett says that the indexer can't be searched in this way{_because(description)}.",
            "Search with other words, or leave the indexer out by naming others with --indexer.",
        )
    if code == 300 or (code == 201 and re.search(r"not (?:supported|configured)", description)):
        return NotFound(
            f"Jackett knows no such indexer, or it is not set up there{_because(description)}.",
            "Look at the table Configured Indexers on Jackett's dashboard.",
        )
    if code in (200, 201):
        return UnexpectedResponse(
            f"Jackett does not understand what it was asked{_because(description)}.",
            "Look for something simpler; if it stays so, report this with the command.",
        )
    return ServerError(f"Jackett could not do what it was asked{_because(description)}.", _advice(description))


def _advice(description: str) -> str:
    if "flaresolverr" in description.casefold():
        return "The site hides behind a challenge: set FlareSolverr up, and its address on Jackett's dashboard."
    return "Test the indexer on Jackett's dashboard; it may be down, or want a new log-in."


def _because(description: str) -> str:
    """The first line of what Jackett said, without addresses: these may hold keys, and the rest is its own trace."""
    line = description.strip().partition("\n")[0].strip()
    line = re.sub(r"\s+at [\w.]+\(.*", "", line)
    line = re.sub(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\"']*[/?&=][^\s\"']*", "(an address)", line)
    line = re.sub(r"(?i)\b[\w-]*(?:key|token|pass(?:word|wd)?|cookie|auth\w*)\b\s*[=:]\s*[^\s,;]+", "(a secret)", line)
    line = "".join(one if one.isprintable() else " " for one in line).strip().rstrip(".")
    if not line:
        return ""
    return f": {line if len(line) <= MOST_SAID else line[: MOST_SAID - 1] + '…'}"
