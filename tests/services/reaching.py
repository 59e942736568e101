"""Reaches into a model by a path such as `titles.0.text`, so that a table can name a nested value."""

from __future__ import annotations

import re


def reach(start: object, path: str) -> object:
    """What lies at `path`, attribute by attribute; a number takes an element."""
    for step in path.split("."):
        if re.fullmatch(r"-?\d+", step):
            assert isinstance(start, list | tuple)
            start = start[int(step)]
        else:
            start = getattr(start, step)
    return start
