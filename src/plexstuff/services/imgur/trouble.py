"""What Imgur's errors mean: four shapes in JSON, and pages; the HTTP status goes before what the body says."""

from __future__ import annotations

import re

import msgspec

from plexstuff.errors import (
    ConsentNeeded,
    InvalidValue,
    KeyRefused,
    PlexstuffError,
    RateLimited,
    ServerError,
    ServiceRetired,
    UnexpectedResponse,
)
from plexstuff.services.imgur.answers import Trouble

SIGN_IN_AGAIN = "Run: plexstuff services setup imgur"
_INSTEAD = "Put pictures into the mail itself instead: plexstuff mail send --picture FILE"
_MINUTES = re.compile(r"wait (\d{1,4}) more minute", re.IGNORECASE)


class TokenRefused(KeyRefused):
    """The access token does not live (any more); a new one may."""


def explain(status: int, body: bytes) -> PlexstuffError | None:
    """Imgur's own reading of an error answer; None where the HTTP status says it all."""
    if is_error_1024(body[:4096].decode("utf-8", "replace")):
        return broken()
    message = _message(body)
    if not message:
        return None
    if status == 429 or "too fast" in message:
        return _too_often(message)
    if "over capacity" in message and status < 500:
        return RateLimited(
            "Imgur says that it is over capacity; in truth it has had enough of this network address.",
            "Try again in some hours, or from another network.",
        )
    if status == 401:
        return KeyRefused("Imgur wants to know who asks, and does not accept what it was told.", SIGN_IN_AGAIN)
    if status == 403 and "access token" in message:
        return TokenRefused("Imgur does not accept the sign-in (any more).", SIGN_IN_AGAIN)
    if status == 403:
        return KeyRefused(
            "Imgur does not accept the client id, or has blocked it.",
            f"Give your own client id: that of a well-known program is spent every day. {SIGN_IN_AGAIN}",
        )
    if status == 400:
        return _refused(message)
    if status == 413:
        return InvalidValue(
            "Imgur finds this picture too large.", "20 MB is its limit for PNG and JPEG, 200 MB for GIF."
        )
    if status >= 500 and "process" in message:
        return ServerError(
            "Imgur could not read this picture.", "Save it as PNG or JPEG, and try again.", status=status
        )
    return None


def is_error_1024(text: str) -> bool:
    """Whether this is the page that Imgur shows to everybody who wants to sign in, since June 2025."""
    return bool(re.search(r"Error\s*\(?1024\)?", text))


def broken() -> ServiceRetired:
    """What that page means."""
    return ServiceRetired(
        "Imgur: signing in is broken since June 2025; its page shows “Error (1024)” to everybody.",
        "The client id alone still puts pictures there: leave the client secret out. " + _INSTEAD,
    )


def _message(body: bytes) -> str:
    try:
        return msgspec.json.decode(body, type=Trouble).message
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return ""


def _too_often(message: str) -> RateLimited:
    if found := _MINUTES.search(message):
        wait = int(found[1]) * 60.0
        return RateLimited(
            f"Imgur takes no more pictures for {found[1]} minutes.", "Run the same again then.", wait=wait
        )
    if "client" in message:
        return RateLimited(
            "Imgur: this client id is spent for today.",
            "Run the same again tomorrow, or give your own client id: that of a well-known program is spent every day.",
        )
    return RateLimited("Imgur says that it was asked too often.", "Run the same again in an hour.")


def _refused(message: str) -> PlexstuffError:
    low = message.casefold()
    if "refresh token" in low or "invalid_grant" in low or "authorization code" in low:
        return ConsentNeeded("Imgur: the sign-in has ended, or was used already.", SIGN_IN_AGAIN)
    if "client_id" in low or "client credentials" in low:
        return KeyRefused("Imgur says that client id and client secret do not belong together.", SIGN_IN_AGAIN)
    if "country" in low:
        return ServiceRetired("Imgur takes no pictures without an account from your country.", _INSTEAD)
    if "file type" in low or "image data" in low or "no image" in low:
        return InvalidValue("Imgur does not take this picture.", "Save it as PNG or JPEG, and try again.")
    return UnexpectedResponse("Imgur did not understand what was asked.", "Look for a newer version of Plexstuff.")
