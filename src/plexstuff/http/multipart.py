"""A form with a file in it, as multipart/form-data (RFC 7578): the file goes as it is, not as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import httpx2


class FilePart(NamedTuple):
    """A file of a form: what it is called there, what is in it, and its media type."""

    name: str
    content: bytes
    kind: str = "application/octet-stream"


def multipart(fields: Mapping[str, str], files: Mapping[str, FilePart]) -> tuple[bytes, str]:
    """The body and the media type of a form; both kinds of part stand under the names of their fields."""
    parts = {name: (one.name, one.content, one.kind) for name, one in files.items()}
    # The address is of no account: only the body is taken from this.
    request = httpx2.Request("POST", "http://localhost", data=dict(fields), files=parts)
    return request.read(), request.headers["content-type"]
