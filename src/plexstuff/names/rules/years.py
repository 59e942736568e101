"""Which of the years in a name is the year of the film or show, and which is a word of its title."""

from __future__ import annotations

import re

from plexstuff.names.name import Name
from plexstuff.names.words.entry import Surety

_RANGE = re.compile(r"[ ]?-[ ]?(?:(?:19|20)?\d\d)(?!\d)")


def read(name: Name, title_start: int) -> None:
    """Mark the year.

    A year in brackets is one; of the others, the last before the numbers of episodes and the words about the release.
    A name that starts with a year has it in its title (`2012`, `1917`, `2001 A Space Odyssey`).
    """
    if not name.years:
        return
    limit = _limit(name, title_start)
    in_brackets: list[int] = []
    before: list[int] = []
    after: list[int] = []
    for index in name.years:
        start = name.starts[index]
        if _ends_range(name, index):
            continue
        if _bracketed(name, index):
            in_brackets.append(index)
        elif start <= title_start:
            continue
        elif start < limit:
            before.append(index)
        else:
            after.append(index)
    chosen = [one for one in in_brackets if name.starts[one] > title_start] or before[-1:] or in_brackets
    if not chosen:
        chosen = [one for one in after if _stands_apart(name, one)]
    if not chosen:
        return
    index = chosen[0]
    start, end = name.starts[index], name.ends[index]
    if span := _RANGE.match(name.low, end, name.end):
        end = span.end()
    name.mark(start, end, "year", int(name.words[index][:4]), "year")


def _limit(name: Name, title_start: int) -> int:
    """Where the words about the release, or the numbers of episodes, begin."""
    sure = (tag.start for tag in name.tags if tag.entry.surety is Surety.SURE and tag.start > title_start + 1)
    numbered = (mark.start for mark in name.marks if mark.field and mark.start > title_start)
    return min(next(sure, name.end), min(numbered, default=name.end))


def _bracketed(name: Name, index: int) -> bool:
    """Whether the year begins or ends what stands in brackets: `(1999)`, `[1999, USA]`, `(Drama 1999)`, `*1999*`."""
    start, end = name.starts[index], name.ends[index]
    before = name.low[start - 1] if start else ""
    after = name.low[end] if end < len(name.low) else ""
    if before == "*" or (before and before in "[({"):
        return True
    return bool(after) and after in "])}" and name.bracket_at(start) is not None


def _ends_range(name: Name, index: int) -> bool:
    """Whether the year ends a range of years, `1993-2004`."""
    if index == 0 or index - 1 not in name.years:
        return False
    return name.low[name.ends[index - 1] : name.starts[index]].strip() == "-"


def _stands_apart(name: Name, index: int) -> bool:
    """Whether a year behind the numbers or the release's words has nothing of an episode's title beside it."""
    behind = index + 1
    if behind >= len(name.words):
        return True
    start = name.starts[behind]
    return any(tag.first == behind for tag in name.tags) or any(mark.start == start for mark in name.marks)
