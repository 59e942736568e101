"""Reading a whole path: the file's own name first, the folders above it as further evidence.

A path can often be read in more than one way (`Inception (2010)/abc-xyz.mkv`, `Fahrenheit.451.mkv`); `readings` gives
them all, the likeliest first, and leaves it to the services to say which one exists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from plexstuff.names.collections import LIST_NUMBER, film_in_collection, without_complete
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
_EPISODE_WORD = (
    "episode|ep|e|folge|episodio|épisode|capítulo|capitulo|cap|afl|aflevering|avsnitt|afsnit|episodi|jakso|odcinek|epizoda|díl|"
    "bölüm|серия|эпизод|special|ova|part|teil|chapter|#"
)
# A name that is only an episode's number, with or without a title after it: "03", "03 - Name", "E05", "Episode 7".
_NUMBER_ONLY = re.compile(
    rf"^(?:(?:{_EPISODE_WORD})[\s._-]*)?(?P<number>\d{{1,3}})(?:\s*-?\s*e?(?P<last>\d{{1,3}})(?=$))?"
    r"(?:v\d)?(?:[\s._-]+(?P<title>(?![\s._-]*(?:s\d+[\s._-]*e\d|\d+x\d))\D.*))?$",
    re.IGNORECASE,
)
# "Show - Capítulo 03 - Name": a word for episode and its number anywhere.
_WORD_AND_NUMBER = re.compile(
    rf"(?:^|[\s._-])(?:{_EPISODE_WORD.removesuffix('|#').replace('|e|', '|')})[\s._-]*(?P<number>\d{{1,3}})(?!\d)"
    r"(?:[\s._-]+(?P<title>\D.*))?$|第(?P<asian>\d{1,4})[話话集回]",
    re.IGNORECASE,
)
# "S01E02 - Name", "1x02 - Name": what stands behind is the episode's title, never the show's.
_NUMBER_FIRST = re.compile(r"^(?:s\d{1,4}[\s._-]*e\d|\d{1,2}x\d{1,3}|e\d{1,3}[\s._-])", re.IGNORECASE)
# "207" in the folder of season 2.
_SEASON_AND_NUMBER = re.compile(r"(?<!\d)(?P<both>\d{3,4})(?!\d|p\b|i\b)")
# Names that no person gave: hashes and random letters, with at most a dash.
_OBFUSCATED = re.compile(
    r"^(?:[0-9a-f]{12,}|(?=\w*\d)(?=\w*[a-z])(?=\w*[A-Z])[\w]{14,}|[a-z0-9]{1,12}-[a-z0-9]{1,12})$"
)
#: Names that say no more than what the file is.
_NO_NAMES = frozenset(["film", "main", "movie", "video", "feature", "title", "untitled"])
_YEAR_FIRST = re.compile(r"^[\[(]?(?P<year>19\d\d|20\d\d)[\])]?\s+-\s+(?=\D)")
#: A folder that holds one part of a film: its number, else None.
_PART_FOLDER = re.compile(r"^(?:cd|disc|disk|dvd)[\s._-]?(?P<number>\d)$", re.IGNORECASE)
# Where the words of a title end and a release's description begins.
_DESCRIPTION = re.compile(
    r"(?i)[\[(]?(?:19|20)\d\d[\])]?|[\[(]?\d{3,4}[pi]\b.*|web.*|blu-?ray.*|b[dr]rip.*|dvd.*|hdtv.*|[xh]\.?26[45].*|xvid.*|proper|repack"
)
_ARTICLE = re.compile(r"^(?:the|an?|der|die|das|les?|la|el|los|las|il|lo|gli)\s+(?=\S)", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{2,4}$")


def readings(parts: Sequence[str], read: Reader) -> tuple[ParsedName, ...]:
    """The ways in which the path `parts` (folders, then the file's name) can be read, the likeliest first.

    `read` is the reader of single names. At least one reading is returned; it may be empty.
    """
    name, folders = parts[-1], list(parts[:-1])
    if folders and _PART_FOLDER.match(folders[-1]):
        folders.pop()
    folders = folders[-3:]
    season, show_hint, rest = _season_folder(folders)
    stem = _EXTENSION.sub("", name)
    own = _year_first(name, read)
    above = _title_folder(rest, read, show_hint)
    if season is not None:
        return _in_season_folder(stem, own, season, above)
    found = [own] if own.title else []
    if above is not None:
        found = _with_folder(own, above, stem)
        found += _with_year(found[0], above)
    found += _second_thoughts(stem, own, read)
    if above is not None and stem.isdecimal() and len(stem) <= 4:
        # `Naruto/101.mkv`, unless it is a film of that name.
        counted = {"absolute": (int(stem),), "seasons": (), "episodes": (), "kind": "anime"}
        found.append(_titled(msgspec.structs.replace(own, **counted), above))
    film = film_in_collection(folders[-1], stem, own, read) if folders else None
    return _distinct([film, *found] if film else found or [own])


def _year_first(name: str, read: Reader) -> ParsedName:
    """What the name says; in `1988 - Die Hard` a person wrote the year before the title."""
    found = _YEAR_FIRST.match(name)
    if found is None:
        return read(name)
    own = read(name[found.end() :])
    if own.kind != "movie" or own.year or not own.title:
        return read(name)
    return msgspec.structs.replace(own, year=int(found["year"]))


def part_of_folder(name: str) -> int | None:
    """The number of the part that a folder such as `CD2` holds; None for other folders."""
    found = _PART_FOLDER.match(name)
    return int(found["number"]) if found else None


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
        said = without_complete(read(folder))
        return said if said.title else None
    return None


def _in_season_folder(stem: str, own: ParsedName, season: int, above: ParsedName | None) -> tuple[ParsedName, ...]:
    """Readings of a file in `Show/Season 2/`: the folder gives the season, the one above it the show."""
    found = list(_numbered(stem, own, season, above))
    if above is None:
        return _distinct([*found, own])
    answer = []
    for reading in found:
        if not reading.title:
            answer.append(_titled(reading, above))
        elif _extends(above.title, reading.title):
            # `Star Trek TNG/Season 3/Star Trek - 315`: the folder says more.
            answer += [_titled(reading, above), reading]
        else:
            answer += [_agreed(reading, above), _titled(reading, above)]
    return _distinct([*answer, *_with_year(answer[0], above)])


def _numbered(stem: str, own: ParsedName, season: int, above: ParsedName | None) -> Iterator[ParsedName]:
    """The file's own reading with the season of its folder, and the number however it is written."""
    told = bool(own.title and own.seasons and own.episodes)
    number = None if told else _NUMBER_ONLY.match(_behind_title(stem, above))
    if number and not own.air_date:
        first, last = int(number["number"]), int(number["last"] or number["number"])
        episodes = tuple(range(first, last + 1)) if first <= last <= first + 20 else (first,)
        if first == last and first // 100 == season and first % 100:
            yield _episode(own, season, (first % 100,), number["title"], "")
        yield _episode(own, season, episodes, number["title"], "")
        return
    if _NUMBER_FIRST.match(stem):
        yield msgspec.structs.replace(
            own, title="", seasons=own.seasons or (season,), episode_title=own.episode_title or own.title
        )
        return
    if own.seasons and own.episodes:
        yield own
        return
    if found := _WORD_AND_NUMBER.search(stem):
        yield _episode(own, season, (int(found["number"] or found["asian"]),), found["title"], "")
    both = [int(one["both"]) for one in _SEASON_AND_NUMBER.finditer(stem)]
    for one in both:
        if one // 100 == season and one % 100:
            title = own.title if own.title and own.kind != "movie" else ""
            yield _episode(own, season, (one % 100,), own.episode_title, title)
    if own.air_date:
        yield own
    elif own.episodes or own.absolute:
        counted = own.episodes or tuple(int(one) for one in own.absolute if one == int(one))
        yield msgspec.structs.replace(own, seasons=(season,), episodes=counted, absolute=(), kind="episode")
    else:
        # No number at all: only the episode's title can tell, within this season.
        yield _episode(own, season, (), _words_behind(stem, above), "")


def _episode(
    own: ParsedName, season: int, episodes: tuple[int, ...], episode_title: str | None, title: str
) -> ParsedName:
    said = (episode_title or "").replace(".", " ").replace("_", " ").strip(" -")
    return msgspec.structs.replace(
        own, title=title, seasons=(season,), episodes=episodes, absolute=(), kind="episode",
        episode_title=_before_description(said),
    )  # fmt: skip


def _behind_title(stem: str, above: ParsedName | None) -> str:
    """`30 Rock 02` -> `02` in a folder of that title; the whole where the name does not begin with it."""
    text = re.sub(r"[._]", " ", stem)
    if above is not None and above.title and text.casefold().startswith(above.title.casefold() + " "):
        return text[len(above.title) :].strip(" -") or text
    return text


def _words_behind(stem: str, above: ParsedName | None) -> str:
    """What a name says besides the title of the show, up to the description of the release."""
    return _before_description(_behind_title(stem, above))


def _before_description(text: str) -> str:
    kept: list[str] = []
    for word in text.split():
        if kept and _DESCRIPTION.fullmatch(word):
            break
        kept.append(word)
    return " ".join(kept).strip(" -")


def _with_folder(own: ParsedName, above: ParsedName, stem: str) -> list[ParsedName]:
    """Readings of a file in a folder that has a title of its own."""
    numbered = bool(own.episodes or own.absolute or own.air_date)
    if (above.episodes or above.air_date) and not numbered:
        # The folder is the release, and the file in it has any name.
        return [above, own] if own.title else [above]
    if numbered and not own.seasons and above.seasons:
        counted = own.episodes or tuple(int(one) for one in own.absolute if one == int(one))
        own = msgspec.structs.replace(own, seasons=above.seasons, episodes=counted, absolute=(), kind="episode")
    if not own.title or (_NUMBER_ONLY.match(stem) and numbered and not own.seasons):
        # `30.Rock.101`: what looks like the number alone may be the beginning of a title.
        return [_titled(own, above), *([own] if own.title and _folded(stem).startswith(_folded(own.title)) else [])]
    if _NUMBER_FIRST.match(stem) and numbered:
        return [_titled(msgspec.structs.replace(own, episode_title=own.episode_title or own.title), above), own]
    if numbered and _extends(above.title, own.title):
        # `CSI NY/CSI - 2x05`: the folder says more.
        return [_titled(own, above), own]
    if numbered:
        # A name that has nothing to do with the folder's stays what it is: unknown, rather than a guess.
        return [_agreed(own, above), *([_titled(own, above)] if _related(own.title, above.title) else [])]
    if _OBFUSCATED.match(stem) or stem.casefold() in _NO_NAMES:
        return [_titled(own, above), own]
    if above.year and not own.year and _related(own.title, above.title):
        # `Inception (2010)/inception-cd.mkv`: a folder with a year is a film's folder.
        return [_agreed(own, above), _titled(own, above)]
    return [_agreed(own, above)]


def _with_year(first: ParsedName, above: ParsedName) -> list[ParsedName]:
    """`Space 1999/1x02`: the year of an episode's folder may be a part of the title."""
    if not above.year or not first.episodes or first.title != above.title:
        return []
    return [msgspec.structs.replace(first, title=f"{above.title} {above.year}", year=None)]


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
    """`own`, and where the folder has the same title (but for an article), its year and country too."""
    if not _same(_ARTICLE.sub("", own.title), _ARTICLE.sub("", above.title)):
        return own
    return msgspec.structs.replace(own, year=own.year or above.year, country=own.country or above.country)


def _second_thoughts(stem: str, own: ParsedName, read: Reader) -> Iterator[ParsedName]:
    """What else a name may mean; asked only when the first reading leads nowhere."""
    if (plain := _as_film(stem, own)) is not None:
        yield plain
    film = own.kind in ("movie", "")
    if film and own.title and own.year:
        # `Class of 1984`, `2001 A Space Odyssey`: the year is a part of the title.
        title = _before_year(stem, own.year)
        if title and not _same(title, own.title):
            yield msgspec.structs.replace(own, title=title, year=None)
    elif own.seasons and own.title and own.year:
        # `Space 1999 S01E20`
        yield msgspec.structs.replace(own, title=f"{own.title} {own.year}", year=None)
    shorter = LIST_NUMBER.sub("", stem, count=1)
    if film and shorter != stem and shorter:
        second = read(shorter)
        if second.title and not _same(second.title, own.title):
            yield msgspec.structs.replace(second, year=second.year or own.year, container=own.container)
    if film and own.title and not (own.edition or own.resolution or own.source):
        # `Blade Runner Final Cut`: read as an edition where a description goes on behind it.
        described = read(f"{stem} 1080p")
        if described.edition and described.title and not _same(described.title, own.title):
            yield msgspec.structs.replace(described, resolution="", year=own.year, container=own.container)
    if film and own.part is not None and own.title:
        # The parts of a miniseries are its episodes.
        yield msgspec.structs.replace(own, seasons=(1,), episodes=(own.part,), part=None, kind="episode")


def _before_year(stem: str, year: int) -> str:
    """The words up to and including the year, and those behind it up to the description of the release."""
    kept: list[str] = []
    for word in re.split(r"[._\s]+", stem):
        if word.strip("()[]") != str(year) and kept and _DESCRIPTION.fullmatch(word):
            break
        kept.append(word.strip("()[]"))
    return " ".join(kept).strip(" -")


def _as_film(stem: str, own: ParsedName) -> ParsedName | None:
    """`Fahrenheit.451`, `300`: where an episode was read out of bare digits, the whole name may be a film's title."""
    if own.kind in ("movie", "") or own.air_date or re.search(r"(?i)s\d+\s*e\d|\d+x\d|season", stem):
        return None
    words = re.split(r"[._\s]+", stem)
    title: list[str] = []
    for word in words:
        if title and _DESCRIPTION.fullmatch(word):
            break
        title.append(word)
    text = " ".join(title).strip(" -")
    year = next((int(y[1]) for y in re.finditer(r"(?<!\d)((?:19|20)\d\d)(?!\d)", stem) if y.start() > 0), own.year)
    if not text or (_same(text, own.title) and year == own.year and own.kind == "movie"):
        return None
    return msgspec.structs.replace(
        own, title=text, year=year, seasons=(), episodes=(), absolute=(), kind="movie", episode_title=""
    )


def _related(own: str, folder: str) -> bool:
    """Whether a file's title is the folder's, a part or an abbreviation of it."""
    short, long = _folded(own), _folded(folder)
    if not short or len(short) <= 4 or short in long or long in short:
        return True
    words = {word for word in re.split(r"\W+", folder.casefold()) if len(word) > 3}
    return any(word in words for word in re.split(r"\W+", own.casefold()))


def _extends(longer: str, shorter: str) -> bool:
    """Whether one title begins with the other and goes on."""
    return _folded(longer) != _folded(shorter) and _folded(longer).startswith(_folded(shorter)) and bool(shorter)


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
