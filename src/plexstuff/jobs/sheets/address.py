"""Where cells are: which spreadsheet an id or address means, and ranges the A1 way (`'Sheet 1'!B2:C9`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from plexstuff.errors import InvalidValue

_ID = re.compile(r"[A-Za-z0-9_-]{20,100}")
_CELL = re.compile(r"\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[1-9][0-9]{0,6})")
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_HOW = "Open it in the browser, and copy the address from its address bar."


def spreadsheet_id(text: str) -> str:
    """The id in an id or address. Raises InvalidValue that says what it is instead."""
    clean = text.strip().strip("\"'`<>").strip()
    if "://" not in clean and "/" not in clean:
        if _ID.fullmatch(clean):
            return clean
        raise InvalidValue("This is neither the id of a spreadsheet nor its address.", _HOW)
    if "/spreadsheets/d/e/" in clean:
        raise InvalidValue("This is the address of a published copy, which can't be asked.", _HOW)
    if found := re.search(r"/spreadsheets/(?:u/\d+/)?d/([A-Za-z0-9_-]{20,100})", clean):
        return found[1]
    try:
        query = parse_qs(urlsplit(clean).query)
    except ValueError:
        query = {}
    if (key := query.get("key", [""])[0]) and _ID.fullmatch(key):
        return key
    if re.search(r"/(?:document|presentation|forms)/", clean):
        raise InvalidValue("This is another kind of document, no spreadsheet.", _HOW)
    if "drive.google.com" in clean:
        raise InvalidValue("This is an address of Drive; a file there may be no spreadsheet.", _HOW)
    raise InvalidValue("There is no id of a spreadsheet in this address.", _HOW)


@dataclass(frozen=True, slots=True)
class Corner:
    """Where a range begins: title of the sheet ("" for the first), row and column from 0; and its last, if it ends."""

    title: str
    row: int
    column: int
    last: tuple[int, int] | None = None

    @classmethod
    def read(cls, text: str) -> Corner:
        """`B2`, `B2:C9`, `Films!B2`, `'My films'!B2:C9`, `Films!` or `'My films'` (its A1). Raises InvalidValue."""
        title, cells = _parted(text.strip())
        if not cells:
            return cls(title, 0, 0)
        begin, colon, end = cells.partition(":")
        first, last = _CELL.fullmatch(begin.strip()), _CELL.fullmatch(end.strip())
        if first is None or (colon and last is None):
            raise InvalidValue(
                f"{text.strip()[:60]!r} is no range to write to.",
                "Give the cell where it begins, such as B2, or Films!B2, or 'My films'!B2:D9.",
            )
        row, column = _place(first)
        if last is None:
            return cls(title, row, column)
        row2, column2 = _place(last)
        return cls(title, min(row, row2), min(column, column2), (max(row, row2), max(column, column2)))

    def area(self, height: int, width: int) -> str:
        """The range of so many rows and columns from here on."""
        first = cell_name(self.row, self.column)
        last = cell_name(self.row + height - 1, self.column + width - 1)
        return f"{quoted(self.title)}!{first}:{last}"


def _parted(text: str) -> tuple[str, str]:
    if found := re.fullmatch(r"'((?:[^']|'')+)'(?:!(.*))?", text, re.DOTALL):
        return found[1].replace("''", "'"), (found[2] or "").strip()
    title, mark, cells = text.rpartition("!")
    return (title.strip(), cells.strip()) if mark else ("", text)


def _place(found: re.Match[str]) -> tuple[int, int]:
    column = 0
    for letter in found["column"].upper():
        column = column * 26 + ord(letter) - 64
    return int(found["row"]) - 1, column - 1


def cell_name(row: int, column: int) -> str:
    """`B2` for row 1 and column 1."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def quoted(title: str) -> str:
    """A title as a range wants it: in quotes where it is not a plain word, or looks like a cell."""
    if _PLAIN.fullmatch(title) and not _CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"
