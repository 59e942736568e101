"""Whether a picture has its end: its blocks are walked through one by one, so that no chance byte passes for it."""

from __future__ import annotations

#: JPEG markers that stand alone, without a length: TEM and RST0 to RST7 (ITU T.81, table B.1).
_ALONE = {0x01, *range(0xD0, 0xD8)}


def is_whole(kind: str, content: bytes) -> bool:
    """Whether the picture has its end, which half a download lacks. Only its frame is looked at, not what it shows.

    PNG: chunks up to IEND (W3C PNG, 5.2). JPEG: segments and scans up to EOI (ITU T.81, B.1.1; a thumbnail within a
    segment has an EOI of its own; cameras put more behind the last). GIF: blocks up to the trailer (GIF89a, 27).
    WebP: as many bytes as its RIFF header says.
    """
    match kind:
        case "png":
            return _png(content)
        case "jpeg":
            return _jpeg(content)
        case "gif":
            return _gif(content)
        case "webp":
            return len(content) >= int.from_bytes(content[4:8], "little") + 8
        case _:
            return False


def _png(content: bytes) -> bool:
    at = 8
    while at + 12 <= len(content):
        at, name = at + 12 + int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if name == b"IEND":
            return at <= len(content)
    return False


def _jpeg(content: bytes) -> bool:
    at, scanned = 2, False
    while 0 <= (at := content.find(b"\xff", at)) < len(content) - 1:
        marker = content[at + 1]
        if marker == 0xD9:
            return scanned
        # FF 00 is a data byte of a scan, FF FF is filling before a marker.
        if marker == 0xFF:
            at += 1
        elif marker == 0x00 or marker in _ALONE:
            at += 2
        else:
            scanned = scanned or marker == 0xDA
            at += 2 + max(2, int.from_bytes(content[at + 2 : at + 4], "big"))
    return False


def _gif(content: bytes) -> bool:
    if len(content) < 13:
        return False
    at = 13 + _colours(content[10])
    while at < len(content):
        match content[at]:
            case 0x3B:
                return True
            case 0x21:
                at += 2
            case 0x2C if at + 10 <= len(content):
                at += 11 + _colours(content[at + 9])
            case _:
                return False
        while at < len(content) and content[at]:
            at += 1 + content[at]
        at += 1
    return False


def _colours(flags: int) -> int:
    """How many bytes the table of colours has that these flags speak of."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0
