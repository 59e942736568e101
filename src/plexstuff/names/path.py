"""Reading a whole path: the file's own name first, the folders above it as further evidence.

A path can often be read in more than one way (`Inception (2010)/abc-xyz.mkv`, `Fahrenheit.451.mkv`); `readings` gives
them all, the likeliest first, and leaves it to the services to say which one exists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from plexstuff.names.parsed import ParsedName

Reader = Callable[[str], ParsedName]

#: Folders that say nothing about what is in them, folded to small letters.
GENERIC_FOLDERS = frozenset(
    """
    anime animation archive cartoons cinema complete completed disk download downloads documentaries documentary done
    episodes extern external family film filme films finished home hdd imported incoming incomplete kids library media
    mnt movie movies mount new nas plex public root series seed serien serier seriesen share shared shows sorted staging
    storage temp tmp todo torrent torrents tv tv-shows tvshows unsorted usenet user users video videos volume volumes
    watch watched
    """.split()
) | {"tv shows", "tv series", "new folder", "movies & tv"}

# Season folders in the languages of the Plex forums; the number may be a word's neighbour or the whole name.
_SEASON_WORD = (
    "season|series|staffel|saison|temporada|stagione|seizoen|säsong|sesong|sæson|sezon|kausi|évad|сезон|book|volume"
)
_SEASON_FOLDER = re.compile(
    rf"^(?:(?P<show>.*?)[\s._-]+)?(?:(?:{_SEASON_WORD})[\s._-]*(?P<a>\d{{1,4}})|(?P<b>\d{{1,2}})\.?[\s._-]*(?:{_SEASON_WORD})"
    r"|s(?P<c>\d{1,2})|第(?P<d>\d{1,2})季|シーズン(?P<e>\d{1,2}))(?:\s*[\[(].*)?$",
    re.IGNORECASE,
)
_SPECIALS_FOLDER = re.compile(r"^(?:(?P<show>.*?)[\s._-]+)?(?:specials?|extras and specials|ovas?)$", re.IGNORECASE)
# A name that is only an episode's number, with or without a title after it: "03", "03 - Name", "E05", "Episode 7".
_NUMBER_ONLY = re.compile(
    r"^(?:(?:episode|ep|e|folge|folgen|episodio|épisode|afl|#)[\s._-]*)?(?P<number>\d{1,3})(?:\s*-?\s*e?(?P<last>\d{1,3})(?=$))?"
    r"(?:v\d)?(?:[\s._-]+(?P<title>(?!s\d+[\s._-]*e\d)\D.*))?$",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{2,4}$")


def readings(parts: Sequence[str], read: Reader) -> tuple[ParsedName, ...]:
    """The ways in which the path `parts` (folders, then the file's name) can be read, the likeliest first.

    `read` is the reader of single names. At least one reading is returned; it may be empty.
    """
    name, folders = parts[-1], list(parts[:-1])[-3:]
    season, show_hint, rest = _season_folder(folders)
    stem = _EXTENSION.sub("", name)
    own = read(name)
    above = _title_folder(rest, read, show_hint)
    if season is not None:
        return _in_season_folder(stem, own, season, above)
    found = [own] if own.title else []
    if above is not None:
        found = _with_folder(own, above, stem)
    plain = _as_film(stem, own, read)
    if plain is not None:
        found.append(plain)
    return _distinct(found or [own])


def is_season_folder(name: str) -> bool:
    """Whether a folder is named as one season's (or the specials') of a show."""
    return bool(_SPECIALS_FOLDER.match(name) or _SEASON_FOLDER.match(name))


def _season_folder(folders: list[str]) -> tuple[int | None, str, list[str]]:
    """The season that the nearest folder names, the title beside it, and the folders above it."""
    if not folders:
        return None, "", []
    if special := _SPECIALS_FOLDER.match(folders[-1]):
        return 0, special["show"] or "", folders[:-1]
    if found := _SEASON_FOLDER.match(folders[-1]):
        number = next(value for key, value in found.groupdict().items() if key != "show" and value)
        return int(number), found["show"] or "", folders[:-1]
    return None, "", folders


def _title_folder(folders: list[str], read: Reader, hint: str) -> ParsedName | None:
    """What the nearest folder that says anything says."""
    if hint:
        said = read(hint)
        return said if said.title else None
    for folder in reversed(folders):
        if folder.casefold() in GENERIC_FOLDERS or not any(letter.isalnum() for letter in folder):
            continue
        said = read(folder)
        return said if said.title else None
    return None


def _in_season_folder(stem: str, own: ParsedName, season: int, above: ParsedName | None) -> tuple[ParsedName, ...]:
    """Readings of a file in `Show/Season 2/`: the folder gives the season, the one above it the show."""
    number = _NUMBER_ONLY.match(stem)
    reading = own
    if number and not own.air_date:
        first, last = int(number["number"]), int(number["last"] or number["number"])
        episodes = tuple(range(first, last + 1)) if first <= last <= first + 20 else (first,)
        said = (number["title"] or "").replace(".", " ").replace("_", " ").strip(" -")
        reading = msgspec.structs.replace(
            own, title="", seasons=(season,), episodes=episodes, absolute=(), kind="episode", episode_title=said
        )
    elif not own.seasons and (own.episodes or own.absolute):
        counted = own.episodes or tuple(int(one) for one in own.absolute if one == int(one))
        reading = msgspec.structs.replace(own, seasons=(season,), episodes=counted, kind=own.kind or "episode")
    elif not own.seasons and not own.air_date:
        # No number at all: only the episode's title can tell, within this season.
        reading = msgspec.structs.replace(own, title="", seasons=(season,), kind="episode", episode_title=own.title)
    if above is None:
        return _distinct([reading, own])
    if not reading.title:
        return (_titled(reading, above),)
    return _distinct([reading if reading.year or not above.year else _agreed(reading, above), _titled(reading, above)])


def _with_folder(own: ParsedName, above: ParsedName, stem: str) -> list[ParsedName]:
    """Readings of a file in a folder that has a title of its own."""
    numbered = bool(own.episodes or own.absolute or own.air_date)
    if numbered and not own.seasons and above.seasons:
        counted = own.episodes or tuple(int(one) for one in own.absolute if one == int(one))
        own = msgspec.structs.replace(own, seasons=above.seasons, episodes=counted, absolute=(), kind="episode")
    if not own.title or (_NUMBER_ONLY.match(stem) and numbered):
        return [_titled(own, above)]
    if numbered:
        return [_agreed(own, above), _titled(own, above)]
    if above.year and (not own.year or _same(own.title, above.title)):
        # `Inception (2010)/abc-xyz.mkv`: a folder with a year is a film's folder, whatever the file is called.
        film = _titled(own, above)
        return [_agreed(own, above), film] if _same(own.title, above.title) else [film, own]
    return [own]


def _titled(own: ParsedName, above: ParsedName) -> ParsedName:
    """`own` with the title of the folder."""
    return msgspec.structs.replace(
        own,
        title=above.title,
        alternative_title=above.alternative_title,
        year=above.year,
        country=above.country or own.country,
        edition=own.edition or above.edition,
    )


def _agreed(own: ParsedName, above: ParsedName) -> ParsedName:
    """`own`, and where the folder has the same title, its year and country too."""
    if not _same(own.title, above.title):
        return own
    return msgspec.structs.replace(own, year=own.year or above.year, country=own.country or above.country)


def _as_film(stem: str, own: ParsedName, read: Reader) -> ParsedName | None:
    """`Fahrenheit.451`, `300`: where an episode was read out of bare digits, the whole name may be a film's title."""
    if own.kind in ("movie", "") or own.air_date or re.search(r"(?i)s\d+\s*e\d|\d+x\d|season|episode", stem):
        return None
    words = re.split(r"[._\s]+", stem)
    title: list[str] = []
    for word in words:
        if re.fullmatch(r"(?i)[\[(]?(19|20)\d\d[\])]?|\d{3,4}[pi]|web.*|blu.*|dvd.*|hdtv.*|x26[45].*", word) and title:
            break
        title.append(word)
    text = " ".join(title).strip(" -")
    year = next((int(y[1]) for y in re.finditer(r"(?<!\d)((?:19|20)\d\d)(?!\d)", stem) if y.start() > 0), own.year)
    if not text or (_same(text, own.title) and year == own.year):
        return None
    return msgspec.structs.replace(
        own, title=text, year=year, seasons=(), episodes=(), absolute=(), kind="movie", episode_title=""
    )


def _same(one: str, other: str) -> bool:
    return _folded(one) == _folded(other) != ""


def _folded(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _distinct(found: list[ParsedName]) -> tuple[ParsedName, ...]:
    kept: list[ParsedName] = []
    for one in found:
        if one not in kept:
            kept.append(one)
    return tuple(kept)
