"""The indexers of the fake Jackett: made-up sites that differ in what they have, can do and tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from plexstuff.sandbox.jackett.filters import Facts

MOVIES = {2000: "Movies", 2030: "Movies/SD", 2040: "Movies/HD", 2045: "Movies/UHD"}
TV = {5000: "TV", 5030: "TV/SD", 5040: "TV/HD", 5045: "TV/UHD"}
MUSIC = {3000: "Audio", 3040: "Audio/Lossless"}

_ALL_WAYS = {
    "search": "q",
    "tv-search": "q,season,ep",
    "movie-search": "q,year,imdbid",
    "music-search": "q",
    "audio-search": "q",
    "book-search": "q",
}
_PLAIN_WAYS = {"search": "q", "tv-search": "q,season,ep", "movie-search": "q"}


class Behaviour(StrEnum):
    """How the site behind an indexer is today."""

    WELL = "well"
    THROWS = "throws"
    RATE_LIMITED = "rate limited"


@dataclass(slots=True)
class Site:
    """An indexer. `hashes` tells whether it says the info-hash, `magnets` whether its links are magnet links.

    `flood` is how many results it finds for anything, in place of what fits; `searches` counts those that were spent,
    `tested` is whether its last search went well (None: none yet).
    """

    key: str
    title: str
    privacy: str = "public"
    language: str = "en-US"
    tags: frozenset[str] = frozenset()
    ways: dict[str, str] = field(default_factory=lambda: dict(_ALL_WAYS))
    categories: dict[int, str] = field(default_factory=lambda: {**MOVIES, **TV, 100_001: "Films and series"})
    hashes: bool = True
    magnets: bool = False
    configured: bool = True
    behaviour: Behaviour = Behaviour.WELL
    flood: int = 0
    searches: int = 0
    tested: bool | None = None

    @property
    def facts(self) -> Facts:
        """What a filter can ask about it."""
        status = {None: "unknown", True: "healthy", False: "failing"}[self.tested]
        test = {None: "", True: "passed", False: "failed"}[self.tested]
        return Facts(self.privacy, self.tags, self.language, test, status)


class Sites:
    """What the fake remembers: its indexers by their ids."""

    def __init__(self) -> None:
        self.by_key: dict[str, Site] = {}
        self.replace(
            Site("emberhaven", "EmberHaven"),
            Site("lanternfish", "LanternFish", ways=dict(_PLAIN_WAYS), magnets=True, tags=frozenset({"fast"})),
            Site("mosslight", "MossLight", "semi-private", ways={"search": "q"}, categories={8000: "Other"}),
            Site("quietharbour", "Quiet Harbour", "private", "de-DE", ways=dict(_PLAIN_WAYS), hashes=False),
            Site("tinwhistle", "TinWhistle", ways={"search": "q", "music-search": "q,artist"}, categories=dict(MUSIC)),
            Site("unlitcellar", "Unlit Cellar", configured=False),
        )

    def replace(self, *sites: Site) -> None:
        """Let there be these and no others."""
        self.by_key = {one.key: one for one in sites}

    @property
    def searches(self) -> int:
        """How many searches were spent at all sites together."""
        return sum(one.searches for one in self.by_key.values())
