"""Writing our answers as JSON, with paths whose bytes are no text kept readable back."""

from __future__ import annotations

import json

import msgspec


def to_json(answer: object) -> bytes:
    """`answer` (plain values or our own structs) as JSON.

    A path that is no UTF-8 holds lone surrogates (`os.fsdecode`); they are written as `\\udcXX`, which reads back as
    the same path.
    """
    try:
        return msgspec.json.encode(answer, enc_hook=str)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(answer, enc_hook=str)).encode("ascii")
