"""What a plan says: how to organize, a row for each file, and what stands in the way of all of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from plexstuff.errors import PlexstuffError


class Mode(StrEnum):
    """How files get to their places."""

    HARDLINK = "hardlink"
    COPY = "copy"
    MOVE = "move"


class Status(StrEnum):
    """What becomes of a file. NEEDS_COPY: a hardlink was wanted and can't be had; LEFT: not to be placed at all."""

    DO = "do"
    THERE = "already there"
    CONFLICT = "conflict"
    NEEDS_COPY = "needs copy"
    LEFT = "left alone"


@dataclass(frozen=True, slots=True)
class OrganizeOptions:
    """How to organize: `mode` is hardlink, copy or move; `allow_copy` copies where no hardlink can be had.

    The templates are the user's own; empty: those of the preset.
    """

    mode: Mode = Mode.HARDLINK
    allow_copy: bool = False
    preset: str = "plex"
    movie_template: str = ""
    episode_template: str = ""


@dataclass(slots=True)
class Row:
    """One file of a plan. Paths are absolute, `target` empty where there is none; `why` explains the status.

    `origin` is the file itself where `source` is a link to it; `film` is the video that a companion travels with (its
    own path for the video itself). `copies` says that its bytes have to be written (it is copied, or moved to another
    disk). `size` is in bytes, `changed` in nanoseconds.
    """

    source: str
    role: str
    film: str
    target: str = ""
    status: Status = Status.DO
    why: str = ""
    origin: str = ""
    copies: bool = False
    size: int = 0
    changed: int = 0
    inode: int = 0
    device: int = 0

    def settle(self, status: Status, why: str) -> None:
        """Give the row another status, and why."""
        self.status, self.why = status, why


@dataclass(slots=True)
class Plan:
    """What would be done: `bytes_needed` have to be written, `bytes_free` are free where the library lies.

    `obstacles` are the reasons why the plan can't be carried out as a whole.
    """

    root: str
    options: OrganizeOptions
    rows: list[Row]
    bytes_needed: int = 0
    bytes_free: int = 0
    obstacles: list[PlexstuffError] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """How many rows have which status."""
        counted = Counter(row.status for row in self.rows)
        return {str(status): counted[status] for status in Status}

    def to_do(self) -> list[Row]:
        """The rows that will be placed, films before what travels with them."""
        return [row for row in self.rows if row.status is Status.DO]
