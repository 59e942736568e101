"""Deciding: from scored candidates to one, or to an honest "I don't know"."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from plexstuff.matching.reasons import Reason, Scored
from plexstuff.matching.titles import with_year

#: Below this the best candidate is no match.
THRESHOLD = 0.72
#: The best must be this much better than the next, or both might be meant.
MARGIN = 0.06
#: Of several that fit alike, one this many times as popular as the next is meant by everybody who says no year.
FAR_MORE_POPULAR = 15.0


class Decision(StrEnum):
    """What became of a file."""

    MATCHED = "matched"
    AMBIGUOUS = "ambiguous"
    UNMATCHED = "unmatched"
    IGNORED = "ignored"


class Verdict(msgspec.Struct, frozen=True):
    """The decision, the candidates that still stand (best first) and how sure it is (0 to 1)."""

    decision: Decision
    ranked: tuple[Scored, ...] = ()
    confidence: float = 0.0
    reasons: tuple[Reason, ...] = ()

    def with_reason(self, reason: Reason) -> Verdict:
        """The same with one reason more, whose weight counts where something was matched."""
        sure = round(max(0.0, self.confidence + reason.weight), 3)
        return Verdict(self.decision, self.ranked, sure, (*self.reasons, reason))

    @property
    def best(self) -> Scored | None:
        """The best candidate, matched or not."""
        return self.ranked[0] if self.ranked else None


def decide(scored: Sequence[Scored]) -> Verdict:
    """Choose among candidates, or abstain: unmatched when none is good enough, ambiguous when several are."""
    ranked = tuple(sorted(scored, key=lambda one: one.score, reverse=True))
    if not ranked or ranked[0].score < THRESHOLD:
        return Verdict(Decision.UNMATCHED, ranked[:5], ranked[0].score if ranked else 0.0)
    best = ranked[0]
    rivals = [one for one in ranked[1:] if one.score >= best.score - MARGIN]
    if not rivals:
        second = ranked[1].score if len(ranked) > 1 else 0.0
        return Verdict(Decision.MATCHED, ranked[:5], _confidence(best.score, best.score - second), best.reasons)
    popular = max([best, *rivals], key=lambda one: one.candidate.popularity)
    others = [one for one in [best, *rivals] if one is not popular]
    runner_up = max(others, key=lambda one: one.candidate.popularity)
    # The last word, and only where nothing else was said that would tell them apart.
    if _undated(best) and popular.candidate.popularity >= FAR_MORE_POPULAR * max(runner_up.candidate.popularity, 0.5):
        reason = Reason("far more popular", f"of {len(others) + 1} that fit, it is by far the best known", -0.15)
        chosen = popular.with_reason(reason)
        rest = tuple(one for one in ranked if one is not popular)
        return Verdict(Decision.MATCHED, (chosen, *rest)[:5], _confidence(chosen.score, 0.1), chosen.reasons)
    several = ", ".join(with_year(one.candidate.title, one.candidate.year) for one in [best, *rivals][:4])
    reason = Reason("several fit", f"it may be any of {len(rivals) + 1}: {several}", 0.0)
    return Verdict(Decision.AMBIGUOUS, ranked[: max(5, len(rivals) + 1)][:10], best.score / 2, (reason, *best.reasons))


def _undated(scored: Scored) -> bool:
    return not any(reason.name in ("year", "later year", "country") for reason in scored.reasons)


def _confidence(score: float, margin: float) -> float:
    """The score, lowered where another candidate comes near; between 0 and 1."""
    return round(min(1.0, max(0.0, score)) * min(1.0, 0.8 + margin), 3)
