"""Signing in at Plex: a PIN is made, the user approves it on Plex's page, and asking for it again gives the token.

Source: https://developer.plex.tv (PIN flow), and recorded answers.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from urllib.parse import quote, urlencode

from plexstuff.errors import ConsentNeeded, KeyRefused
from plexstuff.http import Credentials, ServiceHttp
from plexstuff.service import Pending
from plexstuff.services.plex import answers, recognise_token
from plexstuff.services.plex.device import PRODUCT, headers, joined, new_client, parted
from plexstuff.services.plex.trouble import explain_sign_in as explain

__all__ = ["SIGN_IN", "explain"]

#: How often to ask, in seconds: every second is tolerated, faster is not.
EVERY = 2.0
#: How long a PIN lives when Plex does not say, in seconds.
USUAL_LIFE = 1800.0


class PinSignIn:
    """Plex's way to sign in (`service.SignIn`). `now` gives seconds since the epoch."""

    #: Plex could send the browser on, but asking for the PIN works from anywhere.
    hears = False

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now

    async def begin(self, http: ServiceHttp, values: Mapping[str, str], *, redirect: str = "") -> Pending:
        """POST /api/v2/pins?strong=true -> a PIN and its page. An installation that has an id already keeps it."""
        client = parted(values["token"])[1] if values.get("token") else new_client()
        pin = await http.post("api/v2/pins", answers.Pin, params={"strong": True}, headers=headers(client))
        wanted = {"clientID": client, "code": pin.code, "context[device][product]": PRODUCT}
        if redirect:
            wanted["forwardUrl"] = redirect
        return Pending(
            address=f"{values['auth_url']}#?{urlencode(wanted, quote_via=quote)}",
            # Counted from now on our own clock: the two clocks may differ.
            expires_at=self._now() + (pin.expires_in or USUAL_LIFE),
            polls=True,
            every=EVERY,
            secret={"id": str(pin.id), "client": client},
        )

    async def poll(self, http: ServiceHttp, values: Mapping[str, str], pending: Pending) -> str | None:
        """GET /api/v2/pins/{id} -> the token once it is approved. Raises ConsentNeeded when the PIN is gone."""
        client = pending.secret["client"]
        path = f"api/v2/pins/{pending.secret['id']}"
        pin = await http.send("GET", path, answers.Pin, headers=headers(client))
        if pin.auth_token:
            return joined(pin.auth_token, client)
        if self._now() >= pending.expires_at:
            raise ConsentNeeded(
                "Nobody has signed in at Plex within the half hour that its page lives.",
                "Start again: plexstuff services setup plex",
            )
        return None

    async def finish(self, http: ServiceHttp, values: Mapping[str, str], pending: Pending, address: str) -> str:
        """A token that was pasted, alone or within an address; else what the PIN gives by now."""
        if pasted := recognise_token(address).value:
            return pasted
        if given := await self.poll(http, values, pending):
            return given
        raise ConsentNeeded(
            "Plex has not been told yet that you agree.", "Sign in on the page first, and wait until it says so."
        )

    async def revoke(self, http: ServiceHttp, values: Mapping[str, str], grant: str) -> bool:
        """DELETE /api/v2/users/signout: the token dies, and the installation leaves the authorised devices.

        A token that was given by hand is somebody else's, such as that of the user's browser: it lives on.
        """
        token, client = parted(grant)
        if grant == token:
            return False
        http.credentials = Credentials(headers={"X-Plex-Token": token})
        try:
            await http.send("DELETE", "api/v2/users/signout", bytes, headers=headers(client))
        except KeyRefused:
            return False
        return True


SIGN_IN = PinSignIn()
