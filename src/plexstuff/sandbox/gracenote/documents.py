"""Gracenote's documents: albums, errors and "nothing found" as XML, in the shapes that were recorded."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from plexstuff.sandbox import seed
from plexstuff.sandbox.albums import SandboxAlbum

#: What is said with an HTTP status that is none of the good ones.
_MESSAGES = {400: "GCSP: AddContext error: [2]", 401: "Not authorized", 403: "Not authorized"}
_GENRE = {"NUM": "61364", "ID": "25332"}


def nothing() -> bytes:
    """No album at all."""
    return _document(Element("RESPONSE", STATUS="NO_MATCH"))


def error(message: str) -> bytes:
    """An error: its text stands beside the answer, not in it."""
    said = Element("MESSAGE")
    said.text = message
    return _document(said, Element("RESPONSE", STATUS="ERROR"))


def refuse(status: int) -> bytes:
    """What Gracenote says with this HTTP status."""
    return nothing() if status == 404 else error(_MESSAGES.get(status, "GCSP: Internal error: [500]"))


def registered(user: str) -> bytes:
    """The user id that registering gives."""
    response = Element("RESPONSE", STATUS="OK")
    _say(response, "USER", user)
    return _document(response)


def one_album(album: SandboxAlbum, tracks: Iterable[int]) -> bytes:
    """An album with these of its tracks, counted from 1; there is no list around it."""
    response = Element("RESPONSE", STATUS="OK")
    response.append(_album(album, tracks))
    return _document(response)


def listed(albums: list[SandboxAlbum], first: int, last: int) -> bytes:
    """Those of the albums from the `first` to the `last`, counted from 1, each with its first track."""
    shown = albums[first - 1 : last]
    response = Element("RESPONSE", STATUS="OK")
    counted = SubElement(response, "RANGE")
    for name, number in (("COUNT", len(albums)), ("START", first), ("END", first + len(shown) - 1)):
        _say(counted, name, str(number))
    for order, album in enumerate(shown, start=1):
        found = _album(album, (1,))
        found.set("ORD", str(order))
        response.append(found)
    return _document(response)


def album_id(album: SandboxAlbum, track: int = 0) -> str:
    """The id of an album, or of one of its tracks: a number, a hyphen, 32 hex digits."""
    number = 90_000_000 + seed.draw("gracenote", album.mbid) % 9_000_000 + track
    return f"{number}-{seed.hexadecimal(32, 'gracenote', album.mbid, track).upper()}"


def _album(album: SandboxAlbum, tracks: Iterable[int]) -> Element:
    found = Element("ALBUM")
    _say(found, "GN_ID", album_id(album))
    _say(found, "ARTIST", album.artist)
    _say(found, "TITLE", album.title)
    _say(found, "PKG_LANG", "ENG")
    if album.year:
        _say(found, "DATE", album.year)
    SubElement(found, "GENRE", _GENRE).text = "Sandbox Rock"
    _say(found, "TRACK_COUNT", str(len(album.tracks)))
    for number in tracks:
        track = SubElement(found, "TRACK")
        _say(track, "TRACK_NUM", str(number))
        _say(track, "GN_ID", album_id(album, number))
        _say(track, "TITLE", album.tracks[number - 1].title)
    return found


def _say(within: Element, name: str, text: str) -> None:
    SubElement(within, name).text = text


def _document(*parts: Element) -> bytes:
    root = Element("RESPONSES")
    root.extend(parts)
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=False)
    return text
