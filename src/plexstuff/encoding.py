"""Our answers as JSON and back, with paths whose bytes are no text."""

from __future__ import annotations

import json
import os
from typing import TypeVar

import msgspec

T = TypeVar("T")


def to_json(answer: object) -> bytes:
    """`answer` (plain values or our own structs) as JSON.

    A path that is no UTF-8 holds lone surrogates (`os.fsdecode`); they are written as `\\udcXX`, which reads back as
    the same path.
    """
    try:
        return msgspec.json.encode(answer, enc_hook=str)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(answer, enc_hook=str)).encode("ascii")


def from_json(data: bytes, as_: type[T]) -> T:
    """What `to_json` wrote, as a value of type `as_`. Raises msgspec.ValidationError when it is of another shape."""
    try:
        return msgspec.json.decode(data, type=as_)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:  # lone surrogates, which only Python's own reader takes back
        return msgspec.convert(json.loads(data), type=as_)


def readable(name: str) -> str:
    """A file's name as text: bytes that are no UTF-8 are read as Windows-1252, in which old archives write names."""
    data = os.fsencode(name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
