"""The pictures of a letter: which files are some, told by their first bytes, and whether they are whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from plexstuff.errors import FileTrouble, InvalidValue

#: Bytes that one picture may have, and all of them together: mails of more than 25 MB are refused by most servers.
ONE_LIMIT, ALL_LIMIT = 10 * 2**20, 18 * 2**20


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture within a letter: how texts call it (`name`), of which kind it is (such as "png"), and its bytes."""

    name: str
    kind: str
    content: bytes = field(repr=False)

    @property
    def alternative(self) -> str:
        """What is read where it can't be seen."""
        return Path(self.name).stem.replace("_", " ").replace("-", " ")


def kind_of(content: bytes) -> str | None:
    """Which kind of picture these bytes are (`png`, `jpeg`, `gif`, `webp`); None for none that mail programs show."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return None


def is_whole(kind: str, content: bytes) -> bool:
    """Whether the picture has its end, which half a download lacks. Only its frame is looked at, not what it shows.

    PNG: chunks up to IEND (W3C PNG, 5.2). JPEG: an EOI marker behind the first scan (ITU T.81, B.1.1.3; cameras put
    more behind it). GIF: the trailer (GIF89a, 27). WebP: as many bytes as its RIFF header says.
    """
    match kind:
        case "png":
            return b"IEND\xaeB`\x82" in content[-65_536:]
        case "jpeg":
            scan = content.find(b"\xff\xda")
            return scan > 0 and content.find(b"\xff\xd9", scan) > 0
        case "gif":
            return content.rstrip(b"\0").endswith(b";")
        case "webp":
            return len(content) >= int.from_bytes(content[4:8], "little") + 8
        case _:
            return False


def read_picture(path: Path) -> Picture:
    """The picture in this file. Raises FileTrouble, and InvalidValue when it is none or too big."""
    try:
        with path.open("rb") as file:
            content = file.read(ONE_LIMIT + 1)
    except OSError as error:
        raise FileTrouble(
            f"The picture {path} can't be read: {error.strerror}.", "Look at the name and who may read it."
        ) from None
    kind = kind_of(content)
    if kind is None:
        svg = content.lstrip()[:5].lower() in (b"<svg ", b"<?xml")
        why = " SVG is shown by hardly any mail program." if svg else ""
        raise InvalidValue(f"{path} is no picture that can be mailed.{why}", "Take a PNG, JPEG, GIF or WebP file.")
    if len(content) > ONE_LIMIT:
        raise InvalidValue(f"The picture {path} has more than {ONE_LIMIT // 2**20} MiB.", "Make it smaller.")
    if not is_whole(kind, content):
        raise InvalidValue(f"The picture {path} has no end: it was cut off.", "Get the file once more.")
    return Picture(path.name, kind, content)


def plain_name(picture: Picture, number: int) -> str:
    """The file name that is sent along: the picture's own where that is plain, else a number."""
    suffix = {"jpeg": "jpg"}.get(picture.kind, picture.kind)
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}", picture.name):
        return picture.name
    return f"picture-{number}.{suffix}"
