"""Numbers that stand alone: an episode's, counted from the first (`One Piece - 1111`), or a part of the title."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from plexstuff.names.name import Name, Tag
from plexstuff.names.rules.candidates import Candidate, candidates
from plexstuff.names.words.entry import Surety
from plexstuff.names.words.numbering import FIRST_YEAR, FUNCTION_WORDS, NUMBERED

_SIZES = frozenset((480, 540, 576, 720, 1080, 2160))
_TELEVISION = frozenset(("HDTV", "Digital TV", "TV", "Satellite"))


@dataclass(slots=True)
class Around:
    """What is known of the whole name when its bare numbers are judged.

    `sure_from` is where words about the release begin, `year` where the year ends and `season` where the last season
    does (-1: the name tells none); `by_group` says whether it starts with a group in brackets, as anime does.
    """

    name: Name
    sources: set[str]
    sure_from: int
    year: int
    season: int
    by_group: bool


def read(name: Name, tags: list[Tag], title_start: int, *, folder: bool) -> None:
    """Mark the bare number that counts episodes, if there is one."""
    _sizes(name, tags)
    if not name.loose:
        return
    marked = {mark.field for mark in name.marks}
    if "episodes" in marked or "air_date" in marked:
        if "seasons" in marked:
            _other_count(name, candidates(name, tags, title_start))
        return
    found = candidates(name, tags, title_start)
    around = Around(
        name=name,
        sources={tag.entry.value for tag in tags if tag.entry.field == "source"},
        sure_from=min(
            (tag.start for tag in tags if tag.start > title_start and tag.entry.surety is Surety.SURE), default=name.end
        ),
        year=max((mark.end for mark in name.marks if mark.field == "year"), default=-1),
        season=max((mark.end for mark in name.marks if mark.field == "seasons"), default=-1),
        by_group=name.low.startswith("["),
    )
    chosen = _best(found, around)
    if chosen is None:
        return
    best, way = chosen
    if not folder or len(best.numbers) > 1 or best.bracket:
        _note(best, way, [one for one in found if one is not best and len(one.numbers) > 1], around)


def _sizes(name: Name, tags: list[Tag]) -> None:
    """`BRrip 720 AAC`, `[1080.Hi10p]`: a number of lines beside words about the release."""
    if not tags or not name.loose:
        return
    known = {tag.first for tag in tags}
    ends = {tag.last for tag in tags}
    for index in list(name.loose):
        word = name.words[index]
        if not word.isdecimal() or int(word) not in _SIZES or not (index + 1 in known or index - 1 in ends):
            continue
        gap = name.low[name.ends[index - 1] : name.starts[index]] if index else ""
        if index - 1 in ends or "-" not in gap:
            name.loose.remove(index)
            name.mark(name.starts[index], name.ends[index], "resolution", f"{word}p", "lines alone")


def _other_count(name: Name, found: list[Candidate]) -> None:
    """`S16E03-E04 313-314`, `S10E15 (233)`: beside season and episode, the count from the first."""
    seasons = [mark for mark in name.marks if mark.field == "seasons"]
    episodes = [mark for mark in name.marks if mark.field == "episodes"]
    if len(episodes) != 1:
        return
    first, last, wanted = seasons[0].start, episodes[0].end, episodes[0].value
    for one in found:
        beside = name.low[last : one.start] if one.start >= last else name.low[one.end : first]
        if len(beside) > 3 or any(letter.isalnum() for letter in beside) or not isinstance(wanted, list):
            continue
        many = len(one.numbers) > 1
        if len(one.numbers) == len(wanted) and (many or (("(" in beside or "[" in beside) and one.numbers[0] > 9)):
            name.mark(one.start, one.end, "absolute", one.numbers, "second count")
            return


class Way(NamedTuple):
    """A way in which a bare number tells an episode; `holds` says whether a candidate is written so."""

    name: str
    holds: Callable[[Candidate, Around], bool]
    example: str
    leading: bool = False


def _behind_dash(one: Candidate, _: Around) -> bool:
    return one.dashed and one.final and not one.bracket


def _with_version(one: Candidate, _: Around) -> bool:
    return one.version is not None and not one.bracket


def _in_brackets(one: Candidate, _: Around) -> bool:
    """`(1)` is often the part of a title, `[720]` a size."""
    if one.bracket == "[":
        return int(one.numbers[0]) not in _SIZES
    return one.bracket == "(" and (one.padded or len(one.numbers) > 1)


def _range(one: Candidate, _: Around) -> bool:
    return len(one.numbers) > 1 and one.final and one.numbers[-1] > 9


def _before_episode_title(one: Candidate, around: Around) -> bool:
    return one.dashed and len(one.digits) > 1 and not one.bracket and one.end < around.sure_from


def _padded_at_end(one: Candidate, around: Around) -> bool:
    return one.padded and one.final and not one.bracket and not _before_year(one, around)


def _leads(one: Candidate, around: Around) -> bool:
    """`08.Film.2014` is a film's place on somebody's shelf; it stays in the title, for it may be the title's own."""
    if around.year >= 0:
        return False
    if one.bracket or one.padded:
        return one.bracket != "("
    behind = around.name.low[one.end : one.end + 3]
    return behind == " - " or (behind[:2] == ". " and " " in around.name.low)


def _number_sign(one: Candidate, around: Around) -> bool:
    return around.name.low[one.start - 1] == "#"


def _padded(one: Candidate, around: Around) -> bool:
    return one.padded and not one.bracket and not _before_year(one, around)


def _behind_year(one: Candidate, around: Around) -> bool:
    number = int(one.numbers[0])
    return around.year + 1 == one.start > 0 and len(one.digits) == 3 and number > 100 and number not in _SIZES


def _at_end(one: Candidate, around: Around) -> bool:
    """The weakest way: a number at the end of the title, which it may well be part of."""
    name = around.name
    before = name.words[one.index - 1] if one.index else ""
    if not one.final or one.bracket or not before or before in NUMBERED or before in FUNCTION_WORDS:
        return False
    if around.season >= 0:
        return around.season <= one.start
    if around.year >= 0 or len(one.digits) == 1:
        return False
    if name.low[one.start - 1] == "-" and name.low[one.start - 2].isalnum():
        # `U-571`: one word.
        return False
    if around.by_group or around.sources & _TELEVISION:
        return True
    if len(one.digits) == 4 and one.numbers[0] >= FIRST_YEAR:
        # `Blade Runner 2049`: no series has come this far.
        return False
    return not around.sources or len(one.digits) > 2


def _before_year(one: Candidate, around: Around) -> bool:
    """`James Bond 007 - Casino Royale (2006)`: before the year of a film, a number is the title's own."""
    return not around.by_group and around.year > one.start


#: The surest first; the first way in which any number of the name is written decides.
WAYS = (
    Way("number behind a dash", _behind_dash, "Show Name - 13 [720p]"),
    Way("number with a version", _with_version, "Show Name 07v4"),
    Way("number in brackets", _in_brackets, "[Group] Show Name [13][720p]"),
    Way("range of numbers", _range, "Show Name 13-16"),
    Way("number before an episode's title", _before_episode_title, "Show Name - 02 A Title"),
    Way("number in front", _leads, "003. Show Name", leading=True),
    Way("number sign", _number_sign, "Show Name #13"),
    Way("number with a nought", _padded_at_end, "Show Name 08 [720p]"),
    Way("number with a nought amid words", _padded, "Show.Name.02.A.Title"),
    Way("number behind the year", _behind_year, "show.name.2014.208.hdtv"),
    Way("number at the end", _at_end, "[Group] Show Name 13 [720p]"),
)


def _best(found: list[Candidate], around: Around) -> tuple[Candidate, Way] | None:
    """The candidate that is written in the surest way; of two alike the last, unless the first stands behind a dash."""
    early = [one for one in found if one.start < around.sure_from or one.bracket]
    for way in WAYS:
        fitting = [one for one in early if one.leading == way.leading and way.holds(one, around)]
        if fitting:
            first = fitting[0]
            return (first if first.dashed and len(first.digits) > 1 else fitting[-1]), way
    return None


def _note(best: Candidate, way: Way, others: list[Candidate], around: Around) -> None:
    """Mark the candidate: within its season, squeezed into one number with it, or counted from the first."""
    name = around.name
    if best.version is not None:
        number, place = best.version
        name.mark(place - 1, place + 1, "version", number, "version")
    whole = all(isinstance(one, int) for one in best.numbers)
    if around.season >= 0 or way.name == "number sign":
        signed = name.low[best.start - 1] == "#"
        name.mark(best.start - signed, best.end, "episodes" if whole else "absolute", best.numbers, way.name)
        return
    if _squeezed(best, around) or _behind_year(best, around):
        number, split = int(best.numbers[0]), best.start + len(best.digits) - 2
        name.mark(best.start, split, "seasons", [number // 100], "season and episode in one number")
        name.mark(split, best.end, "episodes", [number % 100], "season and episode in one number")
        return
    field = "absolute"
    for other in others:
        if other.bracket == "(" and len(other.numbers) == len(best.numbers) and other.start > best.end:
            name.mark(other.start, other.end, "absolute", other.numbers, "second count")
            field = "episodes"
    name.mark(best.start, best.end, field, best.numbers, way.name)


def _squeezed(best: Candidate, around: Around) -> bool:
    """`new.girl.117.hdtv-lol`: how scene groups wrote season 1, episode 17 of what was taped from television."""
    if best.bracket or best.dashed or len(best.numbers) > 1 or len(best.digits) < 3 or best.version is not None:
        return False
    if around.by_group or " " in around.name.text[: best.start].strip():
        return False
    if len(best.digits) == 4 and best.padded:
        return True
    return bool(around.sources & _TELEVISION) and int(best.numbers[0]) % 100 < 60
