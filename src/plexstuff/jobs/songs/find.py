"""One search for a song, and what speaks for and against each video that it finds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plexstuff.errors import NothingFound, PlexstuffError
from plexstuff.matching.titles import compact, words
from plexstuff.models import Video
from plexstuff.roles import AlbumSource, VideoSource

#: So many seconds the same recording may differ by: silence at its ends, a short opening picture.
CLOSE, NEAR = 3, 12
#: Words of another version than the one that is looked for, unless the song itself has them.
_OTHERS = {
    "live": "live", "concert": "live", "unplugged": "live", "session": "live", "tour": "live",
    "cover": "cover", "karaoke": "karaoke", "instrumental": "instrumental", "acapella": "a cappella",
    "remix": "remix", "mix": "remix", "edit": "edit", "mashup": "mashup", "slowed": "slowed", "nightcore": "sped up",
    "sped": "sped up", "reverb": "slowed", "8d": "8D", "hours": "loop", "hour": "loop", "loop": "loop",
    "reaction": "reaction", "tutorial": "lesson", "lesson": "lesson", "trailer": "trailer", "teaser": "trailer",
    "demo": "demo", "rehearsal": "rehearsal", "fanmade": "fan made", "parody": "parody",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownLength:
    """How long the song is, in seconds, and who says so ("" for the user)."""

    seconds: int
    source: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class SongCandidate:
    """A video: `off` is how many seconds it is longer (or shorter) than the song, None where that is not known.

    `against` says what speaks against it, `favour` what for it; `distance` orders them, 0 is a perfect fit.
    """

    video: Video
    off: int | None
    distance: float
    favour: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SongReport:
    """The videos, the likeliest first; `trouble` is why the length could not be found out, where that was tried."""

    artist: str
    song: str
    candidates: tuple[SongCandidate, ...]
    length: KnownLength | None = None
    trouble: PlexstuffError | None = None


async def find_song(
    source: VideoSource, artist: str, song: str, *, length: KnownLength | None = None, most: int = 15
) -> SongReport:
    """Ask once, and put the videos into order. Raises NothingFound, and what `source` raises."""
    videos = await source.search_videos(f"{artist} {song}", most=most)
    if not videos:
        raise NothingFound(f"No video was found for {song!r} by {artist!r}.", "Write it as YouTube would, or shorter.")
    judged = [_judged(one, artist, song, length) for one in videos]
    # Sorting keeps the site's own order among equals.
    return SongReport(artist, song, tuple(sorted(judged, key=lambda one: one.distance)), length)


async def known_length(source: AlbumSource, artist: str, song: str, album: str = "") -> KnownLength | None:
    """The length of a song as an album has it, or the single of its own name; None when that does not say.

    Raises what `source` raises.
    """
    found = await source.find_album(artist, album or song)
    wanted = compact(song)
    for track in found.tracks:
        if track.length and compact(track.title) == wanted:
            return KnownLength(round(track.length / 1000), source.key, found.title)
    return None


def _judged(video: Video, artist: str, song: str, length: KnownLength | None) -> SongCandidate:
    favour: list[str] = []
    against: list[str] = []
    distance = 0.0
    off = video.length - length.seconds if length and video.length else None
    if video.live:
        against.append("goes on right now")
        distance += 5
    elif length and off is None:
        against.append("length not known")
        distance += 1
    elif off is not None:
        distance += min(4.0, max(0, abs(off) - CLOSE) / NEAR)
        (favour if abs(off) <= CLOSE else against).append(_said(off))
    title, channel = _words(video.title), _words(video.channel)
    asked = _words(f"{artist} {song}")
    for kind in sorted({_OTHERS[word] for word in (title | channel) - asked if word in _OTHERS}):
        against.append(kind)
        distance += 1.5
    if missing := _words(song) - title:
        against.append(f"lacks {' '.join(sorted(missing))}")
        distance += 2 * len(missing) / max(1, len(_words(song)))
    who = compact(re.sub(r"(?:\s*-\s*Topic|VEVO)$", "", video.channel, flags=re.IGNORECASE))
    if who and who == compact(artist):
        favour.append("the artist's own")
    else:
        distance += 0.5 if _words(artist) <= title else 1.5
        if not _words(artist) <= title | channel:
            against.append("names another artist")
    return SongCandidate(video, off, round(distance, 3), tuple(favour), tuple(against))


def _words(text: str) -> set[str]:
    return set(words(text))


def _said(off: int) -> str:
    if off == 0:
        return "same length"
    return f"{abs(off)} s {'longer' if off > 0 else 'shorter'}"
