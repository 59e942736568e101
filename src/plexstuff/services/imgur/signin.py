"""Signing in at Imgur without a way back to this machine: the page opens, and the address where it ended is pasted.

Source: https://apidocs.imgur.com, “Authorization and OAuth”.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from plexstuff.errors import ConsentNeeded, NotConfigured
from plexstuff.http import ServiceHttp
from plexstuff.oauth import code
from plexstuff.oauth.code import Client
from plexstuff.service import Pending
from plexstuff.services.imgur.trouble import SIGN_IN_AGAIN, broken, explain, is_error_1024

__all__ = ["SIGN_IN", "TOKEN", "ImgurSignIn", "client_of", "explain"]

TOKEN = "oauth2/token"


def client_of(values: Mapping[str, str]) -> Client:
    """The user's own client. Raises NotConfigured when a part is missing."""
    if not values.get("client_id") or not values.get("client_secret"):
        raise NotConfigured("Imgur: signing in needs the client id and the client secret.", SIGN_IN_AGAIN)
    return Client(values["client_id"], values["client_secret"])


class ImgurSignIn:
    """The sign-in of Imgur (`service.SignIn`). `now` gives seconds since the epoch."""

    hears = False

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now

    async def begin(self, http: ServiceHttp, values: Mapping[str, str], *, redirect: str = "") -> Pending:
        """The page of consent. It is asked for a token, which every kind of application may have."""
        return code.begin(
            values["authorize_url"],
            client_of(values),
            redirect="",
            response_type="token",
            pkce=False,
            clock=self._now,
        )

    async def poll(self, http: ServiceHttp, values: Mapping[str, str], pending: Pending) -> str | None:
        """Never anything: Imgur can't be asked whether the user is done."""
        return None

    async def finish(self, http: ServiceHttp, values: Mapping[str, str], pending: Pending, address: str) -> str:
        """The grant, from the fragment of the address, or by POST /oauth2/token with the code in its query.

        Raises ConsentNeeded when the address holds neither or the user said no, ServiceRetired for the page of error
        1024.
        """
        if is_error_1024(address):
            raise broken()
        grant = await code.finish(http, client_of(values), pending, address, path=TOKEN, clock=self._now)
        if not grant.refresh_token:
            raise ConsentNeeded("Imgur gave no sign-in that lasts.", SIGN_IN_AGAIN)
        return grant.text()

    async def revoke(self, http: ServiceHttp, values: Mapping[str, str], grant: str) -> bool:
        """Nothing is asked: Imgur has no way to give a sign-in back but its page of applications."""
        return False


SIGN_IN = ImgurSignIn()
