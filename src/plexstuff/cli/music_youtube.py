"""`plexstuff music youtube ARTIST SONG`: the videos that a song may be, each with its length beside the known one."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import click

from plexstuff.cli.application import application
from plexstuff.cli.output import emit_json, safe, say, speak
from plexstuff.errors import UsageError

if TYPE_CHECKING:
    from plexstuff.jobs.songs import SongCandidate, SongReport

_HELP = {"help_option_names": ["-h", "--help"]}
_LENGTH = re.compile(r"(?:(?P<hours>\d{1,2}):(?=\d{2}:))?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d)|(?P<bare>\d{1,5})")


@click.command(
    "youtube",
    epilog="Examples: plexstuff music youtube Cher Believe   ·   plexstuff music youtube Cher Believe --length 3:59",
    context_settings=_HELP,
)
@click.argument("artist")
@click.argument("song")
@click.option("--length", metavar="M:SS", help="How long it is. [default: as the music services know it]")
@click.option("--album", default="", help="On which album, to find out how long it is.")
@click.option("--limit", type=click.IntRange(1, 50), default=8, show_default=True, help="Show at most so many.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def youtube(artist: str, song: str, length: str | None, album: str, limit: int, as_json: bool) -> int:
    """Find SONG by ARTIST on YouTube, the likeliest video first.

    It costs one of the 100 searches that Google gives you a day, and one unit of 10,000 for the lengths.
    """
    if not artist.strip() or not song.strip():
        raise UsageError("There is nothing to look for.", "Give an artist and a song.")
    seconds = read_length(length) if length else None
    if not as_json:
        speak("This costs 1 of the 100 YouTube searches that you have a day.")
    report = asyncio.run(application().find_song(artist, song, seconds=seconds, album=album))
    if as_json:
        emit_json(as_data(report, limit))
        return 0
    _show(report, limit)
    return 0


def read_length(text: str) -> int:
    """`3:59`, `1:02:03` or plain seconds, in seconds. Raises UsageError."""
    found = _LENGTH.fullmatch(text.strip())
    seconds = 0
    if found is not None:
        bare, hours, minutes, rest = (int(found[name] or 0) for name in ("bare", "hours", "minutes", "seconds"))
        seconds = bare or hours * 3600 + minutes * 60 + rest
    if not seconds:
        raise UsageError(f"{text[:20]!r} is no length.", "Write minutes and seconds: --length 3:59")
    return seconds


def shown(seconds: int | None) -> str:
    """`3:59`, `1:02:03`; `?` for what is not known."""
    if seconds is None:
        return "?"
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def as_data(report: SongReport, limit: int) -> dict[str, object]:
    """As `--json` gives it; lengths in seconds."""
    known = report.length
    return {
        "artist": report.artist,
        "song": report.song,
        "length": None if known is None else {"seconds": known.seconds, "source": known.source, "album": known.where},
        "cost": {"searches": 1, "units": 1, "searches_a_day": 100},
        "candidates": [_row(one) for one in report.candidates[:limit]],
    }


def _row(one: SongCandidate) -> dict[str, object]:
    video = one.video
    return {
        "id": video.id,
        "title": video.title,
        "channel": video.channel,
        "length": video.length,
        "off": one.off,
        "views": video.views,
        "live": video.live,
        "page": video.page,
        "distance": one.distance,
        "for": list(one.favour),
        "against": list(one.against),
    }


def _show(report: SongReport, limit: int) -> None:
    if report.trouble is not None:
        speak(f"How long it is could not be found out: {report.trouble.sentence}", "Give it: --length M:SS")
    elif report.length is None:
        speak("How long it is, is not known.", "Give it to have the right recording first: --length M:SS")
    else:
        whence = f" ({report.length.source}, {report.length.where})" if report.length.source else ""
        speak(f"{report.song} by {report.artist} is {shown(report.length.seconds)} long{whence}.")
    for one in report.candidates[:limit]:
        reasons = "; ".join((*one.favour, *one.against))
        say(safe(f"{shown(one.video.length):>8}  {one.video.title}   [{one.video.channel}]"))
        say(safe(f"{'':8}  {one.video.page}{f'   {reasons}' if reasons else ''}"))
    if len(report.candidates) > limit:
        speak(f"{len(report.candidates) - limit} more with --limit.")
