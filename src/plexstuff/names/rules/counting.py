"""Lists and ranges of numbers: `01-03`, `E01E02`, `1, 2 & 5`, `1 to 6`."""

from __future__ import annotations

import re

from plexstuff.names.name import Name

#: A range that is longer than this is none.
LONGEST = 2000

_NEXT = re.compile(
    r"(?P<gap>[ ._]{0,2}(?P<sign>-|~|:|&|\+|,|/|_|(?:to|until|thru|through|a|à|al|ao|bis|до|по|and|et|y|e|und|и)(?=[ ._\d]))?[ ._]{0,2})"
    r"(?P<season>s(?=\d{1,2}[ ._]?e\d)\d{1,2}[ ._]?|\d{1,2}(?=x\d))?"
    r"(?P<mark>episode |ep[ ._]?|e|x|s|season[ ._]?)?(?P<number>\d{1,4})(?:v\d)?(?![\da-z]|\.\d\d?mb)"
)
_GLUED = re.compile(r"(?P<gap>)(?P<sign>)(?P<season>)(?P<mark>ep|e|x)(?P<number>\d{1,4})")
_RANGES = frozenset("- ~ : to until thru through a à al ao bis до по".split())
_LISTS = frozenset("& + , / and et y e und и".split())


def more(name: Name, at: int, first: int, width: int, marks: str, *, loose: bool = False) -> tuple[list[int], int]:
    """The numbers that go on from `first`, whose digits (`width` of them) end at `at`, and where they end.

    `marks` are the letters that may stand before a further number (`e`, `x`, `s`); `loose` lets plain spaces part
    the numbers, as after the word "Seasons".
    """
    low = name.low
    numbers, end = [first], at
    while (found := _NEXT.match(low, end, name.end) or _GLUED.match(low, end, name.end)) and len(numbers) < LONGEST:
        number, sign, mark = int(found["number"]), found["sign"] or "", (found["mark"] or "").strip(" ._")
        if mark and mark[0] not in marks:
            break
        marked = bool(mark or found["season"])
        last = numbers[-1]
        if not _goes_on(found, marked, last, number, width, loose=loose):
            break
        if sign in _RANGES and last < number <= last + LONGEST:
            numbers.extend(range(last + 1, number + 1))
        elif number in numbers:
            break
        else:
            numbers.append(number)
        end = found.end()
    return numbers, end


def _goes_on(found: re.Match[str], marked: bool, last: int, number: int, width: int, *, loose: bool) -> bool:
    """Whether a further number belongs to those before it."""
    sign, gap, digits = found["sign"] or "", found["gap"], found["number"]
    if sign == "_":
        sign = ""
    if marked:
        # `S01E01E02`, `E01 E02`, `E01-E02`; a season beside another needs no sign either.
        return sign != ":" and (bool(gap) or bool(found["mark"]) or bool(found["season"]))
    if number <= last:
        return False
    if sign in _RANGES:
        if sign == "-" and " " in gap and not loose:
            return False
        return len(digits) >= width or (width > 1 and len(digits) > 1)
    if sign in _LISTS:
        return loose or sign in ("&", "+") or (sign == "," and len(digits) == width)
    # Nothing but a space or a dot between them: only a list that counts on, in the same width.
    return bool(gap) and number == last + 1 and (len(digits) == width > 1 or loose)
