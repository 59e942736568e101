"""What an identified file and what travels with it are to be called: as Plex or Jellyfin want it, or as the user does.

Plex: support.plex.tv, "Naming and organizing your Movie files", "… TV show files", "Editions"; Jellyfin: jellyfin.org,
"Movies", "Shows", "External files".
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plexstuff.errors import InvalidValue
from plexstuff.jobs.identified import Companion, IdentifiedFile
from plexstuff.jobs.organize.sanitise import NAME_LIMIT, clean, finish, key, length
from plexstuff.jobs.organize.template import EPISODE_TOKENS, Template
from plexstuff.models import Episode, Ids

_PLEX_FOLDER = "{title}< ({year})>< {plex_id}>< {plex_edition}>"
_PLEX_SERIES = "{title}< ({year})>"
_JELLYFIN_FOLDER = "{title}< ({year})>< {jellyfin_id}>"

#: Preset -> templates of films and of episodes.
PRESETS = {
    "plex": (
        f"Movies/{_PLEX_FOLDER}/{_PLEX_FOLDER}< - {{version}}>< - pt{{part}}>",
        f"TV Shows/{_PLEX_SERIES}< {{plex_id}}>/Season {{season:02}}/"
        f"{_PLEX_SERIES} - {{numbers}}< - {{episode_title}}>< - {{version}}>< - pt{{part}}>",
    ),
    "jellyfin": (
        f"Movies/{_JELLYFIN_FOLDER}/{_JELLYFIN_FOLDER}< - {{edition}}>< - {{version}}>< - part{{part}}>",
        f"Shows/{_JELLYFIN_FOLDER}/Season {{season:02}}/"
        "{title}< ({year})> - {numbers}< - {episode_title}>< - {version}>< - part{part}>",
    ),
}
#: Plex takes no longer name of an edition.
_EDITION_LIMIT = 32
#: Pictures of a film that Plex finds under their own names in the film's folder.
_FILM_PICTURES = frozenset({"backdrop", "banner", "cover", "fanart", "folder", "logo", "movie", "poster"})
_EXTENSION = re.compile(r"\.[a-z0-9]{1,8}")
_TAIL_NUMBER = re.compile(r"\.(?P<number>\d{1,2})(?=\.|$)")
_PICTURE_NUMBER = re.compile(r"[-.]?(?<!\d)(?P<number>\d{1,2})$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one file belongs: the names of the folders below the library, and its own."""

    source: str
    role: str
    names: tuple[str, ...]


class Naming:
    """One way of naming. `movie` and `episode` are the user's own templates; empty: those of the preset.

    Raises InvalidValue for a preset that is not known and for a template that can't be used.
    """

    def __init__(self, preset: str = "plex", movie: str = "", episode: str = "") -> None:
        if preset not in PRESETS:
            raise InvalidValue(f"There is no way of naming called “{preset}”.", f"There are: {', '.join(PRESETS)}.")
        usual_movie, usual_episode = PRESETS[preset]
        self._plex = preset == "plex"
        self._own_folder = not movie
        self._movie = Template.read(movie or usual_movie)
        self._episode = Template.read(episode or usual_episode, EPISODE_TOKENS)

    def places(self, item: IdentifiedFile, *, limit: int = NAME_LIMIT, version: str = "") -> list[Place] | None:
        """Where a matched file and its companions belong, the file first; None when no name is short enough.

        `limit` is how many bytes the file system allows in one name; `version` tells the file from others of the same
        film, and stands at the end where a template of the user's own has no place for it.
        """
        # What has a number from an earlier run keeps it, and goes behind what has none.
        tails = [(one, self._tail(one, item)) for one in sorted(item.companions, key=_number)]
        extension = _extension(item.path)
        # With room for the number that tells two subtitles of one language apart.
        room = max([length(extension), *(length(tail) + 3 for _, tail in tails)])
        template = self._movie if item.kind == "movie" else self._episode
        version = clean(version)
        behind = f" - {finish(version)}" if version and not template.holds("version") else ""
        names = template.fill({**dict(values(item)), "version": version}, room=room + length(behind), limit=limit)
        if names is None:
            return None
        *folders, stem = names
        stem += behind
        places = [Place(item.path, "video", (*folders, stem + extension))]
        taken = {key(stem + extension)}
        for one, tail in tails:
            whole = finish(tail.lstrip("-")) if self._stands_alone(one, item) else stem + tail
            name, number = whole, 1
            while key(name) in taken and number <= len(tails):
                number += 1
                body, extension = os.path.splitext(whole)
                name = f"{body}-{number}{extension}" if one.role == "artwork" else f"{stem}.{number}{tail}"
            taken.add(key(name))
            places.append(Place(one.path, one.role, (*folders, name)))
        return places

    def _stands_alone(self, one: Companion, item: IdentifiedFile) -> bool:
        """Whether a picture keeps a name of its own, without the film's in front."""
        own = _unnumbered(one.tail).lstrip("-. ").lower() in _FILM_PICTURES
        return own and one.role == "artwork" and item.kind == "movie" and self._plex and self._own_folder

    def _tail(self, one: Companion, item: IdentifiedFile) -> str:
        """What follows the film's name in the companion's, extension included."""
        extension = _extension(one.path)
        if one.role == "subtitle":
            words = [one.language, "forced" * one.forced, "sdh" * one.hearing_impaired]
            if not one.language and not any(words):
                words = [_plain(one.tail)]
            return "".join(f".{word}" for word in words if word) + extension
        if one.role == "artwork":
            word = _plain(_unnumbered(one.tail)).lower()
            if self._plex and item.kind == "episode" and word in ("", "thumb"):
                return extension
            return (f"-{word}" if word else "") + extension
        return extension


def values(item: IdentifiedFile) -> Iterator[tuple[str, str | int | None]]:
    """What the tokens stand for, for one matched file."""
    subject = item.movie or item.series
    if subject is None:
        raise ValueError("only what was matched has a name")
    ids, parsed = subject.ids, item.parsed
    edition = clean(item.edition)[:_EDITION_LIMIT].strip()
    title, year = _parted(subject.title or subject.original_title, subject.year, film=item.movie is not None)
    yield from (("title", title if clean(title) else "Untitled"), ("year", year))
    yield from (("original_title", subject.original_title or subject.title), ("part", item.part))
    yield from (("edition", edition), ("plex_edition", f"{{edition-{edition}}}" if edition else ""))
    yield from (("tmdb", ids.tmdb), ("tvdb", ids.tvdb), ("imdb", ids.imdb))
    found = _best_id(ids, film=item.movie is not None)
    yield "plex_id", f"{{{found[0]}-{found[1]}}}" if found else ""
    yield "jellyfin_id", f"[{found[0]}id-{found[1]}]" if found else ""
    yield "name", os.path.splitext(os.path.basename(item.path))[0]
    for token in ("resolution", "source", "video_codec", "audio_codec", "group"):
        yield token, getattr(parsed, token) if parsed else ""
    if item.series is not None and item.episodes:
        yield from _episode_values(item, item.episodes)


def _parted(title: str, year: int | None, *, film: bool) -> tuple[str, int | None]:
    """Title and year, when the title brings its year along: TheTVDB tells series of one name apart by it.

    That year is taken then, even if it is not that of the first episode; a film's, only when both are the same.
    """
    found = re.fullmatch(r"(.*\S)\s*\(((?:19|20)\d\d)\)\s*", title)
    if found and (not film or int(found[2]) == year):
        return found[1], int(found[2])
    return title, year


def _episode_values(item: IdentifiedFile, episodes: Sequence[Episode]) -> Iterator[tuple[str, str | int | None]]:
    first = episodes[0]
    by_date = item.by_date and first.aired is not None and len(episodes) == 1
    titles = list(dict.fromkeys(one.title for one in episodes if one.title))
    yield "numbers", f"{first.aired:%Y-%m-%d}" if by_date else _numbers(episodes)
    yield from (("season", first.season), ("episode", first.number))
    yield "last_episode", episodes[-1].number if len(episodes) > 1 else None
    yield from (("absolute", first.absolute), ("episode_title", " + ".join(titles)))
    yield "air_date", f"{first.aired:%Y-%m-%d}" if first.aired else ""


def _numbers(episodes: Sequence[Episode]) -> str:
    """`s01e01`, `s01e01-e02` for several in a row (the only form Plex reads), each season's number once."""
    said = ""
    for season in dict.fromkeys(one.season for one in episodes):
        numbers = sorted({one.number for one in episodes if one.season == season})
        said += f"{'-' if said else ''}s{season:02}e{numbers[0]:02}"
        if numbers[-1] - numbers[0] == len(numbers) - 1:
            said += f"-e{numbers[-1]:02}" if len(numbers) > 1 else ""
        else:
            said += "".join(f"-e{number:02}" for number in numbers[1:])
    return said


def _best_id(ids: Ids, *, film: bool) -> tuple[str, int | str] | None:
    order = ("tmdb", "imdb", "tvdb") if film else ("tvdb", "tmdb", "imdb")
    for name in order:
        value: int | str | None = getattr(ids, name)
        if isinstance(value, int) or (value and re.fullmatch(r"tt\d{1,12}", value)):
            return name, value
    return None


def _extension(path: str) -> str:
    extension = os.path.splitext(path)[1].lower()
    return extension if _EXTENSION.fullmatch(extension) else ""


def _number(one: Companion) -> int:
    """The number by which a companion is told from others of its kind (`.2.en`, `-poster-2`); 1 where it has none."""
    found = (_PICTURE_NUMBER.search if one.role == "artwork" else _TAIL_NUMBER.match)(one.tail)
    return int(found["number"]) if found else 1


def _unnumbered(tail: str) -> str:
    """A picture's tail without its number."""
    return _PICTURE_NUMBER.sub("", tail)


def _plain(tail: str) -> str:
    """A tail as one word: `.Director comments` as Director comments."""
    return finish(clean(tail).strip(" .-_()[]"))[:60].strip(" .") if tail.strip(" .-_()[]") else ""
