"""Numbers that measure the file and say nothing about what it shows: `1280x720`, `1.4GB`, `192kbps`, `[1A2B3C4D]`."""

from __future__ import annotations

import re

from plexstuff.names.name import Name
from plexstuff.names.rules.rule import Rule

_FRAME = re.compile(r"(?P<width>\d{3,4})[ ]?[x*][ ]?(?P<height>\d{3,4})(?:[pi](?![a-z]))?(?!\d)")
_AMOUNT = re.compile(
    r"\d{1,5}(?:[.,]\d{1,3})?[ ]?(?:gb|mb|kb|gib|mib|tb|g|kbps|mbps|kbs|kbit|fps|hz|khz|ch|帧率版本|帧)(?![a-z])"
)
_LINES = re.compile(r"(?:bd|bdrip|m|hd|tc|x26[45]|hdtv|web|mux)?(?P<lines>480|540|576|720|1080|2160)(?P<scan>[pi])?")
_GLUED_LINES = re.compile(r"(?P<lines>480|540|576|720|1080|2160)p|(?:bd|m)?(?<=\D)(?P<bare>720|1080)(?![\da-z])")
_GLUED_CODEC = re.compile(r"[xh]\.?26(?P<codec>[45])")
_HEX = re.compile(r"[\da-f]{8}(?![^\W_])")
_STANDARD = (240, 360, 400, 480, 540, 576, 720, 1080, 1440, 2160, 4320)
_WIDTHS = {
    7680: 4320,
    3840: 2160,
    4096: 2160,
    2560: 1440,
    1920: 1080,
    1280: 720,
    720: 480,
    640: 480,
    1024: 576,
    848: 480,
}


def frame(name: Name, at: int) -> int:
    """`1280x720`, `1920*1080`, `1280 x 720`."""
    found = _FRAME.match(name.low, at, name.end)
    if found is None:
        return 0
    width, height = int(found["width"]), int(found["height"])
    lines = height if height in _STANDARD else _WIDTHS.get(width, height)
    name.mark(at, found.end(), "resolution", f"{lines}p", "frame size")
    return found.end()


def amount(name: Name, at: int) -> int:
    """`1.4GB`, `900 MB`, `192kbps`, `60fps`, `5.1ch`."""
    found = _AMOUNT.match(name.low, at, name.end)
    if found is None:
        return 0
    name.mark(at, found.end(), "", None, "amount")
    return found.end()


def checksum(name: Name, at: int) -> int:
    """`[1A2B3C4D]`: eight hexadecimal digits in brackets, the file's CRC."""
    found = _HEX.match(name.low, at, name.end)
    if (
        found is None
        or at == 0
        or name.low[at - 1] not in "[({"
        or name.low[found.end() : found.end() + 1] not in "])}"
    ):
        return 0
    name.mark(at, found.end(), "checksum", found[0].upper(), "checksum")
    return found.end()


def glued(name: Name, index: int) -> bool:
    """`HDTVx264`, `3x11m720p`, `BD1080`, `yuv420`: what stands within a word without a gap."""
    word, start = name.words[index], name.starts[index]
    found = _GLUED_LINES.search(word)
    read = False
    if found and len(word) > 4:
        name.mark(
            start + found.start(),
            start + found.end(),
            "resolution",
            f"{found['lines'] or found['bare']}p",
            "glued size",
        )
        read = True
    codec = _GLUED_CODEC.search(word)
    if codec:
        name.mark(start, start + codec.end(), "video_codec", f"H.26{codec['codec']}", "glued codec")
        from plexstuff.names.name import dictionary

        before = dictionary().get(word[: codec.start()])
        if before is not None and before.entry is not None and before.entry.field == "source":
            name.mark(start, start + codec.start(), "source", before.entry.value, "glued codec")
        read = True
    return read


BY_YEAR = (Rule("amount", amount, "Film 2010 1400 MB"),)
BY_DIGIT = (
    Rule("frame size", frame, "Show Name - 01 (1280x720)"),
    Rule("amount", amount, "Film 2010 1.4GB"),
    Rule("checksum", checksum, "[Group] Show - 01 [1A2B3C4D]"),
)
