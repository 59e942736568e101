"""A page that shows a spreadsheet of the sandbox."""

from __future__ import annotations

from html import escape

from plexstuff.sandbox.google.pages import page
from plexstuff.sandbox.google.sheets.book import Book
from plexstuff.sandbox.google.sheets.ranges import column_letters


def look(book: Book, sheet: int) -> bytes:
    """One of its sheets, as far as there is anything in it."""
    grid = book.grids[min(sheet, len(book.grids) - 1)]
    bottom = 1 + max((row for row, _ in grid.cells), default=0)
    right = 1 + max((column for _, column in grid.cells), default=0)
    head = "".join(f"<th>{column_letters(one)}</th>" for one in range(right))
    lines = "".join(
        f"<tr><th>{row + 1}</th>"
        + "".join(f"<td>{escape(str(grid.seen(row, one, 'FORMATTED_VALUE')))}</td>" for one in range(right))
        + "</tr>"
        for row in range(bottom)
    )
    tabs = " · ".join(f"<a href='?sheet={place}'>{escape(one.title)}</a>" for place, one in enumerate(book.grids))
    return page(book.title, f"<h1>{escape(book.title)}</h1><table><tr><th></th>{head}</tr>{lines}</table><p>{tabs}</p>")
