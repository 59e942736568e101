"""What Last.fm answers with: JSON made from XML, so one thing stands where a list of one would, and "" for none.

Shapes: https://www.last.fm/api/show/album.getInfo and recordings; what is not read is left out.
"""

from __future__ import annotations

import msgspec


class Artist(msgspec.Struct, frozen=True):
    """Who made a track."""

    name: str = ""
    mbid: str | None = None
    url: str | None = None


class Attributes(msgspec.Struct, frozen=True):
    """What were attributes of an element in XML: the place of a track."""

    rank: int | str | None = None


class Track(msgspec.Struct, frozen=True):
    """A track of an album; `duration` in seconds, also as a text."""

    name: str
    duration: int | str | None = None
    url: str | None = None
    attributes: Attributes | None = msgspec.field(default=None, name="@attr")
    artist: Artist | None = None


class Tracks(msgspec.Struct, frozen=True):
    """The tracks of an album: a list, or the only one."""

    track: list[Track] | Track | None = None

    @property
    def all(self) -> list[Track]:
        """As a list, whatever it was."""
        if self.track is None:
            return []
        return self.track if isinstance(self.track, list) else [self.track]


class Album(msgspec.Struct, frozen=True):
    """An album; numbers are texts mostly."""

    name: str
    artist: str
    mbid: str | None = None
    url: str | None = None
    listeners: str | int | None = None
    tracks: Tracks | str | None = None


class AlbumAnswer(msgspec.Struct, frozen=True):
    """The answer to album.getInfo: an album, or (also with status 200) an error."""

    album: Album | None = None
    error: int | None = None
    message: str | None = None


class Failure(msgspec.Struct, frozen=True):
    """An error."""

    error: int
    message: str | None = None
