"""How often YouTube may be asked in a day: 100 searches, 10,000 units of everything else; a day ends in California."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from threading import Lock
from zoneinfo import ZoneInfo

SEARCHES, UNITS = 100, 10_000
_PACIFIC = ZoneInfo("America/Los_Angeles")


class Quota:
    """Counts, from midnight to midnight; `clock` gives seconds since the epoch. `old` words it as before June 2026."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._day = ""
        self.searches = 0
        self.units = 0
        self.old = False

    def search(self) -> bool:
        """Count one search; whether it was free still."""
        with self._lock:
            self._turn()
            self.searches += 1
            return self.searches <= SEARCHES

    def unit(self) -> bool:
        """Count one unit; whether it was free still."""
        with self._lock:
            self._turn()
            self.units += 1
            return self.units <= UNITS

    def _turn(self) -> None:
        day = f"{dt.datetime.fromtimestamp(self._clock(), _PACIFIC):%Y-%m-%d}"
        if day != self._day:
            self._day, self.searches, self.units = day, 0, 0
