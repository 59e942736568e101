"""What a user can ask of an identification."""

from __future__ import annotations

import msgspec

from plexstuff.models import EpisodeOrder


class IdentifyOptions(msgspec.Struct, frozen=True):
    """Language and region of titles (ISO 639-1, ISO 3166-1), how the names count episodes, and what is asked anew.

    `refresh` asks for everything again; `settle` is for how many seconds a file must have been left alone.
    """

    language: str = "en"
    region: str = ""
    order: EpisodeOrder = EpisodeOrder.AIRED
    refresh: bool = False
    settle: float = 60.0

    @property
    def context(self) -> str:
        """What a remembered answer depends on besides the file."""
        return f"{self.language}/{self.region}/{self.order}"
