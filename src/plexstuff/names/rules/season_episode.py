"""Seasons and episodes by letters and signs: `S01E02`, `1x02`, `S01-S04`, `E12`, `2of6`."""

from __future__ import annotations

import re

from plexstuff.names.name import Name
from plexstuff.names.rules.counting import more
from plexstuff.names.rules.rule import Rule
from plexstuff.names.words.entry import Surety

_SEASON_EPISODE = re.compile(
    r"(?:s[ ._]?(?P<season>[o\d]\d{0,3})[ ._-]{0,3}(?:x?ep|xe|e|е|episode[ .]|x(?=\d))"
    r"|t(?P<temporada>\d{1,2})[ .]?x?ep?)"
    r"[ ._-]?[\[(]?(?P<episode>\d{1,5})(?!\d)"
)
_CROSS = re.compile(
    r"(?:19|20)?(?P<season>\d{1,2})x(?P<all>all)(?![a-z])|"
    r"(?P<season2>(?:19|20)\d\d|\d{1,2})(?:x|[ ]x[ ])(?:e|ep)?(?P<episode>\d{1,3})(?!\d|p)(?P<letters>[a-z]*)|"
    r"(?P<season3>\d\d)e(?P<episode3>\d\d)(?![\da-z])"
)
_FRACTION = re.compile(r"(?:^|\D)\d\.$")
_SEASON_ONLY = re.compile(
    r"(?:s|sn)[ .]?(?P<season>[o\d]\d?|(?:19|20)\d\d)(?:d\d{1,2}(?:[-&,+]\d{1,2})*)?(?:(?![\da-z'])|(?=s\d)|extras)"
)
_FOUR = re.compile(r"s(?P<season>\d\d)(?P<episode>\d\d)(?![\da-z])")
_SEASON_LIST = re.compile(
    r"[ ._]{0,2}(?P<sign>--?|~|to|thru|a|,?[ ]?&|\+|,|/|,?[ ]?and|et|e|y)?[ ._]{0,2}"
    r"(?P<mark>s|season )?(?P<number>\d{1,2})(?:(?![\da-z])|(?=s\d))"
)
_EPISODE_ONLY = re.compile(r"(?:ep?|#)[ ._-]?[\[(]?(?P<episode>\d{1,4})(?!\d)")
_OF = re.compile(r"(?P<number>\d{1,3})[ ._]?(?:of|из|iz)[ ._]?(?P<total>\d{1,3})(?!\d)")
_SEASON_DOT_EPISODE = re.compile(r"[ ._](?P<episode>\d\d)(?![\da-z])")
_LETTER_END = re.compile(r"(?:v(?P<version>\d)|[a-d])(?![a-z\d])")
_SPECIAL = re.compile(r"(?:sp|ova|oad|ona|ncop|nced|special)[ ._-]?(?P<episode>\d{1,3})(?:v\d)?(?![\da-z])")
_TOTAL = re.compile(r"[ ._]{1,2}(?:of|из|iz)[ ._]?\d{1,3}(?!\d)")
_VERSION = re.compile(r"v(?P<version>[0-9])(?![^\W_]|[.]\d)")
_BONUS = re.compile(r"[xf]\d\d(?=-)")


def season_and_episode(name: Name, at: int) -> int:
    """`S01E02`, `s1.e2`, `S01EP01-03`, `T01E02`, `SO2E04`."""
    found = _SEASON_EPISODE.match(name.low, at, name.end)
    if found is None:
        return 0
    group = "season" if found["season"] else "temporada"
    season, end = int(found[group].replace("o", "0")), found.end("episode")
    first = int(found["episode"])
    numbers, last = more(name, end, first, len(found["episode"]), "e")
    if last > end:
        end = last
    start = at if group == "temporada" else found.start()
    name.mark(start, found.end(group), "seasons", [season], "season and episode")
    name.mark(found.end(group), _letter(name, end), "episodes", numbers, "season and episode")
    return end


def _letter(name: Name, end: int) -> int:
    """Past a version or the letter of half an episode: `E01v2`, `E01b`."""
    found = _LETTER_END.match(name.low, end, name.end)
    if found is None:
        return end
    if found["version"]:
        name.mark(end, found.end(), "version", int(found["version"]), "version")
    return found.end()


def crossed(name: Name, at: int) -> int:
    """`1x02`, `01x02-04`, `5x44x45`, `1xAll`."""
    found = _CROSS.match(name.low, at, name.end)
    if found is None or (name.low[at + 1] == "x" and _FRACTION.search(name.low, max(0, at - 3), at)):
        return 0
    if found["all"]:
        name.mark(at, found.end(), "seasons", [int(found["season"])], "crossed")
        return found.end()
    if found["season3"]:
        name.mark(at, found.end("season3"), "seasons", [int(found["season3"])], "crossed")
        name.mark(found.end("season3"), found.end(), "episodes", [int(found["episode3"])], "crossed")
        return found.end()
    episode = found["episode"]
    glued = found["letters"]
    if glued and not (glued[0] in "mxv" or glued in "abc"):
        return 0
    end = found.end("episode")
    numbers, end = more(name, end, int(episode), len(episode), "x")
    if total := _TOTAL.match(name.low, end, name.end):
        end = total.end()
    name.mark(at, found.end("season2"), "seasons", [int(found["season2"])], "crossed")
    name.mark(found.end("season2"), _letter(name, end), "episodes", numbers, "crossed")
    return end


def season_alone(name: Name, at: int) -> int:
    """`S01`, `S01-S04`, `S1+S2`, `S01.S02`, `S01-11`; with `S2-07` and `S01.07` the second is an episode."""
    low = name.low
    four = _FOUR.match(low, at, name.end)
    if four and four["season"] not in ("19", "20"):
        name.mark(at, four.end("season"), "seasons", [int(four["season"])], "season alone")
        name.mark(four.end("season"), four.end(), "episodes", [int(four["episode"])], "season alone")
        return four.end()
    found = _SEASON_ONLY.match(low, at, name.end)
    if found is None or _signs_off(name, at, found.end()):
        return 0
    digits = found["season"]
    seasons, end = [int(digits.replace("o", "0"))], found.end()
    while following := _SEASON_LIST.match(low, end, name.end):
        number, sign, mark = int(following["number"]), following["sign"] or "", following["mark"]
        if not mark:
            if (
                len(following["number"]) != len(digits)
                or number <= seasons[-1]
                or sign not in ("", "-", "~", "&", "+", ",")
            ):
                break
            if (sign == "-" and following.start("sign") > end) or (
                not sign and not _counts_on(low, following, seasons)
            ):
                break
        if sign in ("-", "--", "~", "to", "thru", "a") and number > seasons[-1]:
            seasons.extend(range(seasons[-1] + 1, number + 1))
        elif number not in seasons:
            seasons.append(number)
        end = following.end()
    name.mark(at, end, "seasons", seasons, "season alone")
    if len(seasons) == 1:
        episode = re.compile(r"-(?P<episode>\d\d)(?![\da-z])").match(low, end, name.end) or (
            _SEASON_DOT_EPISODE.match(low, end, name.end) if len(digits) == 2 else None
        )
        if episode:
            name.mark(end, episode.end(), "episodes", [int(episode["episode"])], "season alone")
            return episode.end()
    return end


def _counts_on(low: str, following: re.Match[str], seasons: list[int]) -> bool:
    """`S01 02 03` is a list; `S02 03` is season 2, episode 3."""
    if int(following["number"]) != seasons[-1] + 1:
        return False
    return len(seasons) > 1 or re.compile(r"[ ._]\d\d(?![\da-z])").match(low, following.end()) is not None


def _signs_off(name: Name, start: int, end: int) -> bool:
    """Whether it is rather a group, behind the last dash and words about the release: `H264-S56`."""
    if start == 0 or name.low[start - 1] != "-" or name.low[end : end + 1] not in ("", "]", "["):
        return False
    return any(tag.entry.surety is Surety.SURE and tag.end <= start for tag in name.tags)


def episode_alone(name: Name, at: int) -> int:
    """`E12`, `Ep.07`, `E01-E03`, `#13`."""
    found = _EPISODE_ONLY.match(name.low, at, name.end)
    if found is None:
        return 0
    numbers, end = more(name, found.end(), int(found["episode"]), len(found["episode"]), "e")
    if end < name.end and name.low[end].isalpha() and not _LETTER_END.match(name.low, end, name.end):
        return 0
    name.mark(at, _letter(name, end), "episodes", numbers, "episode alone")
    return end


def one_of_many(name: Name, at: int) -> int:
    """`2of6`, `1 of 6`, `3из6`, `26 из 26`."""
    found = _OF.match(name.low, at, name.end)
    if found is None or int(found["number"]) > int(found["total"]) or at == 0:
        return 0
    if any(mark.field == "episodes" for mark in name.marks):
        # `S02E05.Part.2.of.3`: that counts something else.
        return found.end()
    number = int(found["number"])
    # Russian trackers say so of what is complete; elsewhere it is the last of several files.
    numbers = list(range(1, number + 1)) if "из" in found[0] and number == int(found["total"]) else [number]
    name.mark(at, found.end(), "episodes", numbers, "one of many")
    return found.end()


def special(name: Name, at: int) -> int:
    """`OVA2`, `SP01`, `NCOP1`: specials and extras of a series."""
    found = _SPECIAL.match(name.low, at, name.end)
    if found is None:
        return 0
    name.mark(at, found.end(), "special", True, "special")
    name.mark(at, found.end(), "episodes", [int(found["episode"])], "special")
    return found.end()


def version(name: Name, at: int) -> int:
    """`v2`: the second making of the same release."""
    found = _VERSION.match(name.low, at, name.end)
    if found is None or at == 0:
        return 0
    name.mark(at, found.end(), "version", int(found["version"]), "version")
    return found.end()


def bonus(name: Name, at: int) -> int:
    """`-x02-`, `-f21-`: a bonus of a film, a film of a series of films."""
    found = _BONUS.match(name.low, at, name.end)
    if found is None or at == 0 or name.low[at - 1] != "-":
        return 0
    name.mark(at, found.end(), "bonus" if name.low[at] == "x" else "film", True, "bonus")
    return found.end()


#: The first letter of a word -> the rules that may read it, in this order.
BY_LETTER = {
    "s": (
        Rule("season and episode", season_and_episode, "Show.Name.S01E02"),
        Rule("special", special, "Show Name SP01"),
        Rule("season alone", season_alone, "Show.Name.S01"),
    ),
    "t": (Rule("season and episode", season_and_episode, "Show Name T01E02"),),
    "e": (Rule("episode alone", episode_alone, "Show.Name.E02"),),
    "n": (Rule("special", special, "[Group] Show Name - NCOP1"),),
    "v": (Rule("version", version, "[Group] Show Name - 01 v2 [720p]"),),
    "x": (Rule("bonus", bonus, "Film-x02-Making_Of"),),
    "f": (Rule("bonus", bonus, "James_Bond-f17-Goldeneye"),),
}
BY_SPECIAL = (Rule("special", special, "Show Name OVA 2"),)
BY_DIGIT = (
    Rule("crossed", crossed, "Show Name 1x02"),
    Rule("one of many", one_of_many, "Show Name 2of6"),
)
