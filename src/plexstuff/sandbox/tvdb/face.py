"""TheTVDB's manners: its envelope, its errors, its bearer tokens, its pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from email.utils import format_datetime, parsedate_to_datetime
from typing import TypeVar
from urllib.parse import urlencode

import msgspec

from plexstuff.sandbox.ask import Ask, Face, Refusal, natural
from plexstuff.sandbox.keys import TVDB_KEY, TVDB_KEY_NEEDING_PIN, TVDB_PIN
from plexstuff.sandbox.tvdb.tokens import Tokens

Row = TypeVar("Row")

#: Items on a page of a list.
PAGE_SIZE = 500

#: When the sandbox's records were last changed.
UPDATED = dt.datetime(2026, 1, 1, 12, 0, 0, tzinfo=dt.UTC)
UPDATED_TEXT = UPDATED.strftime("%Y-%m-%d %H:%M:%S")

_MESSAGES = {
    400: "InvalidValueType: invalid value",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFoundException: record not found",
    405: "Method Not Allowed",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


def refusal(status: int, message: str = "") -> Refusal:
    """A failure in TheTVDB's words, to be raised."""
    return Refusal(status, {"status": "failure", "message": message or _MESSAGES[status], "data": None})


def refuse(status: int) -> object:
    """What TheTVDB says with this HTTP status."""
    return {"status": "failure", "message": _MESSAGES.get(status, "Internal Server Error"), "data": None}


def not_found(kind: str) -> Refusal:
    """The answer for something that is not there."""
    return refusal(404, f"NotFoundException: {kind} not found")


def success(data: object, links: object = None) -> dict[str, object]:
    """The envelope of a good answer; only paged answers have links."""
    answer: dict[str, object] = {"status": "success", "data": data}
    if links is not None:
        answer["links"] = links
    return answer


def tokens_of(ask: Ask) -> Tokens:
    """The tokens that this sandbox gave out."""
    tokens: Tokens = ask.world.state("tvdb")
    return tokens


def authorise(ask: Ask) -> None:
    """Accept only a token that `login` issued and that is still good; the key itself is none."""
    try:
        good = bool(ask.bearer) and tokens_of(ask).accepts(ask.bearer)
    except (ValueError, msgspec.MsgspecError):
        good = False
    if not good:
        raise refusal(401)


def dress(ask: Ask, _body: bytes) -> Mapping[str, str]:
    """Cache headers; 304 when the client asks for what changed since a time after the last change."""
    if ask.method == "POST":
        return {"Cache-Control": "no-store"}
    headers = {"Cache-Control": "max-age=3600", "Last-Modified": format_datetime(UPDATED, usegmt=True)}
    since = ask.headers.get("if-modified-since")
    if since and _moment(since) >= UPDATED:
        raise Refusal(304, None, headers)
    return headers


def _moment(text: str) -> dt.datetime:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return dt.datetime.min.replace(tzinfo=dt.UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


FACE = Face("tvdb", authorise, refuse, dress, content_type="application/json")


class _Login(msgspec.Struct):
    """What `login` reads; the username and userkey of former days are not looked at."""

    apikey: str | None = None
    pin: str | None = None


def login(ask: Ask) -> object:
    """POST /login with a key and, for user-supported keys, a PIN."""
    try:
        given = msgspec.json.decode(ask.body, type=_Login)
    except msgspec.MsgspecError:
        raise refusal(400, "InvalidValueType: invalid login body") from None
    if given.apikey == TVDB_KEY_NEEDING_PIN:
        if not given.pin:
            raise refusal(400, "InvalidValueType: pin required")
        if given.pin != TVDB_PIN:
            raise refusal(401, "InvalidAPIKey: pin invalid")
        return success({"token": tokens_of(ask).issue(given.apikey, given.pin)})
    if given.apikey != TVDB_KEY:
        raise refusal(401, "InvalidAPIKey: apikey invalid")
    return success({"token": tokens_of(ask).issue(given.apikey)})


def number_in(ask: Ask, name: str = "id") -> int:
    """A number of the path; anything else is refused with 400."""
    number = natural(ask.path[name])
    if number is None:
        raise refusal(400, f"InvalidValueType: {name} must be a number")
    return number


def whole(ask: Ask, name: str, default: int | None = None) -> int | None:
    """A number of the query; None when it is not given."""
    text = ask.query.get(name, "")
    if not text:
        return default
    number = natural(text)
    if number is None:
        raise refusal(400, f"InvalidValueType: {name} must be a number")
    return number


def paged(ask: Ask, rows: Sequence[Row], wrap: Callable[[Sequence[Row]], object]) -> dict[str, object]:
    """One page of `rows`, counted from 0, with links; `wrap` says what the page is told as."""
    page = whole(ask, "page", 0) or 0
    last = max(0, -(-len(rows) // PAGE_SIZE) - 1)
    links = {
        "prev": _link(ask, page=page - 1) if page else None,
        "self": _link(ask, page=page),
        "next": _link(ask, page=page + 1) if page < last else None,
        "total_items": len(rows),
        "page_size": PAGE_SIZE,
    }
    return success(wrap(rows[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]), links)


def windowed(ask: Ask, rows: Sequence[Row], size: int, render: Callable[[Row], object]) -> dict[str, object]:
    """`limit` rows from `offset` on, as searches are cut; `size` is the limit where none is asked for."""
    offset, limit = whole(ask, "offset", 0) or 0, whole(ask, "limit", size) or size
    links = {
        "prev": _link(ask, offset=max(0, offset - limit), limit=limit) if offset else None,
        "self": _link(ask, offset=offset, limit=limit),
        "next": _link(ask, offset=offset + limit, limit=limit) if offset + limit < len(rows) else None,
        "total_items": len(rows),
        "page_size": limit,
    }
    return success([render(row) for row in rows[offset : offset + limit]], links)


def _link(ask: Ask, **changed: int) -> str:
    return f"{ask.url}?{urlencode({**ask.query, **changed})}"
