"""What MusicBrainz and the Cover Art Archive answer with; only what is read, and nearly everything may be null.

Shapes: https://musicbrainz.org/doc/MusicBrainz_API, https://musicbrainz.org/doc/Cover_Art_Archive/API, and recordings.
"""

from __future__ import annotations

import msgspec


class _Hyphened(msgspec.Struct, frozen=True, rename=lambda name: name.rstrip("_").replace("_", "-")):
    """Names are written with hyphens."""


class Artist(_Hyphened, frozen=True):
    """Who made something. `id` is that of the artist, whatever name the credit shows."""

    id: str | None = None
    name: str | None = None
    sort_name: str | None = None
    disambiguation: str | None = None


class Credit(_Hyphened, frozen=True):
    """One name of a credit; what is shown is `name` and `joinphrase` of each, one after the other."""

    name: str | None = None
    joinphrase: str | None = None
    artist: Artist | None = None


class Label(_Hyphened, frozen=True):
    """A label."""

    id: str | None = None
    name: str | None = None


class LabelInfo(_Hyphened, frozen=True):
    """Who published a release, under which number."""

    catalog_number: str | None = None
    label: Label | None = None


class Recording(_Hyphened, frozen=True):
    """What can be heard on a track; `length` in milliseconds."""

    id: str | None = None
    title: str | None = None
    length: int | None = None
    video: bool | None = None
    first_release_date: str | None = None
    artist_credit: list[Credit] | None = None


class Track(_Hyphened, frozen=True):
    """A track: `number` is what is printed (`A1`), `length` in milliseconds."""

    id: str | None = None
    position: int | None = None
    number: str | None = None
    title: str | None = None
    length: int | None = None
    recording: Recording | None = None
    artist_credit: list[Credit] | None = None


class Medium(_Hyphened, frozen=True):
    """A disc, or a side of something else. `pregap` is a track hidden before the first."""

    position: int | None = None
    format: str | None = None
    title: str | None = None
    track_count: int | None = None
    tracks: list[Track] | None = None
    data_tracks: list[Track] | None = None
    pregap: Track | None = None


class ReleaseGroup(_Hyphened, frozen=True):
    """What all releases of an album have in common."""

    id: str | None = None
    title: str | None = None
    primary_type: str | None = None
    secondary_types: list[str] | None = None
    first_release_date: str | None = None


class CoverArt(_Hyphened, frozen=True):
    """Which pictures the Cover Art Archive has."""

    artwork: bool | None = None
    front: bool | None = None
    back: bool | None = None
    count: int | None = None


class Release(_Hyphened, frozen=True):
    """An album as it was published once; `score` (0 to 100) is there only when it was searched for."""

    id: str | None
    title: str | None
    score: int | None = None
    status: str | None = None
    date: str | None = None
    country: str | None = None
    barcode: str | None = None
    disambiguation: str | None = None
    track_count: int | None = None
    artist_credit: list[Credit] | None = None
    release_group: ReleaseGroup | None = None
    label_info: list[LabelInfo] | None = None
    media: list[Medium] | None = None
    cover_art_archive: CoverArt | None = None


class Releases(_Hyphened, frozen=True):
    """A page of a search."""

    releases: list[Release]
    count: int = 0
    offset: int = 0


class Image(_Hyphened, frozen=True):
    """A picture; `thumbnails` maps a size (`250`, `large`) to an address. `id` was a text in former years."""

    image: str
    id: int | str | None = None
    front: bool = False
    back: bool = False
    approved: bool = True
    types: list[str] | None = None
    comment: str | None = None
    thumbnails: dict[str, str] | None = None


class Images(_Hyphened, frozen=True):
    """The pictures of a release."""

    images: list[Image]
    release: str | None = None


class Failure(_Hyphened, frozen=True):
    """An error."""

    error: str
    help: str | None = None
