"""Reads cells of a spreadsheet, as they are shown there."""

from __future__ import annotations

from dataclasses import dataclass

from plexstuff.errors import NotFound
from plexstuff.jobs.sheets.address import quoted, spreadsheet_id
from plexstuff.models import Cell, Spreadsheet
from plexstuff.roles import SheetSource


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What was read: the spreadsheet, the range as it is called there, and its rows, all of the same length."""

    book: Spreadsheet
    range: str
    rows: tuple[tuple[Cell, ...], ...]


async def read_sheet(source: SheetSource, which: str, cells: str = "", *, formulas: bool = False) -> SheetReading:
    """The cells of a range ("": all of the first sheet) of the spreadsheet with this id or address.

    Raises InvalidValue for what is neither, NotFound for one that is not there, and what `source` raises.
    """
    book = await source.spreadsheet(spreadsheet_id(which))
    found = await source.read_cells(book.id, cells or quoted(first_sheet(book)), formulas=formulas)
    width = max((len(row) for row in found.rows), default=0)
    return SheetReading(book, found.range, tuple((*row, *([""] * (width - len(row)))) for row in found.rows))


def first_sheet(book: Spreadsheet) -> str:
    """The title of the first sheet that is not hidden. Raises NotFound."""
    for one in book.sheets:
        if not one.hidden:
            return one.title
    raise NotFound(f"The spreadsheet {book.title!r} has no sheet that can be seen.", "Unhide one of its sheets.")
