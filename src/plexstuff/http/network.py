"""Opens connections for one service: which certificates count, which proxy lies in between."""

from __future__ import annotations

import ipaddress
import ssl
from pathlib import Path
from urllib.request import getproxies, proxy_bypass

import httpx2

from plexstuff.errors import InvalidValue


def open_network(
    url: httpx2.URL, title: str, *, verify: bool | Path, connections: int, proxy: httpx2.Proxy | None
) -> httpx2.AsyncBaseTransport:
    """The transport to the host of `url`. Raises InvalidValue when `verify` is a file that holds no certificate."""
    return httpx2.AsyncHTTPTransport(
        verify=_certificates(title, verify) if url.scheme == "https" else False,
        # Connections are counted before a request comes here; the pool only keeps them open.
        limits=httpx2.Limits(max_connections=None, max_keepalive_connections=connections, keepalive_expiry=30.0),
        proxy=proxy,
        trust_env=False,
    )


def find_proxy(url: httpx2.URL) -> httpx2.Proxy | None:
    """The proxy that HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY name for this address; None for this computer.

    Raises InvalidValue when it can't be a proxy's address.
    """
    if _is_this_computer(url.host):
        return None
    proxies = getproxies()
    address = proxies.get(url.scheme) or proxies.get("all")
    if not address or proxy_bypass(url.netloc.decode("ascii")):
        return None
    try:
        proxy = httpx2.Proxy(address if "://" in address else f"http://{address}")
    except (ValueError, httpx2.InvalidURL):
        proxy = None
    if proxy is None or not proxy.url.host or proxy.url.scheme not in ("http", "https"):
        raise InvalidValue(
            f"The proxy that the environment names for {url.scheme}:// can't be used.",
            "HTTPS_PROXY wants an address such as http://proxy.example:3128.",
        )
    return proxy


def _certificates(title: str, verify: bool | Path) -> ssl.SSLContext:
    if isinstance(verify, bool):
        return httpx2.create_ssl_context(verify=verify)
    context = httpx2.create_ssl_context()
    try:
        context.load_verify_locations(cafile=verify)
    except OSError as error:  # ssl.SSLError is one too
        reason = "it holds no certificate" if isinstance(error, ssl.SSLError) else error.strerror
        raise InvalidValue(
            f"The certificate file {verify} for {title} can't be used: {reason}.",
            "ca_file wants a file in PEM form, which begins with -----BEGIN CERTIFICATE-----.",
        ) from None
    return context


def _is_this_computer(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
