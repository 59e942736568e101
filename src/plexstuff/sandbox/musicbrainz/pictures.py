"""The fake Cover Art Archive: lists of pictures, and the way to each over two redirects, as archive.org has it."""

from __future__ import annotations

import struct
import zlib

from plexstuff.sandbox import seed
from plexstuff.sandbox.albums import SandboxAlbum
from plexstuff.sandbox.ask import Ask, Refusal
from plexstuff.sandbox.musicbrainz.answering import by_mbid, known, mbid_of

#: A grey JPEG of one pixel: every thumbnail.
THUMBNAIL = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    + b"\xff\xdb\x00\x43\x00"
    + b"\x10" * 64
    + b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00"
    + b"\xff\xc4\x00\x14\x00\x01"
    + bytes(16)
    + b"\xff\xc4\x00\x14\x10\x01"
    + bytes(16)
    + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x3f\xff\xd9"
)
_SIZES = {"250": "250", "500": "500", "1200": "1200", "small": "250", "large": "500"}
_SIDE = 32


def picture(album: SandboxAlbum) -> bytes:
    """The cover of an album: a square of one colour, as PNG."""
    colour = bytes.fromhex(seed.hexadecimal(6, "cover", album.mbid))
    lines = (b"\x00" + colour * _SIDE) * _SIDE
    head = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def image_id(album: SandboxAlbum) -> int:
    """The number of an album's only picture."""
    return 10_000_000_000 + seed.draw("image", album.mbid) % 30_000_000_000


def listing(ask: Ask) -> object:
    """GET /release/{mbid}: the pictures, after a redirect to where the list lies."""
    album = _with_cover(ask, by_mbid(ask, ask.path["mbid"]))
    raise _sent_on(ask, album, "index.json")


def group_listing(ask: Ask) -> object:
    """GET /release-group/{mbid}: the pictures of the release that stands for the group."""
    raise _sent_on(ask, _of_group(ask), "index.json")


def file(ask: Ask) -> object:
    """GET /release/{mbid}/front, /front-500, /{id}.png, /{id}-500.jpg."""
    raise _sent_on(ask, *_file(ask, by_mbid(ask, ask.path["mbid"])))


def group_file(ask: Ask) -> object:
    """GET /release-group/{mbid}/front."""
    raise _sent_on(ask, *_file(ask, _of_group(ask)))


def stored(ask: Ask) -> object:
    """GET /archive/{mbid}/{file}: what lies at archive.org."""
    album, name = by_mbid(ask, ask.path["mbid"]), ask.path["file"]
    if name == "index.json":
        return _index(album)
    return THUMBNAIL if name.endswith(".jpg") else picture(album)


def _index(album: SandboxAlbum) -> dict[str, object]:
    # Most of the recorded addresses are written with http.
    beginning = f"http://coverartarchive.org/release/{album.mbid}/{image_id(album)}"
    image = {
        "approved": True,
        "back": False,
        "comment": "",
        "edit": 1 + seed.draw("edit", album.mbid) % 90_000_000,
        "front": True,
        "id": image_id(album),
        "image": f"{beginning}.png",
        "thumbnails": {name: f"{beginning}-{size}.jpg" for name, size in _SIZES.items()},
        "types": ["Front"],
    }
    return {"images": [image], "release": f"https://musicbrainz.org/release/{album.mbid}"}


def _file(ask: Ask, album: SandboxAlbum) -> tuple[SandboxAlbum, str]:
    name, number = ask.path["file"], str(image_id(_with_cover(ask, album)))
    sizes = {f"front-{size}": f"{number}-{size}.jpg" for size in _SIZES.values()}
    sizes |= {f"{number}-{size}": sizes[f"front-{size}"] for size in _SIZES.values()}
    files = {"front": f"{number}.png", number: f"{number}.png", **sizes}
    if (plain := name.removesuffix(".jpg").removesuffix(".png")) not in files:
        raise _nothing()
    return album, files[plain]


def _of_group(ask: Ask) -> SandboxAlbum:
    wanted = mbid_of(ask, ask.path["mbid"])
    found = next((one for one in known() if one.group == wanted), None)
    if found is None:
        raise _nothing()
    return _with_cover(ask, found)


def _with_cover(ask: Ask, album: SandboxAlbum) -> SandboxAlbum:
    if not album.has_cover:
        raise _nothing()
    return album


def _nothing() -> Refusal:
    page = b"<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>No cover art found"
    return Refusal(404, page, {"Content-Type": "text/html; charset=utf-8"})


def _sent_on(ask: Ask, album: SandboxAlbum, name: str) -> Refusal:
    where = f"{ask.base}/archive/{album.mbid}/{name}"
    return Refusal(307, f"See: {where}\n".encode(), {"Location": where, "Content-Type": "text/plain"})
