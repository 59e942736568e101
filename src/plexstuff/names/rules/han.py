"""Seasons and episodes in Chinese, Japanese and Korean: `第2季`, `第十二集`, `第01-12話`, `全24集`, `3화`."""

from __future__ import annotations

import re

from plexstuff.names.name import Name
from plexstuff.names.words.numbering import HAN

_NUMBER = r"\d{1,4}|[零一二三四五六七八九十两兩]{1,3}"
_ORDINAL = re.compile(
    rf"第\s?(?P<first>{_NUMBER})(?:\s?[-~至到]\s?第?(?P<last>{_NUMBER}))?\s?(?P<word>[季期部]|シーズン|クール|[集话話回章夜幕])"
)
_WORD = re.compile(r"(?P<first>\d{1,4})(?:\s?[-~]\s?(?P<last>\d{1,4}))?\s?(?P<word>[集话話回]|화|회|기)(?![^\W\d_])")
_ALL = re.compile(rf"[全共]\s?(?P<count>{_NUMBER})\s?[集话話回期]|完结|完結|全集")
_NEW = re.compile(r"[★*]?\d{0,2}月?新番[★*]?")
_SEASONS = frozenset(("季", "期", "部", "シーズン", "クール", "기"))
_SIGNS = frozenset("第全共集话話回화회기番")


def number(text: str) -> int:
    """`12`, `十二`, `二十` -> the number."""
    if text.isdecimal():
        return int(text)
    tens, found, ones = text.partition("十")
    if not found:
        return HAN[text[-1]]
    return (HAN[tens] if tens else 1) * 10 + (HAN[ones] if ones else 0)


def read_all(name: Name) -> None:
    """Mark every number that a sign of these scripts counts, and what announcers add."""
    low = name.low
    if low.isascii() or _SIGNS.isdisjoint(low):
        return
    for pattern in (_ORDINAL, _WORD):
        for found in pattern.finditer(low, 0, name.end):
            if any(one.start < found.end() and found.start() < one.end for one in name.marks):
                continue
            first = number(found["first"])
            last = number(found["last"]) if found["last"] else first
            numbers = list(range(first, last + 1)) if first <= last <= first + 2000 else [first]
            season = found["word"] in _SEASONS
            name.mark(found.start(), found.end(), "seasons" if season else "episodes", numbers, "Han numbers")
    for found in _ALL.finditer(low, 0, name.end):
        name.mark(found.start(), found.end(), "complete", True, "Han numbers")
    for found in _NEW.finditer(low, 0, name.end):
        name.mark(found.start(), found.end(), "", None, "Han numbers")
