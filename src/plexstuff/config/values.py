"""A value with where it came from, and what it hides."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Origin(StrEnum):
    """Where a value came from; the first wins."""

    FLAG = "flag"
    ENVIRONMENT = "environment"
    FILE = "file"
    DEFAULT = "default"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Value:
    """A setting or a secret. `where` names its place for a person; `hides` are those that it wins over, next first.

    The text is left out of `repr`, for it may be a secret.
    """

    text: str | None = field(repr=False)
    origin: Origin
    where: str = ""
    hides: tuple[Value, ...] = ()

    def __bool__(self) -> bool:
        return self.text is not None
