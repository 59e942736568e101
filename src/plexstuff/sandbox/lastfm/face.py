"""Last.fm's manners: the key as a parameter, and errors with a code of their own, whatever the HTTP status."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl
from xml.sax.saxutils import escape

from plexstuff.sandbox.ask import Ask, Face, Refusal
from plexstuff.sandbox.lastfm.keys import LASTFM_KEY

#: Code -> HTTP status and message, as they were recorded or are documented.
ERRORS = {
    3: (400, "Invalid Method - No method with that name in this package"),
    6: (200, "Album not found"),
    8: (500, "Operation failed - Something else went wrong"),
    10: (403, "Invalid API key - You must be granted a valid key by last.fm"),
    11: (503, "Service Offline - This service is temporarily offline. Try again later."),
    26: (403, "API Key Suspended - This application is not allowed to make requests to the web services"),
    29: (429, "Rate Limit Exceeded - Too many scrobbles in a short period. Please try again later."),
}
#: Which error stands for an HTTP status, when the fake is told to fail.
_CODES = {401: 10, 403: 10, 404: 6, 405: 3, 429: 29, 500: 8, 502: 8, 503: 11}


def asked(ask: Ask) -> dict[str, str]:
    """The parameters: those of the address, and those of a form, which will do for reading too."""
    return {**ask.query, **dict(parse_qsl(ask.body.decode("utf-8", "replace"), keep_blank_values=True))}


def wants_json(ask: Ask) -> bool:
    """Whether JSON was asked for; XML is the default."""
    return asked(ask).get("format") == "json"


def refuse(status: int) -> dict[str, object]:
    """What Last.fm says with this HTTP status."""
    code = _CODES.get(status, 8)
    return {"error": code, "message": ERRORS[code][1]}


def refusal(ask: Ask, code: int, message: str = "") -> Refusal:
    """An error in the language that was asked for, to be raised."""
    status, text = ERRORS[code]
    if wants_json(ask):
        return Refusal(status, {"error": code, "message": message or text, "links": []})
    body = f'<lfm status="failed">\n  <error code="{code}">{escape(message or text)}</error>\n</lfm>\n'
    return Refusal(status, f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'.encode(), {"Content-Type": XML})


def authorise(ask: Ask) -> None:
    """Accept the key, in the address or in a form."""
    if asked(ask).get("api_key", "").lower() != LASTFM_KEY:
        raise refusal(ask, 10)


def dress(ask: Ask, body: bytes) -> Mapping[str, str]:
    """The kind of a good answer."""
    return {"Content-Type": "application/json" if wants_json(ask) else XML}


XML = "text/xml; charset=UTF-8"
FACE = Face("lastfm", authorise, refuse, dress, content_type="application/json")
