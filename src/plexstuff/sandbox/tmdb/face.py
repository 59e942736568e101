"""TMDB's manners: how it checks a key, words an error and marks an answer for caches."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from plexstuff.sandbox.ask import Ask, Face, Refusal, natural
from plexstuff.sandbox.keys import TMDB_KEY, TMDB_SUSPENDED_KEY, TMDB_TOKEN

Row = TypeVar("Row")

#: Items on a page, the first and the last page, the most calls that one request may append.
PAGE_SIZE, FIRST_PAGE, LAST_PAGE, APPEND_LIMIT = 20, 1, 500, 20

#: TMDB's own codes: HTTP status and text.
CODES: dict[int, tuple[int, str]] = {
    4: (405, "This service doesn't exist in that format."),
    5: (422, "Invalid parameters: Your request parameters are incorrect."),
    7: (401, "Invalid API key: You must be granted a valid key."),
    9: (503, "Service offline: This service is temporarily offline, try again later."),
    10: (401, "Suspended API key: Access to your account has been suspended, contact TMDB."),
    11: (500, "Internal error: Something went wrong, contact TMDB."),
    22: (400, "Invalid page: Pages start at 1 and max at 500. They are expected to be an integer."),
    24: (504, "Your request to the backend server timed out. Try again."),
    25: (429, "Your request count is over the allowed limit."),
    27: (400, "Too many append to response objects: The maximum number of remote calls is 20."),
    34: (404, "The resource you requested could not be found."),
    42: (405, "This request method is not supported for this resource."),
    43: (502, "Couldn't connect to the backend server."),
    47: (400, "The input is not valid."),
}
_CODE_OF_STATUS = {400: 47, 401: 7, 403: 10, 404: 34, 405: 42, 422: 5, 429: 25, 500: 11, 502: 43, 503: 9, 504: 24}

#: How long an answer may be kept, in seconds.
_MAX_AGE = {"configuration": 86_400, "genre": 86_400, "search": 600, "discover": 600, "find": 600}


def body_of(code: int) -> dict[str, object]:
    """The body of an error with this code of TMDB's."""
    return {"success": False, "status_code": code, "status_message": CODES[code][1]}


def refusal(code: int) -> Refusal:
    """The answer with this code of TMDB's, to be raised."""
    return Refusal(CODES[code][0], body_of(code))


def refuse(status: int) -> object:
    """What TMDB says with this HTTP status."""
    return body_of(_CODE_OF_STATUS.get(status, 11))


def authorise(ask: Ask) -> None:
    """Accept the v3 key in the query or the v4 read token as bearer, each only in its own place."""
    given = ask.query.get("api_key", "")
    if given == TMDB_KEY or ask.bearer == TMDB_TOKEN:
        return
    raise refusal(10 if given == TMDB_SUSPENDED_KEY else 7)


def dress(ask: Ask, body: bytes) -> Mapping[str, str]:
    """ETag and Cache-Control; 304 when the client has this very answer."""
    etag = f'W/"{zlib.crc32(body):08x}{len(body):x}"'
    first = ask.url.partition("/3/")[2].partition("/")[0]
    headers = {
        "ETag": etag,
        "Cache-Control": f"public, max-age={_MAX_AGE.get(first, 21_600)}",
        "Vary": "Accept-Encoding",
    }
    if first == "authentication":
        headers = {"ETag": etag, "Cache-Control": "no-store"}
    elif ask.headers.get("if-none-match") == etag:
        raise Refusal(304, None, headers)
    return headers


FACE = Face("tmdb", authorise, refuse, dress)


def page_of(ask: Ask) -> int:
    """The page that is asked for; refused with code 22 when there can be no such page."""
    page = natural(ask.query.get("page", "1"))
    if page is None or not FIRST_PAGE <= page <= LAST_PAGE:
        raise refusal(22)
    return page


def number_in(ask: Ask, name: str) -> int:
    """A number of the path; what is no number is not found."""
    # TMDB reads "603-the-matrix" as 603.
    number = natural(ask.path[name].partition("-")[0])
    if number is None:
        raise refusal(34)
    return number


def paged(ask: Ask, rows: Sequence[Row], render: Callable[[Row], object]) -> dict[str, object]:
    """One page of `rows`, each in the words of `render`; past the end it is empty, with the same totals."""
    page = page_of(ask)
    start = (page - FIRST_PAGE) * PAGE_SIZE
    return {
        "page": page,
        "results": [render(row) for row in rows[start : start + PAGE_SIZE]],
        "total_pages": max(1, -(-len(rows) // PAGE_SIZE)),
        "total_results": len(rows),
    }
