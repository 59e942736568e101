"""Seasons and episodes by words: `Season 1 to 6`, `2ª Temporada`, `3.sezon.22.seria`, `Folge 7`, `[Cap.406]`."""

from __future__ import annotations

import re

from plexstuff.names.name import Name
from plexstuff.names.rules import dates
from plexstuff.names.rules.counting import more
from plexstuff.names.rules.rule import Rule
from plexstuff.names.words.numbering import COUNTERS, EPISODE, NUMBERS, ORDINAL, ORDINALS, SEASON, TITLE_WORDS

_GAP = r"[ .:_#№]{0,3}(?:- ?(?=\d))?"
_AFTER = re.compile(
    rf"{_GAP}[\[(]?(?P<ordinal>so?(?=\d\d))?(?P<number>\d{{1,4}})(?P<suffix>[a-d]|v\d)?(?:(?![\da-z])|(?=of\d))"
)
_AFTER_OF = re.compile(r"[ ._]?(?:of|из|iz)[ ._]?\d{1,3}|[ ._]?из[ ._]?\d{1,3}")
_COUNTED = re.compile(
    rf"(?P<first>\d{{1,4}})(?P<ordinal>[-. ']?{ORDINAL}(?![^\W_]))?"
    rf"(?:[ ._]{{0,2}}(?:-|~|a|to|по)[ ._]{{0,2}}(?P<last>\d{{1,4}})(?:[-. ]?{ORDINAL}(?![^\W_]))?)?"
    r"(?:[ ._]{0,2}|-)(?P<word>[^\W\d_]{2,})"
)
_NUMBER_AHEAD = re.compile(
    r"[ ._:-]{0,3}(?P<number>\d{1,3})(?![\dpi])(?:[ ._]?-[ ._]?\d{1,3})?"
    r"(?:[-. ]?(?:я|й|ая|ый))?[ ._-]{0,2}(?P<word>[^\W\d_]*)"
)
_DASHED = re.compile(r" - (?P<number>\d{2,4})(?![\da-z])")
_EPISODE_BEHIND = re.compile(r"[ ._](?P<episode>\d\d)(?![\da-z])")
# `Episode 1.22`: the twenty-second of the first season.
_PAIR = re.compile(r"(?P<season>\d{1,2})\.(?P<episode>\d\d)(?![\da-z]|\.\d)")
_CAP = re.compile(r"[ .]?(?P<season>\d{1,2})(?P<first>\d\d)(?:[ _-](?:\d{1,2})(?P<last>\d\d))?(?!\d)")
_GLUED = re.compile(r"(?P<word>[^\W\d_]{2,}?)(?:so)?(?P<number>\d{1,4})(?![^\W_])")
_SEASON_AGAIN = re.compile(r"[ ._-]{0,3}s(?:eason )?\d{1,2}(?:-s?\d{1,2})?(?![\da-z])")

#: English words that, behind a number, tell how many there are rather than which.
_AMOUNTS = frozenset("episodes episode eps ep seasons folgen episodios episódios épisodes episodi odcinki".split())
_PLURALS = frozenset(
    "seasons episodes eps saisons staffeln temporadas stagioni сезоны серии серий épisodes episodi".split()
)


def word_then_number(name: Name, index: int) -> int:
    """The counting word `words[index]` with its number behind it (or, spelled out, before it)."""
    word, low = name.words[index], name.low
    kind, end = COUNTERS[word], name.ends[index]
    if word == "cap" and (found := _CAP.match(low, end, name.end)):
        return _cap(name, name.starts[index], found)
    if kind == SEASON and index > 1 and name.words[index - 1] in ORDINALS and (spelled := _spelled(name, index)):
        return spelled
    found = _AFTER.match(low, end, name.end)
    if found is None or (word in TITLE_WORDS and (found["ordinal"] or " -" in low[end : found.start("number")])):
        return _spelled(name, index)
    at = found.start("number")
    if any(rule.read(name, at) for rule in dates.BY_DIGIT):
        return name.marks[-1].end
    if _no_number(name, word, found["number"]):
        return 0
    return _numbers(name, kind, name.starts[index], found, plural=word in _PLURALS)


def _no_number(name: Name, word: str, digits: str) -> bool:
    """Whether what stands behind the word is a year, or the word counts episodes that are known already."""
    kind = COUNTERS[word]
    if len(digits) == 4 and digits[:2] in ("19", "20") and (kind == EPISODE or word in TITLE_WORDS):
        return True
    known = {mark.field for mark in name.marks}
    return kind == EPISODE and {"seasons", "episodes"} <= known


def _cap(name: Name, start: int, found: re.Match[str]) -> int:
    """`Cap.406` is how Spanish releases write the sixth episode of the fourth season."""
    first, last = int(found["first"]), int(found["last"] or found["first"])
    name.mark(start, found.end("season"), "seasons", [int(found["season"])], "Spanish chapter")
    episodes = list(range(first, last + 1)) if first <= last else [first]
    name.mark(found.end("season"), found.end(), "episodes", episodes, "Spanish chapter")
    return found.end()


def _spelled(name: Name, index: int) -> int:
    """`Season Two`, `Saison VII`, `Second Season`."""
    if COUNTERS[name.words[index]] != SEASON:
        return 0
    if index + 1 < len(name.words) and name.starts[index + 1] - name.ends[index] == 1:
        number = NUMBERS.get(name.words[index + 1])
        if number and index and name.words[index + 1] not in ORDINALS:
            name.mark(name.starts[index], name.ends[index + 1], "seasons", [number], "season in words")
            return name.ends[index + 1]
    if (
        index >= 2
        and name.words[index - 1] in ORDINALS
        and name.words[index] in ("season", "saison", "temporada", "staffel")
    ):
        number = NUMBERS[name.words[index - 1]]
        name.mark(name.starts[index - 1], name.ends[index], "seasons", [number], "season in words")
        return name.ends[index]
    return 0


def _numbers(name: Name, kind: str, start: int, found: re.Match[str], *, plural: bool) -> int:
    """The number behind a counting word, and those that go on from it."""
    low, digits = name.low, found["number"]
    first, end = int(digits), found.end("number")
    if behind := _AFTER_OF.match(low, end, name.end):
        # Russian trackers say with the plural how many there are by now: `Серии: 5 из 20` are the first five.
        numbers = list(range(1, first + 1)) if name.low.startswith("сери", start) and plural else [first]
        name.mark(start, behind.end(), "seasons" if kind == SEASON else "episodes", numbers, f"{kind} by word")
        return behind.end()
    dashed = _DASHED.match(low, end, name.end)
    apart = dashed is not None and not plural and kind == SEASON
    numbers = [first]
    if apart and dashed is not None and "complete" in low:
        apart = False
    if not apart:
        numbers, end = more(name, end, first, len(digits), "e" if kind == EPISODE else "s", loose=True)
    if kind == EPISODE and len(numbers) == 1 and (pair := _PAIR.match(low, found.start("number"), name.end)):
        name.mark(start, pair.end("season"), "seasons", [int(pair["season"])], "episode by word")
        name.mark(pair.end("season"), pair.end(), "episodes", [int(pair["episode"])], "episode by word")
        return pair.end()
    if kind == EPISODE:
        name.mark(start, found.end() if len(numbers) == 1 else end, "episodes", numbers, "episode by word")
        return found.end() if len(numbers) == 1 else end
    name.mark(start, end, "seasons", numbers, "season by word")
    again = _SEASON_AGAIN.match(low, end, name.end)
    if again and low[again.end() : again.end() + 1] not in ("e", "x"):
        end = again.end()
    if len(numbers) == 1 and (episode := _EPISODE_BEHIND.match(low, end, name.end)):
        name.mark(end, episode.end(), "episodes", [int(episode["episode"])], "season by word")
        return episode.end()
    return end


def number_then_word(name: Name, at: int) -> int:
    """`2 сезон`, `5-й сезон 09-я серия`, `1ª Temporada`, `2nd Season`, `7.Bölüm`, `1-24 серии`."""
    found = _COUNTED.match(name.low, at, name.end)
    if found is None:
        return 0
    word = found["word"]
    kind = COUNTERS.get(word)
    if kind is None or (word in _AMOUNTS and not found["ordinal"] and not found["last"]):
        return 0
    ahead = None if found["ordinal"] else _NUMBER_AHEAD.match(name.low, found.end(), name.end)
    if ahead and COUNTERS.get(ahead["word"], kind) == kind:
        # `Show 2 Season 1`: the number behind the word is the one it counts, unless that has a word of its own.
        return 0
    first, last = int(found["first"]), int(found["last"] or found["first"])
    if not first <= last <= first + 2000:
        return 0
    numbers = list(range(first, last + 1))
    if kind == SEASON and (first > 60 and not 1900 <= first <= 2040):
        return 0
    end = found.end()
    if behind := _AFTER_OF.match(name.low, end, name.end):
        end = behind.end()
    elif kind == EPISODE and (
        total := re.compile(r"[ ._]{1,2}(?:из|iz|of)[ ._]\d{1,3}").match(name.low, end, name.end)
    ):
        end = total.end()
    name.mark(at, end, "seasons" if kind == SEASON else "episodes", numbers, f"{kind} by word")
    return end


def word_and_number_in_one(name: Name, at: int) -> int:
    """`Temporada1`, `Sezon01`, `Folge12`."""
    found = _GLUED.match(name.low, at, name.end)
    kind = COUNTERS.get(found["word"]) if found else None
    if found is None or kind is None or _no_number(name, found["word"], found["number"]):
        return 0
    return _numbers(name, kind, at, found, plural=False)


BY_COUNTER = (
    Rule("season by word", lambda name, at: word_then_number(name, name.word_at(at)), "Show Name Season 2"),
    Rule("episode by word", lambda name, at: word_then_number(name, name.word_at(at)), "Show Name Folge 7"),
)
BY_DIGIT = (Rule("number then word", number_then_word, "Show Name 2 сезон 5 серия"),)
BY_LETTER = (Rule("word and number in one", word_and_number_in_one, "Show Name Temporada1"),)
