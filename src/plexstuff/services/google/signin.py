"""Signing in at Google: authorization code with PKCE, back to this machine or by a pasted address; giving it back.

Source: https://developers.google.com/identity/protocols/oauth2/native-app
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, urlsplit

from plexstuff.errors import ConsentNeeded, KeyRefused, NotConfigured
from plexstuff.http import ServiceHttp
from plexstuff.oauth import code
from plexstuff.oauth.code import Client
from plexstuff.oauth.grant import Grant
from plexstuff.service import Pending
from plexstuff.services.google.features import FEATURES, allowed, chosen, scopes
from plexstuff.services.google.pasted import client_parts
from plexstuff.services.google.trouble import SIGN_IN_AGAIN, denied, explain

__all__ = ["SIGN_IN", "GoogleSignIn", "client_of", "explain"]

TOKEN, REVOKE = "token", "revoke"
#: Where the browser goes when nobody listens here: its address is pasted.
NOWHERE = "http://127.0.0.1:1/"
_OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
#: As a word of its own: any three letters stand in one address of some thousands, within what was drawn by lot.
_SAYS_OUT_OF_BAND = re.compile(r"(?<![\w%-])(?:out-of-band|OOB)(?![\w%-])")


def client_of(values: Mapping[str, str]) -> Client:
    """The user's own client, out of its JSON or of id and secret. Raises NotConfigured when a part is missing."""
    parts = client_parts(values.get("client", ""))
    own = parts.get("client_id") or values.get("client_id", "")
    secret = parts.get("client_secret") or values.get("client_secret", "")
    if not own or not secret:
        missing = "Client id" if not own else "Client secret"
        raise NotConfigured(
            f"Google: {missing} is not set.",
            "Give the JSON of the Desktop client, or its id and its secret: plexstuff services setup google",
        )
    return Client(own, secret)


class GoogleSignIn:
    """The sign-in of Google (`service.SignIn`). `now` gives seconds since the epoch."""

    hears = True

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now

    async def begin(self, http: ServiceHttp, values: Mapping[str, str], *, redirect: str = "") -> Pending:
        """The page of consent for the features that are wanted; nothing is asked yet. Raises NotConfigured."""
        return code.begin(
            values["accounts_url"],
            client_of(values),
            redirect=redirect or NOWHERE,
            scopes=scopes(chosen(values.get("features", ""))),
            # Only so is there a refresh token, also at a second sign-in.
            extra={"access_type": "offline", "prompt": "consent"},
            clock=self._now,
        )

    async def poll(self, http: ServiceHttp, values: Mapping[str, str], pending: Pending) -> str | None:
        """Never anything: Google can't be asked whether the user is done."""
        return None

    async def finish(self, http: ServiceHttp, values: Mapping[str, str], pending: Pending, address: str) -> str:
        """POST /token with the code of the address on which the browser ended -> the grant.

        Raises ConsentNeeded when the address holds no code, the user said no, or nothing at all was allowed.
        """
        recognise_error_page(address)
        grant = await code.finish(http, client_of(values), pending, address, path=TOKEN, clock=self._now)
        if not grant.refresh_token:
            raise ConsentNeeded(
                "Google gave no permission that lasts: it ends within the hour.",
                f"Remove Plexstuff on https://myaccount.google.com/connections. {SIGN_IN_AGAIN}",
            )
        if not allowed(grant.scopes):
            boxes = "; ".join(f"“{FEATURES[one].box}”" for one in chosen(values.get("features", "")))
            raise ConsentNeeded(
                "Google: no box was ticked, so nothing is allowed.", f"Start again and tick: {boxes}. {SIGN_IN_AGAIN}"
            )
        return grant.text()

    async def revoke(self, http: ServiceHttp, values: Mapping[str, str], grant: str) -> bool:
        """POST /revoke: the grant ends at Google; False for one that has ended already."""
        known = Grant.read(grant, http.title)
        try:
            await http.post(REVOKE, bytes, form={"token": known.refresh_token or known.access_token}, repeat=True)
        except (ConsentNeeded, KeyRefused):
            return False
        return True


def recognise_error_page(text: str) -> None:
    """Say what a page of Google's means whose address, or whose text, was pasted in place of the last address.

    Raises ConsentNeeded when it is one.
    """
    if _SAYS_OUT_OF_BAND.search(text) or _OUT_OF_BAND in text.replace("%3A", ":"):
        raise ConsentNeeded(
            "Google: this comes from the out-of-band way (a code shown in the browser, to be copied), which Google "
            "blocked for everybody on 31 January 2023.",
            "Open the address that Plexstuff shows now: it leads back to this machine instead.",
        )
    if "redirect_uri_mismatch" in text:
        raise ConsentNeeded(
            "Google: this client is not of the type “Desktop app”, so Google sends nobody back to this machine.",
            "Make a Desktop client on https://console.cloud.google.com/auth/clients, and give its JSON: "
            "plexstuff services set google client",
        )
    query = _query(text)
    for reason in ("admin_policy_enforced", "org_internal", "disallowed_useragent", "access_denied"):
        if query.get("error") == reason and reason != "access_denied":
            raise denied(reason)
        if re.search(rf"Error 4\d\d: {reason}", text):
            raise denied(reason)


def _query(text: str) -> dict[str, str]:
    try:
        return {name: values[0] for name, values in parse_qs(urlsplit("".join(text.split())).query).items()}
    except ValueError:
        return {}


SIGN_IN = GoogleSignIn()
