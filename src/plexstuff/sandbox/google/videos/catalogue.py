"""The videos that the fake YouTube knows: of each song several, of the right length and of wrong ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from plexstuff.sandbox.folding import fold, words
from plexstuff.sandbox.seed import draw

_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

#: Artist, song, length in seconds.
SONGS = (
    ("Cher", "Believe", 239),
    ("Simon & Garfunkel", "The Boxer", 308),
    ("a-ha", "Take On Me", 225),
    ("Queen", "Don't Stop Me Now", 209),
    ("AC/DC", "Thunderstruck", 292),
    ("Björk", "Army of Me", 234),
    ("The Paper Lanterns", "Cardboard Moon", 201),
    ("The Paper Lanterns", "Second Draft", 187),
    ("Sandkasten", "Eimer & Schaufel", 254),
)
#: What is made of a song: words after its name, by whom, seconds more or less, views.
_KINDS = (
    ("{artist} - {song} (Official Video)", "{artist}", 6, 90_000_000),
    ("{artist} - {song} (Live at the Sandbox Arena)", "{artist}", 71, 4_000_000),
    ("{song}", "{artist} - Topic", 0, 2_000_000),
    ('{artist} - {song} "Lyrics"', "Lyric <Corner> & Co", 1, 9_000_000),
    ("{song} - {artist} (Karaoke Version)", "Sing It Sandbox", -9, 300_000),
    ("{artist} - {song} [10 hours]", "Loops", 36_000, 120_000),
    ("{song} ({artist} cover)", "Ukulele Oona", -38, 5_000),
)


@dataclass(frozen=True, slots=True)
class SandboxVideo:
    """A video; `length` in seconds, 0 for one that is live right now, `gone` for one that was deleted."""

    id: str
    title: str
    channel: str
    length: int
    views: int
    published: dt.datetime
    music: bool = True
    live: bool = False
    gone: bool = False

    @property
    def channel_id(self) -> str:
        """The id of its channel."""
        return "UC" + _sign(22, "channel", self.channel)


def _sign(length: int, *about: object) -> str:
    return "".join(_SIGNS[draw(*about, place) % len(_SIGNS)] for place in range(length))


def _video(title: str, channel: str, length: int, views: int, **more: bool) -> SandboxVideo:
    days = draw("published", title, channel) % 4000
    published = dt.datetime(2012, 1, 1, 12, 30, tzinfo=dt.UTC) + dt.timedelta(days=days)
    return SandboxVideo(_sign(11, "video", title, channel), title, channel, length, views, published, **more)


@cache
def videos() -> tuple[SandboxVideo, ...]:
    """All of them."""
    found = [
        _video(title.format(artist=artist, song=song), by.format(artist=artist), length + more, views)
        for artist, song, length in SONGS
        for title, by, more, views in _KINDS
    ]
    first = SandboxVideo(
        "jNQXAC9IVRw",
        "Me at the zoo",
        "jawed",
        19,
        380_000_000,
        dt.datetime(2005, 4, 24, 3, 31, 52, tzinfo=dt.UTC),
        music=False,
    )
    return (
        *found,
        _video("Cher - Believe (deleted upload)", "Gone", 239, 10, gone=True),
        _video("Cher Believe radio 24/7", "Endless Sandbox", 0, 700, live=True),
        first,
    )


def search(text: str, *, music: bool) -> list[SandboxVideo]:
    """The videos that have all words of `text` in title or channel; those with more views first."""
    wanted = [one for one in words(fold(text)) if not one.startswith("-")]
    found = []
    for one in videos():
        there = set(words(fold(f"{one.title} {one.channel}")))
        if all(word in there for word in wanted) and (one.music or not music):
            found.append(one)
    return sorted(found, key=lambda one: -one.views)


def find(number: str) -> SandboxVideo | None:
    """The video with this id, unless it is gone."""
    return next((one for one in videos() if one.id == number and not one.gone), None)
