"""The live check of Google: renew the sign-in, read back what is allowed, and see that each API is switched on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence

from plexstuff.errors import ConsentNeeded
from plexstuff.health import Checked, Part, Proof
from plexstuff.services.google.client import Google
from plexstuff.services.google.features import FEATURES, allowed, chosen
from plexstuff.services.google.trouble import SIGN_IN_AGAIN


async def check(client: Google) -> Checked:
    """Prove what can be proved without doing anything. Raises the first trouble that there is."""
    if not client.session.signed_in:
        await client.videos.permitted()
        return Checked(
            "YouTube takes the API key; nobody has signed in, so there is no mail, no contacts and no sheets.",
            Proof.TRIED if client.tried("youtube") else Proof.PERMISSION,
        )
    grant = await client.granted()
    granted = allowed(grant.scopes)
    there = [one for one in granted if one in chosen(client.features) or client.tried(one)]
    if not there:
        raise ConsentNeeded(
            "Google: the sign-in allows nothing that is wanted here.", f"Tick the boxes. {SIGN_IN_AGAIN}"
        )
    await _all(client, there)
    missing = [one for one in chosen(client.features) if one not in there]
    proved = [f"{FEATURES[one].title} {_proof(client, one).value}" for one in there]
    # What is granted and not wanted any more is granted all the same; it is not tried.
    parts = tuple(Part(one, one in granted, _proof(client, one) if one in there else None) for one in FEATURES)
    return Checked(
        " ".join(filter(None, (_who(grant.account, proved), _lacking(missing), ending(grant.refresh_expires_at)))),
        Proof.TRIED if all(client.tried(one) for one in there) else Proof.PERMISSION,
        grant.refresh_expires_at,
        parts,
    )


async def _all(client: Google, features: Sequence[str]) -> None:
    ways: Mapping[str, Callable[[], Awaitable[object]]] = {
        "mail": client.mail.permitted,
        "contacts": client.contacts.permitted,
        "youtube": client.videos.permitted,
        "sheets": client.sheets.permitted,
    }
    for ended in await asyncio.gather(*(ways[one]() for one in features), return_exceptions=True):
        if isinstance(ended, BaseException):
            raise ended


def _proof(client: Google, feature: str) -> Proof:
    return Proof.TRIED if client.tried(feature) else Proof.PERMISSION


def _who(account: str, proved: Sequence[str]) -> str:
    return f"Signed in{f' as {account}' if account else ''}: {', '.join(proved)}."


def _lacking(missing: Sequence[str]) -> str:
    """Unticked boxes, by the words on them."""
    if not missing:
        return ""
    boxes = ", ".join(f"{FEATURES[one].title} (“{FEATURES[one].box}”)" for one in missing)
    return f"Not allowed: {boxes}; sign in again and tick {'it' if len(missing) == 1 else 'them'}."


def ending(expires_at: float | None) -> str:
    """When a sign-in of an app in Testing dies, and the way out; "" where it lives on."""
    if expires_at is None:
        return ""
    day = time.strftime("%Y-%m-%d %H:%M", time.localtime(expires_at))
    return (
        f"The app is in Testing, so it ends on {day}: publish the app on "
        "https://console.cloud.google.com/auth/audience and sign in again."
    )
