"""From a report back to whole answers, with what lies beside each file now."""

from __future__ import annotations

import os

import msgspec

from plexstuff.encoding import from_json
from plexstuff.jobs.identified import IdentifiedFile
from plexstuff.jobs.identify.companions import Beside
from plexstuff.jobs.identify.report import Report
from plexstuff.matching import Decision
from plexstuff.store.index import LibraryIndex


def whole_answers(report: Report, index: LibraryIndex) -> list[IdentifiedFile]:
    """The whole answers behind `report`, in its order; files that were not matched come with their decision alone.

    What a file's neighbours say is read anew: companions, and which part of a film it is. An answer that is not
    remembered any more (another run may have forgotten it) comes as unmatched, and says so.
    """
    matched = {item.path for item in report.items if item.decision == Decision.MATCHED}
    kept = _remembered(matched, index)
    beside = Beside()
    answers = []
    for item in report.items:
        if item.path in matched:
            answer = kept.get(item.path) or _forgotten(item.path)
        else:
            answer = IdentifiedFile(item.path, Decision(item.decision), reasons=item.details().reasons)
        if answer.decision is Decision.MATCHED:
            companions = tuple(beside.companions(item.path))
            answer = msgspec.structs.replace(answer, companions=companions, part=_part(answer, kept, beside))
        answers.append(answer)
    return answers


def _remembered(paths: set[str], index: LibraryIndex) -> dict[str, IdentifiedFile]:
    """What is remembered of these files, by path."""
    found: dict[str, IdentifiedFile] = {}
    for path, answer in index.answers(os.path.commonpath(paths)) if paths else ():
        if path not in paths:
            continue
        try:
            found[path] = msgspec.structs.replace(from_json(answer, IdentifiedFile), path=path)
        except (msgspec.DecodeError, ValueError):
            continue  # kept by another version of this program: as good as forgotten
    return found


def _forgotten(path: str) -> IdentifiedFile:
    reason = "its answer is not remembered any more; identify it again"
    return IdentifiedFile(path, Decision.UNMATCHED, reasons=(reason,))


def _part(answer: IdentifiedFile, kept: dict[str, IdentifiedFile], beside: Beside) -> int | None:
    """Which part of its film or episode a file is: by the names beside it, unless those are known to be of others."""
    siblings = beside.siblings(answer.path)
    if answer.movie is None and not siblings:
        return None  # the folder "Disc 1" of a season holds whole episodes
    same = _subject(answer)
    return beside.part(answer.path) if all(_subject(kept[path]) == same for path in siblings if path in kept) else None


def _subject(answer: IdentifiedFile) -> tuple[object, ...]:
    """What a file holds, whichever part of it."""
    if answer.movie is not None:
        return (answer.movie.ids,)
    return (answer.series.ids if answer.series else None, *((one.season, one.number) for one in answer.episodes))
