"""What came of a run: a row a file, and what stopped it, if anything did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from plexstuff.errors import PlexstuffError


class Result(StrEnum):
    """What became of a file in a run. REFUSED is an undo that would have lost something."""

    DONE = "done"
    THERE = "already there"
    CONFLICT = "conflict"
    LEFT = "left alone"
    FAILED = "failed"
    REFUSED = "refused"
    NEVER_BEGUN = "never begun"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file: from where to where (absolute paths), what became of it, and why. `action` is how it was done."""

    source: str
    target: str
    result: Result
    action: str = ""
    why: str = ""


@dataclass(slots=True)
class RunReport:
    """A run: its number (None: there was nothing to do) and its files.

    `recovered` says what was settled of earlier runs first; `trouble` is what stopped this one before its end;
    `notices` are what the file system would not keep of files that were placed all the same.
    """

    run: int | None
    kind: str
    outcomes: list[Outcome] = field(default_factory=list)
    recovered: list[str] = field(default_factory=list)
    trouble: PlexstuffError | None = None
    notices: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """How many files had which result."""
        counted = Counter(one.result for one in self.outcomes)
        return {str(result): counted[result] for result in Result if counted[result]}

    @property
    def whole(self) -> bool:
        """Whether all that was to be done was done."""
        bad = (Result.FAILED, Result.REFUSED, Result.NEVER_BEGUN)
        return self.trouble is None and not any(one.result in bad for one in self.outcomes)


class Progress(Protocol):
    """Told how far the work has come; what it raises ends the run cleanly."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """`stage` is "placing" or "undoing" (files) or "copying" (MiB)."""
        ...


def quiet(stage: str, done: int, total: int) -> None:
    """The progress that tells nobody."""
