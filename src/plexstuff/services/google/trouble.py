"""What Google says when something is wrong, at its token endpoint and in its APIs; in our own words."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

import msgspec

from plexstuff.errors import (
    ConfigurationError,
    ConsentNeeded,
    InvalidValue,
    KeyRefused,
    NotFound,
    PlexstuffError,
    RateLimited,
    ServerError,
)
from plexstuff.services.google.answers import ApiError, Failure, TokenError

SIGN_IN_AGAIN = "Sign in again: plexstuff services setup google"
_CLIENTS = "https://console.cloud.google.com/auth/clients"
_AUDIENCE = "https://console.cloud.google.com/auth/audience"
#: YouTube begins a new day then.
_PACIFIC = ZoneInfo("America/Los_Angeles")
_UNTIL = re.compile(r"Retry after (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z")
_DAY_IS_OVER = frozenset({"quotaExceeded", "dailyLimitExceeded"})
_TOO_FAST = frozenset({"rateLimitExceeded", "userRateLimitExceeded"})
_SWITCHED_OFF = frozenset({"SERVICE_DISABLED", "accessNotConfigured"})
_NOT_ALLOWED = frozenset({"ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions"})


class TokenRefused(KeyRefused):
    """An API does not take the access token: another one may help."""


def explain(status: int, body: bytes, *, now: Callable[[], float] = time.time) -> PlexstuffError | None:
    """Google's own reading of an error answer; None when the body says nothing that the HTTP status doesn't.

    Status 401 is a TokenRefused. `now` gives seconds since the epoch.
    """
    if body.lstrip().startswith(b"<"):
        return None
    try:
        said = msgspec.json.decode(body, type=TokenError)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return _api(status, body, now)
    return token_trouble(status, said.error, said.error_description or "")


def _api(status: int, body: bytes, now: Callable[[], float]) -> PlexstuffError | None:
    try:
        said = msgspec.json.decode(body, type=ApiError).error
    except (msgspec.MsgspecError, UnicodeDecodeError):
        said = Failure()
    if status == 401:
        return TokenRefused("Google does not accept the sign-in any more.", f"{_causes()} {SIGN_IN_AGAIN}")
    reasons = {one.reason for one in (*(said.errors or ()), *(said.details or ())) if one.reason}
    message = said.message or ""
    return (
        _about_the_project(reasons, said)
        or _about_limits(status, reasons, message, now)
        or _about_the_request(status, reasons, message)
    )


def _about_the_project(reasons: set[str], said: Failure) -> PlexstuffError | None:
    message = said.message or ""
    if reasons & _SWITCHED_OFF or "has not been used in project" in message:
        return _switched_off(said)
    if reasons & _NOT_ALLOWED:
        return ConsentNeeded(
            "Google: the sign-in does not allow this; its box on Google's page was left unticked.",
            f"Tick it this time. {SIGN_IN_AGAIN}",
        )
    if reasons & {"API_KEY_INVALID", "keyInvalid"} or "API key not valid" in message:
        return KeyRefused(
            "Google does not accept the API key for YouTube.",
            "Copy it again from https://console.cloud.google.com/apis/credentials: "
            "plexstuff services set google youtube_key",
        )
    if reasons & {"ipRefererBlocked", "API_KEY_SERVICE_BLOCKED", "API_KEY_IP_ADDRESS_BLOCKED"}:
        return KeyRefused(
            "Google: the API key is restricted to other APIs, addresses or web sites.",
            "Open it on https://console.cloud.google.com/apis/credentials: no application restriction, and YouTube "
            "Data API v3 among its APIs.",
        )
    return None


def _switched_off(said: Failure) -> ConfigurationError:
    """SERVICE_DISABLED: the answer names the API, and holds the page on which to switch it on."""
    named = re.match(r"([\w ]{3,60}?API(?: v\d)?) has not been used", said.message or "")
    links = [link.url for one in said.details or () for link in one.links or () if link.url]
    found = re.search(r"https://\S+", said.message or "")
    pages = [one for one in (*links, found[0] if found else "") if _of_the_console(one)]
    page = pages[0] if pages else "https://console.cloud.google.com/apis/library"
    what = f"the {named[1]}" if named else "this API"
    return ConfigurationError(
        f"Google: {what} is not switched on in your project.",
        f"Open {page} and click Enable, wait a few minutes, then: plexstuff services check google",
    )


def _of_the_console(address: str) -> bool:
    return re.fullmatch(r"https://console\.(?:developers|cloud)\.google\.com/[\w./?=&%:-]{1,300}", address) is not None


def _about_limits(status: int, reasons: set[str], message: str, now: Callable[[], float]) -> PlexstuffError | None:
    if status not in (403, 429):
        return None
    if reasons & _DAY_IS_OVER or "per day" in message:
        midnight = next_midnight(now())
        local = time.strftime("%H:%M", time.localtime(midnight))
        return RateLimited(
            f"Google: what is free for a day is used up; the next day begins at {local} (midnight in California).",
            "Run the same again then; nothing is lost.",
            wait=midnight - now(),
        )
    if "user sending limit" in message:
        return RateLimited(
            "Google: this account has sent all the mails that it may send in a day.",
            "Send the rest tomorrow: the same command goes on where it stopped.",
            wait=24 * 3600.0,
        )
    if status == 429 or reasons & _TOO_FAST:
        until = _UNTIL.search(message)
        wait = None
        if until:
            moment = dt.datetime.fromisoformat(until[1]).replace(tzinfo=dt.UTC).timestamp()
            wait = max(1.0, moment - now())
        return RateLimited(
            "Google says that it was asked too often.",
            "Run the same again in a minute; nothing is lost.",
            wait=wait,
        )
    return None


def _about_the_request(status: int, reasons: set[str], message: str) -> PlexstuffError | None:
    if "Mail service not enabled" in message:
        return KeyRefused("Google: this account has no Gmail.", f"Use one that has. {SIGN_IN_AGAIN}")
    if status == 404:
        return NotFound(
            "Google does not know it, or does not show it to this account.",
            "Check the id or address, and that it is shared with the account that signed in.",
        )
    if status == 403:
        return KeyRefused(
            "Google does not let this account do that.",
            f"See that it is shared with the account that signed in, or use another. {SIGN_IN_AGAIN}",
        )
    if status == 400 and "Unable to parse range" in message:
        return InvalidValue(
            "Google: there is no such range in this spreadsheet.",
            "A range looks like A1:C20, or 'Sheet name'!A1:C20; see the names of its sheets at the bottom of its page.",
        )
    if status == 400 and "exceeds grid limits" in message:
        return InvalidValue(
            "Google: the cells lie outside the sheet.", "Add rows or columns to the sheet, or write further up."
        )
    if status == 400:
        said = "".join(one for one in message if one.isprintable())[:160].rstrip(".")
        return InvalidValue(f"Google does not take this: {said or 'no reason given'}.", "Correct it and try again.")
    return None


def token_trouble(status: int, error: str, description: str) -> PlexstuffError | None:
    """What the token endpoint's refusal means (RFC 6749, 5.2, and Google's own)."""
    if error == "invalid_grant" and ("expired or revoked" in description or "revoked" in description):
        return ConsentNeeded("Google: the sign-in has ended or was taken back.", f"{_causes()} {SIGN_IN_AGAIN}")
    if error == "invalid_grant":
        return ConsentNeeded(
            "Google does not take this sign-in: its code was used before, is too old, or belongs to another client.",
            f"See that this computer's clock is right (date -u). {SIGN_IN_AGAIN}",
        )
    if error in ("invalid_client", "deleted_client", "unauthorized_client"):
        return KeyRefused(
            "Google does not know this client, or its secret is another one.",
            f"Look on {_CLIENTS} whether it is there still (those not used for six months are deleted), and give its "
            "JSON again: plexstuff services set google client",
        )
    if error == "redirect_uri_mismatch":
        return KeyRefused(
            "Google: this client is not of the type “Desktop app”.",
            f"Make one of that type on {_CLIENTS}, and give its JSON: plexstuff services set google client",
        )
    if error in ("admin_policy_enforced", "org_internal", "access_denied", "disallowed_useragent"):
        return denied(error)
    if error in ("internal_failure", "server_error", "temporarily_unavailable") or status >= 500:
        return ServerError("Google has trouble of its own with signing in.", "Try again in a few minutes.")
    if status == 429:
        return RateLimited("Google says that it was asked too often.", "Try again in some minutes.")
    word = "".join(letter for letter in error if letter.isalnum() or letter in "_-")[:40]
    return ConsentNeeded(f"Google did not take the sign-in: {word or 'no reason given'}.", SIGN_IN_AGAIN)


def denied(reason: str) -> ConsentNeeded:
    """What the browser was sent back with in place of a code."""
    if reason == "admin_policy_enforced":
        return ConsentNeeded(
            "Google: the administrator of this account does not allow that.",
            f"Use a private account, or ask the administrator. {SIGN_IN_AGAIN}",
        )
    if reason == "org_internal":
        return ConsentNeeded(
            "Google: the app is Internal, for its own organisation only.",
            f"Set User type to External on {_AUDIENCE}. {SIGN_IN_AGAIN}",
        )
    if reason == "disallowed_useragent":
        return ConsentNeeded(
            "Google does not show its page within another program.", f"Open it in a browser of its own. {SIGN_IN_AGAIN}"
        )
    return ConsentNeeded(
        "Google: on the page of consent, the answer was no.",
        "Start again and agree there; where Google itself said “access_denied”, publish the app or add your address "
        f"to its test users on {_AUDIENCE}",
    )


def next_midnight(now: float) -> float:
    """When the next day begins in California (seconds since the epoch)."""
    here = dt.datetime.fromtimestamp(now, _PACIFIC)
    tomorrow = (here + dt.timedelta(days=1)).date()
    return dt.datetime.combine(tomorrow, dt.time(), _PACIFIC).timestamp()


def _causes() -> str:
    return (
        "Google ends a sign-in after 7 days while the app is in Testing (the way out: Publish app on "
        f"{_AUDIENCE}), when Plexstuff is removed on https://myaccount.google.com/connections, when the password "
        "changes, after six months without use, and when a newer one of more than 100 replaces it."
    )
