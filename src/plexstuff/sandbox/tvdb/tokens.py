"""TheTVDB's bearer tokens: JWTs that live a month, signed with a secret of the sandbox's own."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable

import msgspec

#: How long a token lives, in seconds: a month, as TheTVDB's do.
LIFE = 30 * 24 * 3600.0

_SECRET = b"the sandbox signs with this; it protects nothing"


class _Claims(msgspec.Struct):
    exp: float = 0.0
    serial: int = 0


class Tokens:
    """Issues tokens and tells the good from the bad; `clock` gives seconds since the epoch."""

    def __init__(self, clock: Callable[[], float], life: float = LIFE) -> None:
        self._clock = clock
        self._life = life
        self._issued = 0
        self._revoked = 0

    def issue(self, key: str, pin: str = "") -> str:
        """A new token; it holds what TheTVDB's tokens hold, and a serial number."""
        self._issued += 1
        claims = {
            "age": "",
            "apikey": key,
            "community_supported": bool(pin),
            "exp": int(self._clock() + self._life),
            "gender": "",
            "hits_per_day": 100000000,
            "hits_per_month": 100000000,
            "id": "900000001",
            "is_mod": False,
            "is_system_key": False,
            "is_trusted": False,
            "pin": pin or None,
            "roles": [],
            "serial": self._issued,
            "tenant": "tvdb",
            "uuid": "",
        }
        body = ".".join(
            (_text(msgspec.json.encode({"alg": "HS256", "typ": "JWT"})), _text(msgspec.json.encode(claims)))
        )
        return f"{body}.{_text(_sign(body))}"

    def accepts(self, token: str) -> bool:
        """Whether a token is ours, unexpired and not revoked."""
        body, _, signature = token.rpartition(".")
        if not hmac.compare_digest(signature.encode(), _text(_sign(body)).encode()):
            return False
        claims = msgspec.json.decode(_bytes(body.partition(".")[2]), type=_Claims)
        return claims.exp > self._clock() and claims.serial > self._revoked

    def revoke_all(self) -> None:
        """From now on every token issued so far is refused, as an expired one is."""
        self._revoked = self._issued


def _sign(body: str) -> bytes:
    return hmac.new(_SECRET, body.encode(), hashlib.sha256).digest()


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
