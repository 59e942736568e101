"""Lists and ranges of numbers: `01-03`, `E01E02`, `1, 2 & 5`, `1 to 6`."""

from __future__ import annotations

import re

from plexstuff.names.name import Name

#: A range that is longer than this is none.
LONGEST = 2000
#: With spaces around its dash, `E10 - E17` is a range, but what is further apart are two numbers.
NEAR = 60

_NEXT = re.compile(
    r"(?P<gap>[ ._]{0,2}(?P<sign>[-~:&+/]|,(?:[ ]?&)?)?[ ._]{0,2}"
    r"|[ ._]{1,2}(?P<word>to|until|thru|through|a|à|al|ao|bis|до|по|and|et|y|e|und|и)[ ._]{1,2})"
    r"(?P<season>s(?=\d{1,2}[ ._]?e\d)\d{1,2}[ ._]?|\d{1,2}(?=x\d))?"
    r"(?P<mark>ep[ ._]?|e|x|s|season[ ._]?)?(?P<number>\d{1,4})(?:v\d|tv|ª|º|[a-d](?=[ ._]))?(?![^\W_]|\.\d\d?mb)"
)
_GLUED = re.compile(r"(?P<gap>-?)(?P<sign>)(?P<word>)(?P<season>)(?P<mark>ep|e|x)(?P<number>\d{1,4})")
# `Season.1.3&5`: single numbers with dots between are a list when it goes on with another sign.
_MORE_STILL = re.compile(r"\.\d(?!\d)|[&~-]| and \d")
_RANGES = frozenset("- ~ : to until thru through a à al ao bis до по".split())
_LISTS = frozenset("& + , / and et y e und и".split())


def more(name: Name, at: int, first: int, width: int, marks: str, *, loose: bool = False) -> tuple[list[int], int]:
    """The numbers that go on from `first`, whose digits (`width` of them) end at `at`, and where they end.

    `marks` are the letters that may stand before a further number (`e`, `x`, `s`); `loose` lets plain spaces part
    the numbers, as after the word "Seasons".
    """
    low = name.low
    numbers, end = [first], at
    while len(numbers) < LONGEST:
        found = _NEXT.match(low, end, name.end) or _GLUED.match(low, end, name.end)
        if found is None:
            break
        number, mark = int(found["number"]), (found["mark"] or "").strip(" ._")
        if mark and mark[0] not in marks:
            break
        sign = (
            found["word"]
            or (found["sign"] or "").replace(", ", "").replace(",&", "&")
            or ("-" if found["gap"] == "-" else "")
        )
        last = numbers[-1]
        if not _goes_on(found, sign, bool(mark or found["season"]), last, number, width, marks, loose=loose):
            break
        if sign in _RANGES and last < number <= last + LONGEST:
            numbers.extend(range(last + 1, number + 1))
        elif number in numbers:
            break
        else:
            numbers.append(number)
        end = found.end()
    return numbers, end


def _goes_on(
    found: re.Match[str], sign: str, marked: bool, last: int, number: int, width: int, marks: str, *, loose: bool
) -> bool:
    """Whether a further number belongs to those before it."""
    gap, digits = found["gap"], found["number"]
    if marked:
        # `S01E01E02`, `E01 E02`, `E01-E02`; far apart and with spaces around the dash, they are two numbers.
        return sign != ":" and not (" -" in gap and not last < number <= last + NEAR)
    if number <= last:
        return False
    if sign in _RANGES:
        if sign == "-" and " " in gap and not loose:
            return False
        return len(digits) >= width
    if sign in _LISTS:
        return loose or sign in ("&", "+") or (sign == "," and len(digits) == width)
    if (
        gap == "."
        and loose
        and width == len(digits) == 1
        and "s" in marks
        and _MORE_STILL.match(found.string, found.end())
    ):
        return True
    # Nothing but a space or a dot between them: only a list that counts on, in the same width.
    return bool(gap) and number == last + 1 and (len(digits) == width > 1 or loose)
