"""What only a person can settle: the names that fit several titles, or none."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from plexstuff.encoding import from_json
from plexstuff.jobs.identified import Candidate, IdentifiedFile
from plexstuff.jobs.identify.groups import is_film
from plexstuff.jobs.identify.report import Report
from plexstuff.matching.titles import compact
from plexstuff.store.index import LibraryIndex


@dataclass(slots=True)
class Question:
    """A name to be settled; `kind` is movie or series, `example` one of the files that bear it."""

    kind: str
    spoken: str
    year: int | None
    example: str
    candidates: tuple[Candidate, ...]
    paths: list[str] = field(default_factory=list)


def open_questions(report: Report, index: LibraryIndex) -> list[Question]:
    """One question for each name in `report` that was ambiguous or unmatched, in the order of the files."""
    undecided = {item.path for item in report.items if item.decision in ("ambiguous", "unmatched")}
    if not undecided:
        return []
    questions: dict[tuple[str, str, int], Question] = {}
    for path, answer in sorted(index.answers(os.path.commonpath(sorted(undecided)))):
        if path not in undecided:
            continue
        identified = from_json(answer, IdentifiedFile)
        said = identified.parsed
        if said is None or not said.title:
            continue
        kind = "movie" if is_film(said) else "series"
        key = (kind, compact(said.title), said.year or 0)
        if key not in questions:
            example = os.path.basename(path)
            questions[key] = Question(kind, said.title, said.year, example, identified.candidates)
        questions[key].paths.append(path)
    return list(questions.values())
