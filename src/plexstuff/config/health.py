"""What the last check of each service found, kept between runs, and forgotten when what was checked has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from plexstuff.config import files
from plexstuff.errors import FileTrouble
from plexstuff.health import Health, Part, Proof, State


def fingerprint(values: Mapping[str, str | None]) -> str:
    """16 bits of a hash of all values: enough to see that a key was changed, too few to find out which it is."""
    import hashlib

    whole = "\0".join(f"{key}\0{text}" for key, text in sorted(values.items()) if text is not None)
    return hashlib.blake2b(whole.encode("utf-8", "surrogateescape"), digest_size=2).hexdigest()


def enduring(grant: str | None) -> str | None:
    """The part of a grant that stays when it is renewed: to whom it was given; all of one that has no parts."""
    import json

    try:
        parts = json.loads(grant or "")
    except ValueError:
        return grant
    if not isinstance(parts, dict):
        return grant
    return json.dumps([parts.get(name) for name in ("account", "obtained_at", "scopes")])


class HealthBook:
    """`health.json` in the state folder. It can be made again at any time: when it is broken, nothing is known."""

    def __init__(self, path: Path, lock: Path, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._path = path
        self._lock = lock

    def last(self, key: str, mark: str) -> Health | None:
        """What the last check found; None when there was none.

        It counts for the values that were checked (`mark` is their fingerprint) and until it expires: after that it is
        UNCHECKED, with the reason.
        """
        entry = self._read().get(key)
        health = _health(entry) if isinstance(entry, dict) else None
        if health is None or not isinstance(entry, dict):
            return None
        advice = f"Run: plexstuff services check {key}"
        if entry.get("mark") != mark:
            return Health(State.UNCHECKED, "Changed since it was last checked.", advice)
        if health.expires_at is not None and health.expires_at <= self._clock():
            return Health(State.UNCHECKED, "What proved that it works has expired.", advice)
        return health

    def record(self, key: str, mark: str, health: Health | None) -> None:
        """Keep what a check found, or with None forget it. Raises FileTrouble and Conflict."""
        if health is None and key not in self._read():
            return
        import json

        with files.locked(self._lock, "results of checks"):
            entries = self._read()
            entries.pop(key, None)
            if health is not None:
                entries[key] = {"mark": mark, **asdict(health)}
            files.replace(self._path, json.dumps(entries, indent=2).encode() + b"\n")

    def _read(self) -> dict[str, Any]:
        import json

        try:
            got = files.read(self._path)
            entries = json.loads(got[0]) if got else {}
        except (FileTrouble, ValueError, RecursionError):
            return {}
        return entries if isinstance(entries, dict) else {}


def _health(entry: Mapping[str, Any]) -> Health | None:
    proof = entry.get("proof")
    try:
        return Health(
            State(entry["state"]),
            str(entry["sentence"]),
            str(entry["advice"]),
            proof=None if proof is None else Proof(proof),
            checked_at=_seconds(entry["checked_at"]),
            expires_at=_seconds(entry["expires_at"]),
            latency=_seconds(entry["latency"]),
            error=str(entry["error"]),
            parts=tuple(_part(one) for one in entry.get("parts", ())),
        )
    except (KeyError, ValueError, TypeError):
        return None


def _part(entry: Mapping[str, Any]) -> Part:
    proof = entry["proof"]
    return Part(str(entry["key"]), bool(entry["allowed"]), None if proof is None else Proof(proof))


def _seconds(value: Any) -> float | None:
    return None if value is None else float(value)
