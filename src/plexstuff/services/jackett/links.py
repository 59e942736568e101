"""Takes keys out of the links that indexers give, so that a result can be shown, kept and given on."""

from __future__ import annotations

import base64
import re
from urllib.parse import unquote, urlencode

from plexstuff.http.redact import CREDENTIAL_NAMES, DOUBTFUL_NAMES

#: No real link is longer.
LONGEST = 8192
#: Nobody quotes a link more often.
MOST_QUOTED = 5
#: What trackers call the key of a user, beyond the names that are keys everywhere.
_OF_TRACKERS = frozenset("torrentpass rsskey authkey feedkey downloadkey torrentkey pk".split())
#: A parameter with such a name, however that is spelled: `apikey`, `api_key`, `Api-Key`.
_PARAMETER = re.compile(
    r"([?&;#])(?:"
    + "|".join("[-_.~]*".join(name) for name in sorted(CREDENTIAL_NAMES | DOUBTFUL_NAMES | _OF_TRACKERS))
    + r")[-_.~]*=[^&;#]*",
    re.IGNORECASE,
)
#: A web address without a user's name, and of characters that such have.
_WEB = re.compile(r"https?://[^\x00-\x20\x7f\"<>\\^`{|}/?#@]+(?:[/?#][^\x00-\x20\x7f\"<>\\^`{|}]*)?", re.IGNORECASE)
_UNFIT = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}]")
_TRACKER = re.compile(r"&(?:amp;)?tr(?:\.\d+)?=([^&]*)", re.IGNORECASE)
#: A tracker that holds one of these may know the user by it.
_PERSONAL = re.compile(r"[0-9A-Za-z]{16,}|[?@]")
_HASH = re.compile(r"([0-9a-f]{40})|([2-7a-z]{32})", re.IGNORECASE)
_IN_MAGNET = re.compile(r"xt(?:\.\d+)?=urn:btih:([0-9a-z]{32,40})(?![0-9a-z])", re.IGNORECASE)


def without_key(address: str, key: str) -> str:
    """A web address without parameters that hold a key; "" for what is none, or holds Jackett's `key` elsewhere."""
    if not address or len(address) > LONGEST or _WEB.fullmatch(address) is None:
        return ""
    if "=" in address:
        address, taken = _PARAMETER.subn(_without, address)
        if taken:
            address = re.sub(r"\?[&;]+", "?", address).rstrip("?&;#")
    return "" if _holds(address, key) else address


def _without(pair: re.Match[str]) -> str:
    """What is left of a parameter: the first of them is where the others begin."""
    return "?" if pair[1] == "?" else ""


def _holds(text: str, key: str) -> bool:
    """Whether the key stands in a text, however often that was quoted."""
    key, text = key.lower(), text.lower()
    if not key or key in text:
        return bool(key)
    for _ in range(MOST_QUOTED):
        if "%" not in text:
            return False
        text = unquote(text).lower()
        if key in text:
            return True
    return False


def with_key(address: str, key: str) -> str:
    """A link of Jackett's own, from which the key was taken, ready to be fetched."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode({'jackett_apikey': key})}"


def magnet(address: str, key: str) -> str:
    """A magnet link without trackers that hold something personal; "" for what is none, or holds `key`."""
    if not address[:8].lower().startswith("magnet:?") or len(address) > LONGEST or _UNFIT.search(address):
        return ""
    if _PERSONAL.search(_trackers(address)):
        address = _TRACKER.sub(lambda one: "" if _PERSONAL.search(unquote(one[1])) else one[0], address)
    return "" if _holds(address, key) else address


def _trackers(address: str) -> str:
    return unquote(" ".join(_TRACKER.findall(address)))


def infohash(text: str) -> str:
    """40 hex digits in small letters from an info-hash in hex or base32, also out of a magnet link; "" for none."""
    if not text:
        return ""
    if len(text) != 40:
        found = _IN_MAGNET.search(text[:LONGEST])
        text = found[1] if found else text.strip()
    exact = _HASH.fullmatch(text)
    if exact is None:
        return ""
    if exact[1]:
        return exact[1].lower()
    return base64.b32decode(exact[2].upper()).hex()
