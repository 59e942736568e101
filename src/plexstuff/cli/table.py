"""A table on stdout: drawn on a terminal, plain columns in a pipe; cells may come from anywhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from plexstuff.cli.output import console, safe, say


def show_table(head: Sequence[str], lines: Sequence[Sequence[str]], *, right: Sequence[str] = ()) -> None:
    """The rows under `head`; the columns named in `right` hold numbers."""
    rows = [[safe(cell) for cell in line] for line in lines]
    if sys.stdout.isatty():
        _draw(head, rows, right)
        return
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    for row in (head, *rows):
        cells = [
            cell.rjust(width) if name in right else cell.ljust(width)
            for name, cell, width in zip(head, row, widths, strict=True)
        ]
        say("  ".join(cells).rstrip())


def _draw(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[str]) -> None:
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in head:
        table.add_column(name, justify="right" if name in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    console().print(table)
