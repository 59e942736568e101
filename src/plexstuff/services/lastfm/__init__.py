"""Last.fm: albums and their tracks, also those that MusicBrainz does not know; no dates."""

from __future__ import annotations

import re

from plexstuff.roles import Role
from plexstuff.service import Field, FieldKind, Form, Group, Rate, Recognised, Service, Visit

_HEX = r"(?<![\w-])[0-9a-f]{32}(?![\w-])"
_KEY = re.compile(_HEX, re.IGNORECASE)
_BOTH = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_PAGE = "https://www.last.fm/api/accounts"
_WHERE = f"It stands on {_PAGE}, 32 hex digits."


def recognise_key(text: str) -> Recognised:
    """An API key, also out of an address or from between the other lines of the page that shows it."""
    return _recognise(text, "API key", re.compile(rf"api[ _]?key\W*({_HEX})", re.IGNORECASE))


def recognise_secret(text: str) -> Recognised:
    """A shared secret, which looks like a key and stands below it."""
    return _recognise(text, "shared secret", re.compile(rf"shared[ _]?secret\W*({_HEX})", re.IGNORECASE))


def _recognise(text: str, name: str, labelled: re.Pattern[str]) -> Recognised:
    clean = text.strip().strip("\"'`“”‘’").strip()
    bare = "".join(clean.split())
    if _KEY.fullmatch(bare):
        return Recognised(bare.lower())
    if found := labelled.search(clean):
        return Recognised(found[1].lower(), note=f"The {name} was taken out of the text around it.")
    several = {one.lower() for one in _KEY.findall(clean)}
    if _BOTH.fullmatch(bare):  # also without a blank between them
        several = {bare[:32].lower(), bare[32:].lower()}
    if len(several) == 1:
        return Recognised(several.pop(), note=f"The {name} was taken out of the text around it.")
    if several:
        return Recognised(
            refusal="Here the API key and the shared secret seem to stand together, 32 hex digits each.",
            advice=f"Give the {name} alone: on {_PAGE} the API key stands first, and the shared secret below it.",
        )
    if "eyJ" in bare:
        return Recognised(refusal="This looks like a TMDB v4 token, not like anything of Last.fm.", advice=_WHERE)
    if _UUID.search(clean):
        return Recognised(refusal="This looks like a key of TheTVDB, not of Last.fm.", advice=_WHERE)
    return Recognised(refusal=f"This is no {name} of Last.fm: that has 32 hex digits.", advice=_WHERE)


API_KEY = Field(
    "api_key",
    "API key",
    FieldKind.SECRET,
    "32 hex digits, in the line “API key”.",
    recognise=recognise_key,
)
SHARED_SECRET = Field(
    "shared_secret",
    "Shared secret",
    FieldKind.SECRET,
    "The line below the key; may be left empty. It is only needed to act in somebody's name, which Plexstuff does not.",
    required=False,
    recognise=recognise_secret,
)

LASTFM_SERVICE = Service(
    key="lastfm",
    title="Last.fm",
    group=Group.MUSIC,
    purpose="Albums and their tracks, where MusicBrainz does not know them; it has no dates",
    base_url="https://ws.audioscrobbler.com/2.0/",
    steps=(
        Visit(
            "Make an account",
            "https://www.last.fm/join",
            "Choose a user name and a password, and confirm the address by the mail that comes.",
            "You are signed in, and your picture stands at the top right.",
        ),
        Visit(
            "Make an API account",
            "https://www.last.fm/api/account/create",
            "Give a mail address, a name such as “Plexstuff at home” and a sentence on what it is for; leave “Callback "
            "URL” and “Application homepage” empty, and press “Submit”.",
            "The page shows “API key” and “Shared secret”, 32 hex digits each. Copy both now; later they stand on "
            "https://www.last.fm/api/accounts.",
        ),
        Form((API_KEY, SHARED_SECRET)),
    ),
    client="plexstuff.services.lastfm.client:LastFM",
    check="plexstuff.services.lastfm.client:check",
    rate=Rate(4, seconds=1.0, connections=2),
    roles={Role.MUSIC_METADATA: 2},
    attribution="Powered by AudioScrobbler (Last.fm), https://www.last.fm. For non-commercial use.",
    uses=("plexstuff music album Cher Believe --from lastfm",),
    notes=(
        "Pictures of artists and tracks are gone since May 2019, dates of albums as well; its terms forbid to use its "
        "covers, so covers come from the Cover Art Archive.",
        "The keys of programs are suspended without warning; your own key is yours alone.",
        "New keys could not be had for months in 2015; in 2026 they can.",
    ),
)
