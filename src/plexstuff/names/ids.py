"""Ids that people write into names so that nothing need be guessed: `{tmdb-603}`, `[imdbid-tt0133093]`.

Plex writes braces, Jellyfin and Emby brackets, some `tmdbid=603`; a bare `tt0133093` between separators counts too.
An edition is stated in the same way: `{edition-Director's Cut}`.
"""

from __future__ import annotations

import re

from plexstuff.models import Ids

_TAGGED = re.compile(
    r"[\[{(]\s*(?P<service>tmdb|tvdb|imdb)(?:id)?\s*[-=:_ ]\s*(?P<number>tt\d{6,10}|\d{1,10})\s*[\]})]", re.IGNORECASE
)
_EDITION = re.compile(r"\{edition-(?P<edition>[^{}]{1,64})\}", re.IGNORECASE)
_BARE = re.compile(r"(?<![a-z0-9])(?P<number>tt\d{7,9})(?![a-z0-9])", re.IGNORECASE)


def ids_in(text: str) -> Ids:
    """The ids that `text` states; where it states one twice, the last counts (the file outranks its folders)."""
    tmdb: int | None = None
    tvdb: int | None = None
    imdb: str | None = None
    for found in _BARE.finditer(text):
        imdb = found["number"].lower()
    for found in _TAGGED.finditer(text):
        service, number = found["service"].lower(), found["number"].lower()
        if number.startswith("tt") or service == "imdb":
            imdb = number if number.startswith("tt") else f"tt{number:0>7}"
        elif service == "tmdb":
            tmdb = int(number)
        else:
            tvdb = int(number)
    return Ids(tmdb=tmdb, tvdb=tvdb, imdb=imdb)


def edition_in(text: str) -> str:
    """The edition that `text` states as Plex does; the last, where it states several."""
    said = [found["edition"].strip() for found in _EDITION.finditer(text)]
    return said[-1] if said else ""


def without_ids(text: str) -> str:
    """`text` with ids and edition taken out, so that no reader of names takes them for anything else."""
    return _BARE.sub("", _TAGGED.sub("", _EDITION.sub("", text)))
