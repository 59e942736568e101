"""Follows a redirect only where no key can get into other hands: on the same host, never to less security."""

from __future__ import annotations

from collections.abc import Sequence

import httpx2

from plexstuff.http.redact import is_key_like
from plexstuff.http.retry import Failed
from plexstuff.http.trouble import Place, sent_elsewhere

_ANY_METHOD = (307, 308)
_ONLY_GET = (301, 302, 303)


def next_address(
    method: str, url: httpx2.URL, status: int, location: str | None, place: Place, onward: Sequence[str] = ()
) -> httpx2.URL | None:
    """Where an answer sends us on to (RFC 9110 §15.4); None when it does not, or when this method may not follow.

    `onward` are other hosts that the service is known to send to, with all below them; who follows there leaves every
    key behind. Raises Failed for any other host, another port, or from https to http. Keys that the service repeated in
    the address are taken out: they are put on again where the request goes out.
    """
    if not location or status not in _ANY_METHOD + (_ONLY_GET if method == "GET" else ()):
        return None
    try:
        address = url.join(location)
    except httpx2.InvalidURL:
        return None
    same_host = (address.scheme, address.host, address.port) == (url.scheme, url.host, url.port)
    to_https = (url.scheme, address.scheme) == ("http", "https") and address.host == url.host
    to_https = to_https and address.port is None and url.port is None
    if not (same_host or to_https):
        if not _known(address, onward):
            raise Failed(sent_elsewhere(place, address.host))
        # Old addresses of such hosts are written with http; all of them speak https.
        address = address.copy_with(scheme="https", port=None)
    for name in {name for name in address.params if is_key_like(name)}:
        address = address.copy_remove_param(name)
    return address.copy_with(fragment=None, username=None, password=None)


def origin(url: httpx2.URL) -> str:
    """Scheme, host and port of an address, as a base address of its own."""
    return str(url.copy_with(path="/", query=None, fragment=None, username=None, password=None))


def _known(address: httpx2.URL, hosts: Sequence[str]) -> bool:
    usual = address.scheme in ("http", "https") and address.port in (None, 80, 443)
    return usual and any(address.host == host or address.host.endswith(f".{host}") for host in hosts)
