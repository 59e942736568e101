"""Decides which of the words that a dictionary knows are meant as such, and which are just words of a title."""

from __future__ import annotations

from plexstuff.names.name import Name, Tag
from plexstuff.names.words.entry import Surety
from plexstuff.names.words.numbering import FUNCTION_WORDS

#: Fields of marks behind which a name no longer tells its title.
_NUMBERING = frozenset(("seasons", "episodes", "absolute", "air_date", "year"))
#: What even the first word of a name is no title with.
_NEVER_TITLES = frozenset(("video_codec", "audio_codec", "resolution"))
_MEASURES = frozenset(("", "resolution", "source", "video_codec", "checksum", "version"))


def settle(name: Name, title_start: int) -> list[Tag]:
    """The tags of `name` that mean what the dictionary says, in order.

    A sure word counts anywhere but at the very start of the title. An unsure one counts when only known words part it
    from a sure one behind it, when a sure one or the year went before, or when it fills brackets of its own.
    """
    tags = name.tags
    if not tags:
        return []
    marks = name.marks
    firsts = {mark.start: mark.field for mark in marks if mark.field in _NUMBERING}
    ends = {mark.end for mark in marks if mark.field == "seasons"}
    after_year = min((mark.end for mark in marks if mark.field == "year"), default=name.end + 1)
    # A size or a rate is as sure a sign as any word.
    measured = {mark.start for mark in marks if mark.field in _MEASURES}
    first_sure = min(
        [tag.start for tag in tags if tag.entry.surety is Surety.SURE and tag.start > title_start]
        + [start for start in measured if start > title_start],
        default=name.end + 1,
    )
    meant: list[Tag] = []
    following: Tag | None = None
    following_meant = False
    for tag in reversed(tags):
        surety = tag.entry.surety
        beside = following is not None and following_meant and following.first == tag.last + 1
        beside = beside or (tag.last + 1 < len(name.words) and name.starts[tag.last + 1] in measured)
        if any(mark.start <= tag.start < mark.end for mark in marks if mark.field != "year"):
            said = False
        elif surety is Surety.SURE:
            said = tag.start > title_start or tag.entry.field in _NEVER_TITLES or name.bracket_at(tag.start) is not None
        elif surety is Surety.BEFORE_SOURCE:
            said = beside and following is not None and following.entry.field == "source"
        else:
            said = (
                tag.start > first_sure
                or (
                    beside
                    and (tag.start > title_start or tag.entry.field == "resolution")
                    and surety is not Surety.BEHIND
                )
                or tag.start >= after_year
                or (
                    surety is Surety.BEFORE_YEAR and tag.start > title_start and _beside_number(name, tag, firsts, ends)
                )
                or _fills_brackets(name, tag, meant)
            )
        if said and surety is not Surety.SURE and tag.start < first_sure and _within_title(name, tag):
            said = False
        following, following_meant = tag, said
        if said:
            meant.append(tag)
    meant.reverse()
    return meant


def _within_title(name: Name, tag: Tag) -> bool:
    """`The Final Cut`, `Longer & Uncut`: what stands behind an article or "and" goes on with the title."""
    if tag.first == 0:
        return False
    gap = name.low[name.ends[tag.first - 1] : tag.start]
    return "&" in gap or (name.words[tag.first - 1] in FUNCTION_WORDS and not any(sign in gap for sign in "[({"))


def _beside_number(name: Name, tag: Tag, firsts: dict[int, str], ends: set[int]) -> bool:
    """Whether the year or the season stands right behind the tag, or the season right before it."""
    if tag.first and name.ends[tag.first - 1] in ends:
        return True
    return tag.last + 1 < len(name.words) and name.starts[tag.last + 1] in firsts


def _fills_brackets(name: Name, tag: Tag, meant: list[Tag]) -> bool:
    """Whether the tag, with meant ones behind it, fills brackets up to their end."""
    bracket = name.bracket_at(tag.start)
    if bracket is None:
        return False
    last = tag.last
    for one in reversed(meant):
        if one.first != last + 1 or one.start > bracket.end:
            break
        last = one.last
    rest = last + 1
    if rest < len(name.words) and name.starts[rest] < bracket.end:
        return False
    return tag.first == 0 or name.starts[tag.first - 1] < bracket.start or _known_before(name, tag, bracket.start)


def _known_before(name: Name, tag: Tag, start: int) -> bool:
    """Whether every word between the opening bracket and the tag is known too."""
    first = tag.first
    for one in reversed(name.tags):
        if one.last == first - 1:
            first = one.first
    return name.starts[first] > start and (first == 0 or name.starts[first - 1] < start)
