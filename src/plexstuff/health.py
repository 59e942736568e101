"""What is known of a service: its state, how a check proved it, and what is told to a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from plexstuff.errors import PlexstuffError


class State(StrEnum):
    """What is known of a service; only WORKING is green."""

    WORKING = "working"
    NOT_WORKING = "not_working"
    NOT_SET_UP = "not_set_up"
    CLOSED = "closed"
    RETIRED = "retired"
    UNCHECKED = "unchecked"


class Proof(StrEnum):
    """How a WORKING was proved: the very operation was tried, or its permission was read back."""

    TRIED = "tried"
    PERMISSION = "permission proved"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a sign-in may allow: what it is called, whether it is allowed, and how that was proved.

    `key` is one of the choices of the field of kind CHOICES with which it is asked for.
    """

    key: str
    allowed: bool
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found. Times are seconds since the epoch, `latency` seconds; the sentence is for a person."""

    state: State
    sentence: str
    advice: str = ""
    proof: Proof | None = None
    checked_at: float | None = None
    expires_at: float | None = None
    latency: float | None = None
    #: The name of the error (in `plexstuff.errors`) that the check ended with, such as "Unreachable"; "" without one.
    error: str = ""
    parts: tuple[Part, ...] = ()

    @classmethod
    def failed(cls, error: PlexstuffError, *, checked_at: float | None = None, latency: float | None = None) -> Health:
        """NOT_WORKING, because this error was raised when it was tried."""
        return cls(
            State.NOT_WORKING,
            error.sentence,
            error.advice,
            checked_at=checked_at,
            latency=latency,
            error=type(error).__name__,
        )


@dataclass(frozen=True, slots=True)
class Checked:
    """What a service's check function answers when all is well (trouble is raised)."""

    sentence: str
    proof: Proof
    expires_at: float | None = None
    parts: tuple[Part, ...] = ()
