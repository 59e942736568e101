"""Reads one name: cuts it into words, lets the rules mark what they understand, and takes the title from the rest."""

from __future__ import annotations

import re

from plexstuff.names import numbering, opening, settle, title
from plexstuff.names.answer import all_marks, answer
from plexstuff.names.marks import Mark
from plexstuff.names.name import Name, Tag
from plexstuff.names.parsed import ParsedName
from plexstuff.names.rules import bare, edges, han, years
from plexstuff.names.words.entry import Surety
from plexstuff.names.words.release import CONTAINERS

#: File systems allow 255 bytes; what is longer than this was no name, and is read no further.
LONGEST = 1000

_SUFFIX = re.compile(r"\.(?P<container>[A-Za-z0-9]{2,7})['\"]?$")


class Reading:
    """What a name says, `parsed`, and how that was read.

    `by` tells where in a longer text, such as a path, the name begins.
    """

    __slots__ = ("_name", "_tags", "by", "parsed")

    def __init__(self, parsed: ParsedName, name: Name, tags: list[Tag], by: int = 0) -> None:
        self.parsed = parsed
        self.by = by
        self._name = name
        self._tags = tags

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Which rule read which part, in the order of the text."""
        by = self.by
        found = all_marks(self._name, self._tags)
        return tuple(Mark(one.start + by, one.end + by, *one[2:]) for one in found) if by else found


def read(text: str, *, by: int = 0, folder: bool = False) -> Reading:
    """What the single name `text` says. A bare number at the end of a `folder`'s name belongs to its title."""
    end, container = (len(text), "") if folder else _without_suffix(text)
    name = Name(text, min(end, LONGEST))
    if container:
        name.mark(end + 1, end + 1 + len(container), "container", container, "suffix")
    numbering.read(name)
    han.read_all(name)
    begin = opening.find(name)
    edges.two_parts(name, begin.start)
    years.read(name, begin.start)
    tags = settle.settle(name, begin.start)
    bare.read(name, tags, begin.start, folder=folder)
    edges.part_of_season(name)
    tags = _not_overruled(name, tags)
    titles = title.find(name, tags, begin.start)
    if _misses_title(titles, tags) and _unread_first(name, begin.start):
        titles = title.find(name, tags, begin.start)
    return Reading(answer(name, tags, titles, begin), name, tags, by)


def _misses_title(titles: title.Titles, tags: list[Tag]) -> bool:
    """Whether nothing was left for a title before the words about the release."""
    sure = min((tag.start for tag in tags if tag.entry.surety is Surety.SURE), default=None)
    return titles.title is None or (sure is not None and titles.title.start > sure)


def _unread_first(name: Name, start: int) -> bool:
    """Forget a number or date that the name begins with: where there is no other title, it is one (`11.22.63`)."""
    for mark in name.marks:
        if mark.start <= start + 1 and mark.field in ("air_date", "absolute") and name.low[mark.start] != "0":
            name.marks.remove(mark)
            return True
    return False


def _without_suffix(text: str) -> tuple[int, str]:
    """Where the name ends before its suffix, and the suffix when it is that of a video or of what lies beside one."""
    found = _SUFFIX.search(text, max(0, len(text) - 12))
    if found and found["container"].lower() in CONTAINERS and found.start():
        return found.start(), found["container"]
    return len(text), ""


def _not_overruled(name: Name, tags: list[Tag]) -> list[Tag]:
    """The tags that no mark stands on."""
    spans = [(mark.start, mark.end) for mark in name.marks]
    kept: list[Tag] = []
    for tag in tags:
        over = [start for start, end in spans if start < tag.end and tag.start < end]
        if not over:
            kept.append(tag)
        elif tag.entry.field == "complete" and over[0] > tag.start:
            # `The Complete Seasons 1-5`: the words before the season.
            kept.append(tag._replace(end=over[0]))
    return kept
