"""What the fake YouTube Music remembers: the songs of the one account, and uploads that are under way."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from plexstuff.sandbox import seed
from plexstuff.sandbox.albums import find

#: So many seconds pass before a file that was taken shows in the library.
PROCESSING = 120.0
_KNOWN = (("Cher", "Believe"), ("Air", "Moon Safari"), ("Legião Urbana", "Dois"))
#: What a file of music begins with, at which byte.
_MUSIC = ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"fLaC"), (0, b"OggS"), (0, b"\x30\x26\xb2\x75"), (4, b"ftyp"))


@dataclass(frozen=True, slots=True)
class Song:
    """A song that was uploaded; `length` is `4:13`, `shows_at` seconds since the epoch."""

    entity: str
    video: str
    title: str
    artist: str
    album: str
    length: str
    shows_at: float = 0.0


@dataclass(slots=True)
class Upload:
    """A file that is to come."""

    name: str
    size: int


@dataclass
class Locker:
    """The account. `signed_in` False lets the cookie have ended; `full_at` is how many songs there may be."""

    clock: Callable[[], float]
    signed_in: bool = True
    full_at: int = 100_000
    songs: list[Song] = field(default_factory=lambda: _beginning())
    uploads: dict[str, Upload] = field(default_factory=dict)
    #: Content of every file that came, by its hash: what is there already vanishes without a word.
    received: dict[str, bytes] = field(default_factory=dict)

    def shown(self) -> list[Song]:
        """The songs that were processed, by title."""
        now = self.clock()
        return sorted((one for one in self.songs if one.shows_at <= now), key=lambda one: one.title.casefold())

    def begin(self, name: str, size: int) -> str:
        """Note an upload; its id."""
        number = f"AbSANDBOX{seed.hexadecimal(24, 'ytmusic upload', len(self.uploads), name)}"
        self.uploads[number] = Upload(name, size)
        return number

    def receive(self, number: str, content: bytes) -> None:
        """Take a file; it shows later, or, where it is no music or there already, never."""
        name = self.uploads.pop(number).name
        digest = hashlib.sha256(content).hexdigest()
        known, self.received[digest] = digest in self.received, content
        music = any(content[place:].startswith(sign) for place, sign in _MUSIC)
        if music and not known and len(self.songs) < self.full_at:
            title = name.rpartition(".")[0] or name
            artist, dash, rest = title.partition(" - ")
            made = _song(rest if dash else title, artist if dash else "", "", "3:33", self.clock() + PROCESSING)
            self.songs.append(made)

    def remove(self, entity: str) -> bool:
        """Take a song away; whether it was there."""
        left = [one for one in self.songs if one.entity != entity]
        gone = len(left) < len(self.songs)
        self.songs = left
        return gone


def _beginning() -> list[Song]:
    albums = [album for artist, title in _KNOWN if (album := find(artist, title, "musicbrainz"))]
    return [
        _song(track.title, album.artist, album.title, _shown(track.length or 200_000), 0.0)
        for album in albums
        for track in album.tracks
    ]


def _song(title: str, artist: str, album: str, length: str, shows_at: float) -> Song:
    drawn = seed.hexadecimal(22, "ytmusic", artist, album, title, shows_at)
    return Song(f"t_po_{drawn}", drawn[:11], title, artist, album, length, shows_at)


def _shown(milliseconds: int) -> str:
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    return f"{minutes}:{seconds:02}"
