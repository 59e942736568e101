"""The client ids that the fake Gracenote knows: one that it accepts, and one that it has blocked."""

from __future__ import annotations

GRACENOTE_CLIENT = "9990005-5A9DB0C55A9DB0C55A9DB0C55A9DB0C5"
GRACENOTE_BLOCKED = "9990130-B10C4EDB10C4EDB10C4EDB10C4EDB10C"
