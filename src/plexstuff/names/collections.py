"""Folders that hold a row of films, such as `Lord of the Rings Trilogy`, and the numbers in front of names there."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from plexstuff.names.parsed import ParsedName

_COLLECTION = re.compile(
    r"(?i)\b(?:boxset|box set|colecci[oó]n|collection|duology|filmreihe|hexalogy|kollektion|pentalogy|quadrilogy|"
    r"sammlung|tetralogy|trilog(?:y|ie|ia|ía))\b"
)
# "03 Goldfinger", "045. The Lives of Others", "#164 Solaris": the place in somebody's list.
LIST_NUMBER = re.compile(r"^#?\d{1,3}(?:\s*[.)_-]\s*|\s+)(?=[^\d\s])|^#?\d{1,3}\s*[.)]\s+(?=\d)")
_COMPLETE = re.compile(r"(?i)\s+complete$")


def film_in_collection(folder: str, stem: str, own: ParsedName, read: Callable[[str], ParsedName]) -> ParsedName | None:
    """The film that `01 - Name` is in the folder of a row of films; None where it is no such name or folder."""
    if not _COLLECTION.search(folder) or own.seasons or not LIST_NUMBER.match(stem):
        return None
    film = read(LIST_NUMBER.sub("", stem, count=1))
    if not film.title or film.kind not in ("movie", ""):
        return None
    return msgspec.structs.replace(film, kind="movie", container=own.container)


def without_complete(said: ParsedName) -> ParsedName:
    """What a folder says, without the word by which people mark that they have all of it: `Breaking Bad Complete`."""
    title = _COMPLETE.sub("", said.title)
    return said if said.year or not title or title == said.title else msgspec.structs.replace(said, title=title)
