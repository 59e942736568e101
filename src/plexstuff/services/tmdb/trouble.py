"""What TMDB's own error numbers mean, as developer.themoviedb.org/docs/errors lists them."""

from __future__ import annotations

import msgspec

from plexstuff.errors import (
    InvalidValue,
    KeyRefused,
    NotFound,
    PlexstuffError,
    RateLimited,
    ServerError,
    UnexpectedResponse,
)
from plexstuff.services.tmdb.answers import Status

NEW_KEY = "Copy the key once more from https://www.themoviedb.org/settings/api and run: plexstuff services setup tmdb"
GONE = "It may have been removed there; search for it anew. If you changed base_url, check it."


def explain(status: int, body: bytes) -> PlexstuffError | None:
    """TMDB's own reading of an error answer; None when the body says nothing that the HTTP status doesn't."""
    try:
        said = msgspec.json.decode(body, type=Status)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return _by_number(said.status_code, status)


def _by_number(number: int | None, status: int) -> PlexstuffError | None:
    match number:
        case 7 | 14 | 35:
            return KeyRefused("TMDB does not accept the key.", NEW_KEY)
        case 10:
            return KeyRefused("TMDB has suspended this key.", "Write to TMDB's support, or ask for another key.")
        case 3 | 17 | 33 | 36 | 38 | 39 | 45:
            return KeyRefused("TMDB does not allow this with the key.", NEW_KEY)
        case 6 | 34 | 37:
            return NotFound("TMDB does not know it.", GONE)
        case 22:
            return InvalidValue("TMDB gives at most 500 pages.", "Look for something narrower.")
        case 5 | 18 | 20 | 23 | 27 | 47:
            # No fault of the settings: the next question may be understood.
            return UnexpectedResponse(
                "TMDB does not understand what it was asked.",
                "Look for something simpler; if it stays so, report this with the command.",
            )
        case 25 if status == 429:
            return RateLimited("TMDB was asked too often.", "Wait a little and run the command again.")
        case 9 | 46:
            return ServerError("TMDB is closed for maintenance.", "Try again in an hour.", status=status)
    return None
