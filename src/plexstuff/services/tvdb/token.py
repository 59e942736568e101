"""The token that TheTVDB gives for a key: kept between runs, renewed in time, fetched once for all who wait for it."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import logging
import time
from collections.abc import Callable

import msgspec

from plexstuff.errors import KeyRefused, PlexstuffError, UnexpectedResponse
from plexstuff.http import Credentials, ServiceHttp
from plexstuff.service import Keep
from plexstuff.services.tvdb import answers

#: Seconds before its end at which a token is renewed; it lives a month.
EARLY = 3600.0
_log = logging.getLogger(__name__)

#: How long a token without a readable end is trusted, in seconds.
UNKNOWN_LIFE = 24 * 3600.0


class _Claims(msgspec.Struct):
    exp: float | None = None


class _Kept(msgspec.Struct):
    token: str
    expires_at: float
    made_for: str


def expiry_of(token: str) -> float | None:
    """When a JWT ends (RFC 7519, claim `exp`), in seconds since the epoch; None when it does not say."""
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        claims = base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4))
        return msgspec.json.decode(claims, type=_Claims).exp
    except (ValueError, msgspec.DecodeError):
        return None


class Session:
    """Logs in with a key (and a PIN) and sees to it that requests carry a token that lives."""

    def __init__(
        self, http: ServiceHttp, key: str, pin: str | None, keep: Keep, *, now: Callable[[], float] = time.time
    ) -> None:
        self._http = http
        self._key = key
        self._pin = pin
        self._keep = keep
        self._now = now
        self._lock = asyncio.Lock()
        self._token = ""
        self._renew_at = 0.0
        self._failures = 0
        self._failure: PlexstuffError | None = None
        self.expires_at = 0.0
        # A token is only good for the key and PIN that it was made for.
        self._mark = hashlib.blake2b(f"{key}\0{pin or ''}".encode(), digest_size=4).hexdigest()

    async def ensure(self, *, instead_of: str | None = None) -> str:
        """The token that requests carry now; a new one when there is none, when it ends soon, or `instead_of` one.

        Whoever asks meanwhile waits for the same log-in and shares how it ends. Raises what that raises; a key that was
        refused is not tried again.
        """
        before = self._failures
        async with self._lock:
            if self._failure is not None and (self._failures > before or isinstance(self._failure, KeyRefused)):
                raise self._failure
            if not self._token:
                self._recall()
            if not self._token or self._token == instead_of or self._now() >= self._renew_at:
                await self._log_in()
            return self._token

    async def renew(self) -> str:
        """A token fresh from a log-in, whatever is kept. Raises KeyRefused."""
        async with self._lock:
            await self._log_in()
            return self._token

    def _recall(self) -> None:
        try:
            kept = msgspec.json.decode(self._keep.get("token") or "", type=_Kept)
        except msgspec.DecodeError:
            return
        if kept.made_for == self._mark and kept.token:
            self._use(kept.token, kept.expires_at)
            self._renew_at = kept.expires_at - EARLY

    async def _log_in(self) -> None:
        """POST /login. With a licensed key the PIN must be absent rather than empty."""
        self._http.credentials = Credentials()
        self._token = ""
        self._failure = None
        body = {"apikey": self._key} | ({"pin": self._pin} if self._pin else {})
        try:
            said = await self._http.post("login", answers.Envelope[answers.Token], json=body, repeat=True)
        except PlexstuffError as error:
            self._failure = error
            self._failures += 1
            if isinstance(error, KeyRefused):
                self._store(None)
            raise
        if said.data is None or not said.data.token:
            raise UnexpectedResponse("TheTVDB gave no token at log-in.", "Try again in a few minutes.")
        token, now = said.data.token, self._now()
        expires_at = expiry_of(token) or now + UNKNOWN_LIFE
        self._use(token, expires_at)
        # One that seems to be over at once (this computer's clock is wrong, or it lives for minutes) is used all the
        # same until it is refused: else every request would log in.
        self._renew_at = expires_at - EARLY if expires_at - now > 2 * EARLY else now + UNKNOWN_LIFE
        self._store(_Kept(token, expires_at, self._mark))

    def _store(self, kept: _Kept | None) -> None:
        try:
            self._keep.set("token", msgspec.json.encode(kept).decode() if kept else None)
        except PlexstuffError as error:
            # Without it the next run logs in once more; this one can go on.
            _log.warning("TheTVDB's token could not be kept: %s", error.sentence)

    def _use(self, token: str, expires_at: float) -> None:
        self._token = token
        self.expires_at = expires_at
        self._http.credentials = Credentials(headers={"Authorization": f"Bearer {token}"})
