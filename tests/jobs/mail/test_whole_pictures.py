"""A picture that was cut off is told by its structure, also where a chance byte or a thumbnail looks like its end."""

from __future__ import annotations

import struct

import pytest

from plexstuff.jobs.mail.whole import is_whole


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + b"\0\0\0\0"


SCAN = b"\xff\xda\x00\x04\x01\x00"
THUMBNAIL = b"\xff\xd8" + SCAN + b"\x11\x22\xff\xd9"
EXIF = b"\xff\xe1" + struct.pack(">H", 2 + len(THUMBNAIL)) + THUMBNAIL
JPEG = b"\xff\xd8" + EXIF + SCAN + b"\x33\xff\x00\x44\xff\xd0\x55" + b"\xff\xd9"
GIF = b"GIF89a\x01\0\x01\0\x80\0\0" + bytes(6) + b"\x21\xf9\x04\0\0\0\0\0" + b"\x2c" + bytes(9) + b"\x02\x03a;b\0;"
PNG = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", bytes(13)) + _chunk(b"tEXt", b"IEND\xaeB`\x82") + _chunk(b"IEND", b"")
WEBP = b"RIFF" + struct.pack("<I", 12) + b"WEBPVP8 " + bytes(4)
ALL = {"jpeg": JPEG, "gif": GIF, "png": PNG, "webp": WEBP}


@pytest.mark.parametrize("kind", ALL)
def test_a_whole_picture_and_one_with_more_behind_it(kind: str) -> None:
    assert is_whole(kind, ALL[kind])
    assert is_whole(kind, ALL[kind] + b"what a camera put there")


@pytest.mark.parametrize("kind", ALL)
def test_cut_off_anywhere(kind: str) -> None:
    passed = [end for end in range(len(ALL[kind])) if is_whole(kind, ALL[kind][:end])]
    assert passed == []
