"""Who asked what: counts per service and path, the last requests, and the limits that a service sets."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import parse_qsl, urlencode

#: How many of the last requests are kept.
KEPT = 2000

_SECRET = {"api_key", "apikey", "token", "pin"}


@dataclass(slots=True)
class Counts:
    """What one service was asked: `peak` is the most requests at once, `refused` counts those over a limit."""

    requests: int = 0
    refused: int = 0
    under_way: int = 0
    peak: int = 0
    paths: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    recent: deque[float] = field(default_factory=deque)


class Traffic:
    """Counts every request and says which are too many; safe to read from other threads.

    `rate` is how many requests a service takes in any second, `connections` how many at a time (None: no limit);
    `clock` gives seconds.
    """

    def __init__(self, clock: Callable[[], float], *, rate: int | None = None, connections: int | None = None) -> None:
        self._clock = clock
        self.rate = rate
        self.connections = connections
        self._services: dict[str, Counts] = {}
        self._last: deque[dict[str, object]] = deque(maxlen=KEPT)
        self._lock = Lock()

    def enter(self, service: str, path: str) -> bool:
        """Count a request in; whether it may pass. Every `enter` is followed by one `leave`."""
        now = self._clock()
        with self._lock:
            counts = self._services.setdefault(service, Counts())
            counts.requests += 1
            counts.paths[path] += 1
            counts.under_way += 1
            counts.peak = max(counts.peak, counts.under_way)
            while counts.recent and counts.recent[0] <= now - 1.0:
                counts.recent.popleft()
            too_many = self.connections is not None and counts.under_way > self.connections
            too_fast = self.rate is not None and len(counts.recent) >= self.rate
            if too_many or too_fast:
                counts.refused += 1
                return False
            counts.recent.append(now)
            return True

    def leave(self, service: str, method: str, path: str, query: str, status: int) -> None:
        """Count a request out, with the HTTP status it was given (0: the connection was broken off)."""
        with self._lock:
            counts = self._services[service]
            counts.under_way -= 1
            counts.statuses[status] += 1
            self._last.append(
                {
                    "service": service,
                    "method": method,
                    "path": path,
                    "query": _shown(query),
                    "status": status,
                    "time": self._clock(),
                }
            )

    def counted(self) -> dict[str, dict[str, object]]:
        """Per service: requests, refused, peak, paths and statuses."""
        with self._lock:
            return {
                name: {
                    "requests": counts.requests,
                    "refused": counts.refused,
                    "peak": counts.peak,
                    "paths": dict(counts.paths),
                    "statuses": {str(status): count for status, count in sorted(counts.statuses.items())},
                }
                for name, counts in sorted(self._services.items())
            }

    def last(self) -> list[dict[str, object]]:
        """The last requests, oldest first, without keys."""
        with self._lock:
            return list(self._last)

    def forget(self) -> None:
        """Start counting anew."""
        with self._lock:
            for counts in self._services.values():
                counts.requests = counts.refused = counts.peak = 0
                counts.paths.clear()
                counts.statuses.clear()
            self._last.clear()


def _shown(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([(name, "…" if name in _SECRET else value) for name, value in pairs], safe="…")
