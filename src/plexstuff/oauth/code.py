"""The authorization code flow with PKCE (RFC 6749, 4.1; RFC 7636), and what belongs to it: renewal and giving back."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from authlib.common.security import generate_token
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from plexstuff.http import ServiceHttp
from plexstuff.oauth.grant import Grant, Tokens, granted
from plexstuff.oauth.pasted import read_address
from plexstuff.service import Pending

#: How long the user may take, in seconds.
PATIENCE = 600.0


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks: the id and secret that the service gave to this user's own application."""

    id: str
    secret: str = field(default="", repr=False)

    def form(self) -> dict[str, str]:
        """As a token endpoint wants it in the form (RFC 6749, 2.3.1)."""
        return {"client_id": self.id, **({"client_secret": self.secret} if self.secret else {})}


def begin(
    authorize: str,
    client: Client,
    *,
    redirect: str,
    scopes: tuple[str, ...] = (),
    response_type: str = "code",
    pkce: bool = True,
    extra: Mapping[str, str] | None = None,
    clock: Callable[[], float] = time.time,
) -> Pending:
    """A sign-in at the page `authorize`, from which the browser is sent to `redirect` ("": where the service knows).

    `extra` are further parameters of the page.
    """
    state, verifier = generate_token(32), generate_token(64) if pkce else ""
    challenge: dict[str, str] = {}
    if pkce:
        hashed: str = create_s256_code_challenge(verifier)  # type: ignore[no-untyped-call]
        challenge = {"code_challenge": hashed, "code_challenge_method": "S256"}
    address = prepare_grant_uri(
        authorize,
        client.id,
        response_type,
        redirect_uri=redirect or None,
        scope=list(scopes) or None,
        state=state,
        **challenge,
        **(extra or {}),
    )
    secret = {"state": state, "verifier": verifier, "redirect": redirect, "scopes": " ".join(scopes)}
    return Pending(address, clock() + PATIENCE, pastes=True, secret=secret)


async def finish(
    token: ServiceHttp,
    client: Client,
    pending: Pending,
    address: str,
    *,
    path: str = "",
    clock: Callable[[], float] = time.time,
) -> Grant:
    """The grant for the address on which the browser ended; `token` is the way to the token endpoint (below it `path`).

    Raises ConsentNeeded as `read_address` does, and what the token endpoint's refusals are explained as.
    """
    secret = pending.secret
    landed = read_address(address, title=token.title, state=secret["state"])
    asked = tuple(secret["scopes"].split())
    if landed.token:
        return granted(_from_fragment(landed.token), now=clock(), asked=asked)
    form = {
        "grant_type": "authorization_code",
        "code": landed.code,
        **client.form(),
        **({"redirect_uri": secret["redirect"]} if secret["redirect"] else {}),
        **({"code_verifier": secret["verifier"]} if secret["verifier"] else {}),
    }
    # Once only: a code that was used twice takes everything back that it gave (RFC 6749, 4.1.2).
    return granted(await token.post(path, Tokens, form=form), now=clock(), asked=asked)


async def renew(
    token: ServiceHttp,
    client: Client,
    grant: Grant,
    *,
    path: str = "",
    repeat: bool = False,
    clock: Callable[[], float] = time.time,
) -> Grant:
    """The grant with a new access token (RFC 6749, 6); a refresh token that was rotated takes the place of the old.

    `repeat` says that the service never rotates them: then it is tried again where that may help.
    """
    form = {"grant_type": "refresh_token", "refresh_token": grant.refresh_token, **client.form()}
    return granted(await token.post(path, Tokens, form=form, repeat=repeat), now=clock(), before=grant)


def _from_fragment(parameters: Mapping[str, str]) -> Tokens:
    try:
        lifetime = float(parameters["expires_in"]) if "expires_in" in parameters else None
    except ValueError:
        lifetime = None
    return Tokens(
        parameters["access_token"],
        expires_in=lifetime,
        refresh_token=parameters.get("refresh_token"),
        scope=parameters.get("scope"),
        account_username=parameters.get("account_username"),
    )
