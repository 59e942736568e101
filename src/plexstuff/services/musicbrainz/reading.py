"""Turns what MusicBrainz answers into what Plexstuff knows: an album with its tracks."""

from __future__ import annotations

from collections.abc import Iterator

from plexstuff import models
from plexstuff.services.musicbrainz import answers
from plexstuff.services.musicbrainz.choosing import credited

KEY = "musicbrainz"
PAGE = "https://musicbrainz.org/release/"


def album(said: answers.Release) -> models.Album:
    """A release as it was looked up."""
    artist = credited(said.artist_credit)
    group = said.release_group
    ids = {
        "musicbrainz_release": said.id,
        "musicbrainz_release_group": group.id if group else None,
        "musicbrainz_artist": _first_artist(said.artist_credit),
        "barcode": said.barcode,
    }
    labels = [one.label.name for one in said.label_info or () if one.label and one.label.name]
    art = said.cover_art_archive
    return models.Album(
        source=KEY,
        artist=artist,
        title=said.title or "",
        tracks=tuple(_tracks(said.media or [], artist)),
        released=said.date or "",
        label=labels[0] if labels else "",
        country=said.country or "",
        ids={name: text for name, text in ids.items() if text},
        page=f"{PAGE}{said.id}" if said.id else "",
        front=art.front if art else None,
    )


def _tracks(media: list[answers.Medium], album_artist: str) -> Iterator[models.Track]:
    for place, medium in enumerate(media, start=1):
        disc = medium.position or place
        hidden = [medium.pregap] if medium.pregap else []
        for counted, one in enumerate([*hidden, *(medium.tracks or ()), *(medium.data_tracks or ())], start=1):
            number = one.position if one.position is not None else counted
            yield _track(one, disc, number, album_artist)


def _track(one: answers.Track, disc: int, number: int, album_artist: str) -> models.Track:
    recording = one.recording
    length = one.length if one.length is not None else (recording.length if recording else None)
    artist = credited(one.artist_credit) or credited(recording.artist_credit if recording else None)
    ids = {"musicbrainz_track": one.id, "musicbrainz_recording": recording.id if recording else None}
    return models.Track(
        title=one.title or (recording.title if recording else None) or "",
        number=number,
        disc=disc,
        position=one.number or str(number),
        length=length or None,
        artist=artist if artist != album_artist else "",
        ids={name: text for name, text in ids.items() if text},
    )


def _first_artist(credit: list[answers.Credit] | None) -> str | None:
    return next((one.artist.id for one in credit or () if one.artist and one.artist.id), None)
