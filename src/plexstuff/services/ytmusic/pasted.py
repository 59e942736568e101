"""What browsers give when request headers are copied: raw lines, Chrome's pairs of lines, cURL, JSON; no I/O."""

from __future__ import annotations

import json
import re
import shlex
from itertools import pairwise

from plexstuff.service import Recognised

#: The cookie that proves who asks.
PROOF = "__Secure-3PAPISID"
#: All that is kept: who asks, as which account, with which browser.
KEPT = ("cookie", "x-goog-authuser", "x-goog-pageid", "x-goog-visitor-id", "user-agent", "origin", "x-origin")

_HOST = "music.youtube.com"
_AGAIN = (
    "In the developer tools of the browser (F12), tab Network, on music.youtube.com while you are signed in: take the "
    "POST request browse?…; Firefox: Copy Value, Copy Request Headers; Chrome: Copy, Copy as cURL (bash)."
)
_SAME_LINE = re.compile(r"(:?[A-Za-z0-9-]{1,60}):[ \t]+(.*)")
_TIGHT = re.compile(rf"({'|'.join(KEPT)}):(\S.*)", re.IGNORECASE)
_NAME_ALONE = re.compile(r"(:?[A-Za-z0-9-]{1,60}):?")
_PATH = re.compile(r"(?:~|\.{0,2}/|[A-Za-z]:\\)[^\n;]{1,500}")
_FOREIGN = (
    (re.compile(r"AIza[\w-]{30,}"), "an API key of Google"),
    (re.compile(r"ya29\.\S+|1//\S+"), "a token of Google"),
    (re.compile(r"GOCSPX-\S+"), "a client secret of Google"),
    (re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+"), "a TMDB v4 token"),
)


def recognise(text: str) -> Recognised:
    """The headers to keep, as JSON in one line; or what is missing, and how to copy anew. Never repeats the text."""
    clean = text.strip()
    for shape, name in _FOREIGN:
        if shape.fullmatch(clean):
            return Recognised(refusal=f"This looks like {name}; YouTube Music wants browser headers.", advice=_AGAIN)
    if _PATH.fullmatch(clean):
        return Recognised(
            refusal="This looks like the path of a file.",
            advice="Read it in: plexstuff services set ytmusic headers < FILE",
        )
    try:
        found = headers_in(clean)
    except (ValueError, RecursionError):
        return Recognised(refusal="This is cut off in its middle.", advice=_AGAIN)
    if not found:
        return Recognised(refusal="These are no request headers.", advice=_AGAIN)
    return _judged(found)


def _judged(found: dict[str, str]) -> Recognised:
    if "access_token" in found or "refresh_token" in found:
        return Recognised(refusal="This is a sign-in by OAuth, which can't upload any more.", advice=_AGAIN)
    if (site := _site(found)) not in ("", _HOST):
        return Recognised(refusal=f"These are headers of another site ({site[:60]}), not of {_HOST}.", advice=_AGAIN)
    cookie, account = found.get("cookie", ""), found.get("x-goog-authuser", "")
    if not cookie:
        why = "These are the headers of the answer" if "set-cookie" in found else "There is no cookie in these headers"
        return Recognised(refusal=f"{why}: the headers of the request are wanted.", advice=_AGAIN)
    if "…" in cookie or not cookie.isascii() or not cookie.isprintable():
        return Recognised(refusal="The cookie was shortened when it was copied.", advice=_AGAIN)
    if not re.search(rf"(?:^|;\s*){PROOF}=[^;\s]+", cookie):
        return Recognised(
            refusal=f"The cookie lacks {PROOF}: nobody was signed in there, or it is of another page.", advice=_AGAIN
        )
    if not re.fullmatch(r"[0-9]{1,2}", account):
        which = "is no number" if account else "is missing"
        return Recognised(refusal=f"x-goog-authuser {which}: this was another request.", advice=_AGAIN)
    kept = {name: found[name] for name in KEPT if name in found and found[name].isascii() and found[name].isprintable()}
    note = f"Understood: the cookie, and account {account} of that browser; what else there was is left out."
    return Recognised(json.dumps(kept), note=note if kept != found else "")


def _site(found: dict[str, str]) -> str:
    """The host that these headers were meant for, by what they say themselves; "" where they don't."""
    said = (found.get(name, "") for name in (":authority", "host", "x-origin", "origin"))
    plain = (one.lower().removeprefix("https://").rstrip("/") for one in said)
    return next((one for one in plain if one and one != _HOST and re.fullmatch(r"[a-z0-9.:-]+", one)), "")


def headers_in(text: str) -> dict[str, str]:
    """The headers in `text`, names in small letters; empty when there are none. Raises ValueError for half a text."""
    if text.startswith("{"):
        return _json(text)
    if call := re.match(r"(?:await\s+)?fetch\(\s*\"[^\"]*\"\s*,\s*", text):
        return _of_object(json.JSONDecoder().raw_decode(text, call.end())[0])
    text = text.removeprefix("$ ")
    if re.match(r"curl(?:\.exe)?\s", text):
        return _curl(text)
    return _lines(text)


def _json(text: str) -> dict[str, str]:
    return _of_object(json.loads(text))


def _of_object(found: object) -> dict[str, str]:
    if isinstance(found, dict) and len(found) == 1:  # Firefox, Copy All: "Request Headers (2.1 kB)" around it
        (inner,) = found.values()
        found = inner if isinstance(inner, dict) and "headers" in inner else found
    if isinstance(found, dict) and isinstance(found.get("headers"), list):
        rows = [one for one in found["headers"] if isinstance(one, dict)]
        found = {str(one.get("name")): one.get("value") for one in rows}
    if isinstance(found, dict) and isinstance(found.get("headers"), dict):
        found = found["headers"]
    if not isinstance(found, dict):
        return {}
    return {str(name).lower(): value.strip() for name, value in found.items() if isinstance(value, str)}


def _curl(text: str) -> dict[str, str]:
    if '^"' in text:  # as Windows' command line wants it
        text = re.sub(r"\^(.)", r"\1", re.sub(r"\^\r?\n", " ", text))
    words = shlex.split(re.sub(r"\\\r?\n", " ", text).replace(" $'", " '"))
    found: dict[str, str] = {}
    for option, value in pairwise(words):
        value = value.replace("\\u0021", "!")
        if option in ("-H", "--header"):
            name, _, said = value.partition(":")
            found[name.strip().lower()] = said.strip()
        elif option in ("-b", "--cookie"):
            found["cookie"] = value.strip()
    return found


def _lines(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in (one.strip() for one in text.splitlines()):
        if name:
            found.setdefault(name, line)
            name = ""
        elif whole := _SAME_LINE.fullmatch(line) or _TIGHT.fullmatch(line):
            key, said = whole[1].lower(), whole[2].strip()
            # Over HTTP/2 a cookie may come in several lines (RFC 9113, 8.2.3).
            found[key] = f"{found[key]}; {said}" if key == "cookie" and key in found else said
        elif alone := _NAME_ALONE.fullmatch(line):
            name = alone[1].lower()
    return {key: value for key, value in found.items() if value and (key == ":authority" or key[0] != ":")}
