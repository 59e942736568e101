"""Takes secrets out of texts before anybody sees them: known secrets, and whatever looks like one by its name."""

from __future__ import annotations

import json
import logging
import re
from urllib.parse import quote, quote_plus

MASK = "***"

#: Names (without `-`, `_` and `.`, in small letters) of query parameters, form fields and JSON keys that hold secrets.
CREDENTIAL_NAMES = frozenset(
    "apikey accesstoken refreshtoken idtoken authtoken sessiontoken xplextoken clientsecret sharedsecret secret "
    "password passwd pwd passkey apisig jackettapikey userkey".split()
)
#: Names that often hold secrets, and sometimes something harmless.
DOUBTFUL_NAMES = frozenset(
    "key token pin code codeverifier auth session sessionid sessionkey sid sk sig signature".split()
)
#: Names of headers that hold secrets.
CREDENTIAL_HEADERS = frozenset(
    "authorization proxyauthorization xapikey xplextoken xembytoken cookie setcookie xauthtoken".split()
)

#: Secrets shorter than this are replaced only where they stand alone: a PIN of "1234" must not hide parts of numbers.
SHORT = 6

_PAIR = re.compile(r"""(?P<name>[A-Za-z][\w.-]{1,40})=(?P<value>[^&\s"'<>#;]+)""")
_JSON_PAIR = re.compile(
    r"""(?P<before>(?P<quote>["'])(?P<name>[\w.-]{2,40})(?P=quote)\s*:\s*)(?P<mark>["'])(?P<value>(?:\\.|(?!(?P=mark)).)*)(?P=mark)"""
)
_HEADER = re.compile(r"""(?P<name>\b[A-Za-z][A-Za-z-]{2,40})(?P<between>:[ \t]*)(?P<value>[^\r\n"'{}\[\]]+)""")
_BEARER = re.compile(r"(?i)\b(bearer)\s+[A-Za-z0-9._~+/=-]{8,}")
_JSON_WEB_TOKEN = re.compile(r"\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*")
_USER_INFO = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*://)[^/\s@]+@")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]", "", name).lower()


def is_credential_name(name: str) -> bool:
    """Whether a query parameter of this name is a credential beyond doubt (`api_key`, `X-Plex-Token`)."""
    return _plain(name) in CREDENTIAL_NAMES


def is_key_like(name: str) -> bool:
    """Whether a value of this name may be a secret (`api_key`, `token`, `pin`) and must not be shown."""
    return _plain(name) in CREDENTIAL_NAMES or _plain(name) in DOUBTFUL_NAMES


def is_credential_header(name: str) -> bool:
    """Whether a header of this name holds a secret (`Authorization`, `X-Api-Key`, `Cookie`)."""
    return _plain(name) in CREDENTIAL_HEADERS


class Redactor:
    """Knows the secrets of a run and takes them out of texts; also what only looks like a secret goes."""

    def __init__(self) -> None:
        self._secrets: set[str] = set()
        self._pattern: re.Pattern[str] | None = None

    def add(self, secret: str) -> None:
        """Never let `secret` through again, in any of the spellings of URLs and JSON."""
        secret = secret.strip()
        if not secret or secret in self._secrets:
            return
        self._secrets.add(secret)
        self._pattern = None

    def redact(self, text: str) -> str:
        """`text` with `***` for each known secret and for each value that looks like one by its name."""
        if self._secrets:
            text = self._known().sub(MASK, text)
        text = _USER_INFO.sub(rf"\g<scheme>{MASK}@", text)
        text = _HEADER.sub(_mask_header, text)
        text = _PAIR.sub(_mask_pair, text)
        text = _JSON_PAIR.sub(_mask_json_pair, text)
        text = _BEARER.sub(rf"\1 {MASK}", text)
        return _JSON_WEB_TOKEN.sub(MASK, text)

    def _known(self) -> re.Pattern[str]:
        if self._pattern is None:
            spellings = {one for secret in self._secrets for one in _spellings(secret)}
            longest_first = sorted(spellings, key=len, reverse=True)
            self._pattern = re.compile("|".join(map(_as_pattern, longest_first)))
        return self._pattern

    def __repr__(self) -> str:
        return f"<Redactor of {len(self._secrets)} secrets>"


def _spellings(secret: str) -> set[str]:
    inside_json = json.dumps(secret)[1:-1]
    return {secret, quote(secret), quote(secret, safe=""), quote_plus(secret), inside_json}


def _as_pattern(secret: str) -> str:
    escaped = re.escape(secret)
    return rf"(?<!\w){escaped}(?!\w)" if len(secret) < SHORT else escaped


def _mask_pair(match: re.Match[str]) -> str:
    return f"{match['name']}={MASK}" if is_key_like(match["name"]) else match[0]


def _mask_json_pair(match: re.Match[str]) -> str:
    if is_key_like(match["name"]) or is_credential_header(match["name"]):
        return f"{match['before']}{match['mark']}{MASK}{match['mark']}"
    return match[0]


def _mask_header(match: re.Match[str]) -> str:
    return f"{match['name']}{match['between']}{MASK}" if is_credential_header(match["name"]) else match[0]


class RedactingFilter(logging.Filter):
    """For a log handler: what passes is redacted, the message with its arguments as well as the trace."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self._redactor = redactor

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact the record in place; it always passes."""
        record.msg = self._redactor.redact(_message(record))
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        record.exc_info = None  # nobody formats it anew
        if record.exc_text:
            record.exc_text = self._redactor.redact(record.exc_text)
        if record.stack_info:
            record.stack_info = self._redactor.redact(record.stack_info)
        return True


def _message(record: logging.LogRecord) -> str:
    """The message; where its arguments do not fit it, none of them: logging itself would show them as they are."""
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001 - an argument's own __str__ may raise anything
        return f"{record.msg!r} (with arguments that do not fit it)"
