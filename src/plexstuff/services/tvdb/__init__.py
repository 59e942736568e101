"""TheTVDB: which series, which episode; the first to be asked about series."""

from __future__ import annotations

import re

from plexstuff.roles import Role
from plexstuff.service import Field, FieldKind, Form, Group, OldSetting, Rate, Recognised, Service, Visit

_UUID = re.compile(r"(?<![\w-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])", re.IGNORECASE)
#: What word processors and mail programs make of a dash.
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_LEGACY = re.compile(r"[0-9a-f]{32}|[0-9a-f]{16}", re.IGNORECASE)
_WHERE = "Keys for version 4 are made on https://thetvdb.com/dashboard/account/apikey; they have dashes."
_TODAY = (
    "TheTVDB turned its old interface off; today it wants a version 4 key and, for keys that users pay for, a PIN. "
    "Run: plexstuff services setup tvdb"
)


def recognise_key(text: str) -> Recognised:
    """A v4 key (a UUID), also out of the body of a log-in; older keys and those of TMDB are told by their shape."""
    clean = text.strip().strip("\"'`“”‘’").strip().translate(_DASHES)
    if found := _UUID.search(clean):
        note = "" if found[0] == clean else "The key was taken out of the text around it."
        return Recognised(found[0].lower(), note=note)
    bare = "".join(clean.split())
    if found := _UUID.fullmatch(bare):
        return Recognised(bare.lower())
    if "eyJ" in bare:
        return Recognised(
            refusal="This is a token: TMDB gives such to its users. TheTVDB wants the key itself.", advice=_WHERE
        )
    if "api_key=" in bare:
        return Recognised(refusal="This is an address of TMDB with TMDB's key in it.", advice=_WHERE)
    if _LEGACY.fullmatch(bare):
        also = ", or a key of TMDB" if len(bare) == 32 else ""
        return Recognised(
            refusal=f"This is a key for TheTVDB's old interface, which is retired{also}.",
            advice=f"{_WHERE} Keys that users pay for want a PIN too. Run: plexstuff services setup tvdb",
        )
    return Recognised(
        refusal="This is no key of TheTVDB: that is five groups of hex digits with dashes.", advice=_WHERE
    )


def recognise_pin(text: str) -> Recognised:
    """A subscriber's PIN: a short word of letters and digits."""
    clean = re.sub(r"(?:subscriber )?pin\s*[:=]", "", text.strip(), count=1, flags=re.IGNORECASE)
    clean = clean.strip().strip("\"'`“”‘’").strip()
    where = "The PIN stands on https://thetvdb.com/dashboard/account/editinfo."
    if _UUID.fullmatch(clean):
        return Recognised(refusal="This is the key, not the PIN.", advice=where)
    if not re.fullmatch(r"[A-Za-z0-9_-]{4,31}", clean):
        return Recognised(refusal="A PIN is a short word of letters and digits.", advice=where)
    return Recognised(clean)


API_KEY = Field("api_key", "API key", FieldKind.SECRET, "Version 4; it has dashes.", recognise=recognise_key)
PIN = Field(
    "pin",
    "Subscriber PIN",
    FieldKind.SECRET,
    "Only for keys that users pay for; leave it empty for a licensed (negotiated) key.",
    required=False,
    recognise=recognise_pin,
)

TVDB_SERVICE = Service(
    key="tvdb",
    title="TheTVDB",
    group=Group.CREDENTIALS,
    purpose="Which episode is this; also films, where TMDB can't be asked",
    base_url="https://api4.thetvdb.com/v4",
    steps=(
        Visit(
            "Make an account",
            "https://thetvdb.com/auth/register",
            "Sign up; for a key that users pay for, subscribe on https://thetvdb.com/subscribe (about 12 dollars a "
            "year, or earned by contributing).",
            "You are signed in; a subscriber's PIN stands on https://thetvdb.com/dashboard/account/editinfo.",
        ),
        Visit(
            "Make a key",
            "https://thetvdb.com/dashboard/account/apikey",
            "Name the project, and choose the kind of key: user-supported (each user has a PIN) or negotiated.",
            "The key is shown: five groups of hex digits with dashes between them.",
        ),
        Form((API_KEY, PIN)),
    ),
    client="plexstuff.services.tvdb.client:TVDB",
    check="plexstuff.services.tvdb.client:check",
    rate=Rate(10, seconds=1.0, connections=6),
    roles={Role.SERIES: 1, Role.MOVIES: 2},
    attribution="Metadata provided by TheTVDB. Please consider adding missing information or subscribing. "
    "https://thetvdb.com",
    old_settings=(
        OldSetting("username", "TheTVDB asks for no user name any more.", _TODAY),
        OldSetting("userkey", "TheTVDB asks for no user key any more.", _TODAY),
        OldSetting("user_key", "TheTVDB asks for no user key any more.", _TODAY),
        OldSetting("apikey", "TheTVDB's key is called api_key here, and must be of version 4.", _TODAY),
    ),
    uses=("plexstuff identify FOLDER",),
    notes=("The old interface (versions 1 to 3, 32-digit keys) is retired; this is version 4.",),
)
