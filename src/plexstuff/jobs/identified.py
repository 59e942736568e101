"""What is known of a file once it was identified: the one thing that is handed from `identify` to `organize`."""

from __future__ import annotations

import msgspec

from plexstuff.matching import Decision
from plexstuff.models import Episode, Ids, Movie, Series
from plexstuff.names import ParsedName


class Companion(msgspec.Struct, frozen=True):
    """A file that travels with a film: `role` is subtitle, notes or artwork.

    `path` is absolute (odd bytes as `os.fsdecode` gives them). `tail` is what follows the film's own name in the
    companion's, without the extension: `.en.forced`, `-poster`, or empty.
    """

    path: str
    role: str
    tail: str = ""
    language: str = ""
    forced: bool = False
    hearing_impaired: bool = False


class Candidate(msgspec.Struct, frozen=True):
    """What a file may be, as it is shown to a user and in `--json`."""

    title: str
    year: int | None
    ids: Ids
    score: float
    reasons: tuple[str, ...] = ()


class IdentifiedFile(msgspec.Struct, frozen=True):
    """A file and the verdict on it.

    `kind` is movie, episode or "" (ignored, unmatched); `movie`, or `series` with at least one of `episodes` (in aired
    order), is there when it was matched. `part` counts the parts of a film in several files from 1. `by_date` says that
    the name gave an air date rather than a number.
    """

    path: str
    decision: Decision
    kind: str = ""
    movie: Movie | None = None
    series: Series | None = None
    episodes: tuple[Episode, ...] = ()
    parsed: ParsedName | None = None
    companions: tuple[Companion, ...] = ()
    part: int | None = None
    edition: str = ""
    by_date: bool = False
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
