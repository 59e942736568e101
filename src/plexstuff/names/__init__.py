"""Reading names: `parse` a file or release name, `readings` of a whole path, `ids_in` a name. Text in, facts out."""

from __future__ import annotations

from plexstuff.names.folders import read_path
from plexstuff.names.ids import edition_in, ids_in, without_ids
from plexstuff.names.marks import Mark
from plexstuff.names.parsed import ParsedName
from plexstuff.names.path import readings

__all__ = ["Mark", "ParsedName", "edition_in", "explain", "ids_in", "parse", "parse_dict", "readings", "without_ids"]


def parse(text: str) -> ParsedName:
    """What the name `text` says, with or without extension or folders; never raises. An empty name says nothing."""
    return read_path(text)[0]


def explain(text: str) -> tuple[Mark, ...]:
    """Which rule read which part of `text`, for which field, in the order of the text."""
    return read_path(text)[1]()


def parse_dict(text: str) -> dict[str, object]:
    """The same as a plain dictionary (see `ParsedName.as_dict`)."""
    return parse(text).as_dict()
