"""What Google's refusals mean: each row of its documents, and every recorded one."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

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
from plexstuff.services.google.trouble import TokenRefused, explain, next_midnight

#: Two in the afternoon of a summer's day in California.
NOW = dt.datetime(2026, 7, 1, 21, 0, tzinfo=dt.UTC).timestamp()


def said(status: int, body: object) -> PlexstuffError:
    error = explain(status, json.dumps(body).encode(), now=lambda: NOW)
    assert error is not None
    assert error.advice
    assert error.sentence.startswith("Google")
    return error


def api(status: int, message: str = "", reason: str = "", detail: str = "") -> dict[str, object]:
    error: dict[str, object] = {"code": status, "message": message}
    if reason:
        error["errors"] = [{"message": message, "domain": "global", "reason": reason}]
    if detail:
        error["details"] = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": detail, "domain": "x"}]
    return {"error": error}


TOKEN_ROWS = [
    (400, "invalid_grant", "Token has been expired or revoked.", ConsentNeeded, "has ended or was taken back"),
    (400, "invalid_grant", "Bad Request", ConsentNeeded, "used before"),
    (400, "invalid_grant", "Malformed auth code.", ConsentNeeded, "used before"),
    (401, "invalid_client", "The OAuth client was not found.", KeyRefused, "does not know this client"),
    (401, "deleted_client", "The OAuth client was deleted.", KeyRefused, "does not know this client"),
    (400, "unauthorized_client", "Unauthorized", KeyRefused, "does not know this client"),
    (400, "redirect_uri_mismatch", "Bad Request", KeyRefused, "not of the type “Desktop app”"),
    (400, "invalid_scope", "Some requested scopes were invalid.", ConsentNeeded, "invalid_scope"),
    (403, "access_denied", "", ConsentNeeded, "the answer was no"),
    (400, "admin_policy_enforced", "", ConsentNeeded, "administrator"),
    (403, "org_internal", "", ConsentNeeded, "Internal"),
    (403, "disallowed_useragent", "", ConsentNeeded, "within another program"),
    (500, "internal_failure", "", ServerError, "trouble of its own"),
    (429, "slow_down", "", RateLimited, "too often"),
    (400, "\x1b[31m<b>strange", "", ConsentNeeded, "31mbstrange"),
]


@pytest.mark.parametrize(("status", "error", "description", "kind", "words"), TOKEN_ROWS)
def test_the_token_endpoint(status: int, error: str, description: str, kind: type[PlexstuffError], words: str) -> None:
    found = said(status, {"error": error, "error_description": description})
    assert type(found) is kind
    assert words in found.sentence
    assert "\x1b" not in found.sentence


API_ROWS = [
    (400, "'raw' RFC822 payload message string required", "invalidArgument", "", InvalidValue, "does not take this"),
    (400, "Invalid To header", "invalidArgument", "", InvalidValue, "Invalid To header"),
    (400, "Mail service not enabled", "failedPrecondition", "", KeyRefused, "no Gmail"),
    (400, "API key not valid. Please pass a valid API key.", "badRequest", "API_KEY_INVALID", KeyRefused, "API key"),
    (400, "Bad Request", "keyInvalid", "", KeyRefused, "API key"),
    (400, "Unable to parse range: Nowhere!A1", "", "", InvalidValue, "no such range"),
    (400, "Range (Films!A5000) exceeds grid limits. Max rows: 100", "", "", InvalidValue, "outside the sheet"),
    (400, "Invalid value at 'data.values'\x1b[2J", "", "", InvalidValue, "data.values"),
    (401, "Request had invalid authentication credentials.", "authError", "", TokenRefused, "sign-in"),
    (403, "Insufficient Permission", "insufficientPermissions", "", ConsentNeeded, "left unticked"),
    (403, "insufficient scopes", "", "ACCESS_TOKEN_SCOPE_INSUFFICIENT", ConsentNeeded, "left unticked"),
    (403, "Access Not Configured.", "accessNotConfigured", "", ConfigurationError, "not switched on"),
    (403, "off", "", "SERVICE_DISABLED", ConfigurationError, "not switched on"),
    (403, "Quota exceeded for 'Queries per minute per user'", "rateLimitExceeded", "", RateLimited, "too often"),
    (403, "User Rate Limit Exceeded", "userRateLimitExceeded", "", RateLimited, "too often"),
    (403, "Daily Limit Exceeded", "dailyLimitExceeded", "", RateLimited, "used up"),
    (403, "exceeded your <a href='x'>quota</a>", "quotaExceeded", "", RateLimited, "used up"),
    (403, "The referer is blocked", "ipRefererBlocked", "", KeyRefused, "restricted"),
    (403, "The caller does not have permission", "", "", KeyRefused, "does not let this account"),
    (404, "Requested entity was not found.", "notFound", "", NotFound, "does not know it"),
    (429, "limit 'Search Queries per day'", "rateLimitExceeded", "", RateLimited, "used up"),
    (429, "limit 'Read requests per minute per user'", "", "", RateLimited, "too often"),
    (429, "Resource has been exhausted (e.g. check quota).", "rateLimitExceeded", "", RateLimited, "too often"),
    (429, "Daily user sending limit exceeded.", "rateLimitExceeded", "", RateLimited, "all the mails"),
]


@pytest.mark.parametrize(("status", "message", "reason", "detail", "kind", "words"), API_ROWS)
def test_an_api(status: int, message: str, reason: str, detail: str, kind: type[PlexstuffError], words: str) -> None:
    found = said(status, api(status, message, reason, detail))
    assert type(found) is kind
    assert words in found.sentence
    assert "\x1b" not in found.sentence


def test_a_day_that_is_over_ends_at_midnight_in_california() -> None:
    found = said(429, api(429, "limit 'Search Queries per day'"))
    assert isinstance(found, RateLimited)
    assert found.wait == 10 * 3600
    before_the_clock_changes = dt.datetime(2026, 11, 1, 7, 30, tzinfo=dt.UTC).timestamp()
    assert next_midnight(before_the_clock_changes) - before_the_clock_changes == 24.5 * 3600


def test_a_wait_that_is_named_is_kept() -> None:
    found = said(429, api(429, "User-rate limit exceeded.  Retry after 2026-07-01T21:00:42.961Z"))
    assert isinstance(found, RateLimited)
    assert found.wait == 42


@pytest.mark.parametrize(
    "link", ["https://evil.example/apis", "javascript:alert(1)", "https://console.cloud.google.com.evil.example/x"]
)
def test_only_pages_of_the_console_are_passed_on(link: str) -> None:
    body = api(403, f"People API has not been used in project 1 before. Enable it by visiting {link} then", "", "x")
    body["error"]["details"] = [  # type: ignore[index]
        {"@type": "type.googleapis.com/google.rpc.Help", "links": [{"description": "x", "url": link}]}
    ]
    found = said(403, body)
    assert "the People API is not switched on" in found.sentence
    assert "Open https://console.cloud.google.com/apis/library and" in found.advice


@pytest.mark.parametrize(("status", "body"), [(500, b"<html>"), (403, b"<!DOCTYPE html>"), (500, b"{}"), (503, b"")])
def test_what_the_status_says_as_well_is_left_to_it(status: int, body: bytes) -> None:
    assert explain(status, body) is None


#: File, status, what it means.
RECORDED = [
    ("error-400-sheets-batchupdate.json", 400, InvalidValue, "hide all the sheets"),
    ("error-403-gmail-insufficient-permission-legacy.json", 403, ConsentNeeded, "left unticked"),
    ("error-403-service-disabled.json", 403, ConfigurationError, "the Internal People API is not switched on"),
    ("error-403-sheets-permission-denied.json", 403, KeyRefused, "does not let this account"),
    ("error-404-sheets-not-found.json", 404, NotFound, "does not know it"),
    ("oauth-error-invalid-grant-code-reused.json", 400, ConsentNeeded, "used before"),
    ("oauth-error-invalid-grant.json", 400, ConsentNeeded, "has ended or was taken back"),
]


@pytest.mark.parametrize(("name", "status", "kind", "words"), RECORDED)
def test_a_recorded_refusal(shared: Path, name: str, status: int, kind: type[PlexstuffError], words: str) -> None:
    found = explain(status, (shared / "fixtures" / "google" / name).read_bytes())
    assert type(found) is kind
    assert words in found.sentence


@pytest.mark.parametrize(
    ("name", "status"),
    [("error-403-gmail-quota-per-minute-fields.json", 403), ("error-429-gmail-resource-exhausted-fields.json", 429)],
)
def test_a_recorded_limit(shared: Path, name: str, status: int) -> None:
    one = json.loads((shared / "fixtures" / "google" / name).read_text("utf-8"))
    found = said(status, {"error": {"code": status, "message": one["message"], "errors": [one]}})
    assert isinstance(found, RateLimited)
    assert "too often" in found.sentence
