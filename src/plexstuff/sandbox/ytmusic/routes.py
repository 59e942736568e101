"""What the fake YouTube Music answers: its home, the library of uploads, and the resumable upload."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl

from starlette.routing import Route, Router

from plexstuff.sandbox.ask import Ask, Endpoint, Face, Refusal, natural
from plexstuff.sandbox.ytmusic import pages
from plexstuff.sandbox.ytmusic.keys import SAPISID, VISITOR
from plexstuff.sandbox.ytmusic.state import Locker

UPLOADS = "FEmusic_library_privately_owned_tracks"
#: A file must have less. Bytes.
LIMIT = 314_572_800
_ORDERS = {"ggMGKgQIARAA": "a to z", "ggMGKgQIARAB": "z to a", "ggMGKgQIABAB": "recent"}
_WORDS = {
    400: ("Request contains an invalid argument.", "INVALID_ARGUMENT"),
    401: ("Request is missing required authentication credential.", "UNAUTHENTICATED"),
    403: ("The caller does not have permission", "PERMISSION_DENIED"),
    404: ("Requested entity was not found.", "NOT_FOUND"),
    429: ("Resource has been exhausted (e.g. check quota).", "RESOURCE_EXHAUSTED"),
}
_POST = frozenset({"POST"})


def refuse(status: int) -> dict[str, object]:
    """What it says with this HTTP status."""
    message, name = _WORDS.get(status, ("Internal error encountered.", "INTERNAL"))
    said = {"message": message, "domain": "global", "reason": name.lower()}
    return {"error": {"code": status, "message": message, "errors": [said], "status": name}}


def authorise(ask: Ask) -> None:
    """Accept the cookie, and the hash that is made of it for each request."""
    cookie: SimpleCookie = SimpleCookie()
    try:
        cookie.load(ask.headers.get("cookie", "").replace('"', ""))
    except CookieError:
        raise Refusal(401, refuse(401)) from None
    proof = cookie.get("__Secure-3PAPISID")
    stamp, _, told = ask.headers.get("authorization", "").removeprefix("SAPISIDHASH ").partition("_")
    made = hashlib.sha1(f"{stamp} {SAPISID} {ask.headers.get('origin', '')}".encode())  # noqa: S324 - its own way
    if proof is None or proof.value != SAPISID or told != made.hexdigest():
        raise Refusal(401, refuse(401))


def dress(ask: Ask, body: bytes) -> Mapping[str, str]:
    """The headers of a good answer."""
    return {}


FACE = Face("ytmusic", authorise, refuse, dress, content_type="application/json; charset=UTF-8")
_PAGES = Face("ytmusic", authorise, refuse, dress, content_type="text/html; charset=utf-8")


def home(ask: Ask) -> object:
    """The home page; what a browser needs of it is the number of the visitor."""
    said = json.dumps({"VISITOR_DATA": VISITOR, "LOGGED_IN": False})
    return f"<!DOCTYPE html><html><head><script>ytcfg.set({said});</script></head></html>".encode()


def browse(ask: Ask) -> object:
    """The list of uploads, in pages; another account of that browser has none."""
    asked = _json(ask)
    wanted = str(asked.get("browseId", ""))
    if wanted != UPLOADS:
        raise Refusal(400, refuse(400))
    locker: Locker = ask.world.state("ytmusic")
    if not locker.signed_in:
        return pages.signed_out(wanted)
    order = _ORDERS.get(str(asked.get("params", "")), "a to z")
    songs = locker.shown() if ask.headers.get("x-goog-authuser", "0") == "0" else []
    if order == "recent":
        songs = sorted(songs, key=lambda one: -one.shows_at)
    elif order == "z to a":
        songs.reverse()
    token = ask.query.get("continuation", "")
    first = natural(token.removeprefix("SANDBOX-")) or 0
    more = f"SANDBOX-{first + pages.PAGE}" if len(songs) > first + pages.PAGE else ""
    shown = songs[first : first + pages.PAGE]
    return pages.further(wanted, shown, more=more) if token else pages.library(wanted, shown, more=more)


def delete(ask: Ask) -> object:
    """Take a song away."""
    locker: Locker = ask.world.state("ytmusic")
    if not locker.remove(str(_json(ask).get("entityId", ""))):
        raise Refusal(404, refuse(404))
    return {"responseContext": pages.context("", signed_in=True)}


def upload(ask: Ask) -> object:
    """Both steps of an upload, told apart by their command; for nobody who is signed in the first names no address."""
    locker: Locker = ask.world.state("ytmusic")
    if not locker.signed_in:
        return b""
    command = ask.headers.get("x-goog-upload-command", "")
    if command == "start":
        return _begin(ask, locker)
    number = ask.query.get("upload_id", "")
    known = locker.uploads.get(number)
    if command != "upload, finalize" or ask.headers.get("x-goog-upload-offset") != "0" or known is None:
        raise Refusal(400, b"")
    if len(ask.body) != known.size:
        raise Refusal(400, b"", {"X-Goog-Upload-Status": "active"})
    locker.receive(number, ask.body)
    raise Refusal(200, b"", {"X-Goog-Upload-Status": "final", "Content-Type": "text/html"})


def _begin(ask: Ask, locker: Locker) -> object:
    name = dict(parse_qsl(ask.body.decode("utf-8", "replace"))).get("filename", "")
    size = natural(ask.headers.get("x-goog-upload-header-content-length", ""))
    if ask.headers.get("x-goog-upload-protocol") != "resumable" or not name or not size or size >= LIMIT:
        raise Refusal(400, b"")
    number = locker.begin(name, size)
    account = natural(ask.query.get("authuser", "")) or 0
    place = f"{ask.url}?authuser={account}&upload_id={number}&upload_protocol=resumable"
    told = {"X-Goog-Upload-URL": place, "X-GUploader-UploadID": number, "X-Goog-Upload-Status": "active"}
    raise Refusal(200, b"", {**told, "Content-Type": "text/plain"})


def _json(ask: Ask) -> dict[str, object]:
    try:
        found = json.loads(ask.body)
    except ValueError:
        found = None
    client = found.get("context", {}).get("client", {}) if isinstance(found, dict) else {}
    if client.get("clientName") != "WEB_REMIX":
        raise Refusal(400, refuse(400))
    return found if isinstance(found, dict) else {}


def router() -> Router:
    """The fake as an application to be mounted."""
    unknown = Endpoint(FACE, _unknown, open_to_all=True, methods=frozenset({"GET", "HEAD", "POST"}))
    routes = [
        Route("/music", Endpoint(_PAGES, home, open_to_all=True)),
        Route("/music/youtubei/v1/browse", Endpoint(FACE, browse, methods=_POST)),
        Route("/music/youtubei/v1/music/delete_privately_owned_entity", Endpoint(FACE, delete, methods=_POST)),
        Route("/upload/upload/usermusic/http", Endpoint(_PAGES, upload, methods=_POST, limit=LIMIT)),
    ]
    return Router(routes=routes, redirect_slashes=False, default=unknown)


def _unknown(ask: Ask) -> object:
    raise Refusal(404, refuse(404))
