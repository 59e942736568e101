"""What goes wrong at MusicBrainz and the Cover Art Archive, in words of ours."""

from __future__ import annotations

import re

import msgspec

from plexstuff.errors import KeyRefused, NotFound, PlexstuffError, RateLimited, UnexpectedResponse
from plexstuff.services.musicbrainz.answers import Failure

_CONTACT = "Give a mail address or web page that is really yours: plexstuff services set musicbrainz contact"
_XML_TEXT = re.compile(rb"<error>\s*<text>(.*?)</text>", re.DOTALL)


def explain(status: int, body: bytes) -> PlexstuffError | None:
    """The service's own reading of an error answer; None when the body says nothing that the HTTP status doesn't."""
    said = _said(body)
    if said is None:
        return None
    if status == 503 and "rate limit" in said:
        return RateLimited(
            "MusicBrainz says that it is asked too often.",
            "Wait a minute. Nobody may ask more than once a second: look for another program that asks it from here, "
            "and leave musicbrainz.requests_per_second at 1.",
        )
    if status == 403:
        return KeyRefused("MusicBrainz does not accept the contact that Plexstuff gives.", _CONTACT)
    if status == 401:
        return KeyRefused("MusicBrainz wants a log-in for this, which Plexstuff does not use.", _CONTACT)
    if status == 404:
        return NotFound(
            "MusicBrainz does not know it.", "It may have been removed or merged there; search for it anew."
        )
    if status == 400:
        return UnexpectedResponse(
            "MusicBrainz does not understand what it was asked.",
            "Try a simpler name; if it stays so, report this with the command.",
        )
    return None


def _said(body: bytes) -> str | None:
    """The text of an error, in JSON or in XML; None for anything else (a page of the proxy before it)."""
    if body.lstrip().startswith(b"<"):
        found = _XML_TEXT.search(body)
        return found[1].decode("utf-8", "replace") if found else None
    try:
        return msgspec.json.decode(body, type=Failure).error
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
