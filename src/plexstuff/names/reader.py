"""Reads one name: cuts it into words, lets the rules mark what they understand, and takes the title from the rest."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from plexstuff.names import group, numbering, opening, settle, title
from plexstuff.names.marks import Mark
from plexstuff.names.name import Name, Tag
from plexstuff.names.parsed import ParsedName
from plexstuff.names.rules import bare, han, years
from plexstuff.names.words.entry import Surety
from plexstuff.names.words.languages import COUNTRIES
from plexstuff.names.words.release import CONTAINERS

#: File systems allow 255 bytes; what is longer than this was no name, and is read no further.
LONGEST = 1000

_SUFFIX = re.compile(r"\.(?P<container>[A-Za-z0-9]{2,7})['\"]?$")


class Reading(NamedTuple):
    """What a name says, and the marks: which rule read which part of the text."""

    parsed: ParsedName
    marks: tuple[Mark, ...]


def read(text: str, *, folder: bool = False) -> Reading:
    """What the single name `text` says. A bare number at the end of a `folder`'s name belongs to its title."""
    end, container = (len(text), "") if folder else _without_suffix(text)
    name = Name(text, min(end, LONGEST))
    if container:
        name.mark(end + 1, end + 1 + len(container), "container", container, "suffix")
    numbering.read(name)
    han.read_all(name)
    begin = opening.find(name)
    bare.two_parts(name, begin.start)
    years.read(name, begin.start)
    tags = settle.settle(name, begin.start)
    bare.read(name, tags, begin.start, folder=folder)
    bare.part_of_season(name)
    tags = _not_overruled(name, tags)
    titles = title.find(name, tags, begin.start)
    if _misses_title(titles, tags) and _unread_first(name, begin.start):
        titles = title.find(name, tags, begin.start)
    return _answer(name, tags, titles, begin)


def _misses_title(titles: title.Titles, tags: list[Tag]) -> bool:
    """Whether nothing was left for a title before the words about the release."""
    sure = min((tag.start for tag in tags if tag.entry.surety is Surety.SURE), default=None)
    return titles.title is None or (sure is not None and titles.title.start > sure)


def _unread_first(name: Name, start: int) -> bool:
    """Forget a number or date that the name begins with: where there is no other title, it is one (`11.22.63`)."""
    for mark in name.marks:
        if mark.start <= start + 1 and mark.field in ("air_date", "absolute"):
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


def _answer(name: Name, tags: list[Tag], titles: title.Titles, begin: opening.Opening) -> Reading:
    """All that was found, as one `ParsedName` with the marks that led to it."""
    for tag in tags:
        name.mark(tag.start, tag.end, tag.entry.field, tag.entry.value, "dictionary")
    said: dict[str, object] = {}
    main, country = titles.title, _country(name)
    if main is not None and not country:
        main, country = title.country_at_end(name, main)
    if titles.other is not None and (code := COUNTRIES.get(titles.other.text.lower())):
        country = country or code
        titles = titles._replace(other=None)
    for field, part in (
        ("title", main),
        ("alternative_title", titles.other),
        ("episode_title", titles.episode),
        ("group", group.find(name, tags, begin.group, main.end if main else begin.start)),
    ):
        if part is not None and part.text:
            said[field] = part.text
            name.mark(part.start, part.end, field, part.text, "what is left")
    said |= _collected(name.marks)
    said["country"] = country
    said["kind"] = _kind(said)
    marks = tuple(sorted(mark for mark in name.marks if mark.field))
    return Reading(ParsedName(**said), marks)  # type: ignore[arg-type]


def _country(name: Name) -> str:
    """`(US)`, `(UK)`: a country in brackets of its own."""
    for bracket in name.brackets:
        if bracket.end - bracket.start <= 4 and (code := COUNTRIES.get(name.low[bracket.start + 1 : bracket.end])):
            name.mark(bracket.start + 1, bracket.end, "country", code, "country in brackets")
            return code
    return ""


_MANY = frozenset(("seasons", "episodes", "absolute"))
_EVERY = frozenset(("languages", "subtitles"))
_JOINED = frozenset(("edition", "hdr"))
_SWITCHES = frozenset(("proper", "special", "complete", "three_d"))
_FIRST = frozenset(
    "year air_date version resolution source video_codec audio_codec streaming_service container checksum website".split()
)


def _collected(marks: list[Mark]) -> dict[str, object]:
    """Field -> value, where several marks may speak of one field."""
    said: dict[str, object] = {}
    for mark in sorted(marks, key=lambda one: one.start):
        field, value = mark.field, mark.value
        if field in _FIRST:
            if value and field not in said:
                said[field] = value
        elif field in _MANY:
            numbers = value if isinstance(value, list) else [value]
            before = said.get(field, ())
            assert isinstance(before, tuple)
            said[field] = before + tuple(one for one in numbers if one not in before)
        elif field in _EVERY:
            before = said.get(field, ())
            assert isinstance(before, tuple)
            if value and value not in before:
                said[field] = (*before, value)
        elif field in _JOINED:
            words = str(said.get(field, ""))
            if str(value) not in words:
                said[field] = f"{words} {value}".strip()
        elif field in _SWITCHES:
            said[field] = True
        elif field == "bit_depth":
            said[field] = int(str(value))
    return said


def _kind(said: dict[str, object]) -> str:
    """Film, episode, several, a season, a day's programme, or numbers that count from the first."""
    episodes = said.get("episodes") or ()
    assert isinstance(episodes, tuple)
    if isinstance(said.get("air_date"), dt.date) and not episodes:
        return "daily"
    if said.get("absolute") and not said.get("seasons"):
        return "anime"
    if episodes:
        return "multi-episode" if len(episodes) > 1 else "episode"
    if said.get("seasons"):
        return "season-pack"
    return "movie" if said.get("title") else ""
