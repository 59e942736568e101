"""A form with one file in it (RFC 7578), sent piece by piece: a file as large as it is costs no memory."""

from __future__ import annotations

import re
import secrets
from collections.abc import AsyncIterator, Mapping
from typing import BinaryIO

from plexstuff.errors import FileTrouble

#: What is read and sent at a time. Bytes.
PIECE = 256 * 1024


class Multipart:
    """The fields, then the file, which is read from its beginning each time that it is sent.

    `length` is how many bytes all of it has, `kind` the media type with the boundary. Sending it raises FileTrouble
    where the file can't be read, or has become shorter since.
    """

    def __init__(self, fields: Mapping[str, str], field: str, file: BinaryIO, name: str) -> None:
        boundary = secrets.token_hex(16)
        self._file = file
        self._size = file.seek(0, 2)
        texts = [f"{_head(boundary, key)}\r\n\r\n{text}\r\n" for key, text in fields.items()]
        about = f'{_head(boundary, field)}; filename="{_quoted(name)}"\r\nContent-Type: application/octet-stream'
        self._before = "".join([*texts, about, "\r\n\r\n"]).encode("utf-8", "replace")
        self._behind = f"\r\n--{boundary}--\r\n".encode()
        self.kind = f"multipart/form-data; boundary={boundary}"
        self.length = len(self._before) + self._size + len(self._behind)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The pieces, from the beginning."""
        yield self._before
        left = self._size
        try:
            self._file.seek(0)
            while left:
                piece = self._file.read(min(PIECE, left))
                if not piece:
                    raise FileTrouble("The file became shorter while it was sent.", "Send it again when it is whole.")
                left -= len(piece)
                yield piece
        except OSError as error:
            raise FileTrouble(f"The file can't be read to its end: {error.strerror}.", "Look at the disk.") from None
        yield self._behind


def _head(boundary: str, name: str) -> str:
    return f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(name)}"'


def _quoted(name: str) -> str:
    """A name as browsers write it in a form (HTML 4.10.21.8): nothing in it ends the quotes or the line."""
    return re.sub(r'["\x00-\x1f\x7f]', lambda found: f"%{ord(found[0]):02X}", name)
