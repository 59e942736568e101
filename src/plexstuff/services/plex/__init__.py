"""Plex: the server at home, and plex.tv, which knows the account, its servers and who they are shared with."""

from __future__ import annotations

import re

from plexstuff.roles import Role
from plexstuff.service import Authorize, Choose, Field, FieldKind, Group, OldSetting, Rate, Recognised, Service

#: A token of Plex, and behind a dot the id of the installation that it was given to, where that is known.
TOKEN_SHAPE = re.compile(r"(?P<token>[A-Za-z0-9_-]{20})(?:\.(?P<client>[0-9a-f]{32}))?")
_WITHIN = re.compile(
    r"""(?:X-Plex-Token|authToken|accessToken)["']?\s*[=:]\s*["']?([A-Za-z0-9_-]{20})(?![\w-])""", re.I
)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_AGAIN = "Run: plexstuff services setup plex"
_SIGN_IN = f"Signing in gives the right one: {_AGAIN.removeprefix('Run: ')}"


def recognise_token(text: str) -> Recognised:
    """A token of 20 characters, also out of an address or a piece of XML; what is none is told by its shape."""
    clean = text.strip().strip("\"'`“”‘’<>").strip()
    if TOKEN_SHAPE.fullmatch(clean):
        return Recognised(clean)
    if found := _WITHIN.search(clean):
        return Recognised(found[1], note="The token was taken out of the text around it.")
    bare = "".join(clean.split())
    if TOKEN_SHAPE.fullmatch(bare) and not bare.isalpha():
        return Recognised(bare)
    return Recognised(refusal=_other_than_a_token(bare), advice=_SIGN_IN)


def _other_than_a_token(bare: str) -> str:
    if bare.startswith("eyJ"):
        return (
            "This is a JWT. Plex's own live for a week and its servers refuse them; TMDB's v4 token looks the same. "
            "A token of Plex has 20 characters."
        )
    if "://" in bare:
        return "This is an address without a token in it."
    if "@" in bare:
        return "This is a mail address: no password is wanted here, you sign in on Plex's own page."
    if re.fullmatch(r"[0-9a-f]{32}", bare, re.IGNORECASE):
        return "This is a key of 32 hex digits, as TMDB and Last.fm give them. A token of Plex has 20 characters."
    if re.fullmatch(r"[0-9a-f]{40}", bare, re.IGNORECASE):
        return "This is the id of a server, not a token."
    if _UUID.fullmatch(bare):
        return "This is a key of TheTVDB. A token of Plex has 20 characters."
    if re.fullmatch(r"[A-Za-z0-9]{4}", bare):
        return "This is a code to be typed at plex.tv/link, not a token."
    if bare.casefold().startswith("claim-"):
        return "This is a claim token: a new server takes it once, and it opens nothing else."
    return "This is no token of Plex: that has 20 letters, digits, - and _."


def recognise_server(text: str) -> Recognised:
    """A server by its id or its name; an address is told where it belongs."""
    clean = text.strip().strip("\"'`“”‘’").strip()
    if "://" in clean or re.fullmatch(r"[\w.-]+:\d{2,5}", clean):
        return Recognised(
            refusal="This is an address; a server is chosen by its name.",
            advice="Its address is found by itself. To give another one: plexstuff config set plex.server_url ADDRESS",
        )
    return Recognised(clean)


TOKEN = Field(
    "token",
    "Sign-in at Plex",
    FieldKind.SECRET,
    "Signing in gives it; a token of 20 characters that you have already will do.",
    recognise=recognise_token,
)
SERVER = Field(
    "server",
    "Server",
    FieldKind.TEXT,
    "Its name or id; needed only where your account has several.",
    required=False,
    recognise=recognise_server,
)

PLEX_SERVICE = Service(
    key="plex",
    title="Plex",
    group=Group.LOGIN,
    purpose="Your server: its libraries, and the people it is shared with",
    base_url="https://plex.tv",
    addresses={"auth_url": "https://app.plex.tv/auth", "server_url": ""},
    steps=(
        Authorize(
            "Sign in",
            "A page of app.plex.tv opens: sign in there with the account that owns the server (also with Google, Apple "
            "or a second factor), and allow Plexstuff. The page is good for half an hour. Your password stays with "
            "Plex. Who has a token already can give it with `plexstuff services set plex token` instead.",
            TOKEN,
            "plexstuff.services.plex.signin:SIGN_IN",
            "The page says that you can close it, and Plexstuff goes on by itself a moment later.",
        ),
        Choose(
            "Choose the server",
            "All servers of your account are listed, your own before those that others share with you. The users of a "
            "server can be listed only by its owner.",
            SERVER,
            "plexstuff.services.plex.client:servers",
        ),
    ),
    client="plexstuff.services.plex.client:Plex",
    check="plexstuff.services.plex.client:check",
    rate=Rate(8, seconds=1.0, connections=4),
    roles={Role.LIBRARIES: 1, Role.USERS: 1},
    attribution="Plex is a trademark of Plex, Inc. Plexstuff is no product of theirs.",
    old_settings=(
        OldSetting("username", "Plex is no longer signed in to with a user name and password.", _AGAIN),
        OldSetting("password", "Plex is no longer signed in to with a user name and password.", _AGAIN),
    ),
    uses=(
        "plexstuff library list",
        "plexstuff users list",
    ),
    notes=(
        "Changed since 2019: scripts no longer sign in with a password (two-factor sign-in and Plex's robot check stop "
        "them); the page of app.plex.tv took its place.",
        "A sign-in lasts until you change your password, sign out all devices, or remove Plexstuff among the "
        "authorised devices of https://app.plex.tv/desktop/#!/settings/devices/all; then sign in again.",
        "The server is reached at the addresses that plex.tv knows: at home first, then from outside, then through "
        "Plex's relay. Routers that forbid names of plex.direct are got round over plain HTTP at home, unless the "
        "server requires secure connections. `server_url` gives an address of your own instead.",
        "Several calls of former years are gone: those for friends and invitations, and the old host of watchlists.",
    ),
)
