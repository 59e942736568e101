"""What people paste where Imgur's client id and secret are asked for; other services' keys are told by shape."""

from __future__ import annotations

import re

from plexstuff.service import Recognised

_ID = re.compile(r"(?<![\w-])[0-9a-f]{15}(?![\w-])", re.IGNORECASE)
_SECRET = re.compile(r"(?<![\w-])[0-9a-f]{40}(?![\w-])", re.IGNORECASE)
_OTHERS = (
    (re.compile(r"[0-9a-f]{32}", re.IGNORECASE), "a key of TMDB, Last.fm or Jackett"),
    (re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE), "a key of TheTVDB"),
    (re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+"), "a TMDB v4 token"),
    (re.compile(r"GOCSPX-[\w-]+"), "a client secret of Google"),
    (re.compile(r"AIza[\w-]{35}"), "an API key of Google"),
    (re.compile(r"\d{6,20}-\w+\.apps\.googleusercontent\.com"), "a client id of Google"),
)
_WHERE_ID = "A client id of Imgur has 15 hex digits; those of your applications stand on https://imgur.com/account/settings/apps"
_WHERE_SECRET = "A client secret of Imgur has 40 hex digits; Imgur showed it when the application was made."


def recognise_id(text: str) -> Recognised:
    """A client id, also out of the text around it, such as the header `Authorization: Client-ID …`."""
    return _recognise(text, _ID, _SECRET, "client id", "client secret", _WHERE_ID)


def recognise_secret(text: str) -> Recognised:
    """A client secret, also out of the text around it."""
    return _recognise(text, _SECRET, _ID, "client secret", "client id", _WHERE_SECRET)


def _recognise(
    text: str, shape: re.Pattern[str], sibling: re.Pattern[str], name: str, sibling_name: str, where: str
) -> Recognised:
    clean = text.strip().strip("\"'`“”‘’").strip()
    found = {one.lower() for one in shape.findall(clean)}
    if len(found) > 1:
        return Recognised(refusal=f"Here are several texts that may be the {name}.", advice=where)
    if found:
        value = found.pop()
        note = "" if value == clean.lower() else f"The {name} was taken out of the text around it."
        return Recognised(value, note=note)
    bare = "".join(clean.split())
    if shape.fullmatch(bare):
        return Recognised(bare.lower())
    if sibling.fullmatch(bare):
        return Recognised(refusal=f"This looks like the {sibling_name}, not the {name}.", advice=where)
    for other, title in _OTHERS:
        if other.fullmatch(bare):
            return Recognised(refusal=f"This looks like {title}, not like anything of Imgur.", advice=where)
    return Recognised(refusal=f"This is no {name} of Imgur.", advice=where)
