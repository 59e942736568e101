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
    scene = _Scene(name, title_start)
    meant: list[Tag] = []
    following: Tag | None = None
    said = False
    for tag in reversed(tags):
        last = following if said else None
        surety = tag.entry.surety
        if scene.covers(tag.start):
            said = False
        elif surety is Surety.SURE:
            said = tag.start > title_start or tag.entry.field in _NEVER_TITLES or name.bracket_at(tag.start) is not None
        else:
            said = _unsure(scene, tag, last, meant)
        following = tag
        if said:
            meant.append(tag)
    meant.reverse()
    return meant


class _Scene:
    """What unsure words are judged by: where numbers, the year and the first sure word stand."""

    __slots__ = ("after_year", "first_sure", "measured", "name", "number_starts", "season_ends", "spans", "title_start")

    def __init__(self, name: Name, title_start: int) -> None:
        self.name = name
        self.title_start = title_start
        self.spans: list[tuple[int, int]] = []
        self.number_starts: set[int] = set()
        self.season_ends: set[int] = set()
        self.measured: set[int] = set()
        self.after_year = self.first_sure = name.end + 1
        for mark in name.marks:
            field = mark.field
            if field == "year":
                self.after_year = min(self.after_year, mark.end)
            else:
                self.spans.append((mark.start, mark.end))
            if field in _NUMBERING:
                self.number_starts.add(mark.start)
                if field == "seasons":
                    self.season_ends.add(mark.end)
            elif field in _MEASURES:
                # A size or a rate is as sure a sign as any word.
                self.measured.add(mark.start)
                if mark.start > title_start:
                    self.first_sure = min(self.first_sure, mark.start)
        for tag in name.tags:
            if tag.entry.surety is Surety.SURE and tag.start > title_start:
                self.first_sure = min(self.first_sure, tag.start)
                break

    def covers(self, place: int) -> bool:
        """Whether a mark other than the year stands there."""
        return any(start <= place < end for start, end in self.spans)

    def next_start(self, tag: Tag) -> int:
        """Where the word behind the tag begins; -1 behind the last."""
        following = tag.last + 1
        return self.name.starts[following] if following < len(self.name.starts) else -1


def _unsure(scene: _Scene, tag: Tag, following: Tag | None, meant: list[Tag]) -> bool:
    """Whether a word that may be one of a title is meant; `following` is the next tag, when that is meant."""
    surety, start = tag.entry.surety, tag.start
    beside = following is not None and following.first == tag.last + 1
    if surety is Surety.BEFORE_SOURCE:
        return beside and following is not None and following.entry.field == "source"
    if start > scene.first_sure:
        return True
    early = start > scene.title_start
    beside = beside or scene.next_start(tag) in scene.measured
    said = (
        (beside and surety is not Surety.BEHIND and (early or tag.entry.field == "resolution"))
        or start >= scene.after_year
        or (early and surety is Surety.BEFORE_YEAR and _beside_number(scene, tag))
        or _fills_brackets(scene.name, tag, meant)
    )
    return said and not _within_title(scene.name, tag)


def _within_title(name: Name, tag: Tag) -> bool:
    """`The Final Cut`, `Longer & Uncut`: what stands behind an article or "and" goes on with the title."""
    if tag.first == 0:
        return False
    gap = name.low[name.ends[tag.first - 1] : tag.start]
    return "&" in gap or (name.words[tag.first - 1] in FUNCTION_WORDS and not any(sign in gap for sign in "[({"))


def _beside_number(scene: _Scene, tag: Tag) -> bool:
    """Whether the year or the season stands right behind the tag, or the season right before it."""
    if tag.first and scene.name.ends[tag.first - 1] in scene.season_ends:
        return True
    return scene.next_start(tag) in scene.number_starts


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
