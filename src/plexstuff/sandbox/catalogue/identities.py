"""Deals out synthetic ids: the same ones for the same title in every run, each kind in a range of its own.

The ranges lie above every id that a service gave out by 2026, and below 2**31 because clients keep ids in 32 bits:

    films 900 000 000, series 910 000 000, collections 920 000 000, episodes 930 000 000 (10 000 to a series),
    generated titles 1 500 000 000, their collections 1 590 000 000, their episodes 1 600 000 000;
    IMDb tt90000000, generated tt95000000.
"""

from __future__ import annotations

from hashlib import blake2b
from random import Random

FIRST_SYNTHETIC = 900_000_000
FIRST_SYNTHETIC_IMDB = 90_000_000
MOVIES = range(900_000_000, 910_000_000)
SERIES = range(910_000_000, 920_000_000)
COLLECTIONS = range(920_000_000, 930_000_000)
EPISODES = range(930_000_000, 1_430_000_000)
EPISODES_PER_SERIES = 10_000
IMDB = range(FIRST_SYNTHETIC_IMDB, 95_000_000)
GENERATED = range(1_500_000_000, 1_590_000_000)
GENERATED_COLLECTIONS = range(1_590_000_000, 1_600_000_000)
GENERATED_EPISODES = range(1_600_000_000, 2_100_000_000)
GENERATED_IMDB = range(95_000_000, 100_000_000)


def seed_number(key: str) -> int:
    """A number of 64 bits that depends on nothing but `key`: equal on every machine and in every run."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")


def seeded(seed: int) -> Random:
    """A source of chance that tells the same story for the same seed."""
    return Random(seed)  # noqa: S311 - nothing secret is drawn from it


class Numbers:
    """Ids from one range: where a key's number is taken already, the next free one."""

    def __init__(self, numbers: range) -> None:
        self._numbers = numbers
        self._taken: set[int] = set()

    def number(self, key: str) -> int:
        """The id of `key`. Asking twice for one key gives two ids: ask once for each thing."""
        place = seed_number(key) % len(self._numbers)
        while place in self._taken:
            place = (place + 1) % len(self._numbers)
        self._taken.add(place)
        return self._numbers[place]
