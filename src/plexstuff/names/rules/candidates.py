"""What the bare numbers of a name look like, each with what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plexstuff.names.name import Name, Tag
from plexstuff.names.rules.counting import more

_NUMBER = re.compile(r"(?P<number>\d{1,4})(?:v(?P<version>\d)|[a-c]|tv|話|话)?(?![^\W_])")
_HALF = re.compile(r"(?P<number>\d{1,4}\.5)(?:v(?P<version>\d))?(?![\d])")
_DASHED = re.compile(r"[ ._]*-[ ._]+$|[ _]-$|--$")
_APART = re.compile(r"[ ._]-[ ._]")
_FINAL = re.compile(r"[ ._]+(?:end|final|fin|last)(?![^\W_])")
_VERSION = re.compile(r"[ ._]*[\[(]?v(?P<version>\d)(?:[\])]|(?![^\W_]))")


@dataclass(slots=True)
class Candidate:
    """A number, or a range or list of them, that may be an episode's.

    `dashed`: a dash stands before it; `final`: nothing of a title follows; `leading`: the name begins with it;
    `bracket`: the opening sign of brackets that hold nothing else, or "".
    """

    index: int
    start: int
    end: int
    numbers: list[int | float]
    digits: str
    version: tuple[int, int] | None
    dashed: bool
    final: bool
    leading: bool
    bracket: str

    @property
    def padded(self) -> bool:
        """Whether it is written with a nought in front, as nobody writes a number in a title."""
        return self.digits[0] == "0" and len(self.digits) > 1


def candidates(name: Name, tags: list[Tag], title_start: int) -> list[Candidate]:
    """The loose numbers of a name that may be an episode's, in order."""
    found: list[Candidate] = []
    for index in name.loose:
        if found and name.starts[index] < found[-1].end:
            continue
        if (one := _candidate(name, tags, index, title_start)) is not None:
            found.append(one)
    return found


def _candidate(name: Name, tags: list[Tag], index: int, title_start: int) -> Candidate | None:
    low, start = name.low, name.starts[index]
    half = _HALF.match(low, start, name.end)
    found = half or _NUMBER.match(low, start, name.end)
    if found is None or (start and low[start - 1] == "'"):
        return None
    bracket = name.bracket_at(start)
    if bracket is not None and bracket.start and low[bracket.start - 1].isalnum() and not low.startswith("["):
        # `AC3-de[42]`: glued to a word, it is a part of that.
        return None
    numbers, end = ([float(found["number"])], found.end()) if half else _range(name, tags, found, title_start)
    version = (int(found["version"]), found.start("version")) if found["version"] else None
    if ending := _FINAL.match(low, end, name.end):
        end = ending.end()
    if again := _VERSION.match(low, end, name.end):
        version, end = (int(again["version"]), again.start("version")), again.end()
    alone = bracket is not None and start - bracket.start <= 2 and (end >= bracket.end - 1 or low[end] == "+")
    return Candidate(
        index=index,
        start=start,
        end=end,
        numbers=numbers,
        digits=found["number"],
        version=version,
        dashed=_DASHED.search(low, max(0, start - 4), start) is not None,
        final=terminal(name, tags, end),
        leading=start == title_start or (alone and bracket is not None and bracket.start <= title_start),
        bracket=bracket.sign if bracket and alone else "",
    )


def _range(name: Name, tags: list[Tag], first: re.Match[str], title_start: int) -> tuple[list[int | float], int]:
    """The number `first` with those that go on from it, as far as they make one range or list, and where they end."""
    digits, low = first["number"], name.low
    counted, end = more(name, first.end(), int(digits), len(digits), "", loose=True)
    if len(counted) > 1:
        closed = terminal(name, tags, end) or low[end : end + 1] in "+]"
        if not closed and first.start() == title_start:
            closed = low[end : end + 2] == ". "
        if _APART.search(low, first.end(), end):
            # With spaces around its dash, it is a range only behind a dash or in brackets, as in `- 01 - 12`.
            before = low[max(0, first.start() - 4) : first.start()].rstrip(" ._")[-1:]
            by_group = low.startswith("[") and digits[0] == "0"
            closed = closed and (before in ("-", "[", "(") or by_group) and len(digits) > 1
        if not closed:
            return [int(digits)], first.end()
    return list(counted), end


def terminal(name: Name, tags: list[Tag], end: int) -> bool:
    """Whether nothing of a title follows: the end, brackets, a dash, or words about the release."""
    following = name.word_at(end)
    if following >= len(name.words):
        return True
    start = name.starts[following]
    gap = name.low[end:start]
    if any(sign in gap for sign in ("[", "(", "{", " - ", "_-_", ".-.")):
        return True
    return any(tag.first == following for tag in tags) or any(mark.start == start for mark in name.marks)
