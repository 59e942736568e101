"""The page of the sandbox on which the app is published or put back into Testing, and APIs are switched on and off."""

from __future__ import annotations

import time
from html import escape
from urllib.parse import parse_qs

from plexstuff.sandbox.ask import Ask, Refusal
from plexstuff.sandbox.google.face import state_of
from plexstuff.sandbox.google.pages import page

APIS = {
    "gmail.googleapis.com": "Gmail API",
    "people.googleapis.com": "People API",
    "youtube.googleapis.com": "YouTube Data API v3",
    "sheets.googleapis.com": "Google Sheets API",
}


def console(ask: Ask) -> object:
    """GET shows it, POST changes one thing."""
    state = state_of(ask)
    if ask.method == "POST":
        given = {name: values[0] for name, values in parse_qs(ask.body.decode("utf-8", "replace")).items()}
        if given.get("publishing") in ("testing", "production"):
            state.publishing = given["publishing"]
        if given.get("off") in APIS:
            state.switched_off.add(given["off"])
        if given.get("on") in APIS:
            state.switched_off.discard(given["on"])
        raise Refusal(303, b"", {"Location": "?"})
    testing = state.publishing == "testing"
    other, word = ("production", "Publish app") if testing else ("testing", "Back to testing")
    return page(
        "Console",
        f"<h1>Plexstuff</h1><h2>Publishing status: {'Testing' if testing else 'In production'}</h2>"
        f"{'<p>Every sign-in ends after 7 days.</p>' if testing else ''}"
        f"<form method='post'><button class='main' name='publishing' value='{other}'>{word}</button></form>"
        f"<h2>APIs</h2><table>{''.join(_api(host, host in state.switched_off) for host in APIS)}</table>"
        f"<h2>Sign-ins</h2><table>{_sign_ins(ask)}</table>",
    )


def _api(host: str, off: bool) -> str:
    verb, word = ("on", "Enable") if off else ("off", "Disable")
    return (
        f"<tr><td>{escape(APIS[host])}</td><td><form method='post'><button name='{verb}' value='{host}'>{word}</button>"
        "</form></td></tr>"
    )


def _sign_ins(ask: Ask) -> str:
    rows = []
    for one in state_of(ask).consents:
        ends = "" if one.ends is None else time.strftime("until %Y-%m-%d %H:%M UTC", time.gmtime(one.ends))
        how = ends if one.alive else "over"
        scopes = ", ".join(scope.rpartition("/")[2] for scope in one.scopes)
        rows.append(f"<tr><td>{escape(one.account)}</td><td>{escape(scopes)}</td><td>{how}</td></tr>")
    return "".join(rows)
