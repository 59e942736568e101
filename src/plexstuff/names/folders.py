"""Reads a path: the file's own name first, and from its folders what that leaves open."""

from __future__ import annotations

import re

import msgspec

from plexstuff.names.marks import Mark
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


def read_path(text: str) -> Reading:
    """What a name says, with or without folders in front of it."""
    cut = parts(text)
    start, name = cut[-1]
    own = _moved(read(name), start)
    if len(cut) == 1:
        return own
    for place, folder in reversed(cut[-1 - FOLDERS_READ : -1]):
        if folder.strip().casefold() in GENERIC_FOLDERS or not any(letter.isalpha() for letter in folder):
            continue
        own = _with_folder(own, _moved(read(folder, folder=True), place), folder.strip())
    return own


def _moved(reading: Reading, by: int) -> Reading:
    if not by:
        return reading
    marks = tuple(Mark(one.start + by, one.end + by, one.field, one.value, one.rule) for one in reading.marks)
    return Reading(reading.parsed, marks)


def _with_folder(own: Reading, above: Reading, folder: str) -> Reading:
    """`own`, with what the folder says where it is silent."""
    file, said = own.parsed, above.parsed
    taken: dict[str, object] = {}
    numbered = bool(file.episodes or file.absolute or file.air_date)
    same = bool(said.title) and folded(said.title) in (folded(file.title), folded(file.alternative_title))
    if said.seasons and not file.seasons and not file.air_date:
        taken |= _in_season(own, said.seasons)
    if said.episodes and said.seasons and not same and not (file.seasons and file.episodes and _spells(file.title)):
        # The folder names one episode, and the file less than that.
        return Reading(msgspec.structs.replace(said, container=file.container), above.marks)
    if is_season_folder(folder) and (not numbered or _title_behind(own)) and not file.year and not same:
        taken |= {"title": "", "episode_title": file.episode_title or file.title}
    if is_season_folder(folder):
        if "title" in taken and said.title:
            taken["title"] = said.title
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
    elif numbered and _title_behind(own) and not file.episode_title and not said.episodes:
        taken |= {"title": said.title, "episode_title": file.title, "year": file.year or said.year}
    elif not numbered and not file.year and telling and not _tells(own):
        # The folder is a release, the file in it goes by a short or meaningless name.
        kept = {"container": file.container} | ({"part": file.part} if file.part else {})
        return Reading(msgspec.structs.replace(said, **kept), above.marks)
    return _taken(own, above, taken, ("group", "resolution", "source", "edition"))


def _in_season(own: Reading, seasons: tuple[int, ...]) -> dict[str, object]:
    """The numbers of the file within the season that its folder names."""
    file = own.parsed
    if len(seasons) != 1:
        return {}
    counted = file.episodes or tuple(int(one) for one in file.absolute if one == int(one))
    if len(counted) == 1 and counted[0] // 100 == seasons[0] and not file.episodes:
        counted = (counted[0] % 100,)
    if not counted:
        return {"seasons": seasons, "kind": "season-pack"} if not file.year else {}
    kind = "multi-episode" if len(counted) > 1 else "episode"
    return {"seasons": seasons, "episodes": counted, "absolute": (), "kind": kind}


def _title_behind(own: Reading) -> bool:
    """Whether what looks like the file's title stands behind its number, as an episode's does."""
    numbers = [mark.end for mark in own.marks if mark.field in ("episodes", "absolute")]
    titles = [mark.start for mark in own.marks if mark.field == "title"]
    return bool(numbers and titles) and titles[0] >= min(numbers)


def _spells(title: str) -> bool:
    """Whether a title has words rather than only digits."""
    return any(letter.isalpha() for letter in title)


def _tells(own: Reading) -> bool:
    """Whether a file's own name is that of a release."""
    file = own.parsed
    return bool(file.resolution or file.source or file.video_codec) and " " in file.title


def _taken(own: Reading, above: Reading, taken: dict[str, object], fields: tuple[str, ...]) -> Reading:
    """`own` with the fields in `taken`, and those of `fields` that only the folder tells."""
    for field in fields:
        if not getattr(own.parsed, field) and getattr(above.parsed, field):
            taken[field] = getattr(above.parsed, field)
    changed = {field for field, value in taken.items() if value and value != getattr(own.parsed, field)}
    marks = [mark for mark in own.marks if mark.field not in changed or mark.field in ("episodes",)]
    marks += [mark for mark in above.marks if mark.field in changed]
    return Reading(msgspec.structs.replace(own.parsed, **taken), tuple(sorted(marks, key=lambda one: one[:3])))
