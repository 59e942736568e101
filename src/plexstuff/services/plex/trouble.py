"""What Plex says when something is wrong: plex.tv in JSON or XML, a server in HTML; in our own words."""

from __future__ import annotations

import msgspec

from plexstuff.errors import (
    ConsentNeeded,
    KeyRefused,
    NotFound,
    PlexstuffError,
    RateLimited,
    ServerError,
    ServiceRetired,
    UnexpectedResponse,
)
from plexstuff.markup import read

SIGN_IN_AGAIN = "Sign in again: plexstuff services setup plex"
#: The codes of plex.tv.
NOT_AUTHENTICATED, TOO_OFTEN, PIN_GONE, SECOND_FACTOR = 1001, 1003, 1020, 1029


class _Error(msgspec.Struct):
    code: int | None = None
    message: str | None = None


class _Errors(msgspec.Struct):
    errors: list[_Error]


def explain(status: int, body: bytes) -> PlexstuffError | None:
    """Plex's own reading of an error answer; None when the body says nothing that the HTTP status doesn't."""
    said = _said(body)
    if said is None:
        return None
    code, message = said
    if code == TOO_OFTEN or status == 429:
        return RateLimited(
            "Plex says that it was asked too often.", "Wait some minutes and run the same again; nothing is lost."
        )
    if code == SECOND_FACTOR:
        return ConsentNeeded(
            "Plex wants the second factor of this account, which only its own page asks for.", SIGN_IN_AGAIN
        )
    if status == 401 or code == NOT_AUTHENTICATED or (status == 422 and "token" in message):
        return KeyRefused(
            "Plex does not accept the sign-in any more: the password was changed, all devices were signed out, or "
            "Plexstuff was removed from the authorised devices.",
            SIGN_IN_AGAIN,
        )
    if status == 403:
        return KeyRefused(
            "Plex does not let this account do that.", f"Use the account that owns the server. {SIGN_IN_AGAIN}"
        )
    if status == 410:
        return ServiceRetired("Plex has done away with this way of asking.", "Look for a newer version of Plexstuff.")
    if status == 503 and "maintenance" in message:
        return ServerError(
            "The Plex server is starting up or in maintenance.", "Try again in a few minutes.", status=status
        )
    return None


def explain_sign_in(status: int, body: bytes) -> PlexstuffError | None:
    """The same for the page to sign in on: a PIN that is gone, or was not ours, is a 404."""
    said = _said(body)
    if status == 404 and said is not None:
        return ConsentNeeded(
            "The page to sign in at Plex has expired, or was turned down there.",
            "Start again: plexstuff services setup plex",
        )
    return explain(status, body)


def _said(body: bytes) -> tuple[int | None, str] | None:
    """Code and message (in small letters) of an error; None for a page of somebody else, or nothing at all."""
    if not body.lstrip().startswith(b"<"):
        try:
            errors = msgspec.json.decode(body, type=_Errors).errors
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        return (errors[0].code, (errors[0].message or "").casefold()) if errors else (None, "")
    try:
        root = read(body, title="Plex")
    except UnexpectedResponse:
        return None
    text = " ".join([*root.attrib.values(), *root.itertext()]).casefold()
    if root.tag == "html":
        # A server words its errors so; any other page comes from somebody in between.
        return (None, text) if _own_page(text) else None
    return (None, text) if root.tag in ("errors", "Response", "Error", "MediaContainer") else None


def _own_page(text: str) -> bool:
    return any(words in text for words in ("401 unauthorized", "404 not found", "503 service unavailable"))


def not_among(server: str, names: list[str]) -> NotFound:
    """The server that was chosen is none of the account's (any more)."""
    there = f"There are: {', '.join(names)}." if names else "The account has no server at all."
    return NotFound(
        f"Plex knows no server {server[:40]!r} of this account.", f"{there} Choose again: plexstuff services setup plex"
    )
