"""From verdicts to the answer for each file."""

from __future__ import annotations

from collections.abc import Sequence

from plexstuff.errors import PlexstuffError
from plexstuff.jobs.identified import IdentifiedFile
from plexstuff.jobs.identify.groups import ReadFile
from plexstuff.jobs.identify.report import show_candidates
from plexstuff.matching import Decision, Found, Reason, Verdict
from plexstuff.matching.score import ANOTHER
from plexstuff.matching.titles import with_year
from plexstuff.models import Movie, Series
from plexstuff.names import ParsedName


def silent(one: ReadFile) -> IdentifiedFile:
    """The answer for a file whose path says nothing."""
    return IdentifiedFile(
        one.file.path, Decision.UNMATCHED, parsed=one.said, reasons=("neither its name nor its folders say a title",)
    )


def _texts(reasons: Sequence[Reason]) -> tuple[str, ...]:
    return tuple(reason.text for reason in reasons)


def _reasons(said: ParsedName, verdict: Verdict) -> tuple[str, ...]:
    settled = verdict.decision is not Decision.UNMATCHED or any(
        one.name == "no such episode" for one in verdict.reasons
    )
    return (*(() if settled else _nobody(said, verdict)), *_texts(verdict.reasons))


def not_asked(one: ReadFile, error: PlexstuffError) -> IdentifiedFile:
    """The answer for a file that nobody could be asked about."""
    reason = f"not asked: {error.sentence}"
    return IdentifiedFile(one.file.path, Decision.UNMATCHED, parsed=one.said, reasons=(reason,))


def film_answer(one: ReadFile, verdict: Verdict) -> IdentifiedFile:
    """The answer for a file, from the verdict on the film that it names."""
    best = verdict.best.candidate if verdict.best else None
    matched = verdict.decision is Decision.MATCHED and isinstance(best, Movie)
    return IdentifiedFile(
        path=one.file.path,
        decision=verdict.decision,
        kind="movie" if matched else "",
        movie=best if matched and isinstance(best, Movie) else None,
        parsed=one.said,
        part=one.said.part if matched and one.part is not None else None,
        edition=one.said.edition,
        confidence=verdict.confidence,
        reasons=_reasons(one.said, verdict),
        candidates=() if matched else show_candidates(verdict.ranked),
    )


def show_answer(one: ReadFile, verdict: Verdict, found: Found) -> IdentifiedFile:
    """The answer for a file, from the verdict on its show and what was found of its episodes."""
    best = verdict.best.candidate if verdict.best else None
    if verdict.decision is Decision.MATCHED and isinstance(best, Series) and found:
        weight = sum(reason.weight for reason in found.reasons)
        return IdentifiedFile(
            path=one.file.path,
            decision=Decision.MATCHED,
            kind="episode",
            series=best,
            episodes=found.episodes,
            parsed=one.said,
            by_date=any(reason.name == "air date" for reason in found.reasons),
            confidence=round(max(0.0, verdict.confidence + weight), 3),
            reasons=_texts((*verdict.reasons, *found.reasons)),
        )
    decision = Decision.AMBIGUOUS if verdict.decision is Decision.AMBIGUOUS else Decision.UNMATCHED
    reasons = _texts(found.reasons) if verdict.decision is Decision.MATCHED else _reasons(one.said, verdict)
    return IdentifiedFile(
        path=one.file.path,
        decision=decision,
        parsed=one.said,
        confidence=round(verdict.confidence / 2, 3),
        reasons=reasons or _nobody(one.said, verdict),
        candidates=show_candidates(verdict.ranked),
    )


def _nobody(said: ParsedName, verdict: Verdict) -> tuple[str, ...]:
    """Why no candidate was taken: what is wrong with the nearest, or that none is near at all."""
    best = verdict.best
    if best is None:
        return (f"nothing is known under the name “{said.title}”",)
    wrong = [reason for reason in best.reasons if reason.weight < 0 and reason.name != "popularity"]
    if any(reason.name == "title" and reason.weight <= ANOTHER for reason in wrong):
        return (f"nothing like “{said.title}” is known",)
    nearest = with_year(best.candidate.title, best.candidate.year)
    return (f"the nearest is {nearest}: {'; '.join(_texts(wrong)) or 'it does not fit well enough'}",)
