"""Imgur in the contract, for an account: its tokens, its pictures and albums."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from typing import Any

from example import Example

from plexstuff.health import Proof
from plexstuff.sandbox.imgur import keys


def picture() -> bytes:
    """A PNG of one grey pixel."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\x80")),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def secrets(body: bytes) -> set[str]:
    """The tokens that renewing gives."""
    return {one.decode() for one in re.findall(rb'"(?:access_token|refresh_token)":"([^"]+)"', body)}


async def rename(one: Any) -> bool:
    await one.rename_album(keys.ALBUM, "Newsletter")
    return True


EXAMPLE = Example(
    key="imgur",
    uses={
        "albums": lambda one: one.albums(),
        "upload_image": lambda one: one.upload_image(BytesIO(picture()), name="grey.png"),
        "images": lambda one: one.images(),
        "album": lambda one: one.album(keys.ALBUM),
        "make_album": lambda one: one.make_album("Films"),
        "rename_album": rename,
        "account": lambda one: one.account(),
        "credits": lambda one: one.credits(),
    },
    wrong={"grant": "", "client_id": "fffffffffffffff"},
    parts=frozenset({keys.ACCESS_TOKEN, keys.REFRESH_TOKEN}),
    entrance=lambda request: request.url.path.endswith("/token"),
    secrets=secrets,
    proof=Proof.PERMISSION,
    cached=False,
)
