"""Jackett's manners: the key in the query alone, errors as XML that mostly come with status 200."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from plexstuff.sandbox.ask import Ask, Face, Refusal
from plexstuff.sandbox.jackett.keys import JACKETT_KEY

XML = "application/xml; charset=UTF-8"
FEED = "application/rss+xml; charset=UTF-8"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

#: What stands for an HTTP status when the fake is told to fail: code and description.
_CODES = {
    401: (100, "Invalid API Key"),
    403: (102, "Insufficient privileges"),
    404: (201, "Indexer is not supported"),
    429: (900, "Jackett.Common.IndexerException: Exception (emberhaven): Too many requests"),
}
#: As .NET tells where it failed.
TRACE = (
    "Jackett.Common.IndexerException: Exception ({key}): The site answered with status 503 (https://{key}.example/?"
    "passkey=SITE-SECRET)\n   at Jackett.Common.Indexers.BaseIndexer.ResultsForQuery(TorznabQuery query, Boolean "
    "isMetaIndexer)\n   at Jackett.Server.Controllers.ResultsController.Torznab(TorznabRequest request)"
)


def error(code: int, description: str) -> bytes:
    """An error in XML."""
    return f'{HEAD}<error code="{code}" description={quoteattr(description)} />'.encode()


def refusal(code: int, description: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Refusal:
    """An error in XML, to be raised."""
    return Refusal(status, error(code, description), headers)


def refuse(status: int) -> bytes:
    """What Jackett says with this HTTP status."""
    if status in _CODES:
        return error(*_CODES[status])
    return b'{"result":"error","error":"Something unforeseen happened","stacktrace":"   at Jackett.Server"}'


def authorise(ask: Ask) -> None:
    """Accept the key in the query, as `apikey` or `passkey`; no header and no cookie counts."""
    if ask.query.get("apikey", ask.query.get("passkey", "")) != JACKETT_KEY:
        raise refusal(100, "Invalid API Key")


def dress(ask: Ask, body: bytes) -> Mapping[str, str]:
    """The kind of a good answer: errors are plain XML, everything else is called a feed."""
    if body[:1] == b"{":
        return {"Content-Type": "application/json; charset=utf-8"}
    return {"Content-Type": FEED}


FACE = Face("jackett", authorise, refuse, dress, content_type=XML)
