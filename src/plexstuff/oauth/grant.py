"""What a sign-in gave: the tokens, when they end, what they are good for; kept as one secret."""

from __future__ import annotations

import base64
import binascii

import msgspec

from plexstuff.errors import ConsentNeeded
from plexstuff.service import Service

__all__ = ["Grant", "Tokens", "granted"]

#: A token is renewed so many seconds before it ends: clocks differ, and a request takes its time.
EARLY = 60.0


class Grant(msgspec.Struct, frozen=True, omit_defaults=True):
    """Times are seconds since the epoch; `scopes` are those that the user really granted; `account` names the user.

    `refresh_expires_at` is known only where the service tells it (Google, for a consent screen in "Testing").
    """

    access_token: str
    refresh_token: str = ""
    expires_at: float | None = None
    refresh_expires_at: float | None = None
    scopes: tuple[str, ...] = ()
    account: str = ""
    obtained_at: float = 0.0

    def __repr__(self) -> str:
        return f"Grant(account={self.account!r}, scopes={self.scopes!r})"

    @classmethod
    def read(cls, text: str, service: Service | str) -> Grant:
        """The grant that `text` holds. Raises ConsentNeeded, in the name of the service, when it holds none."""
        title = service if isinstance(service, str) else service.title
        try:
            return msgspec.json.decode(text, type=cls)
        except msgspec.MsgspecError:
            raise ConsentNeeded(
                f"What is kept of the sign-in at {title} can't be read.", "Sign in again: plexstuff services setup"
            ) from None

    def text(self) -> str:
        """As it is kept."""
        return msgspec.json.encode(self).decode()

    def fresh(self, now: float) -> bool:
        """Whether the access token can be used still."""
        return bool(self.access_token) and (self.expires_at is None or now < self.expires_at - EARLY)


class Tokens(msgspec.Struct):
    """The answer of a token endpoint (RFC 6749, 5.1), with Google's and Imgur's additions; lifetimes in seconds."""

    access_token: str
    token_type: str = "Bearer"
    expires_in: float | None = None
    refresh_token: str | None = None
    refresh_token_expires_in: float | None = None
    scope: str | None = None
    id_token: str | None = None
    account_username: str | None = None

    def __repr__(self) -> str:
        return "Tokens(…)"


def granted(tokens: Tokens, *, now: float, asked: tuple[str, ...] = (), before: Grant | None = None) -> Grant:
    """The grant that a token endpoint's answer makes, received at `now`; what it leaves out stays as it was `before`.

    Where the service says nothing of scopes it granted those that were `asked` (RFC 6749, 5.1).
    """
    scopes = tuple(sorted(tokens.scope.split())) if tokens.scope is not None else (before.scopes if before else asked)
    rotated = bool(tokens.refresh_token)
    refresh_ends = before.refresh_expires_at if before and not rotated else None
    if tokens.refresh_token_expires_in is not None:
        refresh_ends = now + tokens.refresh_token_expires_in
    return Grant(
        access_token=tokens.access_token,
        refresh_token=tokens.refresh_token or (before.refresh_token if before else ""),
        expires_at=None if tokens.expires_in is None else now + tokens.expires_in,
        refresh_expires_at=refresh_ends,
        scopes=scopes,
        account=tokens.account_username or _account(tokens.id_token) or (before.account if before else ""),
        obtained_at=before.obtained_at if before else now,
    )


class _Claims(msgspec.Struct):
    email: str = ""
    sub: str = ""


def _account(id_token: str | None) -> str:
    """Who signed in, as an id token says (OpenID Connect Core, 2); "" where there is none that can be read.

    It came from the token endpoint itself over TLS, so its signature need not be looked at (3.1.3.7, 6).
    """
    parts = (id_token or "").split(".")
    if len(parts) != 3:
        return ""
    try:
        claims = msgspec.json.decode(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)), type=_Claims)
    except (msgspec.MsgspecError, binascii.Error, UnicodeDecodeError, ValueError):
        return ""
    return claims.email or claims.sub
