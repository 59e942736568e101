"""What a rule read in a name: the part of the text, the field that it fills, and with what."""

from __future__ import annotations

from typing import NamedTuple


class Mark(NamedTuple):
    """The rule named `rule` read `value` for `field` in the characters from `start` up to `end`."""

    start: int
    end: int
    field: str
    value: object
    rule: str
