"""A value of many lines at the terminal: what is pasted is taken whole, not shown, and longer than a line may be."""

from __future__ import annotations

import codecs
import json
import os
import select
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager

import click

from plexstuff.config.kinds import LENGTH_LIMIT

#: Seconds without a further line after which a paste has ended: its lines come at once, also over a slow line.
QUIET = 0.3
_DELETE, _CLEAR, _END = "\x7f\b", "\x15", "\x04"
#: What some terminals put around a paste.
_MARKS = ("\x1b[200~", "\x1b[201~")


def pasted(prompt: str) -> str:
    """What was typed or pasted after `prompt`, all lines of it. Raises click.Abort at the end of the input.

    The lines of a paste, and those of JSON or of a command that are still to come, belong to it; an empty line ends it.
    The terminal gives whole lines of 4096 bytes at most, and a cookie is longer: so its keys are read one by one.
    """
    descriptor = sys.stdin.fileno()
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    text = ""
    with _key_by_key(descriptor):
        click.echo(f"{prompt}: ", nl=False, err=True)
        while _goes_on(descriptor, text):
            data = os.read(descriptor, 65_536)
            for key in decoder.decode(data):
                if key in _DELETE:
                    text = text[:-1]
                elif key == _CLEAR:
                    text = text[: text.rfind("\n") + 1]
                elif key != _END:
                    text += key
                elif not text:
                    raise click.Abort
            if not data or data.endswith(_END.encode()) or len(text) > 2 * LENGTH_LIMIT:
                break
    click.echo(err=True)
    for mark in _MARKS:
        text = text.replace(mark, "")
    return text


@contextmanager
def _key_by_key(descriptor: int) -> Iterator[None]:
    before = termios.tcgetattr(descriptor)
    mode = termios.tcgetattr(descriptor)
    mode[3] &= ~(termios.ECHO | termios.ICANON)
    mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
    # What was typed before the question, and after its answer, is no answer.
    termios.tcsetattr(descriptor, termios.TCSAFLUSH, mode)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSAFLUSH, before)


def _goes_on(descriptor: int, text: str) -> bool:
    """Whether there is more to read: waits for it."""
    if not text.endswith("\n"):
        return True
    ready, _, _ = select.select([descriptor], [], [], QUIET)
    return bool(ready) or _unfinished(text)


def _unfinished(text: str) -> bool:
    if text.endswith("\n\n"):
        return False
    bare = text.strip()
    if bare.endswith(("\\", "^")):
        return True
    if not bare.startswith("{"):
        return False
    try:
        json.loads(bare)
    except (ValueError, RecursionError):
        return True
    return False
