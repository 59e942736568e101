"""Reads a path: the file's own name first, and from its folders what that leaves open."""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import itemgetter
from typing import NamedTuple

import msgspec

from plexstuff.names.marks import Mark
from plexstuff.names.parsed import ParsedName
from plexstuff.names.path import GENERIC_FOLDERS, is_season_folder
from plexstuff.names.reader import Reading, read
from plexstuff.names.shadow import folded, shadow

# A slash between spaces parts two titles, one between digits the parts of a date, one in brackets anything.
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}|[\[(][^\[\]()]*/[^\[\]()]*[\])]| [/|] ")
#: Names of files that say nothing.
_MEANINGLESS = frozenset("file video movie film clip untitled output main feature media".split())
#: So many folders above a file are read.
FOLDERS_READ = 3


def parts(text: str) -> list[tuple[int, str]]:
    """The folders and the file of a path, each with the place where it begins; one part where `text` is no path."""
    if "/" not in text and "\\" not in text:
        return [(0, text)]
    kept = [found.span() for found in _DATE.finditer(shadow(text))]
    found: list[tuple[int, str]] = []
    at = 0
    for separator in re.finditer(r"[/\\]", text):
        place = separator.start()
        if any(start <= place < end for start, end in kept):
            continue
        if place > at:
            found.append((at, text[at:place]))
        at = place + 1
    if at < len(text) or not found:
        found.append((at, text[at:]))
    return found


def read_path(text: str) -> tuple[ParsedName, Callable[[], tuple[Mark, ...]]]:
    """What a name says, with or without folders in front of it, and a function that tells the marks that led to it."""
    cut = parts(text)
    start, name = cut[-1]
    reading = read(name, by=start)
    if len(cut) == 1:
        return reading.parsed, lambda: reading.marks
    own = _Whole(reading.parsed, [(reading, None)])
    for place, folder in reversed(cut[-1 - FOLDERS_READ : -1]):
        if folder.strip().casefold() in GENERIC_FOLDERS or not any(letter.isalpha() for letter in folder):
            continue
        own = _with_folder(own, read(folder, by=place, folder=True), folder.strip())
    return own.parsed, own.marks


class _Whole(NamedTuple):
    """What is known so far of a path, and from which readings; the fields of each that count (None: all)."""

    parsed: ParsedName
    sources: list[tuple[Reading, frozenset[str] | None]]

    def marks(self) -> tuple[Mark, ...]:
        """Which rule read which part of the path; a folder's marks only where the file said nothing better."""
        found: list[Mark] = []
        for reading, fields in self.sources:
            found += [one for one in reading.marks if fields is None or one.field in fields]
        own = self.sources[0][0]
        found = [self._renamed(one) if own.by <= one.start else one for one in found]
        found = [one for one in found if one.field != "title" or one.value == self.parsed.title]
        return tuple(sorted(found, key=itemgetter(0, 1)))

    def _renamed(self, mark: Mark) -> Mark:
        """What looked like the file's title, once the folder has told the show's."""
        if mark.field == "title" and mark.value != self.parsed.title and mark.value == self.parsed.episode_title:
            return mark._replace(field="episode_title")
        return mark


def _with_folder(own: _Whole, above: Reading, folder: str) -> _Whole:
    """`own`, with what the folder says where it is silent."""
    file, said = own.parsed, above.parsed
    taken: dict[str, object] = {}
    numbered = bool(file.episodes or file.absolute or file.air_date)
    same = bool(said.title) and folded(said.title) in (folded(file.title), folded(file.alternative_title))
    if said.seasons and not file.seasons and not file.air_date:
        taken |= _in_season(file, said.seasons)
    if said.episodes and said.seasons and not same and not (file.seasons and file.episodes and _spells(file.title)):
        # The folder names one episode, and the file less than that.
        return _replaced(said, above, file)
    if is_season_folder(folder) and file.title.isdecimal() and not numbered and len(file.title) < 4:
        episode = int(file.title) % 100 if int(file.title) // 100 == (said.season or -1) else int(file.title)
        taken |= {"seasons": said.seasons, "episodes": (episode,), "title": said.title, "kind": "episode"}
        return _taken(own, above, taken, ())
    behind = bool(file.title) and _title_behind(own)
    if is_season_folder(folder):
        if (not numbered or behind) and file.title and not file.year and not same:
            taken |= {"title": said.title, "episode_title": file.episode_title or file.title}
        return _taken(own, above, taken, ())
    telling = bool(said.year or said.resolution or said.source or said.video_codec or said.episodes)
    if not file.title or (not numbered and file.title.casefold() in _MEANINGLESS and said.title):
        taken |= {"title": said.title, "year": file.year or said.year, "country": file.country or said.country}
    elif said.title and telling and folded(file.title.partition("-")[2]) == folded(said.title):
        # `Film.2016-BLOW/blow-film.2016.mkv`: the group signs in front.
        taken |= {"title": said.title, "year": file.year or said.year}
    elif same:
        taken |= {"year": file.year or said.year, "country": file.country or said.country}
        if folded(said.title) != folded(file.title):
            taken |= {"title": said.title, "alternative_title": file.title}
        elif file.title.isascii() and not said.title.isascii():
            taken["title"] = said.title
    elif numbered and behind and not file.episode_title and not said.episodes:
        taken |= {"title": said.title, "episode_title": file.title, "year": file.year or said.year}
    elif not numbered and not file.year and telling and not _tells(file):
        # The folder is a release, the file in it goes by a short or meaningless name.
        return _replaced(said, above, file)
    return _taken(own, above, taken, ("group", "resolution", "source", "edition"))


def _replaced(said: ParsedName, above: Reading, file: ParsedName) -> _Whole:
    """What the folder says, with the container of the file."""
    return _Whole(msgspec.structs.replace(said, container=file.container), [(above, None)])


def _in_season(file: ParsedName, seasons: tuple[int, ...]) -> dict[str, object]:
    """The numbers of the file within the season that its folder names."""
    if len(seasons) != 1:
        return {}
    counted = file.episodes or tuple(int(one) for one in file.absolute if one == int(one))
    if len(counted) == 1 and counted[0] // 100 == seasons[0] and not file.episodes:
        counted = (counted[0] % 100,)
    if not counted:
        return {"seasons": seasons, "kind": "season-pack"} if not file.year else {}
    kind = "multi-episode" if len(counted) > 1 else "episode"
    return {"seasons": seasons, "episodes": counted, "absolute": (), "kind": kind}


def _title_behind(own: _Whole) -> bool:
    """Whether what looks like the file's title stands behind its number, as an episode's does."""
    marks = own.sources[0][0].marks
    numbers = [mark.end for mark in marks if mark.field in ("episodes", "absolute")]
    titles = [mark.start for mark in marks if mark.field == "title"]
    return bool(numbers and titles) and titles[0] >= min(numbers)


def _spells(title: str) -> bool:
    """Whether a title has words rather than only digits."""
    return any(letter.isalpha() for letter in title)


def _tells(file: ParsedName) -> bool:
    """Whether a file's own name is that of a release."""
    return bool(file.resolution or file.source or file.video_codec) and " " in file.title


def _taken(own: _Whole, above: Reading, taken: dict[str, object], fields: tuple[str, ...]) -> _Whole:
    """`own` with the fields in `taken`, and those of `fields` that only the folder tells."""
    for field in fields:
        if not getattr(own.parsed, field) and getattr(above.parsed, field):
            taken[field] = getattr(above.parsed, field)
    if not taken:
        return own
    told = frozenset(field for field, value in taken.items() if value and value == getattr(above.parsed, field))
    return _Whole(msgspec.structs.replace(own.parsed, **taken), [*own.sources, (above, told)])
