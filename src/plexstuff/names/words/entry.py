"""What a word in a dictionary says, and how surely it says that wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple


class Surety(IntEnum):
    """How much a word needs around it before it is believed."""

    #: Only right before the source: `NF.WEB-DL`, never `NF` alone.
    BEFORE_SOURCE = 0
    #: Only behind a sure word or the year, or in brackets of its own: `1080p.it`, never `Leave.It.1080p`.
    BEHIND = 4
    #: Beside a sure word, after the year, or in brackets of its own: `German.DL.1080p`, but not `The.German.Doctor`.
    BESIDE = 1
    #: As `BESIDE`, and also right before the year or the season: `Suicide Squad EXTENDED (2016)`.
    BEFORE_YEAR = 2
    #: Wherever it stands, unless the name starts with it.
    SURE = 3


class Entry(NamedTuple):
    """One meaning of a word or phrase: the field it fills, with what, and how surely. An empty field is noise."""

    field: str
    value: str
    surety: Surety


def entries(field: str, surety: Surety, table: Mapping[str, str]) -> Iterator[tuple[tuple[str, ...], Entry]]:
    """Each phrase of `table` (value -> phrases, parted by commas), cut into its words, with its entry."""
    for value, phrases in table.items():
        entry = Entry(field, value, surety)
        for phrase in phrases.split(","):
            yield tuple(phrase.split()), entry


class Node:
    """A place in the tree of phrases: what the words up to here say, and which words may follow."""

    __slots__ = ("children", "entry")

    def __init__(self) -> None:
        self.entry: Entry | None = None
        self.children: dict[str, Node] = {}


def tree(phrases: Iterable[tuple[tuple[str, ...], Entry]]) -> dict[str, Node]:
    """The tree of phrases, from the first word of each. A phrase that is given twice keeps its first meaning."""
    root = Node()
    for words, entry in phrases:
        node = root
        for word in words:
            node = node.children.setdefault(word, Node())
        if node.entry is None:
            node.entry = entry
    return root.children
