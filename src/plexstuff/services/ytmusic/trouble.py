"""What goes wrong with YouTube Music, in people's words; no I/O. Nothing that was sent or answered is repeated."""

from __future__ import annotations

import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from plexstuff.errors import (
    Conflict,
    ConsentNeeded,
    InvalidValue,
    KeyRefused,
    NotConfigured,
    NotFound,
    PlexstuffError,
    RateLimited,
    ServerError,
    UnexpectedResponse,
    Unreachable,
)
from plexstuff.http.retry import retry_after

NAME = "YouTube Music"
_ANEW = (
    "Copy the headers anew from a private window that is signed in, and close it without signing out: "
    "plexstuff services setup ytmusic"
)
_UPGRADE = "Update the library that knows them: pip install --upgrade ytmusicapi"
_LATER = "Try again later."
_CONSENT = (b"consent.youtube.com", b"consent.google.com", b"Before you continue")
_SIGN_IN = (b"accounts.google.com", b"ServiceLogin", b"Sign in to continue")


def signed_out() -> PlexstuffError:
    """The headers are good no more."""
    return KeyRefused(f"{NAME} takes nobody for signed in: the cookie in the headers has ended.", _ANEW)


def changed() -> PlexstuffError:
    """ytmusicapi did not find its way."""
    return UnexpectedResponse(f"{NAME} has changed its pages: its answer can't be understood.", _UPGRADE)


def consent() -> PlexstuffError:
    """A page that wants to be agreed to stands before everything."""
    return ConsentNeeded(
        f"{NAME} asks to agree to its terms first.",
        "Open https://music.youtube.com in the browser that the headers are from, agree, and copy them anew: "
        "plexstuff services setup ytmusic",
    )


def missing_library() -> PlexstuffError:
    """The extra is not installed."""
    return NotConfigured(
        f"{NAME} needs the library ytmusicapi, which is not installed.", "Run: pip install 'plexstuff[music]'"
    )


def bad_headers() -> PlexstuffError:
    """The value of the field is none."""
    return InvalidValue(f"{NAME}: ytmusic.headers holds no headers of a browser that is signed in.", _ANEW)


def too_long() -> PlexstuffError:
    """An answer beyond all measure."""
    return UnexpectedResponse(f"{NAME} gave an answer that is too long.", _UPGRADE)


def unreachable(why: str) -> PlexstuffError:
    """No answer; `why` ends the sentence."""
    return Unreachable(f"{NAME} can't be reached: {why}.", "Look at the connection to the internet, and try again.")


def strange_address() -> PlexstuffError:
    """It wants the file, and the cookie with it, to be sent elsewhere."""
    return UnexpectedResponse(f"{NAME} wants the file to be sent to a strange address; nothing was sent there.", _LATER)


def cut_off() -> PlexstuffError:
    """The file was sent, and no answer came."""
    return Unreachable(
        f"The connection to {NAME} broke before it said whether it took the file.",
        "Look after some minutes whether the song shows there, before you send it again.",
    )


def not_taken() -> PlexstuffError:
    """An answer to the whole file that does not say that it is final."""
    return UnexpectedResponse(f"{NAME} did not say that it took the file.", _UPGRADE)


def of_answer(status: int, headers: Mapping[str, str], begin: bytes) -> PlexstuffError | None:
    """What an answer with this status says is wrong, by its headers and the beginning of its body; None for nothing."""
    if 300 <= status < 400:
        return _of_redirect(headers.get("location", ""))
    page = begin.lstrip()[:1] == b"<"
    if status < 400:
        return None
    if status == 429:
        wait = retry_after(headers.get("retry-after"), date=headers.get("date"), now=time.time())
        return RateLimited(f"{NAME} was asked too often.", "Wait an hour, and try again.", wait=wait)
    if status >= 500:
        return ServerError(f"{NAME} is in trouble itself (HTTP {status}).", _LATER, status=status)
    if page:
        return of_page(begin)
    if status in (401, 403):
        return signed_out()
    if status == 404:
        return NotFound(f"{NAME} does not know what was asked for (HTTP 404).", _UPGRADE)
    if status == 409:
        return Conflict(f"{NAME} has this song already.", "There is nothing to do.")
    return UnexpectedResponse(f"{NAME} did not take the request (HTTP {status}): it may have changed.", _UPGRADE)


def of_page(begin: bytes) -> PlexstuffError:
    """What a page of HTML in place of data says."""
    if any(sign in begin for sign in _CONSENT):
        return consent()
    if any(sign in begin for sign in _SIGN_IN):
        return signed_out()
    return UnexpectedResponse(
        f"{NAME} answered with a page in place of data.",
        f"Something in between may have answered: try again from another network. {_UPGRADE}",
    )


def _of_redirect(location: str) -> PlexstuffError:
    try:
        host = urlsplit(location).hostname or ""
    except ValueError:
        host = ""
    if host.startswith("consent."):
        return consent()
    if host == "accounts.google.com" or "ServiceLogin" in location:
        return signed_out()
    return UnexpectedResponse(f"{NAME} sends to another address, which is not followed.", _UPGRADE)
