"""Finds where the title of a name begins: behind the group in brackets, a website's address, or an order number."""

from __future__ import annotations

import re
from typing import NamedTuple

from plexstuff.names.name import Bracket, Name
from plexstuff.names.words.entry import Surety
from plexstuff.names.words.sites import COMMON, DOMAINS

_ENDING = "|".join(DOMAINS)
_COMMON = "|".join(COMMON)
_WEBSITE = re.compile(
    rf"(?<![a-z])www?[., ] ?[a-z0-9-]{{2,40}}(?:[., ][a-z0-9-]{{2,20}})??"
    rf"[., ](?:{_ENDING})(?![a-z0-9])(?:[.](?:{_ENDING})(?![a-z0-9]))?"
    rf"|(?<![\w.])[a-z0-9-]{{3,40}}\.(?:{_COMMON})(?![a-z0-9.])"
)
# Cheap to look for; only where it is found, the long pattern above is worth its time.
_DOT_COM = re.compile(rf"\.(?:{_COMMON})(?![a-z0-9.])")
_PREFIX_END = re.compile(r"[\s\])}_.]*(?:[-~:|]+[\s._]*)?")
_NUMBERS = re.compile(r"[\d\s~-]*\d(?:v\d|tv|end|话|集)?(?:[ +_-](?:end|fin|ova|sp|movie|完)\w*)?")
# `24 - 05`: a title of digits, with an episode's number behind.
_NUMBER_TITLE = re.compile(r"[\s._]*\d[\d.-]*[\s_.]-[\s_.]+\d")
# `01 - Film (2015)`: a film's place on somebody's shelf.
_SHELF = re.compile(r"0\d - (?=[^\W\d])")
_ORDER = re.compile(r"\d{1,2}")
_FROM = re.compile(r"(?:from|downloaded from)?[\s\[({_.]*")


class Opening(NamedTuple):
    """Where the title may begin, and the text in the brackets before it, which is often the group's name."""

    start: int
    group: tuple[int, int] | None


def find(name: Name) -> Opening:
    """Where the title of `name` begins. Marks websites on the way."""
    _websites(name)
    at = _edge(name, 0)
    sites = [mark for mark in name.marks if mark.field == "website"]
    if sites and _FROM.fullmatch(name.low, 0, sites[0].start):
        found = _PREFIX_END.match(name.low, sites[0].end, name.end)
        at = _edge(name, found.end() if found else sites[0].end)
    if name.years and (shelf := _SHELF.match(name.low, at, name.end)):
        at = _edge(name, shelf.end())
    group: tuple[int, int] | None = None
    if name.brackets and name.brackets[0].start <= at and not _outside(name, -1):
        return _in_brackets(name)
    for bracket in name.brackets:
        if bracket.start != at:
            if bracket.start > at:
                break
            continue
        if not _skipped(name, bracket, group is None):
            break
        words = name.low[bracket.start + 1 : bracket.end]
        if group is None and bracket.sign == "[" and _names_somebody(name, bracket, words):
            group = (bracket.start + 1, bracket.end)
        at = _edge(name, bracket.end + 1)
    return Opening(at, group)


def _names_somebody(name: Name, bracket: Bracket, words: str) -> bool:
    """Whether brackets in front may hold a group's name: unknown words, and no website's address."""
    if words.isdecimal() or _known(name, bracket):
        return False
    return not any(bracket.start < mark.start < bracket.end for mark in name.marks if mark.field == "website")


def _in_brackets(name: Name) -> Opening:
    """`[Group][标题][Title][01][1080p]`: where everything stands in brackets, the title fills one of them.

    It is the last with unknown words before the first that holds none, one in Latin letters rather than another.
    """
    telling: list[Bracket] = []
    for bracket in name.brackets:
        if _tells(name, bracket):
            telling.append(bracket)
        elif len(telling) > 1:
            break
    if not telling:
        return Opening(_edge(name, 0), None)
    titles = telling[1:] or telling
    latin = [one for one in titles if any("a" <= letter <= "z" for letter in name.low[one.start : one.end])]
    chosen = (latin or titles)[-1] if len(telling) > 1 else telling[0]
    first = telling[0]
    group = (first.start + 1, first.end) if chosen is not first else None
    return Opening(_edge(name, chosen.start + 1), group)


def _websites(name: Name) -> None:
    low = name.low
    if "ww." not in low and "ww," not in low and "www" not in low and not _DOT_COM.search(low):
        return
    for found in _WEBSITE.finditer(low, 0, name.end):
        if found.start() == 0 and found.end() >= name.end - 1:
            continue
        name.mark(found.start(), found.end(), "website", found[0], "website")


def _edge(name: Name, at: int) -> int:
    """Past spaces and signs that no title begins with."""
    low, end = name.low, name.end
    while at < end and low[at] in " ._-~*★☆|+=,:'\"":
        at += 1
    return at


def _skipped(name: Name, bracket: Bracket, first: bool) -> bool:
    """Whether brackets at the very start are no part of the title, which comes behind them."""
    content = name.low[bracket.start + 1 : bracket.end]
    behind = name.low[bracket.end + 1 : name.end]
    if not any(letter.isalpha() for letter in behind) and not _NUMBER_TITLE.match(behind):
        return False
    if bracket.sign == "(" and behind[:1].isalpha() and not content.isdecimal():
        # `(T)Raumschiff`: one word.
        return False
    following = name.word_at(bracket.end)
    if following < len(name.words) and not _known(name, bracket):
        start = name.starts[following]
        if any(mark.start == start and mark.field in ("seasons", "air_date") for mark in name.marks):
            # `[Oshi no Ko] S02E05`: no title follows, so it stands in the brackets.
            return False
    if _outside(name, bracket.end) or first:
        return bracket.sign != "(" or not content.isdecimal() or bool(_ORDER.fullmatch(content)) or len(content) == 4
    return _known(name, bracket)


def _outside(name: Name, at: int) -> bool:
    """Whether words of a title stand outside of all brackets from `at` on.

    What stands behind two brackets with unknown words and one of known ones comes too late for a title.
    """
    telling = 0
    for bracket in [*name.brackets, Bracket(name.end, name.end, "")]:
        if bracket.end <= at:
            continue
        text = name.low[at + 1 : bracket.start]
        if any(
            word[0].isalpha() for word in text.replace("_", " ").replace(".", " ").replace("-", " ").split() if word
        ):
            return True
        if _NUMBER_TITLE.match(text):
            return True
        if bracket.sign and _tells(name, bracket):
            telling += 1
        elif telling > 1:
            return False
        at = bracket.end
    return False


def _tells(name: Name, bracket: Bracket) -> bool:
    """Whether brackets hold words that neither a dictionary nor a rule knows."""
    content = name.low[bracket.start + 1 : bracket.end]
    if _NUMBERS.fullmatch(content) or not any(letter.isalpha() for letter in content):
        return False
    return not _known(name, bracket)


def _known(name: Name, bracket: Bracket) -> bool:
    """Whether dictionaries or rules know every word in the brackets."""
    first = name.word_at(bracket.start)
    covered = {
        index
        for tag in name.tags
        if tag.entry.surety is not Surety.BEFORE_SOURCE
        for index in range(tag.first, tag.last + 1)
    }
    index = first
    while index < len(name.words) and name.starts[index] < bracket.end:
        start = name.starts[index]
        if index not in covered and not any(mark.start <= start < mark.end for mark in name.marks):
            return False
        index += 1
    return True
