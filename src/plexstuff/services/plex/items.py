"""What a library of a Plex server holds: films, series, seasons, episodes, albums; as its answers tell them.

Missing is common: year, summary, ids, and the files while they are being looked at. Times are seconds since the epoch,
durations milliseconds, sizes bytes.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import IntEnum

import msgspec

from plexstuff.models import Ids

#: Agents of former years put the id of one other service into `guid`; episodes have that of their series there.
_LEGACY = re.compile(r"com\.plexapp\.agents\.(imdb|thetvdb|themoviedb)://(tt\d+|\d+)(/\d+)*(?:\?.*)?")
_NUMBER = re.compile(r"\d{1,12}")


class Kind(IntEnum):
    """The kinds of items, by the number under which they are asked for."""

    MOVIE = 1
    SHOW = 2
    SEASON = 3
    EPISODE = 4
    ARTIST = 8
    ALBUM = 9
    TRACK = 10


class Guid(msgspec.Struct):
    """An id at another service: `imdb://tt0091635`."""

    id: str


class Tag(msgspec.Struct):
    """A genre, a country, a name."""

    tag: str


class Part(msgspec.Struct):
    """A file, by its path on the server."""

    id: int | None = None
    file: str = ""
    size: int | None = None
    duration: int | None = None
    container: str = ""


class Media(msgspec.Struct, rename="camel"):
    """One version of an item; several parts are one film in several files."""

    id: int | None = None
    duration: int | None = None
    bitrate: int | None = None
    width: int | None = None
    height: int | None = None
    container: str = ""
    video_codec: str = ""
    video_resolution: str = ""
    audio_codec: str = ""
    audio_channels: int | None = None
    parts: list[Part] = msgspec.field(name="Part", default_factory=list)


class Item(msgspec.Struct, rename="camel"):
    """One item; of an episode `grandparent_title` is the series, `parent_index` the season, `index` the number."""

    rating_key: str
    type: str
    title: str
    guid: str = ""
    original_title: str = ""
    grandparent_title: str = ""
    parent_title: str = ""
    index: int | None = None
    parent_index: int | None = None
    year: int | None = None
    summary: str = ""
    studio: str = ""
    content_rating: str = ""
    originally_available_at: str = ""
    added_at: int | None = None
    updated_at: int | None = None
    last_viewed_at: int | None = None
    view_count: int = 0
    duration: int | None = None
    child_count: int | None = None
    leaf_count: int | None = None
    media: list[Media] = msgspec.field(name="Media", default_factory=list)
    guids: list[Guid] = msgspec.field(name="Guid", default_factory=list)
    genres: list[Tag] = msgspec.field(name="Genre", default_factory=list)

    @property
    def released(self) -> dt.date | None:
        """When it first came out; None when that is not known, or no day of any calendar."""
        try:
            return dt.date.fromisoformat(self.originally_available_at)
        except ValueError:
            return None

    @property
    def ids(self) -> Ids:
        """The item's own ids at other services, from today's agents and those of former years."""
        found = dict(one.id.split("://", 1) for one in self.guids if "://" in one.id)
        if not found and (legacy := _LEGACY.fullmatch(self.guid)) and not legacy[3]:
            found = {{"imdb": "imdb", "thetvdb": "tvdb", "themoviedb": "tmdb"}[legacy[1]]: legacy[2]}
        return Ids(tmdb=_number(found.get("tmdb", "")), tvdb=_number(found.get("tvdb", "")), imdb=found.get("imdb"))


class Items(msgspec.Struct, rename="camel"):
    """A page of items: `size` of those that came, `total_size` of all; without any the list is left out."""

    size: int
    total_size: int | None = None
    offset: int | None = None
    items: list[Item] = msgspec.field(name="Metadata", default_factory=list)


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None
