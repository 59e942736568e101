"""Where a server may be reached, best first, and which of those places answers as that server."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from plexstuff.errors import InvalidValue, PlexstuffError, Unreachable
from plexstuff.http import ServiceHttp
from plexstuff.services.plex.answers import Connection, Container, Identity, Resource, yes

#: A place that is silent for so many seconds is left for the next.
PATIENCE = 3.0


def places(resource: Resource) -> list[list[str]]:
    """The addresses of a server in tiers that are tried one after the other: at home, from outside, by relay.

    In front of the relay stand those at home without encryption, where the server allows that: routers that forbid
    names of plex.direct (DNS rebinding protection) let those through. A token never leaves the house so.
    """
    known = [one for one in resource.connections or [] if one.uri]
    home = [one for one in known if yes(one.local) and not yes(one.relay)]
    outside = [one for one in known if not yes(one.local) and not yes(one.relay)]
    relayed = [one for one in known if yes(one.relay)]
    bare = [] if yes(resource.https_required) else [address for one in home if (address := _bare(one))]
    tiers = [[one.uri for one in home], bare, [one.uri for one in outside], [one.uri for one in relayed]]
    return list(_once(tiers))


def _bare(connection: Connection) -> str:
    """The address without a name and encryption."""
    if not connection.address or not connection.port or connection.protocol == "http":
        return ""
    host = f"[{connection.address}]" if ":" in connection.address else connection.address
    return f"http://{host}:{connection.port}"


def _once(tiers: list[list[str]]) -> Iterator[list[str]]:
    seen: set[str] = set()
    for tier in tiers:
        fresh = [uri for uri in dict.fromkeys(tier) if uri not in seen]
        seen.update(fresh)
        if fresh:
            yield fresh


async def identity(http: ServiceHttp, uri: str, headers: Mapping[str, str]) -> Identity:
    """GET /identity at this address, without a token. Raises InvalidValue, ServiceErrors and KeyRefused."""
    said = await http.at(uri).send("GET", "identity", Container[Identity], headers=headers, patience=PATIENCE)
    return said.container


async def find(http: ServiceHttp, resource: Resource, headers: Mapping[str, str], *, first: str = "") -> str:
    """The best address at which this very server answers; `first` is tried before all others.

    The places of one tier are tried at the same time. Raises Unreachable that names what was tried.
    """
    tiers = places(resource)
    known = {uri for tier in tiers for uri in tier}
    if first in known:
        tiers.insert(0, [first])
    for tier in tiers:
        answers = await asyncio.gather(*(_answers(http, uri, resource, headers) for uri in tier))
        for uri, answered in zip(tier, answers, strict=True):
            if answered:
                return uri
    raise _nowhere(resource, sorted({urlsplit(uri).netloc for uri in known}))


async def _answers(http: ServiceHttp, uri: str, resource: Resource, headers: Mapping[str, str]) -> bool:
    """Whether the server itself answers there; whatever else does is passed over."""
    try:
        found = await identity(http, uri, headers)
    except PlexstuffError:
        return False
    return found.machine_identifier == resource.client_identifier


async def claimed(http: ServiceHttp, uri: str, resource: Resource, headers: Mapping[str, str]) -> str:
    """The address that the user gave, when that server is there. Raises InvalidValue when another one is."""
    found = await identity(http, uri, headers)
    if found.machine_identifier != resource.client_identifier:
        raise InvalidValue(
            f"At the address that is set for Plex answers another server than {resource.name}.",
            "Run: plexstuff config explain plex.server_url",
        )
    return uri


def _nowhere(resource: Resource, tried: list[str]) -> Unreachable:
    if not tried:
        return Unreachable(
            f"Plex knows no address of the server {resource.name}.",
            "Check that it is running and signed in to your account; or give its address: "
            "plexstuff config set plex.server_url ADDRESS",
        )
    seen = resource.last_seen_at
    last = f" Plex last saw it on {seen[:10]}." if seen and not yes(resource.presence) else ""
    return Unreachable(
        f"The Plex server {resource.name} answers at none of its addresses ({', '.join(tried[:6])}).{last}",
        "Check that it is running. If it is, the router may forbid names of plex.direct, or remote access may be off; "
        "give its address then: plexstuff config set plex.server_url http://ADDRESS:32400",
    )
