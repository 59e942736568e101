"""Finds the title in a name: what stands before, or between, all that the rules have read."""

from __future__ import annotations

import re
from typing import NamedTuple

from plexstuff.names.name import Name, Tag
from plexstuff.names.words.languages import BARE_COUNTRIES, COUNTRIES

_ACRONYM = re.compile(r"(?:(?<=[ ._-])|^)(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?")
_ACRONYM_END = re.compile(r"(?:(?<=[ ._-])|^)(?:[^\W\d_]\.){2,}[^\W\d_]$")
_DASH = re.compile(r"\s+-{1,2}\s+|[._]+-{1,2}[._]+|--+|\s+-(?=\w{4})|(?<=\w)-\s+")
_SLASH = re.compile(r"\s+/\s+|(?<=[^\s\d])/(?=[^\s\d])|\s*\|\s*")
_AKA = re.compile(r"[ ._]\(?(?:aka|a\.k\.a\.?)[ ._]", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?P<title>.+),\s?(?P<article>the|a|an|les?|la|der|die|das|il|el)$", re.IGNORECASE)
_EDGES = " \t.,;:_-~+*&|/\\=<>★☆«»【】\u200b"
_SCRIPT = r"\u0590-\u074f\u0900-\u1cff\u2e80-\ud7ff\uf900-\ufaff\uff66-\uff9f"
_FOREIGN_FIRST = re.compile(
    rf"(?P<other>[^A-Za-z]*[{_SCRIPT}][^A-Za-z]*?)[\s._\[-]*(?P<latin>[A-Za-zÀ-ɏ][^{_SCRIPT}]*)"
)
_LATIN_FIRST = re.compile(rf"(?P<latin>[^{_SCRIPT}]*[A-Za-z][^{_SCRIPT}]*?)[\s._-]+(?P<other>[{_SCRIPT}][^A-Za-z]*)")
_NUMBERS = frozenset(("episodes", "absolute", "air_date", "seasons"))
_LETTER = re.compile(r"[^\W_]")
_DOT_BETWEEN_WORDS = re.compile(r"(?<=\w{3})\.(?=\w{2})")
_COUNTING = ("ep", "episode", "eps", "season", "saison", "temporada", "staffel", "сезон")
_COUNTING_END = re.compile(r"[\s._-]+(?:ep|episode|eps|season|saison|temporada|staffel|сезон)[\s._:-]*$", re.IGNORECASE)
_OPENS = {")": "(", "]": "[", "}": "{"}
_CLOSES = {opener: closer for closer, opener in _OPENS.items()}
_LATIN = re.compile(r"[A-Za-z]")
_FOREIGN = re.compile(r"[\u0370-\u1fff\u2e80-\ud7ff\uf900-\ufaff]")


class Part(NamedTuple):
    """A piece of a name's text, and what it says once it is clean."""

    start: int
    end: int
    text: str


def clean(text: str) -> str:
    """A title as people write it: `S.H.I.E.L.D..The.Show` -> `S.H.I.E.L.D. The Show`; dots stay beside spaces."""
    text = text.strip(" _-")
    if "_" in text:
        text = text.replace("_", " ")
    if "+" in text and " " not in text and "." not in text:
        text = text.replace("+", " ")
    if " " not in text.strip(_EDGES) and "." in text:
        text = _without_dots(text)
    elif "." in text:
        text = _DOT_BETWEEN_WORDS.sub(" ", text)
    text = " ".join(text.split()).strip(_EDGES)
    if text and (text[0] in "([{)]}" or text[-1] in "([{)]}"):
        text = _balanced(text)
    if text[-2:-1] == "." and _ACRONYM_END.search(text):
        text += "."
    found = _ARTICLE.match(text) if "," in text else None
    return f"{found['article']} {found['title']}" if found else text


def _without_dots(text: str) -> str:
    """Spaces for dots, but for those of initials: `Agents.of.S.H.I.E.L.D` -> `Agents of S.H.I.E.L.D`."""
    if all(len(word) > 1 for word in text.split(".")):
        return text.replace(".", " ")
    pieces, at = [], 0
    for found in _ACRONYM.finditer(text):
        start, end = found.span()
        pieces += [text[at:start].replace(".", " "), text[start:end], " "]
        at = end
    return "".join([*pieces, text[at:].replace(".", " ")])


def _balanced(text: str) -> str:
    """`text` without brackets at its edges that have no partner in it."""
    while text and (text[-1] in "([{" or (text[-1] in ")]}" and text.count(text[-1]) > text.count(_OPENS[text[-1]]))):
        text = text[:-1].rstrip(_EDGES)
    while text and (text[0] in ")]}" or (text[0] in _CLOSES and text.count(text[0]) > text.count(_CLOSES[text[0]]))):
        text = text[1:].lstrip(_EDGES)
    return text


class Titles(NamedTuple):
    """The title of a name, another one beside it, and the title of the episode."""

    title: Part | None
    other: Part | None
    episode: Part | None


def find(name: Name, tags: list[Tag], start: int) -> Titles:
    """The titles of a name whose text begins at `start`, from what rules and dictionaries left unread."""
    walls = sorted([(mark.start, mark.end) for mark in name.marks] + [(tag.start, tag.end) for tag in tags])
    # `James_Bond-f21-Casino_Royale`: the film's own title stands behind its number in the series of films.
    start = next((mark.end for mark in name.marks if mark.field == "film"), start)
    begin, stop = _first_gap(name, walls, start)
    title, other = _split(name, begin, stop)
    episode = _episode_title(name, walls, stop)
    if title is None and episode is not None:
        title, episode = episode, None
    elif title is not None and episode is not None and title.start >= episode.start:
        # `2x05 - Title - Episode`: nothing stands before the numbers, so the title is behind them.
        episode, other = other, None
    return Titles(title, other, episode)


def _letters(name: Name, start: int, end: int) -> bool:
    return _LETTER.search(name.text, start, end) is not None


def _first_gap(name: Name, walls: list[tuple[int, int]], start: int) -> tuple[int, int]:
    """The first stretch of text, from `start` on, that nothing has read."""
    at = start
    for wall_start, wall_end in walls:
        if wall_end <= at:
            continue
        if wall_start > at and _letters(name, at, wall_start):
            return at, wall_start
        at = max(at, wall_end)
    return at, name.end


def _split(name: Name, start: int, end: int) -> tuple[Part | None, Part | None]:
    """The title within a stretch of text, and another that stands behind a dash, a slash, or in brackets."""
    text = name.text
    brackets = [one for one in name.brackets if start <= one.start < end]
    if brackets and brackets[0].start == start and brackets[0].sign == "(" and _letters(name, brackets[0].end, end):
        # `(500) Days of Summer`: a title may begin with brackets.
        brackets = brackets[1:]
    bracket = brackets[0] if brackets else None
    inner: Part | None = None
    if bracket is not None and not _letters(name, start, bracket.start) and bracket.end <= end:
        # Brackets are all there is: the title stands in them.
        start, end = bracket.start + 1, bracket.end
    elif bracket is not None:
        if bracket.end <= end and _letters(name, bracket.start, bracket.end):
            inner = _part(name, bracket.start + 1, bracket.end)
        end = bracket.start
    elif (opening := _opening(text, start, end)) >= 0:
        end = opening
    if text[start:end].rstrip(" ._:-").lower().endswith(_COUNTING) and (last := _COUNTING_END.search(text, start, end)):
        end = last.start()
    pieces = _pieces(name, start, end)
    if not pieces:
        return None, inner
    if len(pieces) == 1:
        pieces = _by_script(name, pieces[0])
    title = pieces[0]
    others = pieces[1:] + ([inner] if inner else [])
    return title, others[0] if others else None


def _opening(text: str, start: int, end: int) -> int:
    """The first bracket that is never closed before `end`; -1 without."""
    places = [place for sign in "[({" if (place := text.find(sign, start + 1, end)) > 0]
    return min(places, default=-1)


def _pieces(name: Name, start: int, end: int) -> list[Part]:
    """The titles between slashes or dashes; of several scripts, those in Latin letters first."""
    text = name.text
    slashed = (
        _cut(name, start, end, _SLASH) if text.find("/", start, end) >= 0 or text.find("|", start, end) >= 0 else []
    )
    if len(slashed) > 1:
        latin = [one for one in slashed if _LATIN.search(one.text) and not _FOREIGN.search(one.text)]
        others = [one for one in slashed if one not in latin]
        return (latin + others)[:2] if latin else slashed[:2]
    dashed = _cut(name, start, end, _AKA) if name.low.find("aka", start, end) >= 0 else []
    if len(dashed) < 2:
        dashed = _cut(name, start, end, _DASH) if text.find("-", start, end) >= 0 else dashed
    if not dashed:
        whole = _part(name, start, end)
        return [whole] if whole else []
    if len(dashed) > 2:
        rest = _part(name, dashed[1].start, end)
        return [dashed[0], rest] if rest else dashed[:2]
    return dashed


def _by_script(name: Name, part: Part) -> list[Part]:
    """`抓娃娃 Successor`: one title in two scripts, cut where the script changes once; Latin letters first."""
    if part.text.isascii():
        return [part]
    text = name.text[part.start : part.end]
    for pattern in (_FOREIGN_FIRST, _LATIN_FIRST):
        if found := pattern.fullmatch(text):
            latin = _part(name, part.start + found.start("latin"), part.start + found.end("latin"))
            other = _part(name, part.start + found.start("other"), part.start + found.end("other"))
            if latin and other and len(latin.text) > 1:
                return [latin, other]
    return [part]


def _cut(name: Name, start: int, end: int, pattern: re.Pattern[str]) -> list[Part]:
    parts, at = [], start
    for found in pattern.finditer(name.text, start, end):
        if (part := _part(name, at, found.start())) is not None:
            parts.append(part)
            at = found.end()
    last = _part(name, at, end)
    return [*parts, last] if last else parts


def _part(name: Name, start: int, end: int) -> Part | None:
    text = name.text
    while start < end and (text[start].isspace() or text[start] in "._-~"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "_-~"):
        end -= 1
    cleaned = clean(text[start:end])
    if cleaned and text[end - 1] == "." and cleaned[-1] != "." and " " in cleaned and text[end : end + 1] in ("", " "):
        # `Good Luck. (2005)`: between spaces, a dot is the title's own.
        cleaned += "."
    elif cleaned and cleaned[-1] != ".":
        while text[end - 1] == ".":
            end -= 1
    return Part(start, end, cleaned) if cleaned else None


def _episode_title(name: Name, walls: list[tuple[int, int]], stop: int) -> Part | None:
    """What stands behind the numbers of the episode, up to the next thing that was read."""
    numbered = [(mark.start, mark.end) for mark in name.marks if mark.field in _NUMBERS]
    if not numbered:
        return None
    numbered.sort()
    at = max((end for start, end in numbered if start <= stop + 1), default=numbered[-1][1])
    for start, end in numbered:
        if start <= at + 3:
            at = max(at, end)
    end = next((wall_start for wall_start, wall_end in walls if wall_start >= at), name.end)
    bracket = next((one for one in name.brackets if at <= one.start < end), None)
    if bracket is not None and _letters(name, at, bracket.start):
        end = bracket.start
    elif bracket is not None:
        return None
    return _part(name, at, end) if end > at and _letters(name, at, end) else None


def country_at_end(name: Name, title: Part) -> tuple[Part, str]:
    """`The Office UK` -> `The Office` and GB: a country in capitals at the end of a title."""
    word = title.text.rsplit(" ", 1)[-1]
    if word in BARE_COUNTRIES and len(title.text) > len(word):
        end = name.text.rfind(word, title.start, title.end)
        return Part(title.start, end, clean(title.text[: -len(word)])), COUNTRIES[word.lower()]
    return title, ""
