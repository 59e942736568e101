"""Puts together what was read of a name into one `ParsedName`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from operator import itemgetter

from plexstuff.names import group, title
from plexstuff.names.marks import Mark
from plexstuff.names.name import Name, Tag
from plexstuff.names.opening import Opening
from plexstuff.names.parsed import ParsedName
from plexstuff.names.words.languages import COUNTRIES

_MANY = frozenset(("seasons", "episodes", "absolute"))
_EVERY = frozenset(("languages", "subtitles"))
_JOINED = frozenset(("edition", "hdr"))
_SWITCHES = frozenset(("proper", "special", "complete", "three_d"))
_FIRST = frozenset(
    """
    year air_date version resolution source video_codec audio_codec streaming_service container checksum website
    bit_depth title alternative_title episode_title group country
    """.split()
)
_PLACE = itemgetter(0)


def answer(name: Name, tags: list[Tag], titles: title.Titles, begin: Opening) -> ParsedName:
    """All that was found. Marks the titles, the country and the group on the way."""
    main, other = titles.title, titles.other
    country = _country(name)
    if main is not None and not country:
        main, country = title.country_at_end(name, main)
    if other is not None and (code := COUNTRIES.get(other.text.lower())):
        country, other = country or code, None
    if country:
        name.mark(*_place_of_country(name, main), "country", country, "country")
    releaser = group.find(name, tags, begin.group, main.end if main else begin.start)
    if releaser and titles.episode and releaser.start >= titles.episode.start and releaser.end <= titles.episode.end:
        releaser = None
    for field, part in (
        ("title", main),
        ("alternative_title", other),
        ("episode_title", titles.episode),
        ("group", releaser),
    ):
        if part is not None and part.text:
            name.mark(part.start, part.end, field, part.text, "what is left")
    said = _collected(
        sorted(
            [(mark.start, mark.field, mark.value) for mark in name.marks]
            + [(tag.start, tag.entry.field, tag.entry.value) for tag in tags],
            key=_PLACE,
        )
    )
    said["kind"] = _kind(said)
    return ParsedName(**said)  # type: ignore[arg-type]


def all_marks(name: Name, tags: list[Tag]) -> tuple[Mark, ...]:
    """Every mark of a name that says something, the words from dictionaries among them, in the order of the text."""
    words = [Mark(tag.start, tag.end, tag.entry.field, tag.entry.value, "dictionary") for tag in tags]
    return tuple(sorted((mark for mark in name.marks + words if mark.field and mark.value), key=itemgetter(0, 1)))


def _country(name: Name) -> str:
    """`(US)`, `[UK]`: a country in brackets of its own."""
    for bracket in name.brackets:
        if bracket.end - bracket.start <= 4 and (code := COUNTRIES.get(name.low[bracket.start + 1 : bracket.end])):
            return code
    return ""


def _place_of_country(name: Name, main: title.Part | None) -> tuple[int, int]:
    """Where the country stands: in brackets, or right behind the title."""
    for bracket in name.brackets:
        if bracket.end - bracket.start <= 4 and name.low[bracket.start + 1 : bracket.end] in COUNTRIES:
            return bracket.start + 1, bracket.end
    index = name.word_at(main.end if main else 0)
    return (name.starts[index], name.ends[index]) if index < len(name.words) else (0, 0)


def _collected(told: Iterable[tuple[int, str, object]]) -> dict[str, object]:
    """Field -> value, where several marks may speak of one field."""
    said: dict[str, object] = {}
    for _, field, value in told:
        if field in _FIRST:
            if value and field not in said:
                said[field] = value
        elif field in _MANY:
            assert isinstance(value, list)
            before = said.get(field)
            assert before is None or isinstance(before, tuple)
            said[field] = tuple(dict.fromkeys([*before, *value])) if before else tuple(value)
        elif field in _EVERY:
            languages = said.get(field, ())
            assert isinstance(languages, tuple)
            if value and value not in languages:
                said[field] = (*languages, value)
        elif field in _JOINED:
            words = str(said.get(field, ""))
            if str(value) not in words:
                said[field] = f"{words} {value}".strip()
        elif field in _SWITCHES:
            said[field] = True
    depth = said.get("bit_depth")
    if depth:
        said["bit_depth"] = int(str(depth))
    return said


def _kind(said: dict[str, object]) -> str:
    """Film, episode, several, a season, a day's programme, or numbers that count from the first."""
    episodes = said.get("episodes")
    if isinstance(said.get("air_date"), dt.date) and not episodes:
        return "daily"
    if said.get("absolute") and not said.get("seasons"):
        return "anime"
    if isinstance(episodes, tuple) and episodes:
        return "multi-episode" if len(episodes) > 1 else "episode"
    if said.get("seasons"):
        return "season-pack"
    return "movie" if said.get("title") else ""
