"""`plexstuff parse NAME… | -`: say what can be read from file or release names, a name at a time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from plexstuff.cli.output import emit_json, safe, say

if TYPE_CHECKING:
    from plexstuff.names import ParsedName


@click.command(
    epilog="Example: plexstuff parse 'The.Wire.S03E04.720p.mkv'; or: ls | plexstuff parse --json -",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("names", nargs=-1, required=True, metavar="NAME… | -")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line, one for each name.")
def parse(names: tuple[str, ...], as_json: bool) -> None:
    """Say what each NAME tells: title, year, season, episodes and so on.

    With `-`, names are read from stdin, one a line. Nothing is looked up and nothing is changed.
    """
    from plexstuff.names import parse as read

    for place, name in enumerate(_given(names)):
        said = read(name)
        if as_json:
            emit_json({"name": name, **said.as_dict()})
        else:
            if place:
                say("")
            _show(name, said)


def _given(names: tuple[str, ...]) -> Iterator[str]:
    """The names, with `-` standing for the lines of stdin, each as it comes."""
    for name in names:
        if name == "-":
            for line in sys.stdin.buffer:
                yield line.rstrip(b"\r\n").decode("utf-8", "surrogateescape")
        else:
            yield name


def _show(name: str, said: ParsedName) -> None:
    say(safe(name))
    for key, value in said.as_dict().items():
        text = ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
        say(f"  {key:<18} {safe(text)}")
