"""PINs, and the page on which the user approves one or turns it down."""

from __future__ import annotations

import datetime as dt
from html import escape
from urllib.parse import parse_qs, urlsplit

from plexstuff.sandbox.ask import Ask, Refusal, natural
from plexstuff.sandbox.plex import household
from plexstuff.sandbox.plex.face import JSON, XML, answered, refusal, said, state_of
from plexstuff.sandbox.plex.state import Pin


def make(ask: Ask) -> object:
    """POST /api/v2/pins[?strong=true] -> 201 and a new PIN."""
    client = said(ask, "X-Plex-Client-Identifier")
    if not client:
        raise refusal(400, 1000, "X-Plex-Client-Identifier is missing")
    strong = ask.query.get("strong", "") in ("true", "1")
    pin = state_of(ask).make_pin(client, said(ask, "X-Plex-Product"), strong=strong)
    body = _shown(ask, pin)
    raise Refusal(201, body, {"Content-Type": XML if isinstance(body, bytes) else JSON})


def look(ask: Ask) -> object:
    """GET /api/v2/pins/{id} -> the PIN, with a token once it is approved; 404 when it is gone or somebody else's."""
    state = state_of(ask)
    pin = state.pin(natural(ask.path["id"]) or 0, said(ask, "X-Plex-Client-Identifier"))
    if pin is None:
        raise refusal(404, 1020, "Code not found or expired")
    if state.polled_too_often(pin):
        raise refusal(429)
    return _shown(ask, pin)


def _shown(ask: Ask, pin: Pin) -> object:
    made = dt.datetime.fromtimestamp(pin.made, dt.UTC)
    left = max(0, int(pin.made + pin.life - ask.now))
    return answered(
        ask,
        "pin",
        {
            "id": pin.id,
            "code": pin.code,
            "product": pin.product,
            "trusted": False,
            "qr": f"https://plex.tv/api/v2/pins/qr/{pin.code}",
            "clientIdentifier": pin.client,
            "location": {
                "code": "DE",
                "european_union_member": True,
                "continent_code": "EU",
                "country": "Germany",
                "city": "Sandkasten",
                "time_zone": "Europe/Berlin",
                "postal_code": "00000",
                "in_privacy_restricted_country": True,
                "in_privacy_restricted_region": False,
                "subdivisions": "Nowhere",
                "coordinates": "0.0, 0.0",
            },
            "expiresIn": left,
            "createdAt": f"{made:%Y-%m-%dT%H:%M:%SZ}",
            "expiresAt": f"{made + dt.timedelta(seconds=pin.life):%Y-%m-%dT%H:%M:%SZ}",
            "authToken": pin.token or None,
            "newRegistration": None,
        },
    )


def page(ask: Ask) -> object:
    """The page of app.plex.tv: what it is asked stands behind the # of its address, where only the browser sees it."""
    if ask.method == "POST":
        return _decided(ask)
    return _page(
        "Sign in",
        f"<p>You are signed in as <b>{escape(household.USERNAME)}</b>.</p>"
        "<p><b id='product'>An application</b> wants to use this account.</p>"
        "<form method='post'><p><label>Code <input name='code' id='code' required></label></p>"
        "<input type='hidden' name='forward' id='forward'>"
        "<p><button name='answer' value='approve'>Approve</button> "
        "<button name='answer' value='refuse'>Refuse</button></p></form>"
        "<script>const said = new URLSearchParams(location.hash.replace(/^#!?[?]?/, ''));"
        "document.getElementById('code').value = said.get('code') || '';"
        "document.getElementById('forward').value = said.get('forwardUrl') || '';"
        "const product = said.get('context[device][product]');"
        "if (product) document.getElementById('product').textContent = product;</script>",
    )


def _decided(ask: Ask) -> object:
    given = {name: values[0] for name, values in parse_qs(ask.body.decode("utf-8", "replace")).items()}
    state = state_of(ask)
    pin = state.waiting(given.get("code", ""))
    if pin is None:
        return _page("Sign in", "<p>This code is not valid (any more). Start again where you came from.</p>")
    if given.get("answer") != "approve":
        state.turn_down(pin)
        return _page("Turned down", "<p>Nothing was allowed. You can close this page.</p>")
    state.approve(pin)
    forward = given.get("forward", "")
    if urlsplit(forward).scheme in ("http", "https"):
        raise Refusal(303, b"", {"Location": forward})
    return _page("Signed in", "<p>You are signed in. You can close this page.</p>")


def _page(title: str, inner: str) -> bytes:
    return (
        f"<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>{title} – Plex (sandbox)</title>"
        f"<h1>{title}</h1>{inner}<p>This is the sandbox: nothing here is Plex.</p></html>"
    ).encode()
