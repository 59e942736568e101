"""The remembered files that say a certain title: what was decided for them may rest on the user's own answer."""

from __future__ import annotations

import msgspec

from plexstuff.encoding import from_json
from plexstuff.matching.titles import compact
from plexstuff.store.index import LibraryIndex


class _Said(msgspec.Struct):
    title: str = ""


class _Answer(msgspec.Struct):
    """Of an `IdentifiedFile` only what its name says: there may be a hundred thousand to look through."""

    parsed: _Said | None = None


def named(title: str, index: LibraryIndex) -> list[str]:
    """The paths of all remembered files whose names say this title, in whatever spelling."""
    wanted = compact(title)
    found = []
    for path, answer in index.answers("/"):
        said = from_json(answer, _Answer).parsed
        if said is not None and compact(said.title) == wanted:
            found.append(path)
    return found
