"""Ranges the A1 way: `A1:C3`, `'Sheet 1'!B:B`, `Sheet1`, `2:4`; rows and columns count from 0, ends are left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CELL = re.compile(r"\$?(?P<column>[A-Za-z]{0,3})\$?(?P<row>[0-9]{0,7})")
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Area:
    """Cells of a sheet, from row and column on, up to (not with) the ends; None: as far as the sheet goes."""

    title: str
    top: int = 0
    left: int = 0
    bottom: int | None = None
    right: int | None = None


def column_number(letters: str) -> int:
    """A is 0, Z 25, AA 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """The other way."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read(text: str, titles: list[str]) -> Area | None:
    """What a range means among sheets with these titles; None for one that means nothing."""
    title, cells = _parted(text)
    if title is None:
        # Without a sheet: a title of its own comes before cells.
        if text in titles:
            return Area(text)
        title, cells = (titles[0] if titles else ""), text
    if title not in titles:
        return None
    if not cells:
        return Area(title)
    begin, colon, end = cells.partition(":")
    first, last = _cell(begin), _cell(end) if colon else _cell(begin)
    if first is None or last is None:
        return None
    if not colon and (first[0] is None or first[1] is None):
        return None
    rows = [one for one in (first[1], last[1]) if one is not None]
    columns = [one for one in (first[0], last[0]) if one is not None]
    return Area(
        title,
        min(rows) if len(rows) == 2 else first[1] or 0,
        min(columns) if len(columns) == 2 else first[0] or 0,
        max(rows) + 1 if last[1] is not None and rows else None,
        max(columns) + 1 if last[0] is not None and columns else None,
    )


def _parted(text: str) -> tuple[str | None, str]:
    if text.startswith("'"):
        found = re.match(r"'((?:[^']|'')*)'(?:!(.*))?$", text, re.DOTALL)
        return (found[1].replace("''", "'"), found[2] or "") if found else (text, "")
    title, mark, cells = text.rpartition("!")
    return (title, cells) if mark else (None, text)


def _cell(text: str) -> tuple[int | None, int | None] | None:
    """Column and row, each None where it is left out."""
    found = _CELL.fullmatch(text.strip())
    if found is None or not text.strip() or found["row"] == "0":
        return None
    column = column_number(found["column"]) if found["column"] else None
    return column, int(found["row"]) - 1 if found["row"] else None


def quoted(title: str) -> str:
    """A title as ranges have it: quoted where it is not a plain word, or looks like a cell."""
    if _PLAIN.fullmatch(title) and not re.fullmatch(r"[A-Za-z]{1,3}[0-9]+", title):
        return title
    return "'" + title.replace("'", "''") + "'"


def write(title: str, top: int, left: int, bottom: int, right: int) -> str:
    """A range as Google writes it; one cell stands alone."""
    first, last = f"{column_letters(left)}{top + 1}", f"{column_letters(right - 1)}{bottom}"
    return f"{quoted(title)}!{first if first == last else f'{first}:{last}'}"
