"""Seasons and episodes that are told by their place alone: `6.01`, `[5.01]`, `office_03_19`, `Series 2 Part 11`."""

from __future__ import annotations

import re

from plexstuff.names.name import Name

_TWO = re.compile(r"(?P<season>\d{1,2})[._](?P<episode>\d\d)(?![\da-z]|[._]\d)")
_TWO_IN_BRACKETS = re.compile(r"(?P<season>\d{1,2})[.](?P<episode>\d{2,3})(?=\])")
_TWO_LEADING = re.compile(r"(?P<season>\d{1,2})-(?P<episode>\d\d)(?=[. ]|$)")
_PART = re.compile(r"[ ._-]{1,3}(?:part|pt|parte|teil)[ ._]?(?P<number>\d{1,2})(?![\da-z])")


def part_of_season(name: Name) -> None:
    """`Series 2 Part 11`: behind a series, as the British count, and with no other number, a part is an episode.

    Behind `Season 4` or `S04` it is half a season.
    """
    seasons = [mark for mark in name.marks if mark.field == "seasons"]
    if (
        len(seasons) != 1
        or not name.low.startswith("series", seasons[0].start)
        or any(mark.field in ("episodes", "absolute") for mark in name.marks)
    ):
        return
    if found := _PART.match(name.low, seasons[0].end, name.end):
        name.mark(found.start(), found.end(), "episodes", [int(found["number"])], "part of a season")


def two_parts(name: Name, title_start: int) -> None:
    """`6.01`, `11_06`, `[5.01]`: season and episode with nothing but a dot, at an edge of the title."""
    if not name.loose or any(mark.field in ("seasons", "episodes", "air_date") for mark in name.marks):
        return
    for index in name.loose:
        start = name.starts[index]
        found = _pair(name, start, title_start)
        if found is not None:
            name.mark(start, found.end("season"), "seasons", [int(found["season"])], "two parts")
            name.mark(found.end("season"), found.end(), "episodes", [int(found["episode"])], "two parts")
            return


def _pair(name: Name, start: int, title_start: int) -> re.Match[str] | None:
    """The two numbers at `start`, when they stand where season and episode do."""
    low = name.low
    found = _TWO.match(low, start, name.end)
    leading = start == title_start == 0
    if start and low[start - 1] == "[":
        found = found or _TWO_IN_BRACKETS.match(low, start, name.end)
    if leading:
        found = found or _TWO_LEADING.match(low, start, name.end)
    if found is None or (leading and name.years):
        return None
    before, behind = low[max(0, start - 1) : start], low[found.end() : min(found.end() + 3, name.end)]
    if leading:
        at_edge = behind[:1] in ("", " ", "]") or behind[:2] == ". "
    elif before == "." and start > title_start:
        at_edge = not behind
    else:
        at_edge = not behind or behind[0] in "])." or behind == " - "
    if at_edge and before in ("", "[", "(", "-", ".", " "):
        return found
    # `office_03_19`: with a nought in front it is a season wherever it stands.
    return found if found["season"][0] == "0" and not leading and before in "._- " else None
