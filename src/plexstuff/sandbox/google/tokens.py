"""The token endpoint, revocation, and who signed in."""

from __future__ import annotations

import base64
import hashlib
import json
from urllib.parse import parse_qs

from plexstuff.sandbox.ask import Ask, Refusal
from plexstuff.sandbox.google import keys
from plexstuff.sandbox.google.face import JSON, PREFIX, consent_of, state_of
from plexstuff.sandbox.google.state import CODE_LIFE, TOKEN_LIFE, Code, Consent

ISSUER = "https://accounts.google.com"


def token(ask: Ask) -> object:
    """POST /token: a code, or a refresh token, for an access token."""
    form = _form(ask)
    own, secret = _client(ask, form)
    if own != keys.CLIENT_ID:
        raise _refused(401, "invalid_client", "The OAuth client was not found.")
    if secret != keys.CLIENT_SECRET:
        raise _refused(
            400 if not secret else 401,
            *(("invalid_request", "client_secret is missing.") if not secret else ("invalid_client", "Unauthorized")),
        )
    match form.get("grant_type", ""):
        case "authorization_code":
            return _by_code(ask, form)
        case "refresh_token":
            return _by_refresh_token(ask, form)
        case "urn:ietf:params:oauth:grant-type:device_code":
            raise _refused(400, "invalid_grant", "Malformed device code.")
        case "":
            raise _refused(400, "invalid_request", "Missing required parameter: grant_type")
        case other:
            raise _refused(400, "unsupported_grant_type", f"Invalid grant_type: {other[:40]}")


def _by_code(ask: Ask, form: dict[str, str]) -> object:
    state = state_of(ask)
    code = state.codes.get(form.get("code", ""))
    if code is None or ask.now >= code.made + CODE_LIFE:
        raise _refused(400, "invalid_grant", "Malformed auth code." if code is None else "Bad Request")
    if code.consent is not None:
        # A code that comes a second time may have been stolen: what it gave is worth nothing from now on.
        code.consent.alive = False
        raise _refused(400, "invalid_grant", "Bad Request")
    if form.get("redirect_uri", "") != code.redirect:
        raise _refused(400, "redirect_uri_mismatch", "Bad Request")
    if code.challenge and "code_verifier" not in form:
        raise _refused(400, "invalid_grant", "Missing code verifier.")
    if code.challenge and not _verified(code, form["code_verifier"]):
        raise _refused(400, "invalid_grant", "Invalid code verifier.")
    code.consent = state.consent_to(code.account, code.scopes, offline=code.offline)
    answer = _answer(ask, code.consent)
    if code.consent.refresh:
        answer["refresh_token"] = code.consent.refresh
    return answer


def _by_refresh_token(ask: Ask, form: dict[str, str]) -> object:
    consent = state_of(ask).refreshed_by(form.get("refresh_token", ""))
    if consent is None:
        raise _refused(400, "invalid_grant", "Token has been expired or revoked.")
    return _answer(ask, consent)


def _answer(ask: Ask, consent: Consent) -> dict[str, object]:
    answer: dict[str, object] = {
        "access_token": state_of(ask).access_token(consent),
        "expires_in": TOKEN_LIFE,
        "scope": " ".join(reversed(consent.scopes)),
        "token_type": "Bearer",
    }
    if "openid" in consent.scopes:
        answer["id_token"] = _id_token(ask, consent)
    if consent.ends is not None:
        answer["refresh_token_expires_in"] = int(consent.ends - ask.now)
    return answer


def _verified(code: Code, verifier: str) -> bool:
    if code.method == "plain":
        return verifier == code.challenge
    return _part(hashlib.sha256(verifier.encode("ascii", "replace")).digest()) == code.challenge


def _id_token(ask: Ask, consent: Consent) -> str:
    head = {"alg": "RS256", "kid": "sandbox", "typ": "JWT"}
    claims = {
        "iss": ISSUER,
        "azp": keys.CLIENT_ID,
        "aud": keys.CLIENT_ID,
        "sub": _number(consent.account),
        **({"email": consent.account, "email_verified": True} if f"{PREFIX}userinfo.email" in consent.scopes else {}),
        "iat": int(ask.now),
        "exp": int(ask.now) + 3600,
    }
    return ".".join((_part(json.dumps(head).encode()), _part(json.dumps(claims).encode()), _part(b"sandbox" * 8)))


def _part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _number(account: str) -> str:
    return str(10**20 + int.from_bytes(hashlib.sha256(account.encode()).digest()[:6], "big"))


def revoke(ask: Ask) -> object:
    """POST /revoke?token=… or with the token in the form: the sign-in is over."""
    given = _form(ask).get("token") or ask.query.get("token", "")
    if not state_of(ask).revoke(given):
        raise _refused(400, "invalid_token", "Token expired or revoked")
    return {}


def token_info(ask: Ask) -> object:
    """GET /tokeninfo?access_token=… -> what a token may do, for debugging."""
    given = ask.query.get("access_token") or _form(ask).get("access_token", "")
    consent = state_of(ask).opened_by(given)
    if consent is None:
        raise _refused(400, "invalid_token", "Invalid Value")
    left = int(consent.access[given] - ask.now)
    return {
        "azp": keys.CLIENT_ID,
        "aud": keys.CLIENT_ID,
        "sub": _number(consent.account),
        "scope": " ".join(consent.scopes),
        "exp": str(int(consent.access[given])),
        "expires_in": str(left),
        "email": consent.account,
        "email_verified": "true",
        "access_type": "offline" if consent.refresh else "online",
    }


def user_info(ask: Ask) -> object:
    """GET /v1/userinfo -> who signed in."""
    consent = consent_of(ask)
    return {"sub": _number(consent.account), "email": consent.account, "email_verified": True}


def _form(ask: Ask) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(ask.body.decode("utf-8", "replace")).items()}


def _client(ask: Ask, form: dict[str, str]) -> tuple[str, str]:
    """Id and secret, from the form or by HTTP Basic (RFC 6749, 2.3.1)."""
    kind, _, rest = ask.headers.get("authorization", "").partition(" ")
    if kind.lower() == "basic":
        try:
            own, _, secret = base64.b64decode(rest).decode().partition(":")
        except ValueError:
            return "", ""
        return own, secret
    return form.get("client_id", ""), form.get("client_secret", "")


def _refused(status: int, name: str, description: str) -> Refusal:
    return Refusal(status, {"error": name, "error_description": description}, {"Content-Type": JSON})
