"""Plex's manners: tokens in a header or the query, XML or JSON as asked for, errors in the one or the other."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from plexstuff.sandbox.ask import Ask, Face, Refusal
from plexstuff.sandbox.plex import keys
from plexstuff.sandbox.plex.state import State

XML = "application/xml; charset=utf-8"
JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"

#: Status -> code and message of plex.tv.
_ERRORS = {
    400: (1000, "Bad Request"),
    401: (1001, "User could not be authenticated"),
    403: (1004, "Forbidden"),
    404: (1002, "Not Found"),
    405: (1005, "Method Not Allowed"),
    429: (1003, "API rate limit exceeded"),
}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PAGES = {401: "Unauthorized", 404: "Not Found", 503: "Service Unavailable"}


def state_of(ask: Ask) -> State:
    """PINs and tokens."""
    state: State = ask.world.state("plex")
    return state


def said(ask: Ask, name: str) -> str:
    """What the client says under `X-Plex-…`: in a header, or else in the query."""
    return ask.headers.get(name.lower()) or ask.query.get(name, "")


def refuse(status: int) -> object:
    """An error in the words of plex.tv's API v2."""
    code, message = _ERRORS.get(status, (1006, "Internal Server Error"))
    return {"errors": [{"code": code, "message": message, "status": status}]}


def refusal(status: int, code: int | None = None, message: str = "") -> Refusal:
    """The same, to be raised, with a code and message of its own."""
    usual = _ERRORS.get(status, (1006, "Internal Server Error"))
    error = {"code": code or usual[0], "message": message or usual[1], "status": status}
    return Refusal(status, {"errors": [error]})


def gone(_: Ask) -> object:
    """What was taken out of the API v1 says so."""
    raise Refusal(
        410,
        (_HEAD + '<Response code="410" status="This endpoint was deprecated and removed"/>').encode(),
        {"Content-Type": XML},
    )


def moved(_: Ask) -> object:
    """What metadata.provider.plex.tv says of the watchlist, which it no longer has."""
    body = '<Error error="Not Found" message="Section \'watchlist\' not found!" statusCode="404"/>'
    raise Refusal(404, body.encode(), {"Content-Type": XML})


def authorise(ask: Ask) -> None:
    """Accept the token of an account that lives; what is older than the API v2 refuses in XML."""
    if state_of(ask).accepts(said(ask, "X-Plex-Token")):
        return
    if "/api/v2/" in ask.url:
        raise refusal(401)
    body = _HEAD + "<errors>\n  <error>Please sign in.</error>\n</errors>\n"
    raise Refusal(401, body.encode(), {"Content-Type": XML})


def authorise_at_server(ask: Ask) -> None:
    """A server takes the token of its own entry, and that of the account that owns it."""
    token = said(ask, "X-Plex-Token")
    if token != keys.SERVER_TOKEN and not state_of(ask).accepts(token):
        raise page_refusal(401)


def page_refusal(status: int) -> Refusal:
    """A server words its errors as HTML."""
    body = refuse_as_page(status)
    return Refusal(status, body, {"Content-Type": "text/html"})


def refuse_as_page(status: int) -> bytes:
    """The page with which a server says this HTTP status."""
    words = _PAGES.get(status, "Error")
    text = f"<html><head><title>{words}</title></head><body><h1>{status} {words}</h1></body></html>"
    return text.encode()


def dress(_: Ask, body: bytes) -> Mapping[str, str]:
    """The media type follows the body."""
    kind = HTML if body.startswith(b"<!DOCTYPE") else XML if body.startswith(b"<") else JSON
    return {"Content-Type": kind, "Cache-Control": "no-cache, no-store"}


FACE = Face("plex", authorise, refuse, dress)
SERVER_FACE = Face("plex", authorise_at_server, refuse_as_page, dress, content_type="text/html")


def wants_json(ask: Ask) -> bool:
    """Whether JSON is asked for; XML is the rule."""
    return "application/json" in ask.headers.get("accept", "")


def answered(ask: Ask, name: str, value: Mapping[str, object] | list[Mapping[str, object]]) -> object:
    """`value` as JSON where that is asked for, else as XML with a root called `name`."""
    if wants_json(ask):
        return value
    if isinstance(value, list):
        value = {name.removesuffix("s"): value}
        return (_HEAD + element(name, value, bare=True)).encode()
    return (_HEAD + element(name, value)).encode()


def contained(ask: Ask, container: Mapping[str, object]) -> object:
    """The answer of a server: everything in a MediaContainer. In JSON a list without elements is left out."""
    if wants_json(ask):
        return {"MediaContainer": {name: value for name, value in container.items() if value != []}}
    return (_HEAD + element("MediaContainer", container)).encode()


def element(name: str, value: Mapping[str, object], *, bare: bool = False) -> str:
    """A mapping as XML: plain values are attributes, 1 and 0 for booleans; what is made of mappings lies within.

    Elements of a list stand in one of its name, but those with a capital (or `bare`) stand by themselves.
    """
    attributes, within = [], []
    for key, one in value.items():
        if isinstance(one, Mapping):
            within.append(element(key, one))
        elif isinstance(one, list):
            single = key if bare or key[:1].isupper() else key.removesuffix("s")
            rows = "".join(element(single, row if isinstance(row, Mapping) else {"id": row}) for row in one)
            within.append(rows if single == key else f"<{key}>{rows}</{key}>")
        else:
            attributes.append(f" {key}={quoteattr(_text(one))}")
    inner = "".join(within)
    return f"<{name}{''.join(attributes)}>{inner}</{name}>" if inner else f"<{name}{''.join(attributes)}/>"


def _text(value: object) -> str:
    return "" if value is None else str(int(value)) if isinstance(value, bool) else str(value)
