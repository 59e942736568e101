"""What TheTVDB's own error messages mean, as they were seen."""

from __future__ import annotations

import msgspec

from plexstuff.errors import InvalidValue, KeyRefused, NotFound, PlexstuffError, ServiceRetired
from plexstuff.services.tvdb.answers import Failure

_SET_UP = "Run: plexstuff services setup tvdb"


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
    if "pin" in message and status in (400, 401):
        return KeyRefused(
            "TheTVDB wants a PIN with this key: it is one that users pay for.",
            f"Subscribe on https://thetvdb.com/subscribe, or ask for a licensed key. {_SET_UP}",
        )
    if "apikey" in message:
        return KeyRefused(
            "TheTVDB does not accept the key; only version 4 keys (with dashes) work today.",
            f"Make one on https://thetvdb.com/dashboard/account/apikey. {_SET_UP}",
        )
    if status == 401:
        return KeyRefused("TheTVDB does not accept the key or PIN any more.", _SET_UP)
    if status == 404 or "notfound" in message:
        return NotFound("TheTVDB does not know it.")
    if status == 400:
        return InvalidValue("TheTVDB does not understand what it was asked.", "Please report this with the command.")
    return None
