"""The windows, offscreen, and the command line, on the same sandbox."""

from __future__ import annotations

from windows import (
    addresses,
    box,
    browser,
    desk_of,
    look,
    panel_of,
    pytest_pycollect_makemodule,
    served,
    stored,
    window_of,
)

__all__ = [
    "addresses",
    "box",
    "browser",
    "desk_of",
    "look",
    "panel_of",
    "pytest_pycollect_makemodule",
    "served",
    "stored",
    "window_of",
]
