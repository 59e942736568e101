"""What a rule is: a name, a function that reads at one place, and an example that it reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from plexstuff.names.name import Name


class Rule(NamedTuple):
    """A way of writing. `read(name, place)` marks what it finds at that place and returns where it ends, else 0."""

    name: str
    read: Callable[[Name, int], int]
    example: str
