"""What TheTVDB's own error messages mean, as they were seen."""

from __future__ import annotations

import re

import msgspec

from plexstuff.errors import KeyRefused, NotFound, PlexstuffError, ServiceRetired, UnexpectedResponse
from plexstuff.services.tvdb.answers import Failure

_SET_UP = "Run: plexstuff services setup tvdb"
GONE = "It may have been removed there; search for it anew. If you changed base_url, check it."


def explain(status: int, body: bytes) -> PlexstuffError | None:
    """TheTVDB's own reading of an error answer; None when the body says nothing that the HTTP status doesn't."""
    try:
        said = msgspec.json.decode(body, type=Failure)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if said.error is not None:
        return ServiceRetired(
            "This is TheTVDB's old interface, which is retired.",
            "Set tvdb.base_url to https://api4.thetvdb.com/v4, and use a version 4 key.",
        )
    message = (said.message or "").casefold()
    refused = _refused(message) if status in (400, 401, 403) else None
    if refused is not None:
        return refused
    if status == 404 or (status == 400 and "notfound" in message):
        return NotFound("TheTVDB does not know it.", GONE)
    if status in (401, 403):
        return KeyRefused(
            "TheTVDB does not accept the key (and PIN) any more.",
            f"See on https://thetvdb.com/dashboard whether the key and the subscription still run. {_SET_UP}",
        )
    if status == 400:
        # No fault of the settings: the next question may be understood.
        return UnexpectedResponse(
            "TheTVDB does not understand what it was asked.",
            "Look for something simpler; if it stays so, report this with the command.",
        )
    return None


def _refused(message: str) -> KeyRefused | None:
    """What a log-in ended with; `InvalidValueType: pin required`, `InvalidAPIKey: apikey invalid`."""
    if re.search(r"\bpin\b", message):
        if "required" in message:
            return KeyRefused(
                "TheTVDB wants a PIN with this key: it is a user-supported one, not a licensed one.",
                "Every user of such a key has a PIN of their own, on https://thetvdb.com/dashboard/account/editinfo "
                f"(subscribe on https://thetvdb.com/subscribe). {_SET_UP}",
            )
        return KeyRefused(
            "TheTVDB does not accept the PIN.",
            f"Copy it again from https://thetvdb.com/dashboard/account/editinfo; licensed keys have none. {_SET_UP}",
        )
    if "apikey" in message:
        return KeyRefused(
            "TheTVDB does not accept the key; only version 4 keys (with dashes) work today.",
            f"Make one on https://thetvdb.com/dashboard/account/apikey. {_SET_UP}",
        )
    return None
