"""Why a candidate scored as it did: named reasons, each with its weight and a sentence for a person."""

from __future__ import annotations

import msgspec

from plexstuff.models import Movie, Series


class Reason(msgspec.Struct, frozen=True):
    """One reason; `weight` is what it added to the score (penalties are negative, 0 is a plain agreement)."""

    name: str
    text: str
    weight: float = 0.0


class Scored(msgspec.Struct, frozen=True):
    """A candidate with its score (1: everything agrees; may fall to 0) and the reasons for it."""

    candidate: Movie | Series
    score: float
    reasons: tuple[Reason, ...]

    def with_reason(self, reason: Reason) -> Scored:
        """The same with one reason more."""
        return Scored(self.candidate, round(self.score + reason.weight, 4), (*self.reasons, reason))
