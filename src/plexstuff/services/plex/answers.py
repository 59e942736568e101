"""The answers of plex.tv and of a Plex Media Server, as far as they are used; unknown keys are ignored.

Sources: developer.plex.tv (API 1.1.1) and recorded answers, which outrank it. Flags are true, 1 or "1".
"""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

ContainerT = TypeVar("ContainerT")

Flag = bool | int | str | None


def yes(flag: Flag) -> bool:
    """Whether a flag is set, in any of its spellings."""
    return flag in (True, 1, "1", "true")


class Pin(msgspec.Struct, rename="camel"):
    """POST /api/v2/pins and GET /api/v2/pins/{id}; the rest of it says where the user lives, and is not read."""

    id: int
    code: str
    expires_in: float | None = None
    auth_token: str | None = None


class Subscription(msgspec.Struct, rename="camel"):
    """Whether the account has a Plex Pass."""

    active: Flag = None
    status: str | None = None
    plan: str | None = None


class Account(msgspec.Struct, rename="camel"):
    """GET /api/v2/user. `joined_at` is seconds since the epoch."""

    id: int
    uuid: str = ""
    username: str | None = None
    title: str | None = None
    email: str | None = None
    friendly_name: str | None = None
    joined_at: int | None = None
    home: Flag = None
    subscription: Subscription | None = None


class Connection(msgspec.Struct):
    """One address of a server."""

    uri: str = ""
    protocol: str = ""
    address: str = ""
    port: int | None = None
    local: Flag = None
    relay: Flag = None
    ipv6: Flag = msgspec.field(name="IPv6", default=None)


class Resource(msgspec.Struct, rename="camel"):
    """A device of the account, one row of GET /api/v2/resources; `provides` of a server holds "server".

    `last_seen_at` is a moment in ISO 8601.
    """

    name: str
    client_identifier: str
    provides: str = ""
    product: str | None = None
    product_version: str | None = None
    platform: str | None = None
    last_seen_at: str | None = None
    source_title: str | None = None
    access_token: str | None = None
    owned: Flag = None
    presence: Flag = None
    https_required: Flag = None
    connections: list[Connection] | None = None

    def __repr__(self) -> str:
        return f"<{self.name!r}, {self.client_identifier[:8]}…>"


class Container(msgspec.Struct, Generic[ContainerT]):
    """What every answer of a server comes in."""

    container: ContainerT = msgspec.field(name="MediaContainer")


class Identity(msgspec.Struct, rename="camel"):
    """GET /identity, which wants no token."""

    machine_identifier: str
    version: str = ""
    claimed: Flag = None


class Location(msgspec.Struct):
    """A folder of a library."""

    path: str
    id: int | None = None


class Section(msgspec.Struct, rename="camel"):
    """A library. Times are seconds since the epoch."""

    key: str
    type: str
    title: str
    agent: str = ""
    scanner: str = ""
    language: str = ""
    uuid: str = ""
    created_at: int | None = None
    updated_at: int | None = None
    scanned_at: int | None = None
    refreshing: Flag = None
    hidden: int | None = None
    locations: list[Location] = msgspec.field(name="Location", default_factory=list)


class Sections(msgspec.Struct):
    """GET /library/sections; a server without libraries leaves the list out."""

    size: int
    sections: list[Section] = msgspec.field(name="Directory", default_factory=list)


class Size(msgspec.Struct, rename="camel"):
    """A container of which only the size counts: `total_size` of all, `size` of those that came."""

    size: int
    total_size: int | None = None
