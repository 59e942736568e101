"""A name cut into words, brackets and the words that the dictionaries know: what all rules look at."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from itertools import chain
from typing import NamedTuple

from plexstuff.names.marks import Mark
from plexstuff.names.shadow import shadow
from plexstuff.names.words import languages, picture, release, sound
from plexstuff.names.words.entry import Entry, Node, tree
from plexstuff.names.words.numbering import TRIGGERS

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_BRACKET = re.compile(r"[\[\](){}]")
_CLOSES = {"]": "[", ")": "(", "}": "{"}
#: Words of one phrase stand this near: `WEB-DL`, `DD+ 5.1`.
_PHRASE_GAP = 2


class Tag(NamedTuple):
    """A word or phrase that a dictionary knows: its words `first` to `last`, its place, what it says."""

    first: int
    last: int
    start: int
    end: int
    entry: Entry


class Bracket(NamedTuple):
    """A pair of brackets that stands in no other: the places of its two signs."""

    start: int
    end: int
    sign: str


@cache
def dictionary() -> dict[str, Node]:
    """The tree of all phrases about releases."""
    return tree(chain(picture.phrases(), sound.phrases(), languages.phrases(), release.phrases()))


class Name:
    """A name being read. Places count in characters; `words[i]` stands from `starts[i]` up to `ends[i]`.

    `low` is the shadow of `text`; `end` is where the name proper ends (a suffix such as `.mkv` comes after);
    `numeric` are the words that hold digits, `counters` those that count seasons or episodes
    and names of months; `loose` and `years` are
    the numbers that no rule has read so far; `marks` collects what the rules read.
    """

    __slots__ = (
        "brackets",
        "counters",
        "end",
        "ends",
        "loose",
        "low",
        "marks",
        "numeric",
        "starts",
        "tags",
        "text",
        "words",
        "years",
    )

    def __init__(self, text: str, end: int) -> None:
        self.text = text
        self.low = shadow(text)
        self.end = end
        self.marks: list[Mark] = []
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.tags: list[Tag] = []
        self.numeric: list[int] = []
        self.counters: list[int] = []
        self.loose: list[int] = []
        self.years: list[int] = []
        self._cut()
        self._look_up()
        self.brackets = _brackets(self.low, end)

    def _cut(self) -> None:
        words, starts, ends = self.words, self.starts, self.ends
        for found in _WORD.finditer(self.low, 0, self.end):
            words.append(found[0])
            start, end = found.span()
            starts.append(start)
            ends.append(end)

    def _look_up(self) -> None:
        words, starts, ends, numeric = self.words, self.starts, self.ends, self.numeric
        find, count = dictionary().get, len(words)
        known_to, place = -1, -1
        for word in words:
            place += 1
            if word in TRIGGERS:
                self.counters.append(place)
            if place <= known_to:
                continue
            node = find(word)
            if node is None:
                if not word.isalpha():
                    numeric.append(place)
                continue
            entry, last, at = node.entry, place, place
            while node.children and at + 1 < count and starts[at + 1] - ends[at] <= _PHRASE_GAP:
                node = node.children.get(words[at + 1])
                if node is None:
                    break
                at += 1
                if node.entry is not None:
                    entry, last = node.entry, at
            if entry is not None:
                self.tags.append(Tag(place, last, starts[place], ends[last], entry))
                known_to = last
            elif not word.isalpha():
                numeric.append(place)

    def mark(self, start: int, end: int, field: str, value: object, rule: str) -> None:
        """Note what a rule read."""
        self.marks.append(Mark(start, end, field, value, rule))

    def bracket_at(self, place: int) -> Bracket | None:
        """The outermost brackets around a place."""
        brackets = self.brackets
        index = bisect_right(brackets, (place, self.end + 1, "~")) - 1
        if index >= 0 and brackets[index].start < place < brackets[index].end:
            return brackets[index]
        return None

    def word_at(self, place: int) -> int:
        """The index of the first word that starts at `place` or after."""
        return bisect_left(self.starts, place)


def _brackets(low: str, end: int) -> list[Bracket]:
    """The pairs of brackets that stand in no other; a sign without its partner counts for nothing."""
    if "[" not in low and "(" not in low and "{" not in low:
        return []
    pairs: list[Bracket] = []
    opened: list[tuple[int, str]] = []
    for found in _BRACKET.finditer(low, 0, end):
        sign, place = found[0], found.start()
        opener = _CLOSES.get(sign)
        if opener is None:
            # Nobody nests deeper; the limit keeps a name of nothing but brackets cheap.
            opened = [*opened[-7:], (place, sign)]
            continue
        match = next((at for at in range(len(opened) - 1, -1, -1) if opened[at][1] == opener), -1)
        if match < 0:
            continue
        start = opened[match][0]
        del opened[match:]
        while pairs and pairs[-1].start > start:
            pairs.pop()
        pairs.append(Bracket(start, place, opener))
    return pairs
