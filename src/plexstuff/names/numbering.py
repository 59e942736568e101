"""Goes through a name from left to right and lets the rules about numbers read, each at the words it may start with."""

from __future__ import annotations

import re

from plexstuff.names.name import Name
from plexstuff.names.rules import dates, measures, season_episode, spoken
from plexstuff.names.words.numbering import FIRST_YEAR, LAST_YEAR, MONTHS, SPECIALS

_BY_DIGIT = (
    *measures.BY_DIGIT,
    *dates.BY_DIGIT,
    *season_episode.BY_DIGIT,
    *spoken.BY_DIGIT,
)
# Most names hold a year; little else begins like one.
_BY_YEAR = (*measures.BY_YEAR, *dates.BY_YEAR, *spoken.BY_DIGIT)
_BY_LETTER = season_episode.BY_LETTER
_GLUED = spoken.BY_LETTER
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}|\.000)(?![\d])")
_RUN_IN = re.compile(r"(?<=[a-z])(?:s\d\de\d|(?P<crossed>\d{1,2}x\d\d(?!\d)))")


def read(name: Name) -> None:
    """Mark the seasons, episodes, dates and measures that `name` states with signs or words of their own."""
    places = name.numeric if not name.counters else sorted({*name.numeric, *name.counters})
    words, starts, low = name.words, name.starts, name.low
    done = -1
    for index in places:
        at = starts[index]
        if at < done:
            continue
        word = words[index]
        if word[0].isdigit():
            done = max(done, _digits(name, index, at))
        elif word.isalpha():
            rules = dates.BY_MONTH if word in MONTHS else season_episode.BY_SPECIAL if word in SPECIALS else ()
            end = next((end for rule in rules if (end := rule.read(name, at))), 0)
            done = max(done, end or (0 if rules and word != "sept" else spoken.word_then_number(name, index)))
        else:
            done = max(done, _letters(name, index, at, low[at]))


def _digits(name: Name, index: int, at: int) -> int:
    """A word that starts with a digit. Returns where what was read ends, or -1."""
    word = name.words[index]
    if len(word) < 4 and (thousands := _THOUSANDS.match(name.low, at, name.end)):
        # `10.000 BC`, `20,000 Leagues`: one number, and too great for an episode's.
        return thousands.end()
    year = len(word) == 4 and word.isdecimal() and FIRST_YEAR <= int(word) <= LAST_YEAR
    for rule in _BY_YEAR if year else _BY_DIGIT:
        if end := rule.read(name, at):
            return end
    if year:
        name.years.append(index)
    elif word.isdecimal():
        if len(word) <= 4:
            name.loose.append(index)
    elif word[-1] == "г" and word[:-1].isdecimal() and len(word) == 5:
        name.years.append(index)
    elif not measures.glued(name, index):
        name.loose.append(index)
    return -1


def _letters(name: Name, index: int, at: int, letter: str) -> int:
    """A word that starts with a letter and holds digits. Returns where what was read ends, or -1."""
    for rule in _BY_LETTER.get(letter, ()):
        if end := rule.read(name, at):
            return end
    for rule in _GLUED:
        if end := rule.read(name, at):
            return end
    checksum = measures.checksum(name, at)
    if checksum:
        return checksum
    if not _inside(name, index):
        measures.glued(name, index)
    return -1


def _inside(name: Name, index: int) -> bool:
    """`DieS01E06`: a season and episode that a title runs into."""
    word, start = name.words[index], name.starts[index]
    found = _RUN_IN.search(word)
    if found is None:
        return False
    rule = season_episode.crossed if found["crossed"] else season_episode.season_and_episode
    return bool(rule(name, start + found.start()))
