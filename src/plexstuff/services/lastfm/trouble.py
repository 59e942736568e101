"""What the error codes of Last.fm mean; they come with any HTTP status, 200 among them.

Codes: https://www.last.fm/api/errorcodes
"""

from __future__ import annotations

import re

import msgspec

from plexstuff.errors import (
    KeyRefused,
    NotFound,
    PlexstuffError,
    RateLimited,
    ServerError,
    ServiceRetired,
    UnexpectedResponse,
)
from plexstuff.services.lastfm.answers import Failure

_KEYS = "Your keys stand on https://www.last.fm/api/accounts. Run: plexstuff services setup lastfm"
_LATER = "Try again in a few minutes."
_NEWER = "If base_url was changed, check it; else look for a newer version of Plexstuff."
_SPELLING = "Check how artist and album are spelled; https://www.last.fm shows what it knows."
_XML = re.compile(rb"<error\s+code=\"(\d+)\"[^>]*>(.*?)</error>", re.DOTALL)
_UNKNOWN = ("not found", "could not be found", "no such page", "no artist with that name")

_REFUSED = {
    4: ("Last.fm does not let this key do that.", _KEYS),
    9: ("Last.fm says that the session is over.", _KEYS),
    10: ("Last.fm does not accept the key.", _KEYS),
    13: ("Last.fm says that the signature is wrong: the shared secret does not belong to the key.", _KEYS),
    14: ("Last.fm says that this was not allowed by the user yet.", _KEYS),
    15: ("Last.fm says that the permission has run out.", _KEYS),
    17: ("Last.fm shows this only to somebody who is logged in.", _KEYS),
    26: (
        "Last.fm has suspended this key.",
        "Make another one on https://www.last.fm/api/account/create. Run: plexstuff services setup lastfm",
    ),
}
_NOT_UNDERSTOOD = {
    2: "Last.fm says that there is no such service.",
    3: "Last.fm says that there is no such method.",
    5: "Last.fm does not give answers in this format.",
    7: "Last.fm says that there is no such thing to ask about.",
}
_IN_TROUBLE = {
    8: "Last.fm could not do it this time.",
    11: "Last.fm is out of service for the moment.",
    16: "Last.fm had a passing trouble.",
}


def explain(status: int, body: bytes) -> PlexstuffError | None:
    """Last.fm's own reading of an error answer; None when the body says nothing that the HTTP status doesn't."""
    if found := _XML.search(body):
        return meaning(int(found[1]), found[2].decode("utf-8", "replace"), status)
    try:
        said = msgspec.json.decode(body, type=Failure)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return meaning(said.error, said.message or "", status)


def meaning(code: int, message: str, status: int = 200) -> PlexstuffError:
    """What an error code says; the message counts for code 6 alone, which stands for two things."""
    if code in _REFUSED:
        return KeyRefused(*_REFUSED[code])
    if code in _IN_TROUBLE:
        return ServerError(_IN_TROUBLE[code], _LATER, status=status if status >= 500 else 500)
    if code == 29:
        return RateLimited(
            "Last.fm says that it was asked too often.",
            "Run the same again later. If it happens often, lower requests_per_second of this service.",
        )
    if code == 6 and any(words in message.casefold() for words in _UNKNOWN):
        return NotFound("Last.fm knows no album of this name by this artist.", _SPELLING)
    if code == 27:
        return ServiceRetired("Last.fm has given up this way of asking it.", _NEWER)
    if code == 6:
        return UnexpectedResponse("Last.fm says that something is missing in the question, or wrong.", _SPELLING)
    return UnexpectedResponse(_NOT_UNDERSTOOD.get(code, f"Last.fm answered with an unknown error ({code})."), _NEWER)
