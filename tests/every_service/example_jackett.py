"""Jackett in the contract: its address is one of its fields."""

from __future__ import annotations

from example import Example

from plexstuff.health import Proof
from plexstuff.models import Indexer, SearchKind, TorrentQuery

SITE = Indexer("emberhaven", "EmberHaven", ways={"search": frozenset("q"), "movie": frozenset({"q", "year"})})

EXAMPLE = Example(
    key="jackett",
    uses={
        "indexers": lambda one: one.indexers(),
        "search": lambda one: one.search(SITE, TorrentQuery("The Matrix", SearchKind.MOVIE, year=1999)),
        "capabilities": lambda one: one.capabilities(SITE),
    },
    wrong={"api_key": "anotherkeyofjackettthatisnotours"},
    proof=Proof.PERMISSION,
    cached=False,
)
