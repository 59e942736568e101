"""Artists, release groups and releases as MusicBrainz writes them in JSON."""

from __future__ import annotations

from typing import Any

from plexstuff.sandbox import seed
from plexstuff.sandbox.albums import SandboxAlbum, SandboxTrack, synthetic_mbid

Record = dict[str, Any]
_TYPES = {"Album": "f529b476-6e62-324f-b0aa-1f3e33d313fc", "Official": "4e304316-386d-3409-af2e-78857eec5cfe"}
#: Lookups embed so many linked things.
EMBEDDED = 25


def artist(album: SandboxAlbum) -> Record:
    """Who made an album."""
    name = album.artist
    turned = f"{name[4:]}, The" if name.startswith("The ") else name
    return {"id": album.artist_mbid, "name": name, "sort-name": turned, "disambiguation": "", "type": "Group"}


def credit(album: SandboxAlbum) -> list[Record]:
    """The credit of an album: one artist."""
    return [{"name": album.artist, "joinphrase": "", "artist": artist(album)}]


def group(album: SandboxAlbum) -> Record:
    """The release group of an album."""
    return {
        "id": album.group,
        "title": album.title,
        "primary-type": "Album",
        "primary-type-id": _TYPES["Album"],
        "secondary-types": [],
        "secondary-type-ids": [],
        "first-release-date": album.released,
        "disambiguation": "",
    }


def release(album: SandboxAlbum, included: frozenset[str]) -> Record:
    """A release, with what `inc` asks for."""
    shown: Record = {
        "id": album.mbid,
        "title": album.title,
        "status": "Official",
        "status-id": _TYPES["Official"],
        "quality": "normal",
        "packaging": None,
        "packaging-id": None,
        "disambiguation": "",
        "text-representation": {"language": "eng", "script": "Latn"},
        "date": album.released,
        "country": album.country or None,
        "release-events": [{"date": album.released, "area": None}],
        "barcode": str(4_000_000_000_000 + seed.draw("barcode", album.mbid) % 999_999_999_999),
        "asin": None,
        "cover-art-archive": {
            "artwork": album.has_cover,
            "count": int(album.has_cover),
            "front": album.has_cover,
            "back": False,
            "darkened": False,
        },
    }
    if included & {"artists", "artist-credits"}:
        shown["artist-credit"] = credit(album)
    if "release-groups" in included:
        shown["release-group"] = group(album)
    if "labels" in included:
        shown["label-info"] = labels(album)
    if included & {"media", "recordings", "discids"}:
        shown["media"] = media(album, "recordings" in included)
    return shown


def found(album: SandboxAlbum, score: int) -> Record:
    """A release as a search gives it."""
    return {
        "id": album.mbid,
        "score": score,
        "status-id": _TYPES["Official"],
        "count": len(album.discs),
        "title": album.title,
        "status": "Official",
        "text-representation": {"language": "eng", "script": "Latn"},
        "artist-credit": [{"name": album.artist, "artist": artist(album)}],
        "release-group": {key: group(album)[key] for key in ("id", "title", "primary-type")},
        "date": album.released,
        **({"country": album.country} if album.country else {}),
        **({"label-info": labels(album)} if album.label else {}),
        "track-count": len(album.tracks),
        "media": [{"format": album.medium, "disc-count": 1, "track-count": len(tracks)} for tracks in album.discs],
    }


def labels(album: SandboxAlbum) -> list[Record]:
    """Who published it; a release without label has an entry that is null."""
    if not album.label:
        return [{"catalog-number": None, "label": None}]
    number = f"SBX {seed.draw('catalog', album.mbid) % 1000:03}"
    label = {"id": synthetic_mbid("label", album.label), "name": album.label, "sort-name": album.label}
    return [{"catalog-number": number, "label": {**label, "disambiguation": ""}}]


def media(album: SandboxAlbum, with_tracks: bool) -> list[Record]:
    """The discs."""
    shown = []
    for position, tracks in enumerate(album.discs, start=1):
        medium: Record = {
            "position": position,
            "format": album.medium,
            "format-id": synthetic_mbid("format", album.medium),
            "title": "",
            "track-count": len(tracks),
        }
        if with_tracks:
            medium |= {"track-offset": 0, "tracks": [_track(album, one) for one in tracks]}
        shown.append(medium)
    return shown


def _track(album: SandboxAlbum, one: SandboxTrack) -> Record:
    about = (album.mbid, one.disc, one.number)
    recording = {
        "id": synthetic_mbid("recording", *about),
        "title": one.title,
        "length": one.length,
        "video": False,
        "disambiguation": "",
        "first-release-date": album.released,
    }
    return {
        "id": synthetic_mbid("track", *about),
        "position": one.number,
        "number": one.shown,
        "title": one.title,
        "length": one.length,
        "recording": recording,
    }
