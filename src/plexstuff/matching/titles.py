"""Comparing titles: what counts as the same title, what as nearly the same, and what must never be confused."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

# Letters that Unicode does not take apart, as people type them on other keyboards.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "&": " and ", "+": " and "}
    | dict.fromkeys("'’‘`´ʻ·*", "")
)
_ACRONYM = re.compile(r"\b(?:\w[.\s]){2,}\w?(?=\W|$)")
_NO_WORD = re.compile(r"[^\w]+|_+")
_ARTICLES = frozenset(
    "a an the der die das ein eine le la les l un une el los las lo il gli i uno una o os as de het den det en et "
    "dem des du of".split()
)
_ROMAN = {
    "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9",
    "x": "10", "xi": "11", "xii": "12", "xiii": "13",
}  # fmt: skip
_NUMBER_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
# "Title (2014)", "Title (US)": how TheTVDB tells series of one name apart.
_SUFFIX = re.compile(r"\s*\((?:(?P<year>(?:19|20)\d\d)|(?P<country>[A-Z]{2}))\)\s*$")
# Where a title's first half ends and its subtitle begins.
_SUBTITLE = re.compile(r"\s*[:–—]\s+|\s+-\s+|\s*:\s*")
# What counts or describes, and names nothing by itself: "Chapter 2", "Vol. 1", "The Movie".
_COUNTING = frozenset("chapter episode film movie part season series vol volume".split())


@lru_cache(maxsize=200_000)
def words(title: str) -> tuple[str, ...]:
    """The words of `title` without case, diacritics and punctuation; `S.W.A.T.` and `M*A*S*H` are one word each."""
    plain = unicodedata.normalize("NFKD", title.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)
    plain = _ACRONYM.sub(lambda found: re.sub(r"[.\s]", "", found[0]) + " ", plain)
    return tuple(word for word in _NO_WORD.split(plain) if word)


@lru_cache(maxsize=200_000)
def compact(title: str) -> str:
    """`title` as one run of letters and digits, for plain equality (`WALL·E` = `Wall-E`)."""
    return "".join(words(title))


@lru_cache(maxsize=200_000)
def loose(title: str) -> str:
    """Like `compact`, but blind to articles, "and", "part", how a number is written (`Part II` = `2`), and umlauts."""
    kept = []
    said = words(title)
    for place, word in enumerate(said):
        if word in ("and", "part", "episode", "chapter", "vol", "volume") or (word in _ARTICLES and len(said) > 1):
            continue
        number = (_ROMAN.get(word) if place else None) or _NUMBER_WORDS.get(word, word)
        for typed, letter in (("ae", "a"), ("oe", "o"), ("ue", "u")):  # Muenchhausen, Münchhausen
            number = number.replace(typed, letter)
        kept.append(number.lstrip("0") or number)
    return "".join(kept) or compact(title)


@lru_cache(maxsize=200_000)
def numbers(title: str) -> frozenset[str]:
    """The numbers that `title` holds, however they are written."""
    found = set()
    for place, word in enumerate(words(title)):
        if word.isdigit():
            found.add(word.lstrip("0") or "0")
        elif place and word in _ROMAN:
            found.add(_ROMAN[word])
        elif word in _NUMBER_WORDS:
            found.add(_NUMBER_WORDS[word])
    return frozenset(found)


@lru_cache(maxsize=50_000)
def without_suffix(title: str) -> tuple[str, int | None, str]:
    """`title` without a year or country in round brackets at its end, and that year and country (None, "")."""
    year: int | None = None
    country = ""
    while found := _SUFFIX.search(title):
        if found.start() == 0:
            break
        if found["year"]:
            year = int(found["year"])
        else:
            country = "GB" if found["country"] == "UK" else found["country"]
        title = title[: found.start()]
    return title, year, country


def with_year(title: str, year: int | None) -> str:
    """`title` with its year behind it, as people are shown it; a title that brings its year along keeps that one."""
    return title if without_suffix(title)[1] is not None else f"{title} ({year or 'year unknown'})"


def halves(title: str) -> list[str]:
    """The beginnings and the last part of a title that has a subtitle: what people leave out.

    Halves that name nothing are left out: the numbers of `2:22`, `Chapter 2`, `Part One`.
    """
    parts = [part for part in _SUBTITLE.split(title) if part]
    if len(parts) < 2:
        return []
    places = [found.start() for found in _SUBTITLE.finditer(title)]
    both = [title[:place] for place in places if place] + [parts[-1]]
    return [half for half in both if _names_something(half)]


def _names_something(half: str) -> bool:
    return any(
        not (word.isdigit() or word in _COUNTING or word in _ARTICLES or word in _NUMBER_WORDS or word in _ROMAN)
        and (len(word) > 1 or not word.isascii())
        for word in words(half)
    )


def likeness(one: str, other: str) -> float:
    """How alike two titles are, from 0 to 1: 1 the same, 0.97 but for articles and numerals, below that by letters.

    Titles with different numbers (`Rocky II`, `Rocky III`) are never more than 0.6 alike.
    """
    first, second = compact(one), compact(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    if loose(one) == loose(other):
        return 0.97
    letters = fuzz.ratio(first, second) / 100
    shuffled = fuzz.token_sort_ratio(" ".join(words(one)), " ".join(words(other))) / 100 - 0.03
    alike = min(max(letters, shuffled), 0.96)
    if numbers(one) != numbers(other):
        return min(alike, 0.6)
    if {*words(one)} < {*words(other)} or {*words(other)} < {*words(one)}:
        return min(alike, 0.8)  # a whole word more is no typing error: "Dragon Ball", "Dragon Ball GT"
    # A letter more or less weighs much in a short title: "Alien" and "Aliens" are two films.
    if min(len(first), len(second)) <= 8:
        alike = min(alike, 0.8)
    return alike


def relaxed(title: str) -> list[str]:
    """What to search for when the whole title finds nothing: a typing error or another numeral spoils only one half.

    Umlauts written out (`Muenchhausen`) go first: the services search without them.
    """
    plain = title
    for typed, letter in (("ae", "a"), ("oe", "o"), ("ue", "u"), ("Ae", "A"), ("Oe", "O"), ("Ue", "U")):
        plain = plain.replace(typed, letter)
    said = title.split()
    middle = (len(said) + 1) // 2
    halved = [" ".join(said[:middle]), " ".join(said[middle:])] if len(said) > 1 else []
    telling = [half for half in halved if any(len(word) > 2 and word not in _ARTICLES for word in words(half))]
    return [one for one in [plain, *telling] if one != title]
