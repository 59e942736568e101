"""What the command line prints: data to stdout, talk to stderr, and nothing that could play tricks on a terminal."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

#: The version of what `--json` prints; it grows when a key changes its meaning.
SCHEMA = 1

# C0 and C1 controls, and the marks that turn the direction of text (they can make a name read as another).
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

#: A line that is longer is hard to read.
WIDEST = 90
# A command in a sentence stands behind a colon, in brackets or in backticks, and ends with what it stands in.
_COMMAND = re.compile(r"(?:(?<=: )|(?<=[(`]))(?:plexstuff|pip|chmod|ssh) [^(`]*?(?=   |$|\. |; |, |[)`])")
_GLUE = "\x00"  # stands in no text that went through `safe`


def safe(text: str) -> str:
    """`text` with every control character and byte that is no text shown as a visible mark, fit for any terminal."""
    shown = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", shown)


def say(text: str) -> None:
    """A line of data, or of the answer that was asked for, to stdout."""
    print(text, file=sys.stdout)


def speak(sentence: str, advice: str = "", *, indent: str = "") -> None:
    """What a person should know (and do next), to stderr; on a terminal in lines that fit it."""
    lines = [fitted(f"{indent}{safe(text)}", sys.stderr, hanging=indent) for text in (sentence, advice) if text]
    print("\n".join(lines), file=sys.stderr)


def fitted(text: str, stream: TextIO, *, hanging: str = "") -> str:
    """`text` in lines that fit the terminal behind `stream`, those after the first with `hanging` before them.

    In a pipe, and where nobody knows how wide it is, the line stays as it is.
    """
    try:
        width = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return text
    return wrapped(text, min(width, WIDEST), hanging=hanging) if width else text


def wrapped(text: str, width: int, *, hanging: str = "") -> str:
    """`text` in lines of so many characters at most, broken between words alone.

    What is to be copied stays in one line: an address, however long, and a command where a line can hold it.
    """
    import textwrap

    room = max(width, len(hanging) + 20)
    whole = _COMMAND.sub(lambda found: found[0].replace(" ", _GLUE) if len(found[0]) < room else found[0], text)
    lines = textwrap.wrap(
        whole, room, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False, expand_tabs=False
    )
    return "\n".join(lines).replace(_GLUE, " ")


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
