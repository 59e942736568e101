"""What an identification answers: an item a file, as people and programs read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import msgspec

from plexstuff.encoding import from_json, to_json
from plexstuff.errors import PlexstuffError
from plexstuff.jobs.identified import Candidate, IdentifiedFile
from plexstuff.jobs.identify.walk import Trouble
from plexstuff.matching import Scored
from plexstuff.models import Ids, Movie, Series

#: So many items are written at once.
_PIECE = 500


class ShownItem(msgspec.Struct, frozen=True):
    """A file as `--json` gives it."""

    path: str
    decision: str
    kind: str = ""
    title: str = ""
    year: int | None = None
    season: int | None = None
    episodes: tuple[int, ...] = ()
    episode_titles: tuple[str, ...] = ()
    ids: Ids = Ids()
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(slots=True, repr=False)
class ReportItem:
    """One file of a report; `shown` is its JSON object, made once and kept by the library index."""

    path: str
    decision: str
    shown: bytes

    def details(self) -> ShownItem:
        """The item, taken apart."""
        return from_json(self.shown, ShownItem)


@dataclass(slots=True, repr=False)
class Report:
    """All files of a run; `requests` counts what went over the network, by service.

    `down` holds the services that had to be given up, `unasked` the number of files that nobody could be asked about.
    """

    items: list[ReportItem] = field(default_factory=list)
    requests: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    troubles: list[Trouble] = field(default_factory=list)
    down: dict[str, PlexstuffError] = field(default_factory=dict)
    unasked: int = 0
    remembered: int = 0

    def counts(self) -> dict[str, int]:
        """How many files had which decision."""
        counted = dict.fromkeys(("matched", "ambiguous", "unmatched", "ignored"), 0)
        for item in self.items:
            counted[item.decision] += 1
        return counted

    def json_pieces(self) -> Iterator[bytes]:
        """The report as one JSON object (schema, items, requests, seconds …), in pieces: it may be very long."""
        yield b'{"schema":1,"items":['
        for start in range(0, len(self.items), _PIECE):
            piece = b",\n".join(item.shown for item in self.items[start : start + _PIECE])
            yield b",\n" + piece if start else piece
        rest = to_json(
            {
                "requests": self.requests,
                "seconds": round(self.seconds, 3),
                "unasked": self.unasked,
                "troubles": [{"path": one.path, "why": one.why} for one in self.troubles],
                "down": {key: error.sentence for key, error in self.down.items()},
            }
        )
        yield b"]," + rest[1:]

    def as_json(self) -> bytes:
        """The same in one piece."""
        return b"".join(self.json_pieces())


def shown(identified: IdentifiedFile) -> bytes:
    """The JSON object of one file."""
    subject: Movie | Series | None = identified.movie or identified.series
    seasons = {one.season for one in identified.episodes}
    item = ShownItem(
        path=identified.path,
        decision=str(identified.decision),
        kind=identified.kind,
        title=subject.title if subject else "",
        year=subject.year if subject else None,
        season=min(seasons) if seasons else None,
        episodes=tuple(one.number for one in identified.episodes),
        episode_titles=tuple(one.title for one in identified.episodes),
        ids=subject.ids if subject else Ids(),
        confidence=identified.confidence,
        reasons=identified.reasons,
        candidates=identified.candidates,
    )
    return to_json(item)


def show_candidates(ranked: Iterable[Scored]) -> tuple[Candidate, ...]:
    """Scored candidates as `--json` gives them."""
    return tuple(
        Candidate(
            title=one.candidate.title,
            year=one.candidate.year,
            ids=one.candidate.ids,
            score=one.score,
            reasons=tuple(reason.text for reason in one.reasons),
        )
        for one in ranked
    )
