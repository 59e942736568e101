"""As whom we speak to Plex: the headers that name this installation, and the token that proves the account.

plex.tv lists every installation among the user's authorised devices, so its id must stay the same. It is made at the
first sign-in and kept with the token, behind a dot; a token that was given by hand gets one that follows from it.
"""

from __future__ import annotations

import hashlib
import platform
import secrets
from collections.abc import Mapping

from plexstuff import __version__
from plexstuff.services.plex import TOKEN_SHAPE

PRODUCT = "Plexstuff"
CLIENT = "X-Plex-Client-Identifier"


def new_client() -> str:
    """The id of an installation: 32 random hex digits."""
    return secrets.token_hex(16)


def parted(value: str) -> tuple[str, str]:
    """The token that Plex wants, and the id of the installation that it belongs to."""
    found = TOKEN_SHAPE.fullmatch(value)
    if found and found["client"]:
        return found["token"], found["client"]
    return value, hashlib.blake2b(value.encode(), digest_size=16, person=b"plexstuff").hexdigest()


def joined(token: str, client: str) -> str:
    """Token and id of the installation as they are kept."""
    return f"{token}.{client}"


def headers(client: str) -> Mapping[str, str]:
    """What every request says of us; the token is not among it."""
    return {
        CLIENT: client,
        "X-Plex-Product": PRODUCT,
        "X-Plex-Version": __version__,
        "X-Plex-Platform": platform.system() or "Python",
        "X-Plex-Device": platform.system() or "Python",
        "X-Plex-Device-Name": PRODUCT,
    }
