"""A spreadsheet: sheets with cells. Formulas are kept as they are typed, and only SUM and plain sums are worked out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from plexstuff.sandbox.google.sheets import ranges

Value = str | int | float | bool
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_SUM = re.compile(r"=SUM\(([A-Z]+[0-9]+:[A-Z]+[0-9]+)\)", re.IGNORECASE)
_EPOCH = dt.date(1899, 12, 30)


@dataclass
class Day:
    """A cell that was understood as a date."""

    day: dt.date

    @property
    def serial(self) -> int:
        """Days since 1899-12-30."""
        return (self.day - _EPOCH).days


@dataclass
class Grid:
    """A sheet of a spreadsheet."""

    number: int
    title: str
    rows: int = 1000
    columns: int = 26
    hidden: bool = False
    cells: dict[tuple[int, int], Value | Day] = field(default_factory=dict)

    def put(self, row: int, column: int, value: Value, *, typed: bool) -> None:
        """Write a cell, as it is or (`typed`) as if somebody typed it; "" empties it."""
        if value == "":
            self.cells.pop((row, column), None)
        else:
            self.cells[row, column] = _understood(value) if typed and isinstance(value, str) else value

    def seen(self, row: int, column: int, render: str) -> Value:
        """A cell under one of Google's ways of rendering; "" where it is empty. RAW texts with = are texts."""
        value = self.cells.get((row, column), "")
        if isinstance(value, Day):
            return value.day.isoformat() if render == "FORMATTED_VALUE" else value.serial
        if isinstance(value, _Formula):
            return str(value) if render == "FORMULA" else _shown(self._worked_out(value), render)
        return _shown(value, render)

    def _worked_out(self, formula: _Formula) -> Value:
        if found := _SUM.fullmatch(formula):
            area = ranges.read(found[1], [self.title])
            if area is not None and area.bottom is not None and area.right is not None:
                values = [
                    self.cells.get((row, column), 0)
                    for row in range(area.top, area.bottom)
                    for column in range(area.left, area.right)
                ]
                return sum(one for one in values if isinstance(one, int | float) and not isinstance(one, bool))
        terms = formula[1:].replace(" ", "").split("+")
        if all(_NUMBER.fullmatch(one) for one in terms):
            total = sum((float(one) for one in terms), 0.0)
            return int(total) if total.is_integer() else total
        return "#ERROR!"


class _Formula(str):
    """A cell that begins with = and was typed."""

    __slots__ = ()


@dataclass
class Book:
    """A spreadsheet."""

    number: str
    title: str
    grids: list[Grid]

    @property
    def titles(self) -> list[str]:
        """Those of its sheets."""
        return [one.title for one in self.grids]

    def grid(self, title: str) -> Grid:
        """The sheet of this title, which must be there."""
        return next(one for one in self.grids if one.title == title)


def _understood(text: str) -> Value | Day:
    if text.startswith("'"):
        return text[1:]
    if text.startswith("=") and len(text) > 1:
        return _Formula(text)
    if text.upper() in ("TRUE", "FALSE"):
        return text.upper() == "TRUE"
    if _NUMBER.fullmatch(text):
        number = float(text)
        return int(number) if number.is_integer() and abs(number) < 2**53 else number
    if _DATE.fullmatch(text):
        try:
            return Day(dt.date.fromisoformat(text))
        except ValueError:
            return text
    return text


def _shown(value: Value, render: str) -> Value:
    if render != "FORMATTED_VALUE":
        return value
    if isinstance(value, bool):
        return str(value).upper()
    return value if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)


def first_book() -> Book:
    """The spreadsheet that the account has from the beginning."""
    from plexstuff.sandbox.google import keys

    films = Grid(0, "Films", 100, 6)
    rows: list[list[Value]] = [
        ["Title", "Year", "Seen by"],
        ["The Matrix", 1999, "Ada"],
        ["1917", 2019, ""],
        ["Amélie", 2001, "Bram"],
    ]
    for row, line in enumerate(rows):
        for column, value in enumerate(line):
            films.put(row, column, value, typed=False)
    return Book(keys.SPREADSHEET, "Film evening (sandbox)", [films, Grid(900_001, "To do 'later'", 20, 4)])
