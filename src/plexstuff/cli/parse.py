"""`plexstuff parse NAME… | -`: say what can be read from file or release names, a name at a time."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

import click

from plexstuff.cli.output import emit_json, safe, say


@click.command(
    epilog="Example: plexstuff parse 'The.Wire.S03E04.720p.mkv'; or: ls | plexstuff parse --json -",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("names", nargs=-1, required=True, metavar="NAME… | -")
@click.option("--explain", is_flag=True, help="Say which rule read which part of each name.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line, one for each name.")
def parse(names: tuple[str, ...], explain: bool, as_json: bool) -> None:
    """Say what each NAME tells: title, year, season, episodes and so on.

    With `-`, names are read from stdin, one a line. Nothing is looked up and nothing is changed.
    """
    from plexstuff.names import parse_dict

    for place, name in enumerate(_given(names)):
        said = parse_dict(name)
        if as_json:
            because = {"explain": [reason for _, reason in _reasons(name)]} if explain else {}
            emit_json({"name": name, **said, **because})
            continue
        if place:
            say("")
        _show(name, said)
        for line, _ in _reasons(name) if explain else ():
            say(safe(line))


def _given(names: tuple[str, ...]) -> Iterator[str]:
    """The names, with `-` standing for the lines of stdin, each as it comes."""
    for name in names:
        if name == "-":
            for line in sys.stdin.buffer:
                yield line.rstrip(b"\r\n").decode("utf-8", "surrogateescape")
        else:
            yield name


def _show(name: str, said: Mapping[str, object]) -> None:
    """The name, and below it a line for each field."""
    say(safe(name))
    for key, value in said.items():
        say(f"  {key:<18} {safe(_plain(value))}")


def _reasons(name: str) -> Iterator[tuple[str, dict[str, object]]]:
    """What was read from which part of `name` by which rule: as a line for people, and as data."""
    from plexstuff.names import explain

    for mark in explain(name):
        text = name[mark.start : mark.end]
        yield (
            f"    {mark.start:>3}-{mark.end:<3} “{text}” → {mark.field} {_plain(mark.value)}   ({mark.rule})",
            {
                "start": mark.start,
                "end": mark.end,
                "text": text,
                "field": mark.field,
                "value": mark.value,
                "rule": mark.rule,
            },
        )


def _plain(value: object) -> str:
    """A value as people write it: `3, 4`, and long lists by their ends."""
    if not isinstance(value, list):
        return str(value)
    if len(value) > 8:
        return f"{value[0]} … {value[-1]} ({len(value)})"
    return ", ".join(str(one) for one in value)
