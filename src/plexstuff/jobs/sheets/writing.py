"""Writes rows to a spreadsheet: only the cells that change, all in one batch, and nothing that was not shown before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plexstuff.errors import InvalidValue, NotFound, NothingFound
from plexstuff.jobs.sheets.address import Corner, cell_name, spreadsheet_id
from plexstuff.jobs.sheets.reading import first_sheet
from plexstuff.models import Cell, SheetTab, Spreadsheet
from plexstuff.roles import SheetSource

#: A cell of Google's holds so many characters; one write of ours so many cells.
LONGEST_CELL, MOST_CELLS = 50_000, 200_000


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that will change: its name (`B2`), what is there (a formula as such), and what will be."""

    cell: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What a write would do. `rows` go out as they are, None for a cell that stays as it is."""

    book: Spreadsheet
    sheet: str
    range: str
    rows: tuple[tuple[Cell, ...], ...]
    changes: tuple[CellChange, ...]
    same: int
    formulas: bool = False


async def plan_write(
    source: SheetSource, which: str, cells: str, rows: Sequence[Sequence[str]], *, formulas: bool = False
) -> SheetPlan:
    """Read what is there, and compare; nothing is written.

    `cells` says where the rows begin, or what they must fit into. Raises InvalidValue where they don't fit,
    NothingFound without any, NotFound for a sheet that is not there, and what `source` raises.
    """
    number, corner = spreadsheet_id(which), Corner.read(cells)
    height, width = len(rows), max((len(row) for row in rows), default=0)
    if not width:
        raise NothingFound("There is nothing to write: no cell came in.", "Give rows as CSV.")
    _must_fit(corner, rows, height, width)
    book = await source.spreadsheet(number)
    tab = _tab(book, corner.title)
    corner = Corner(tab.title, corner.row, corner.column, corner.last)
    _must_be_within(tab, corner, height, width)
    area = corner.area(height, width)
    shown = (await source.read_cells(number, area)).rows
    typed = (await source.read_cells(number, area, formulas=True)).rows
    out: list[tuple[Cell, ...]] = []
    changes: list[CellChange] = []
    same = 0
    for row, line in enumerate(rows):
        kept: list[Cell] = []
        for column, after in enumerate(line):
            seen, inner = _at(shown, row, column), _at(typed, row, column)
            if after == seen or (formulas and after == inner):
                kept.append(None)
                same += 1
                continue
            kept.append(after)
            before = inner if inner.startswith("=") else seen
            changes.append(CellChange(cell_name(corner.row + row, corner.column + column), before, after))
        out.append(tuple(kept))
    return SheetPlan(book, tab.title, area, tuple(out), tuple(changes), same, formulas)


async def write_sheet(source: SheetSource, plan: SheetPlan) -> int:
    """Write what was planned, in one batch; how many cells were written. Raises what `source` raises."""
    if not plan.changes:
        return 0
    return await source.write_cells(plan.book.id, {plan.range: plan.rows}, formulas=plan.formulas)


def _must_fit(corner: Corner, rows: Sequence[Sequence[str]], height: int, width: int) -> None:
    if height * width > MOST_CELLS:
        raise InvalidValue(f"These are more than {MOST_CELLS} cells.", "Write them in several parts.")
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            if len(text) > LONGEST_CELL:
                name = cell_name(corner.row + row, corner.column + column)
                raise InvalidValue(
                    f"The text for {name} has {len(text)} characters; a cell holds {LONGEST_CELL}.", "Shorten it."
                )
    if corner.last is None:
        return
    room = (corner.last[0] - corner.row + 1, corner.last[1] - corner.column + 1)
    if height > room[0] or width > room[1]:
        raise InvalidValue(
            f"{height} rows of {width} cells do not fit into a range of {room[0]} by {room[1]}.",
            "Give only the cell where it begins, or a larger range.",
        )


def _tab(book: Spreadsheet, title: str) -> SheetTab:
    wanted = title or first_sheet(book)
    for one in book.sheets:
        if one.title == wanted:
            return one
    there = ", ".join(one.title for one in book.sheets)
    raise NotFound(f"The spreadsheet {book.title!r} has no sheet {wanted[:60]!r}.", f"There are: {there}.")


def _must_be_within(tab: SheetTab, corner: Corner, height: int, width: int) -> None:
    if tab.rows and corner.row + height > tab.rows:
        raise InvalidValue(
            f"This would end in row {corner.row + height}; the sheet {tab.title!r} has {tab.rows}.",
            "Add rows at the bottom of its page first.",
        )
    if tab.columns and corner.column + width > tab.columns:
        raise InvalidValue(
            f"This would need {corner.column + width} columns; the sheet {tab.title!r} has {tab.columns}.",
            "Add columns on its page first.",
        )


def _at(rows: Sequence[Sequence[Cell]], row: int, column: int) -> str:
    if row >= len(rows) or column >= len(rows[row]):
        return ""
    value = rows[row][column]
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).upper()
    return f"{value:g}" if isinstance(value, float) else str(value)
