"""Dates as services write them: `2011-11-15`, or nothing, or worse."""

from __future__ import annotations

import datetime as dt


def date_of(text: str | None) -> dt.date | None:
    """The date in `YYYY-MM-DD…`; None for an empty, missing or impossible one."""
    try:
        return dt.date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def year_of(text: str | None) -> int | None:
    """The year that a text begins with; None when it begins with none."""
    start = (text or "")[:4]
    return int(start) if len(start) == 4 and start.isascii() and start.isdigit() and start != "0000" else None
