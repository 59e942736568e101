"""What the journal writes down: runs, their steps, and what was known of each file."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Action(StrEnum):
    """What a step does to the file system."""

    MAKE_FOLDER = "make folder"
    HARDLINK = "hardlink"
    COPY = "copy"
    MOVE = "move"
    REMOVE = "remove"
    REMOVE_FOLDER = "remove folder"
    SET_TIME = "set time"


class StepState(StrEnum):
    """How far a step has come. BEGUN is only ever seen when the run was killed."""

    PLANNED = "planned"
    BEGUN = "begun"
    DONE = "done"
    FAILED = "failed"
    ROLLED_BACK = "rolled back"
    NEVER_BEGUN = "never begun"
    UNDONE = "undone"


class RunState(StrEnum):
    """How a run stands."""

    RUNNING = "running"
    DONE = "done"
    PART = "done in part"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    UNDONE = "undone"
    PART_UNDONE = "undone in part"


class Facts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of the file of a step before it (and `made`, after it): sizes in bytes, times in nanoseconds.

    `temporary` is the name, in the target's folder, under which a copy grows; `complete` says that it is whole and on
    the disk. `made` is the inode, `made_changed` the time of what the step made; `held` says that the final name is
    held by an empty file for a moment. `dress` gives mode, owner and group (-1: whatever comes) that a new file shall
    have. For a removal, `made_changed` is the time of the same bytes under their other name (0: the same time).
    """

    size: int = 0
    changed: int = 0
    inode: int = 0
    mode: int = 0
    owner: int = 0
    group: int = 0
    temporary: str = ""
    complete: bool = False
    made: int = 0
    made_changed: int = 0
    held: bool = False
    dress: tuple[int, int, int] | None = None


class Step(msgspec.Struct):
    """One step of a run. For folders, times and removals only `target` counts; `source` may say where it came from."""

    number: int
    action: Action
    source: str
    target: str
    state: StepState = StepState.PLANNED
    facts: Facts = Facts()
    why: str = ""
    reverts: int | None = None


class Run(msgspec.Struct, frozen=True):
    """A run as `history` lists it: `files` counts the steps with files by state, times are seconds."""

    number: int
    kind: str
    mode: str
    root: str
    started: float
    ended: float | None
    state: RunState
    undoes: int | None
    files: dict[str, int]
