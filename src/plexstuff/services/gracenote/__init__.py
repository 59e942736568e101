"""Gracenote: albums for those who have a client id of former years; nobody new gets one."""

from __future__ import annotations

import re

from plexstuff.roles import Role
from plexstuff.service import Field, FieldKind, Form, Group, Lifecycle, Rate, Recognised, Service, Visit

#: Seven to ten digits, which also name the host that is asked, and 32 hex digits.
_CLIENT = re.compile(r"(?<![\w-])(\d{7,10})\s*-\s*([0-9a-f]{32})(?![\w-])", re.IGNORECASE)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_HEX = re.compile(r"[0-9a-f]{32}", re.IGNORECASE)
_WHERE = (
    "A client id is digits, a hyphen and 32 hex digits. Gracenote gives out no new ones; without an old one, use "
    "MusicBrainz: plexstuff services setup musicbrainz"
)


def recognise_client(text: str) -> Recognised:
    """A client id, also out of the text around it; ids of other services are told by their shape."""
    clean = text.strip().strip("\"'`“”‘’").strip().translate(_DASHES)
    if len({"-".join(one).upper() for one in _CLIENT.findall(clean)}) > 1:
        return Recognised(refusal="Here are several client ids, and which one is meant is not said.", advice=_WHERE)
    if found := _CLIENT.search(clean):
        value = f"{found[1]}-{found[2].upper()}"
        note = "" if value == clean.upper() else "The client id was taken out of the text around it."
        return Recognised(value, note=note)
    bare = "".join(clean.split())
    if found := _CLIENT.fullmatch(bare):
        return Recognised(f"{found[1]}-{found[2].upper()}")
    if "eyJ" in bare:
        return Recognised(refusal="This looks like a TMDB v4 token, not like anything of Gracenote.", advice=_WHERE)
    if _UUID.fullmatch(bare):
        return Recognised(refusal="This looks like a key of TheTVDB, not of Gracenote.", advice=_WHERE)
    if _HEX.fullmatch(bare):
        return Recognised(refusal="This looks like a key of TMDB or Last.fm, or half a client id.", advice=_WHERE)
    return Recognised(refusal="This is no client id of Gracenote.", advice=_WHERE)


CLIENT_ID = Field(
    "client_id",
    "Client id",
    FieldKind.SECRET,
    "Digits, a hyphen and 32 hex digits; from the time when Gracenote gave them out.",
    recognise=recognise_client,
)

GRACENOTE_SERVICE = Service(
    key="gracenote",
    title="Gracenote",
    group=Group.MUSIC,
    purpose="Albums and their tracks, for those who still have a client id; without lengths",
    base_url="https://web.cddbp.net/webapi/xml/1.0/",
    steps=(
        Visit(
            "Look for your client id",
            "https://developer.gracenote.com/web-api",
            "Gracenote gives out no new client ids since 2019. If you have one from before, it stood on the page of "
            "your program there, as “Client ID”, and in the settings of the programs that you used it with. Without "
            "one leave this service out: MusicBrainz knows more, and needs no key.",
            "You have a text of digits, a hyphen and 32 hex digits.",
        ),
        Form((CLIENT_ID,)),
    ),
    client="plexstuff.services.gracenote.client:Gracenote",
    check="plexstuff.services.gracenote.client:check",
    rate=Rate(2, seconds=1.0, connections=2),
    roles={Role.MUSIC_METADATA: 3},
    lifecycle=Lifecycle.closed(
        "2019",
        "its owner ended the programme for small programs and sells to companies only.",
        "MusicBrainz with the Cover Art Archive",
    ),
    attribution="Music data from Gracenote. For non-commercial use.",
    uses=("plexstuff music album Cher Believe --from gracenote",),
    notes=(
        "Plexstuff registers once, at the first check, and keeps the user id that it gets: there are few of them for "
        "each client id. `plexstuff services forget gracenote` gives it up.",
        "The host that is asked begins with c and the digits of the client id; set base_url to ask another one.",
        "Nobody has shown an old client id working after 2021: it may be refused, and there is no way around that.",
    ),
)
