"""Days, as the fakes tell them from the clock they were given."""

from __future__ import annotations

import datetime as dt

from plexstuff.sandbox.ask import Ask


def today(ask: Ask) -> str:
    """The day of the request, YYYY-MM-DD in UTC."""
    return dt.datetime.fromtimestamp(ask.now, dt.UTC).date().isoformat()
