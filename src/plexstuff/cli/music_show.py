"""What `plexstuff music` shows of an album: its data, its tracks, and on stderr where they are from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plexstuff.cli.output import safe, say, speak
from plexstuff.cli.table import show_table

if TYPE_CHECKING:
    from plexstuff.jobs.music import AlbumReport
    from plexstuff.models import Album, Track

_LABELS = {
    "musicbrainz_release": "MusicBrainz release",
    "musicbrainz_release_group": "MusicBrainz group",
    "musicbrainz_artist": "MusicBrainz artist",
    "lastfm_musicbrainz": "MusicBrainz (as Last.fm has it)",
    "gracenote_album": "Gracenote album",
    "barcode": "Barcode",
}


def show(report: AlbumReport) -> None:
    """The album and its tracks."""
    album = report.album
    rows = [
        ("Artist", album.artist),
        ("Album", album.title),
        ("Released", " ".join(filter(None, (album.released, album.country)))),
        ("Label", album.label),
        *((_LABELS.get(name, name), text) for name, text in album.ids.items()),
        ("Page", album.page),
    ]
    shown = [(label, text) for label, text in rows if text]
    width = max(len(label) for label, _ in shown)
    for label, text in shown:
        say(f"{label.ljust(width)}  {safe(text)}")
    if not album.tracks:
        return
    say("")
    several = album.discs > 1
    by_others = any(one.artist for one in album.tracks)
    head = (*(["DISC"] if several else []), "NO", "TITLE", *(["ARTIST"] if by_others else []), "LENGTH")
    lines = [
        (
            *([str(one.disc)] if several else []),
            one.position or str(one.number),
            one.title,
            *([one.artist or album.artist] if by_others else []),
            clock(one.length),
        )
        for one in album.tracks
    ]
    show_table(head, lines, right=("DISC", "NO", "LENGTH"))


def tell(report: AlbumReport, cover: Path | None) -> None:
    """Where it is from, why not from another, and what was saved."""
    for one in report.passed:
        speak(one.sentence, one.advice)
    speak(f"{_counted(report.album)}, from {report.title}.")
    if report.trouble is not None:
        speak(report.trouble.sentence, report.trouble.advice)
    picture = report.cover
    if cover is not None and picture is not None:
        from plexstuff.jobs.music.cover import SUFFIXES, fits

        kilobytes = max(1, round(len(picture.content) / 1024))
        speak(f"The front cover is in {cover} ({picture.kind.upper()}, {kilobytes} KiB).")
        if not fits(picture, cover):
            speak(f"Files of this kind usually end in {SUFFIXES[picture.kind][0]}; some programs insist on it.")


def clock(length: int | None) -> str:
    """Milliseconds as minutes and seconds (with hours where there are some); "?" when unknown."""
    if length is None:
        return "?"
    minutes, seconds = divmod(round(length / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _counted(album: Album) -> str:
    if not album.tracks:
        return "No tracks are known"
    tracks = f"{len(album.tracks)} {'track' if len(album.tracks) == 1 else 'tracks'}"
    discs = f" on {album.discs} discs" if album.discs > 1 else ""
    lengths = [one.length for one in album.tracks if one.length]
    whole = f", {clock(sum(lengths))}" if len(lengths) == len(album.tracks) else ""
    return f"{tracks}{discs}{whole}"


# -- for programs ---------------------------------------------------------------------------------------------------


def as_data(report: AlbumReport, cover: Path | None) -> dict[str, object]:
    """The album as `--json` gives it: lengths in milliseconds, dates as far as they are known (`1998-10`)."""
    album, picture, trouble = report.album, report.cover, report.trouble
    return {
        "source": album.source,
        "passed_over": [
            {"service": one.key, "error": one.error, "sentence": one.sentence, "advice": one.advice}
            for one in report.passed
        ],
        "album": {
            "artist": album.artist,
            "title": album.title,
            "year": album.year,
            "released": album.released or None,
            "label": album.label or None,
            "country": album.country or None,
            "discs": album.discs,
            "ids": dict(album.ids),
            "page": album.page or None,
            "tracks": [_track(one, album) for one in album.tracks],
        },
        "cover": picture and {"file": str(cover), "kind": picture.kind, "bytes": len(picture.content)},
        "cover_error": trouble
        and {"name": type(trouble).__name__, "sentence": trouble.sentence, "advice": trouble.advice},
    }


def _track(one: Track, album: Album) -> dict[str, object]:
    return {
        "disc": one.disc,
        "number": one.number,
        "position": one.position or str(one.number),
        "title": one.title,
        "artist": one.artist or album.artist,
        "length_ms": one.length,
        "ids": dict(one.ids),
    }
