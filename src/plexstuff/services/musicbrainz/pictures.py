"""The front cover in the Cover Art Archive: which of the pictures of a release it is, and where its file lies."""

from __future__ import annotations

from urllib.parse import urlsplit

from plexstuff.services.musicbrainz.answers import Image

#: Pictures of these kinds are wanted as they are; of others (a PDF of a booklet) the thumbnail is, a JPEG.
_FILES = (".jpg", ".jpeg", ".png", ".gif", ".webp")
#: Thumbnails, the largest first; older pictures lack some.
_SIZES = ("1200", "large", "500", "small", "250")
#: How the files of pictures begin.
_BEGINNINGS = {b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png", b"GIF87a": "gif", b"GIF89a": "gif"}


def front_of(images: list[Image]) -> Image | None:
    """The picture on the front; one that was approved before one that was not."""
    fronts = [one for one in images if one.front or "Front" in (one.types or ())]
    return min(fronts, key=lambda one: not one.approved, default=None)


def path_of(image: Image) -> str:
    """Where its file lies, as a path below the Cover Art Archive's address; "" when it says nothing of use.

    The host in the answer is not asked: it is written with http in most of them, and a mirror has its own.
    """
    thumbnails = image.thumbnails or {}
    addresses = [image.image] if image.image.lower().endswith(_FILES) else []
    addresses += [thumbnails[size] for size in _SIZES if size in thumbnails]
    for address in addresses:
        path = urlsplit(address).path
        at = path.find("/release/")
        if at >= 0 and ".." not in path:
            return path[at:].lstrip("/")
    return ""


def kind_of(content: bytes) -> str:
    """Which kind of picture begins with these bytes: jpeg, png, gif or webp; "" for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return next((kind for beginning, kind in _BEGINNINGS.items() if content.startswith(beginning)), "")
