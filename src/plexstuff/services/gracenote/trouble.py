"""What Gracenote's answers say when they are no album; they come with HTTP 200, and their texts are never repeated.

The texts may hold the client id, which stands in every question.
"""

from __future__ import annotations

from plexstuff.errors import KeyRefused, NotFound, PlexstuffError, RateLimited, ServerError, UnexpectedResponse
from plexstuff.markup import Element, read

TITLE = "Gracenote"
_OVER = ("quota", "limit", "exceeded", "too many")
_INSTEAD = "Use MusicBrainz, which is open to everybody: plexstuff services setup musicbrainz"


def explain(status: int, body: bytes) -> PlexstuffError | None:
    """Gracenote's own reading of an error answer; None when the body says nothing that the HTTP status doesn't."""
    if b"<RESPONSES" not in body:
        return None
    try:
        root = read(body, title=TITLE)
    except UnexpectedResponse:
        return None
    error = said_in(root)
    # A status says more than an error of which nothing is known.
    return None if isinstance(error, ServerError) else error


def said_in(root: Element) -> PlexstuffError | None:
    """The error in an answer; None for a good one."""
    response = root.find("RESPONSE")
    if root.tag != "RESPONSES" or response is None:
        return UnexpectedResponse(
            f"{TITLE} gave an answer of another shape than expected.",
            "Something else may be answering in its place: if you changed base_url, check it.",
        )
    status = response.get("STATUS")
    if status == "OK":
        return None
    if status == "NO_MATCH":
        return NotFound(
            f"{TITLE} knows no album of this name by this artist.", "Check how artist and album are spelled."
        )
    message = (root.findtext("MESSAGE") or "").casefold()
    if "[130]" in message or "contact gracenote" in message:
        return KeyRefused(f"{TITLE} has blocked this client id, as it did with most of the free ones.", _INSTEAD)
    if "not authorized" in message or "invalid client" in message or "unauthorized" in message:
        return KeyRefused(f"{TITLE} does not accept the client id.", _INSTEAD)
    if any(word in message for word in _OVER):
        return RateLimited(
            f"{TITLE} says that this client id was used too often.",
            "Run the same again tomorrow: it counts by the day. Meanwhile use MusicBrainz.",
        )
    if "addcontext" in message:
        return UnexpectedResponse(f"{TITLE} does not understand what it was asked.", "Try a simpler name.")
    return ServerError(f"{TITLE} could not answer.", "Try again in a few minutes.")
