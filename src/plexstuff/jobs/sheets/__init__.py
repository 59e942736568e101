"""Reads a spreadsheet, and writes to it: what would change is shown first, and goes out in one batch."""

from __future__ import annotations

from plexstuff.jobs.sheets.address import Corner, spreadsheet_id
from plexstuff.jobs.sheets.reading import SheetReading, read_sheet
from plexstuff.jobs.sheets.writing import CellChange, SheetPlan, plan_write, write_sheet

__all__ = [
    "CellChange",
    "Corner",
    "SheetPlan",
    "SheetReading",
    "plan_write",
    "read_sheet",
    "spreadsheet_id",
    "write_sheet",
]
