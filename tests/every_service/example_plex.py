"""Plex in the contract: plex.tv, and the server that it leads to."""

from __future__ import annotations

import re

from example import Example

from plexstuff.sandbox.plex import keys


def tokens(body: bytes) -> set[str]:
    """The tokens of the entries of servers."""
    return {one.decode() for one in re.findall(rb'"accessToken":"([^"]+)"', body)}


EXAMPLE = Example(
    key="plex",
    uses={
        "libraries": lambda one: one.libraries(),
        "users": lambda one: one.users(),
        "server_name": lambda one: one.server_name(),
        "servers": lambda one: one.servers(),
    },
    wrong={"token": keys.DEAD_TOKEN},
    entrance=lambda request: request.url.path.endswith("/api/v2/user"),
    secrets=tokens,
    cached=False,
)
