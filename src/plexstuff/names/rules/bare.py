"""Numbers that stand alone: an episode's, counted from the first (`One Piece - 1111`), or a part of the title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plexstuff.names.name import Name, Tag
from plexstuff.names.rules.counting import more
from plexstuff.names.words.numbering import FIRST_YEAR, FUNCTION_WORDS, NUMBERED

_NUMBER = re.compile(r"(?P<number>\d{1,4})(?:v(?P<version>\d)|[a-c]|tv|話|话)?(?![^\W_])")
_TWO = re.compile(r"(?P<season>\d{1,2})[._](?P<episode>\d\d)(?![\da-z]|[._]\d)")
_TWO_IN_BRACKETS = re.compile(r"(?P<season>\d{1,2})[.](?P<episode>\d{2,3})(?=\])")
_TWO_LEADING = re.compile(r"(?P<season>\d{1,2})-(?P<episode>\d\d)(?=[. ]|$)")
_PART = re.compile(r"[ ._-]{1,3}(?:part|pt|parte|teil)[ ._]?(?P<number>\d{1,2})(?![\da-z])")
_HALF = re.compile(r"(?P<number>\d{1,4}\.5)(?:v\d)?(?![\d])")
_DASHED = re.compile(r"[ ._]*-[ ._]+$|[ _]-$|--$")
_FINAL = re.compile(r"[ ._]+(?:end|final|fin|last)(?![^\W_])")
_VERSION = re.compile(r"[ ._]*[\[(]?v(?P<version>\d)(?![^\W_])")
_SIZES = frozenset((480, 540, 576, 720, 1080, 2160))
_TELEVISION = frozenset(("HDTV", "Digital TV", "TV", "Satellite"))


@dataclass(slots=True)
class Candidate:
    """A number, or a range or list of them, that may be an episode's."""

    index: int
    start: int
    end: int
    numbers: list[int | float]
    digits: str
    version: int | None
    dashed: bool
    final: bool
    leading: bool
    bracket: str

    @property
    def padded(self) -> bool:
        """Whether it is written with a nought in front, as nobody writes a number in a title."""
        return self.digits[0] == "0" and len(self.digits) > 1


def read(name: Name, tags: list[Tag], title_start: int, *, folder: bool) -> None:
    """Mark the bare number that counts episodes, if there is one."""
    marked = {mark.field for mark in name.marks}
    _sizes(name, tags)
    if not name.loose:
        return
    if "episodes" in marked:
        _other_count(name)
        return
    if "air_date" in marked:
        return
    found: list[Candidate] = []
    for index in name.loose:
        if found and name.starts[index] < found[-1].end:
            continue
        if (one := _candidate(name, tags, index, title_start)) is not None:
            found.append(one)
    if not found:
        return
    best = _best(name, tags, found, bool({"seasons"} & marked), "year" in marked, title_start)
    if best is not None and (not folder or len(best.numbers) > 1 or best.bracket):
        others = [one for one in found if one is not best and len(one.numbers) > 1]
        _note(name, tags, best, others, "seasons" in marked)


def _sizes(name: Name, tags: list[Tag]) -> None:
    """`BRrip 720 AAC`, `[1080.Hi10p]`: a number of lines beside words about the release."""
    if not tags:
        return
    known = {tag.first for tag in tags}
    ends = {tag.last for tag in tags}
    for index in list(name.loose):
        if (
            name.words[index].isdecimal()
            and int(name.words[index]) in _SIZES
            and (index + 1 in known or index - 1 in ends)
        ):
            before = name.low[name.ends[index - 1] : name.starts[index]] if index else ""
            if index - 1 in ends or not _DASHED.search(before):
                name.loose.remove(index)
                name.mark(name.starts[index], name.ends[index], "resolution", f"{name.words[index]}p", "lines alone")


def _other_count(name: Name) -> None:
    """`S16E03-E04 313-314`, `S10E15 (233)`: beside season and episode, the count from the first."""
    episodes = [mark for mark in name.marks if mark.field == "episodes"]
    seasons = [mark for mark in name.marks if mark.field == "seasons"]
    if len(episodes) != 1 or not seasons:
        return
    first, last = seasons[0].start, episodes[0].end
    wanted = episodes[0].value
    for index in name.loose:
        found = _NUMBER.match(name.low, name.starts[index], name.end)
        if found is None:
            continue
        number = int(found["number"])
        numbers, end = more(name, found.end(), number, len(found["number"]), "")
        beside = name.low[last : found.start()] if found.start() >= last else name.low[end:first]
        if len(beside) > 3 or any(letter.isalnum() for letter in beside):
            continue
        alone = "(" in beside or "[" in beside
        if isinstance(wanted, list) and len(numbers) == len(wanted) and (len(numbers) > 1 or (alone and number > 9)):
            name.mark(found.start(), end, "absolute", list(numbers), "second count")
            return


def _candidate(name: Name, tags: list[Tag], index: int, title_start: int) -> Candidate | None:
    """What the loose number at `words[index]` looks like; None when it can't be an episode's."""
    low, start = name.low, name.starts[index]
    half = _HALF.match(low, start, name.end)
    found = half or _NUMBER.match(low, start, name.end)
    if found is None or (start and low[start - 1] == "'"):
        return None
    digits = found["number"]
    numbers: list[int | float]
    if half:
        numbers, end = [float(digits)], found.end()
    else:
        counted, end = more(name, found.end(), int(digits), len(digits), "", loose=True)
        behind = low[end : end + 2]
        if len(counted) > 1 and not _closed_range(name, found, end):
            counted, end = [int(digits)], found.end()
        if len(counted) > 1 and not (
            _terminal(name, tags, end) or behind[:1] in "+]" or (start == title_start and behind == ". ")
        ):
            counted, end = [int(digits)], found.end()
        numbers = list(counted)
    version = None if half or not found["version"] else int(found["version"])
    before = low[max(0, start - 4) : start]
    ending = _FINAL.match(low, end, name.end)
    if ending:
        end = ending.end()
    if again := _VERSION.match(low, end, name.end):
        version, end = (
            int(again["version"]),
            again.end() + (1 if low[again.end() : again.end() + 1] in ("]", ")") else 0),
        )
    bracket = name.bracket_at(start)
    if bracket is not None and bracket.start and low[bracket.start - 1].isalnum() and not low.startswith("["):
        # `AC3-de[42]`: glued to a word, it is a part of that.
        return None
    alone = bracket is not None and start - bracket.start <= 2 and (end >= bracket.end - 1 or low[end] == "+")
    return Candidate(
        index=index,
        start=start,
        end=end,
        numbers=numbers,
        digits=digits,
        version=version,
        dashed=bool(_DASHED.search(before)),
        final=_terminal(name, tags, end),
        leading=start == title_start or (alone and bracket is not None and bracket.start <= title_start),
        bracket=bracket.sign if bracket and alone else "",
    )


def _closed_range(name: Name, first: re.Match[str], end: int) -> bool:
    """Whether a range is one: with spaces around its dash only behind a dash or in brackets, as in `- 01 - 12`."""
    if " - " not in name.low[first.end() : end]:
        return True
    before = name.low[: first.start()].rstrip(" ._")[-1:]
    return before in ("-", "[", "(") and len(first["number"]) > 1


def _terminal(name: Name, tags: list[Tag], end: int) -> bool:
    """Whether nothing of a title follows: the end, brackets, a dash, or words about the release."""
    following = name.word_at(end)
    if following >= len(name.words):
        return True
    start = name.starts[following]
    gap = name.low[end:start]
    if any(sign in gap for sign in "[({") or " - " in gap or "_-_" in gap or ".-." in gap:
        return True
    return any(tag.first == following for tag in tags) or any(mark.start == start for mark in name.marks)


def _best(
    name: Name, tags: list[Tag], found: list[Candidate], season: bool, year: bool, title_start: int
) -> Candidate | None:
    """The likeliest candidate: the surer way of writing first, and of two alike the last."""
    sure_from = min(
        (tag.start for tag in tags if tag.start > title_start and tag.entry.field != "three_d"), default=name.end
    )
    inside = [one for one in found if one.start < sure_from or one.dashed or one.bracket]
    early = [one for one in inside if not one.leading]
    ways = (
        [one for one in early if one.dashed and one.final and not one.bracket],
        [one for one in early if one.version is not None and not one.bracket],
        [one for one in early if _in_brackets(one)],
        [one for one in early if len(one.numbers) > 1 and one.final and one.numbers[-1] > 9],
        [
            one
            for one in early
            if one.dashed and (one.padded or len(one.digits) > 1) and not one.bracket and one.end < sure_from
        ],
        [one for one in early if one.padded and one.final and not one.bracket],
        [one for one in inside if one.leading and _leads(name, one, year)],
        [one for one in early if name.low[one.start - 1] == "#"],
        [one for one in early if one.padded and not one.bracket],
        [one for one in early if year and _behind_year(name, one)],
        [one for one in early if one.final and not one.bracket and _trails(name, tags, one, season=season, year=year)],
    )
    for way in ways:
        if way:
            return way[0] if len(way[0].digits) > 1 and way[0].dashed else way[-1]
    return None


def _in_brackets(one: Candidate) -> bool:
    """`[13]`, `[01-12]`, `(08)`, `(001-220)`; but `(1)` is often the part of a title."""
    if one.bracket == "[":
        return int(one.numbers[0]) not in _SIZES
    return one.bracket == "(" and (one.padded or len(one.numbers) > 1)


def _leads(name: Name, one: Candidate, year: bool) -> bool:
    """`03-Criminal.Minds`, `003. Show Name`, `12 - Tari Tari`: a number in front of the title."""
    behind = name.low[one.end : one.end + 3]
    if year:
        # `08.Film.2014`: a film's place on somebody's shelf; it stays in the title, for it may be the title's own.
        return False
    if one.bracket:
        return one.bracket == "["
    if one.padded:
        return True
    return behind == " - " or (behind[:2] == ". " and " " in name.low)


def _trails(name: Name, tags: list[Tag], one: Candidate, *, season: bool, year: bool) -> bool:
    """`[Group] Show 13 [720p]`, `Show 143`, `Show.102.HDTV`: a number at the end of the title, which it may be part of."""
    before = name.words[one.index - 1] if one.index else ""
    if one.index == 0 or before in NUMBERED or before in FUNCTION_WORDS:
        return False
    if season:
        return any(mark.end <= one.start for mark in name.marks if mark.field == "seasons")
    if name.low[one.start - 1] == "-" and name.low[one.start - 2].isalnum():
        # `U-571`: one word.
        return False
    if year:
        return _behind_year(name, one)
    if len(one.digits) == 1:
        return False
    sources = {tag.entry.value for tag in tags if tag.entry.field == "source"}
    if name.low.startswith("[") or sources & _TELEVISION:
        return True
    if len(one.digits) == 4 and one.numbers[0] >= FIRST_YEAR:
        # `Blade Runner 2049`: no series has come this far.
        return False
    return not sources or len(one.digits) > 2


def _behind_year(name: Name, one: Candidate) -> bool:
    """`the.flash.2014.208.hdtv`: three digits right behind the year of a show."""
    years = [mark.end for mark in name.marks if mark.field == "year"]
    number = int(one.numbers[0])
    return bool(years) and years[0] + 1 == one.start and len(one.digits) == 3 and number > 100 and number not in _SIZES


def _note(name: Name, tags: list[Tag], best: Candidate, others: list[Candidate], season: bool) -> None:
    """Mark the candidate: within its season, squeezed into one number with it, or counted from the first."""
    if best.version is not None:
        name.mark(best.end - 1, best.end, "version", best.version, "version")
    whole = all(isinstance(one, int) for one in best.numbers)
    if season:
        field = "episodes" if whole else "absolute"
        name.mark(best.start, best.end, field, best.numbers, "number within a season")
        return
    if _squeezed(name, tags, best) or _behind_year(name, best):
        number = int(best.numbers[0])
        name.mark(best.start, best.start, "seasons", [number // 100], "season and episode in one number")
        name.mark(best.start, best.end, "episodes", [number % 100], "season and episode in one number")
        return
    field = "absolute"
    if name.low[best.start - 1 : best.start] == "#":
        name.mark(best.start - 1, best.end, "episodes", best.numbers, "number sign")
        return
    for other in others:
        if other.bracket == "(" and len(other.numbers) == len(best.numbers) and other.start > best.end:
            name.mark(other.start, other.end, "absolute", other.numbers, "second count")
            field = "episodes"
    name.mark(best.start, best.end, field, best.numbers, "number alone")


def _squeezed(name: Name, tags: list[Tag], best: Candidate) -> bool:
    """`new.girl.117.hdtv-lol`: how scene groups wrote season 1, episode 17 of what was taped from television."""
    if best.bracket or best.dashed or len(best.numbers) > 1 or len(best.digits) < 3 or best.version is not None:
        return False
    if " " in name.text[: best.start].strip() or name.low.startswith("["):
        return False
    sources = {tag.entry.value for tag in tags if tag.entry.field == "source"}
    if len(best.digits) == 4 and best.padded:
        return True
    return bool(sources & _TELEVISION) and int(best.numbers[0]) % 100 < 60


def part_of_season(name: Name) -> None:
    """`Series 2 Part 11`: behind a season, and with no other number, a part is an episode."""
    seasons = [mark for mark in name.marks if mark.field == "seasons"]
    if len(seasons) != 1 or any(mark.field in ("episodes", "absolute") for mark in name.marks):
        return
    if found := _PART.match(name.low, seasons[0].end, name.end):
        name.mark(found.start(), found.end(), "episodes", [int(found["number"])], "part of a season")


def two_parts(name: Name, title_start: int) -> None:
    """`6.01`, `11_06`, `[5.01]`: season and episode with nothing but a dot, at an edge of the title."""
    if any(mark.field in ("seasons", "episodes", "air_date") for mark in name.marks):
        return
    for index in name.loose:
        start = name.starts[index]
        found = _TWO.match(name.low, start, name.end)
        leading = start == title_start == 0
        if start and name.low[start - 1] == "[":
            found = found or _TWO_IN_BRACKETS.match(name.low, start, name.end)
        if leading:
            found = found or _TWO_LEADING.match(name.low, start, name.end)
        if found is None or (leading and name.years):
            continue
        before, behind = name.low[max(0, start - 1) : start], name.low[found.end() : found.end() + 3]
        edge = not behind or behind[0] in "])" or behind == " - " or behind[0] == "."
        if leading:
            edge = behind[:1] in ("", " ", "]") or behind[:2] == ". "
        if start > title_start and before == ".":
            edge = not behind
        padded = found["season"][0] == "0" and not leading and before in "._- "
        if padded or (edge and before in ("", "[", "(", "-", ".", " ")):
            name.mark(start, found.end("season"), "seasons", [int(found["season"])], "two parts")
            name.mark(found.end("season"), found.end(), "episodes", [int(found["episode"])], "two parts")
            return
