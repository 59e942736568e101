"""Merges what several indexers offer: the same torrent is one result that lists all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from plexstuff.models import Release


class FoundTorrent(msgspec.Struct, frozen=True):
    """A torrent and everybody who offers it, the one with the most seeders first.

    The whole of it is told as that one tells it; seeders, leechers and size are the most that anybody says, for an
    indexer sees a part of the swarm; `published` is the first time it was seen anywhere.
    """

    title: str
    infohash: str
    size: int | None
    seeders: int | None
    leechers: int | None
    published: dt.datetime | None
    offers: tuple[Release, ...]

    @property
    def indexers(self) -> tuple[str, ...]:
        """The keys of the indexers that offer it, each once."""
        return tuple(dict.fromkeys(one.indexer for one in self.offers))


class Merge:
    """Takes releases as they come. The order in which the indexers answer makes no difference to the results."""

    def __init__(self) -> None:
        self._offers: dict[tuple[str, ...], list[Release]] = {}
        #: How many releases were taken in all.
        self.count = 0

    def add(self, releases: Iterable[Release]) -> None:
        """Take what one indexer found; the same thing told twice by it counts once."""
        for one in releases:
            self.count += 1
            same = (one.infohash,) if one.infohash else (one.indexer, one.guid)
            known = self._offers.get(same)
            if known is None:
                self._offers[same] = [one]
            elif not any(other.indexer == one.indexer and other.guid == one.guid for other in known):
                known.append(one)

    def __len__(self) -> int:
        return len(self._offers)

    def results(self, limit: int | None = None) -> list[FoundTorrent]:
        """What was found, the most seeders first (None: all of it); those that say nothing of seeders come last."""
        rows = sorted(self._offers.values(), key=_place)
        return [_merged(row) for row in rows[:limit]]


def _seeders(offers: list[Release]) -> int | None:
    return max((one.seeders for one in offers if one.seeders is not None), default=None)


def _place(offers: list[Release]) -> tuple[int, str, str]:
    if len(offers) == 1:
        one = offers[0]
        return (-1 if one.seeders is None else one.seeders) * -1, one.title, one.indexer + one.guid
    seeders = _seeders(offers)
    return (-1 if seeders is None else seeders) * -1, min(one.title for one in offers), offers[0].infohash


def _merged(offers: list[Release]) -> FoundTorrent:
    offers = sorted(offers, key=lambda one: (-(one.seeders or 0), one.indexer, one.guid))
    best = offers[0]
    return FoundTorrent(
        title=best.title,
        infohash=best.infohash,
        size=max((one.size for one in offers if one.size is not None), default=None),
        seeders=_seeders(offers),
        leechers=max((one.leechers for one in offers if one.leechers is not None), default=None),
        published=min((one.published for one in offers if one.published is not None), default=None),
        offers=tuple(offers),
    )
