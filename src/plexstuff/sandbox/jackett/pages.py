"""What the fake Jackett has for browsers: a log-in that wants cookies, and the downloads."""

from __future__ import annotations

from urllib.parse import quote

from plexstuff.sandbox.ask import Ask, Refusal
from plexstuff.sandbox.jackett.answering import sites_of
from plexstuff.sandbox.jackett.keys import JACKETT_KEY

_HTML = {"Content-Type": "text/html; charset=utf-8"}
_LOGIN = (
    b"<!DOCTYPE html><html><head><title>Jackett</title></head><body><h1>Login</h1>"
    b'<form action="/UI/Dashboard" method="post"><input type="password" name="password"></form></body></html>'
)


def _sent_to(address: str, **headers: str) -> Refusal:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Refusal(302, b"", {"Location": address, **_HTML, **named})


def management(ask: Ask) -> object:
    """Whatever belongs to the dashboard: without its cookie, on to the log-in; a key doesn't count."""
    raise _sent_to(f"{_root(ask)}/UI/Login?ReturnUrl={quote(_path(ask), safe='')}")


def login(ask: Ask) -> object:
    """The log-in: first it is looked whether cookies are kept."""
    if "TestCookie" in ask.headers.get("cookie", ""):
        raise Refusal(200, _LOGIN, _HTML)
    if "cookiesChecked" in ask.query:
        raise Refusal(400, b"<html><body>Cookies required</body></html>", _HTML)
    raise _sent_to(f"{_root(ask)}/UI/TestCookie")


def test_cookie(ask: Ask) -> object:
    """Sets a cookie, and sends back to see whether it comes along."""
    raise _sent_to(f"{_root(ask)}/UI/Login?cookiesChecked=1", Set_Cookie="TestCookie=1; path=/")


def health(ask: Ask) -> object:
    """Whether it runs at all; no key is asked for."""
    return {"status": "OK"}


def download(ask: Ask) -> object:
    """GET /dl/{indexer}/: the torrent, or on to the magnet link."""
    if ask.query.get("jackett_apikey") != JACKETT_KEY:
        raise Refusal(401, b"Unauthorized", {"Content-Type": "text/plain"})
    key, _, infohash = ask.query.get("path", "").rpartition("-")
    site = sites_of(ask).by_key.get(ask.path["indexer"])
    if site is None or key != site.key or len(infohash) != 40:
        raise Refusal(404, b"Not found", {"Content-Type": "text/plain"})
    if site.magnets:
        raise Refusal(302, b"", {"Location": f"magnet:?xt=urn:btih:{infohash}"})
    name = ask.query.get("file", "sandbox").encode()
    torrent = b"d4:infod6:lengthi1e4:name%d:%s12:piece lengthi16384e6:pieces20:%see" % (
        len(name),
        name,
        bytes.fromhex(infohash),
    )
    raise Refusal(200, torrent, {"Content-Type": "application/x-bittorrent"})


def nothing(ask: Ask) -> object:
    """There is no such page."""
    raise Refusal(404, b"", _HTML)


def _root(ask: Ask) -> str:
    """The path under which Jackett is mounted."""
    return "/" + ask.base.split("/", 3)[3] if ask.base.count("/") > 2 else ""


def _path(ask: Ask) -> str:
    return "/" + ask.url.split("/", 3)[3]
