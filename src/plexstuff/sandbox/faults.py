"""Trouble on demand: which requests go wrong, and how, as `/_sandbox/faults` and the tests set it."""

from __future__ import annotations

from enum import StrEnum
from fnmatch import fnmatchcase
from threading import Lock

import msgspec


class FaultKind(StrEnum):
    """What can go wrong with an answer."""

    LATENCY = "latency"  # it comes `seconds` late
    STATUS = "status"  # it is an error of the service with `status`, and Retry-After if `retry_after` is set
    TRUNCATED = "truncated"  # the JSON stops in the middle, with a matching Content-Length
    DISCONNECT = "disconnect"  # the connection is closed in the middle of the body
    RESET = "reset"  # the connection is reset before any answer
    HTML = "html"  # a page of HTML, with `status` (200 unless given)
    DRIP = "drip"  # the body comes in ten pieces, `seconds` apart
    EXPIRED_TOKEN = "expired_token"  # every token TheTVDB's fake gave out so far is refused; happens at once


class Fault(msgspec.Struct, forbid_unknown_fields=True):
    """One fault: which requests it meets, and how often.

    `service` is "tmdb", "tvdb" or empty for all; `path` a pattern such as `/search/*`, after the service's own base;
    `count` how many requests it meets (null: all, until taken away); `after` how many it lets pass first.
    """

    kind: FaultKind
    service: str = ""
    path: str = "*"
    count: int | None = 1
    after: int = 0
    status: int | None = None
    retry_after: float | str | None = None
    seconds: float = 1.0

    def __post_init__(self) -> None:
        if self.kind is FaultKind.STATUS and self.status is None:
            raise ValueError("a fault of the kind 'status' needs a status")
        if self.status is not None and not 200 <= self.status <= 599:
            raise ValueError("a status lies between 200 and 599")
        if not 0 <= self.seconds <= 3600:
            raise ValueError("seconds lie between 0 and 3600")

    def meets(self, service: str, path: str) -> bool:
        """Whether this fault is meant for a request to that path of that service."""
        return self.service in ("", service) and fnmatchcase(path, self.path)


class Faults:
    """The faults that are set, in the order in which they were; safe to use from several threads."""

    def __init__(self) -> None:
        self._set: list[Fault] = []
        self._lock = Lock()

    def add(self, fault: Fault) -> None:
        """Set one more fault."""
        with self._lock:
            self._set.append(fault)

    def clear(self) -> None:
        """Take all faults away."""
        with self._lock:
            self._set.clear()

    def listed(self) -> list[Fault]:
        """What is still to come."""
        with self._lock:
            return list(self._set)

    def next(self, service: str, path: str) -> Fault | None:
        """The fault that meets this request, counted off; the first that fits wins."""
        with self._lock:
            for fault in self._set:
                if not fault.meets(service, path):
                    continue
                if fault.after > 0:
                    fault.after -= 1
                    continue
                if fault.count is not None:
                    fault.count -= 1
                    if fault.count <= 0:
                        self._set.remove(fault)
                return fault
        return None
