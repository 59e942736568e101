"""Which videos are no film or episode of their own: samples, trailers and other extras, and the files of a disc.

By name, these are extras: what ends in one of Plex's suffixes (`Film-trailer.mkv`, `Film-deleted2.mkv`), and what
release groups call a sample or a trailer (`film.sample.mkv`, `sample-film.mkv`, `Film [Trailer].mkv`, `trailer.mkv`).
The same words anywhere else are a title's own: `The.Big.Short.2015.mkv`, `Deleted.Scenes.mkv`.

By place, everything at or below a folder of extras is one (`EXTRAS_FOLDERS`), if that folder lies in the folder of one
film or one show: one that has seasons, or videos that all name one title, or none and is itself named with title and
year. `Movies/Shorts` and `Downloads/Other` lie in no such folder and hold films, as does a folder in which every name
gives the title and year of another film. An episode's number in a name outweighs the folder, but for that of samples.

Source: https://support.plex.tv/articles/local-files-for-trailers-and-extras/
"""

from __future__ import annotations

import re

from plexstuff.encoding import readable
from plexstuff.jobs.identify.folder import DISC_FOLDERS, Folder, stem_of
from plexstuff.matching.titles import compact
from plexstuff.names import ParsedName, parse
from plexstuff.names.path import GENERIC_FOLDERS, is_season_folder, part_of_folder

#: Folders of short pieces of the film itself, which bear its own name.
SAMPLE_FOLDERS = frozenset({"proof", "sample", "samples", "screens"})
#: Folders in which Plex looks for extras, and what people and release groups call theirs besides.
EXTRAS_FOLDERS = SAMPLE_FOLDERS | {
    "behind the scenes", "bonus", "deleted scenes", "extra", "extras", "featurette", "featurettes", "interview",
    "interviews", "other", "scenes", "shorts", "trailer", "trailers",
}  # fmt: skip
#: Plex's suffixes, with what people call teasers and samples besides.
_SUFFIXES = (
    "behindthescenes", "deleted", "featurette", "interview", "other", "sample", "scene", "short", "teaser", "trailer",
)  # fmt: skip
_KINDS = {"behindthescenes": "look behind the scenes", "deleted": "deleted scene", "other": "extra"}
_EXTRA = re.compile(
    rf"(?:(?<=\S)-(?P<suffix>{'|'.join(_SUFFIXES)})\d{{0,2}}"
    r"|(?:[._\[(]|\s-\s|^)(?P<word>sample|teaser|trailer)[-._ ]?\d{0,2}[\])]?)$",
    re.IGNORECASE,
)
_EPISODE = re.compile(r"s\d{1,4}[ ._-]*e\d|\d{1,2}x\d{2}|\d{4}[.-]\d\d[.-]\d\d", re.IGNORECASE)
#: The longest text that the end of a name can match: only that is searched.
_LONGEST = 24


def aside(name: str, folder: Folder) -> str:
    """Why a video is no film or episode of its own; "" when it is."""
    if folder.disc:
        return "part of a disc's folder structure, which Plex does not play"
    if kind := extra_kind(name):
        return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind} by its name"
    if folder.extras and (folder.extras.casefold() in SAMPLE_FOLDERS or not _EPISODE.search(name)):
        return f"in a folder of extras ({folder.extras})"
    return ""


def extra_kind(name: str) -> str:
    """What kind of extra a video is by its name alone (`trailer`); "" for a film or an episode."""
    stem = stem_of(name)
    end = stem[-_LONGEST:]
    # The expression takes ten times as long as looking at what the name ends in.
    likely = end.rstrip("0123456789])-._ ").lower().endswith(_SUFFIXES)
    # Where the end was cut out of a longer name, it is not the name's beginning.
    if likely and (found := _EXTRA.search(end)) and (found["suffix"] or found.start() > 0 or len(end) == len(stem)):
        kind = (found["suffix"] or found["word"]).lower()
        return _KINDS.get(kind, kind)
    return "sample" if stem[:7].lower() == "sample-" else ""


def may_be_extras(name: str) -> bool:
    """Whether a folder of that name may be one of extras; `is_extras` says whether it is one."""
    return name.casefold() in EXTRAS_FOLDERS


def is_extras(folder: Folder, above: Folder) -> bool:
    """Whether a folder that is named as one of extras is one, lying in the folder `above`."""
    title = _one_title(above)
    if title is None:
        return False
    if folder.name.casefold() in SAMPLE_FOLDERS or not folder.videos:
        return True
    return not all(_names_another(parse(readable(name)), title) for name in folder.videos)


def _one_title(folder: Folder) -> str | None:
    """The title of the one film or show whose folder this is, folded ("" where none is said); None for a shelf."""
    if folder.name.casefold() in GENERIC_FOLDERS:
        return None
    own = parse(readable(folder.name))
    films = [name for name in (*folder.videos, *sorted(folder.unfinished)) if not extra_kind(name)]
    if is_season_folder(folder.name) or any(_belongs_to_one(name) for name in folder.subfolders):
        return compact(own.title)
    titles = {compact(parse(readable(name)).title) for name in films if name not in folder.unfinished}
    if len(titles) > 1:
        return None
    if titles:
        return titles.pop()
    return compact(own.title) if own.title and (own.year or films) else None


def _belongs_to_one(subfolder: str) -> bool:
    """Whether such a folder lies only in that of one film or show."""
    return is_season_folder(subfolder) or part_of_folder(subfolder) is not None or subfolder.lower() in DISC_FOLDERS


def _names_another(said: ParsedName, title: str) -> bool:
    """Whether a name gives the title and year of a film, or an episode, that is not the one called `title`."""
    if not said.title or not (said.year or (said.seasons and said.episodes)):
        return False
    return not compact(said.title).startswith(title) if title else True
