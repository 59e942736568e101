"""Dates of programmes that are named by the day: `2016.05.23`, `23-05-2016`, `1st Dec 2019`, `20160523`."""

from __future__ import annotations

import datetime as dt
import re

from plexstuff.names.name import Name
from plexstuff.names.rules.rule import Rule
from plexstuff.names.words.numbering import MONTHS

_YEAR_FIRST = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<sign>[ ._/-])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?![\dp])"
)
_YEAR_LAST = re.compile(r"(?P<one>\d{1,2})(?P<sign>[ ._/-])(?P<two>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d)(?![\dp])")
_SHORT = re.compile(r"(?P<one>\d\d)(?P<sign>[._/-])(?P<two>\d\d)(?P=sign)(?P<three>\d\d)(?!\d|\.\d)")
_DIGITS = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)")
_SIX = re.compile(r"(?P<year>[012]\d)(?P<month>\d\d)(?P<day>\d\d)(?![\da-z])")
_NAMED = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?[ ._-]{1,2}(?P<month>[^\W\d_]{3,10})"
    r"[ ._-]{1,2}(?P<year>(?:19|20)\d\d|\d\d)(?!\d)"
)
_MONTH_FIRST = re.compile(
    r"(?P<month>[^\W\d_]{3,9})[ ._-]{1,2}(?P<day>\d{1,2})(?:st|nd|rd|th)?,?[ ._-]{1,2}(?P<year>(?:19|20)\d\d)(?!\d)"
)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _century(year: int) -> int:
    """Two digits of a year: television is younger than 1940."""
    return year + (1900 if year >= 40 else 2000)


def _note(name: Name, start: int, end: int, day: dt.date | None, rule: str) -> int:
    if day is None:
        return 0
    name.mark(start, end, "air_date", day, rule)
    return end


def year_first(name: Name, at: int) -> int:
    """`2016.05.23`; the middle is the month, unless it can't be."""
    found = _YEAR_FIRST.match(name.low, at, name.end)
    if found is None:
        return 0
    year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
    return _note(name, at, found.end(), _day(year, month, day) or _day(year, day, month), "date, year first")


def year_last(name: Name, at: int) -> int:
    """`23-05-2016`, where it can't be the day `05-23-2016`; with slashes the month goes first, as Americans write."""
    found = _YEAR_LAST.match(name.low, at, name.end)
    if found is None:
        return 0
    if found["sign"] in " ." and not (len(found["one"]) == len(found["two"]) == 2):
        # `Fahrenheit.9.11.2004`: who parts a date with dots writes noughts too.
        return 0
    year, one, two = int(found["year"]), int(found["one"]), int(found["two"])
    day = _day(year, one, two) or _day(year, two, one) if found["sign"] == "/" else None
    return _note(name, at, found.end(), day or _day(year, two, one) or _day(year, one, two), "date, year last")


def short(name: Name, at: int) -> int:
    """`23.05.16`, `10-19-12`, `16.05.23`: the reading that is a date, the year last before the year first."""
    found = _SHORT.match(name.low, at, name.end)
    if found is None:
        return 0
    one, two, three = int(found["one"]), int(found["two"]), int(found["three"])
    american = _day(_century(three), one, two)
    day = _day(_century(three), two, one) or american or _day(_century(one), two, three)
    if found["sign"] in "/-" and american:
        # Dots are European; dashes and slashes between two digits each are nearly always American.
        day = american
    if at == 0 and name.end - found.end() < 2:
        return 0
    return _note(name, at, found.end(), day, "short date")


def in_digits(name: Name, at: int) -> int:
    """`20160523`, `160523`."""
    found = _DIGITS.match(name.low, at, name.end)
    if found:
        day = _day(int(found["year"]), int(found["month"]), int(found["day"]))
        return _note(name, at, found.end(), day, "date in digits")
    found = _SIX.match(name.low, at, name.end)
    if found is None or at == 0:
        return 0
    return _note(
        name,
        at,
        found.end(),
        _day(2000 + int(found["year"]), int(found["month"]), int(found["day"])),
        "date in digits",
    )


def month_by_name(name: Name, at: int) -> int:
    """`1st Dec 2019`, `16-Feb-17`, `2 mar 2013`."""
    found = _NAMED.match(name.low, at, name.end)
    month = MONTHS.get(found["month"]) if found else None
    if found is None or month is None:
        return 0
    year = int(found["year"])
    return _note(
        name,
        at,
        found.end(),
        _day(year if year > 99 else _century(year), month, int(found["day"])),
        "date with the month's name",
    )


def month_first(name: Name, at: int) -> int:
    """`December 1, 2019`."""
    found = _MONTH_FIRST.match(name.low, at, name.end)
    month = MONTHS.get(found["month"]) if found else None
    if found is None or month is None:
        return 0
    return _note(
        name, at, found.end(), _day(int(found["year"]), month, int(found["day"])), "date with the month's name"
    )


BY_YEAR = (Rule("date, year first", year_first, "Show Name 2016.05.23"),)
BY_DIGIT = (
    *BY_YEAR,
    Rule("date, year last", year_last, "Show Name 23-05-2016"),
    Rule("date with the month's name", month_by_name, "Show Name 1st Dec 2019"),
    Rule("short date", short, "Show Name 23.05.16"),
    Rule("date in digits", in_digits, "Show_Name_20160523"),
)
BY_MONTH = (Rule("date with the month's name", month_first, "Show Name December 1, 2019"),)
