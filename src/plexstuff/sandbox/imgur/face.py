"""Imgur's manners: the envelope, errors in several shapes, who asks, credits in the headers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qs

from plexstuff.sandbox.ask import Ask, Face, Refusal
from plexstuff.sandbox.imgur import keys
from plexstuff.sandbox.imgur.state import CLIENT_LIMIT, USER_LIMIT, State

_WORDS = {
    400: "Bad Request",
    401: "Authentication required",
    403: "Unauthorized",
    404: "Unable to find an image with the id",
    405: "Method not allowed",
    429: "Too Many Requests",
    500: "Internal error",
    503: "Imgur is temporarily over capacity. Please try again later.",
}
_BOUNDARY = re.compile(r'multipart/form-data;\s*boundary="?([0-9A-Za-z\'()+_,./:=?-]{1,70})', re.IGNORECASE)
KNOWN_CLIENTS = (keys.CLIENT_ID, keys.SPENT_ID, keys.BANNED_ID, keys.BROKEN_ID)


def state_of(ask: Ask) -> State:
    """Pictures, albums and tokens."""
    state: State = ask.world.state("imgur")
    return state


def good(data: object) -> dict[str, object]:
    """A good answer."""
    return {"data": data, "success": True, "status": 200}


def error(status: int, message: str = "", path: str = "/3", method: str = "GET") -> dict[str, object]:
    """An error in the usual shape."""
    said = {"error": message or _WORDS.get(status, "Error"), "request": path, "method": method}
    return {"data": said, "success": False, "status": status}


def refusal(ask: Ask, status: int, message: str = "") -> Refusal:
    """The same, to be raised."""
    path = ask.url.partition("/imgur")[2] or ask.url
    return Refusal(status, error(status, message, path, ask.method), _limits(ask))


def gateway(status: int, text: str) -> Refusal:
    """An error of the newer gateway."""
    return Refusal(status, {"errors": [{"id": "legacy-api-0", "code": str(status), "status": text, "detail": text}]})


def refuse(status: int) -> object:
    """What Imgur says with this HTTP status."""
    return error(status)


def account_of(ask: Ask) -> str:
    """Whose account it is; "" without one."""
    ends = state_of(ask).tokens.get(ask.bearer)
    return keys.ACCOUNT if ends is not None and ask.now < ends else ""


def authorise(ask: Ask) -> None:
    """A client id, or a token."""
    kind, _, value = ask.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        if not account_of(ask):
            raise refusal(ask, 403, "The access token provided is invalid.")
        return
    if kind.lower() != "client-id":
        raise refusal(ask, 401)
    if value == keys.BANNED_ID:
        raise refusal(ask, 403, _WORDS[503])
    if value not in KNOWN_CLIENTS:
        raise refusal(ask, 403, "Invalid client_id")


def spend(ask: Ask, cost: int) -> None:
    """Take so many credits; refuse where there are none left."""
    state = state_of(ask)
    if ask.headers.get("authorization", "").endswith(keys.SPENT_ID):
        raise gateway(429, "Too Many Requests")
    if state.used + cost > USER_LIMIT:
        raise Refusal(429, _too_fast(ask))
    state.used += cost


def left(ask: Ask) -> dict[str, int]:
    """The credits that are left."""
    spent = ask.headers.get("authorization", "").endswith(keys.SPENT_ID)
    return {
        "UserLimit": USER_LIMIT,
        "UserRemaining": USER_LIMIT - state_of(ask).used,
        "UserReset": int(ask.now) + 3600,
        "ClientLimit": CLIENT_LIMIT,
        "ClientRemaining": 0 if spent else CLIENT_LIMIT - state_of(ask).used,
    }


def form_of(ask: Ask) -> dict[str, str]:
    """The fields of a form; of JSON nothing is read."""
    if parts := _parts(ask):
        return {name: body.decode("utf-8", "replace") for name, (body, is_file) in parts.items() if not is_file}
    said = parse_qs(ask.body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in said.items()}


def file_of(ask: Ask, name: str) -> bytes | None:
    """The file of this name in a form of several parts; None where there is none."""
    body, is_file = _parts(ask).get(name, (b"", False))
    return body if is_file else None


def _parts(ask: Ask) -> dict[str, tuple[bytes, bool]]:
    """The parts of a form (RFC 7578) by their names, and whether they are files; empty for a form of another kind."""
    found = _BOUNDARY.match(ask.headers.get("content-type", ""))
    if found is None:
        return {}
    parts: dict[str, tuple[bytes, bool]] = {}
    for one in (b"\r\n" + ask.body).split(b"\r\n--" + found[1].encode())[1:-1]:
        head, _, body = one.partition(b"\r\n\r\n")
        if name := re.search(rb'[ ;]name="([^"\r\n]*)"', head):
            parts[name[1].decode("utf-8", "replace")] = (body, b"filename=" in head)
    return parts


def dress(ask: Ask, body: bytes) -> Mapping[str, str]:
    """The kind of a good answer, with what is left."""
    return {"Content-Type": "application/json", **_limits(ask)}


def _too_fast(ask: Ask) -> dict[str, object]:
    said = error(400, "", "/3/image", ask.method)
    message = "You are uploading too fast. Please wait 59 more minutes."
    return {**said, "data": {"error": {"code": 429, "message": message, "type": "ImgurException", "exception": []}}}


def _limits(ask: Ask) -> dict[str, str]:
    return {f"X-RateLimit-{name}": str(number) for name, number in left(ask).items()}


FACE = Face("imgur", authorise, refuse, dress, content_type="application/json")
