"""MusicBrainz's manners: a User-Agent with a contact, errors in JSON or XML, and no patience with the hasty."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from plexstuff.sandbox.ask import Ask, Face, Refusal

HELP = "For usage, please see: https://musicbrainz.org/development/mmd"
TOO_FAST = (
    "Your requests are exceeding the allowable rate limit. "
    "Please see http://wiki.musicbrainz.org/XMLWebService for more information."
)
_TEXTS = {
    400: "Invalid mbid.",
    401: "You are not authorized to access this resource.",
    403: "Your User-Agent does not say how its author can be reached.",
    404: "Not Found",
    405: "Method Not Allowed",
    503: TOO_FAST,
}
#: `Name/1.0 ( contact )`, with whatever library in between; the contact is a mail or web address.
_IDENTIFIED = re.compile(r"[^\s/()]+/[\w.-]+ (?:[^()]*)\(\s*(?:[^\s@()]+@[^\s@()]+|https?://[^\s()]+)\s*\)")


@dataclass
class Manners:
    """What the fake remembers. With `a_second` it refuses whoever asks oftener; the clock is that of the sandbox.

    As it starts nobody is refused: tests of other things need not wait. "Too often" can be had as a fault, too.
    """

    a_second: float = 0.0
    last: float = 0.0


def wants_json(ask: Ask) -> bool:
    """Whether JSON was asked for; XML is the default."""
    return ask.query.get("fmt") == "json" or "application/json" in ask.headers.get("accept", "")


def refuse(status: int, text: str = "") -> dict[str, str]:
    """An error in JSON."""
    return {"error": text or _TEXTS.get(status, "Internal Server Error"), "help": HELP}


def refusal(ask: Ask, status: int, text: str = "", headers: Mapping[str, str] | None = None) -> Refusal:
    """An error in the language that was asked for, to be raised."""
    if wants_json(ask):
        return Refusal(status, refuse(status, text), headers)
    said = refuse(status, text)
    lines = "".join(f"<text>{escape(line)}</text>" for line in said.values())
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<error>{lines}</error>'.encode()
    return Refusal(status, body, {"Content-Type": "application/xml; charset=UTF-8", **(headers or {})})


def authorise(ask: Ask) -> None:
    """Refuse who does not introduce himself, and who asks too often."""
    if not _IDENTIFIED.fullmatch(ask.headers.get("user-agent", "")):
        raise refusal(ask, 403)
    manners: Manners = ask.world.state("musicbrainz")
    if manners.a_second:
        early = ask.now - manners.last < 1 / manners.a_second
        manners.last = ask.now
        if early:
            raise refusal(ask, 503, headers={"Retry-After": "1", "X-RateLimit-Remaining": "0"})


def dress(ask: Ask, body: bytes) -> Mapping[str, str]:
    """The headers of a good answer."""
    kind = "application/json" if wants_json(ask) else "application/xml"
    return {"Content-Type": f"{kind}; charset=utf-8", "X-RateLimit-Limit": "1200", "X-RateLimit-Remaining": "1190"}


FACE = Face("musicbrainz", authorise, refuse, dress)
