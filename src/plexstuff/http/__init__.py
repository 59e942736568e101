"""The only way out over HTTP: time limits, size limits, rate limits, retries, cache, redaction, one kind of error.

`Redactor` is light; the clients are imported when they are first asked for, because the HTTP libraries behind them
take longer to import than the whole command line.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from plexstuff.http.credentials import Credentials
from plexstuff.http.redact import RedactingFilter, Redactor

if TYPE_CHECKING:
    from plexstuff.http.client import HttpClient, Transport
    from plexstuff.http.service import ServiceHttp
    from plexstuff.http.trouble import Explain

__all__ = ["Credentials", "Explain", "HttpClient", "RedactingFilter", "Redactor", "ServiceHttp", "Transport"]

_LATE = {
    "Explain": "plexstuff.http.trouble",
    "HttpClient": "plexstuff.http.client",
    "ServiceHttp": "plexstuff.http.service",
    "Transport": "plexstuff.http.client",
}


def __getattr__(name: str) -> object:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_LATE[name]), name)
