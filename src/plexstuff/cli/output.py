"""What the command line prints: data to stdout, talk to stderr, and nothing that could play tricks on a terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

#: The version of what `--json` prints; it grows when a key changes its meaning.
SCHEMA = 1

# C0 and C1 controls, and the marks that turn the direction of text (they can make a name read as another).
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def safe(text: str) -> str:
    """`text` with every control character and byte that is no text shown as a visible mark, fit for any terminal."""
    shown = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", shown)


def say(text: str) -> None:
    """A line of data, or of the answer that was asked for, to stdout."""
    print(text, file=sys.stdout)


def speak(sentence: str, advice: str = "") -> None:
    """What a person should know (and do next), to stderr."""
    line = safe(sentence)
    if advice:
        line += "\n" + safe(advice)
    print(line, file=sys.stderr)


def counted(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def emit_json(answer: Mapping[str, object]) -> None:
    """`answer` as one JSON object with its schema version, to stdout. Odd bytes are escaped as `\\udcXX`."""
    from plexstuff.encoding import to_json

    emit_pieces([to_json({"schema": SCHEMA, **answer})])


def emit_pieces(pieces: Iterable[bytes]) -> None:
    """A line of JSON that is already encoded, piece by piece, to stdout."""
    sys.stdout.flush()
    binary = getattr(sys.stdout, "buffer", None)
    for piece in chain(pieces, (b"\n",)):
        if binary is None:
            sys.stdout.write(piece.decode())
        else:
            binary.write(piece)
    if binary is not None:
        binary.flush()


def console(*, stderr: bool = False) -> Console:
    """A rich console that follows NO_COLOR and pipes; texts from outside go through `safe` and `rich.markup.escape`."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    # In a pipe nothing is cut or wrapped: whoever reads on may look for whole names.
    return Console(stderr=stderr, highlight=False, soft_wrap=True, width=None if stream.isatty() else 400)
