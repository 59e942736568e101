"""Changes of a spreadsheet itself: sheets added, renamed, enlarged, hidden, deleted."""

from __future__ import annotations

from collections.abc import Mapping

from plexstuff.sandbox.google.face import refusal
from plexstuff.sandbox.google.sheets.book import Book, Grid


def change(book: Book, place: int, request: object) -> dict[str, object]:
    """One of the `requests`; its reply, {} where there is nothing to say."""
    from plexstuff.sandbox.google.sheets.api import properties

    if not isinstance(request, Mapping) or len(request) != 1:
        raise refusal(400, f"Invalid requests[{place}]: exactly one kind of request is wanted.")
    kind, given = next(iter(request.items()))
    said = given if isinstance(given, Mapping) else {}
    if kind == "addSheet":
        grid = _added(book, place, _within(said, "properties"))
        return {"addSheet": {"properties": properties(grid, len(book.grids) - 1)}}
    if kind == "deleteSheet":
        if len(book.grids) == 1:
            raise refusal(400, f"Invalid requests[{place}].deleteSheet: You can't remove all the sheets in a document.")
        book.grids.remove(_grid(book, place, said.get("sheetId")))
        return {}
    if kind == "updateSheetProperties":
        _updated(book, place, _within(said, "properties"), str(said.get("fields", "")))
        return {}
    if kind in ("repeatCell", "autoResizeDimensions", "updateSpreadsheetProperties", "sortRange"):
        return {}
    raise refusal(400, f"Invalid JSON payload received. Unknown name \"{kind}\" at 'requests[{place}]'")


def _within(given: Mapping[str, object], name: str) -> Mapping[str, object]:
    inner = given.get(name)
    return inner if isinstance(inner, Mapping) else {}


def _grid(book: Book, place: int, number: object) -> Grid:
    for one in book.grids:
        if one.number == number:
            return one
    raise refusal(400, f"Invalid requests[{place}]: No grid with id: {number}")


def _added(book: Book, place: int, given: Mapping[str, object]) -> Grid:
    title = str(given.get("title") or f"Sheet{len(book.grids) + 1}")
    if title in book.titles:
        raise refusal(
            400,
            f'Invalid requests[{place}].addSheet: A sheet with the name "{title}" already exists. Please enter another '
            "name.",
        )
    grid = Grid(900_100 + len(book.grids), title)
    _sized(grid, _within(given, "gridProperties"))
    book.grids.append(grid)
    return grid


def _updated(book: Book, place: int, given: Mapping[str, object], fields: str) -> None:
    grid = _grid(book, place, given.get("sheetId", 0))
    if not fields:
        raise refusal(400, f"Invalid requests[{place}].updateSheetProperties: At least one field must be listed.")
    if "title" in fields and given.get("title"):
        grid.title = str(given["title"])
    if "hidden" in fields:
        grid.hidden = bool(given.get("hidden"))
        if all(one.hidden for one in book.grids):
            grid.hidden = False
            raise refusal(
                400,
                f"Invalid requests[{place}].updateSheetProperties: You can't hide all the sheets in a document.",
            )
    if "gridProperties" in fields or "Count" in fields:
        _sized(grid, _within(given, "gridProperties"))


def _sized(grid: Grid, given: Mapping[str, object]) -> None:
    rows, columns = given.get("rowCount"), given.get("columnCount")
    if isinstance(rows, int):
        grid.rows = rows
    if isinstance(columns, int):
        grid.columns = columns
