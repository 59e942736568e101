"""The way to Google's APIs with the user's sign-in: a token that lives, and another one where that was refused."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from plexstuff.errors import ConsentNeeded, KeyRefused, NotConfigured
from plexstuff.http import ServiceHttp
from plexstuff.oauth import code
from plexstuff.oauth.fresh import FreshGrant
from plexstuff.oauth.grant import Grant
from plexstuff.service import Keep
from plexstuff.services.google.features import FEATURES
from plexstuff.services.google.signin import TOKEN, client_of
from plexstuff.services.google.trouble import SIGN_IN_AGAIN, TokenRefused

T = TypeVar("T")


class Session:
    """One sign-in; `now` gives seconds since the epoch.

    Every method raises ConsentNeeded when only the user can help, NotConfigured when nobody ever signed in.
    """

    def __init__(
        self, http: ServiceHttp, values: Mapping[str, str], keep: Keep, *, now: Callable[[], float] = time.time
    ) -> None:
        self._http = http
        self._values = values
        self.keep = keep
        self.now = now
        self._fresh: FreshGrant | None = None

    @property
    def signed_in(self) -> bool:
        """Whether there is a sign-in at all; else only YouTube with a key is left."""
        return bool(self._values.get("grant"))

    @property
    def grant(self) -> Grant:
        """As it is known now."""
        return self._granted().grant

    def _granted(self) -> FreshGrant:
        if self._fresh is None:
            if not self.signed_in:
                raise NotConfigured("Google: nobody has signed in.", "Run: plexstuff services setup google")
            client = client_of(self._values)

            async def renew(grant: Grant) -> Grant:
                try:
                    return await code.renew(self._http, client, grant, path=TOKEN, repeat=True, clock=self.now)
                except TokenRefused as error:
                    raise KeyRefused(error.sentence, error.advice) from None

            self._fresh = FreshGrant(
                self._values["grant"], title=self._http.title, key="google", keep=self.keep, renew=renew, clock=self.now
            )
        return self._fresh

    async def renew(self) -> Grant:
        """The grant fresh from Google: what is allowed is what was just read back."""
        fresh = self._granted()
        await fresh.token(refused=fresh.grant.access_token)
        return fresh.grant

    def need(self, feature: str) -> None:
        """Raise ConsentNeeded unless this feature was allowed."""
        one = FEATURES[feature]
        if one.scopes[0] not in self.grant.scopes:
            raise ConsentNeeded(
                f"Google: {one.title} is not allowed; its box (“{one.box}”) was not ticked, or it was not asked for.",
                f"See that google.features names {feature}, and tick the box. {SIGN_IN_AGAIN}",
            )

    def tried(self, feature: str) -> None:
        """Remember that this feature was used in earnest."""
        if self.keep.get(f"tried_{feature}") is None:
            self.keep.set(f"tried_{feature}", str(int(self.now())))

    async def ask(self, question: Callable[[Mapping[str, str]], Awaitable[T]]) -> T:
        """What `question` gets, asked with the headers that prove who asks; once more where the token was refused."""
        fresh = self._granted()
        token = await fresh.token()
        try:
            return await question(_bearer(token))
        except TokenRefused:
            token = await fresh.token(refused=token)
        try:
            return await question(_bearer(token))
        except TokenRefused as error:
            raise KeyRefused(error.sentence, error.advice) from None


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
