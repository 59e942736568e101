"""MusicBrainz in the contract: it wants no key, but a contact; to be asked too often is a 503 there."""

from __future__ import annotations

from example import Example

from plexstuff.models import Album
from plexstuff.sandbox.albums import find

_KNOWN = find("Cher", "Believe", "musicbrainz")
assert _KNOWN is not None
ALBUM = Album("musicbrainz", "Cher", "Believe", ids={"musicbrainz_release": _KNOWN.mbid})

EXAMPLE = Example(
    key="musicbrainz",
    uses={
        "find_album": lambda one: one.find_album("Cher", "Believe"),
        "front_cover": lambda one: one.front_cover(ALBUM),
    },
    wrong={"contact": "nobody"},
    other_ends={"503 own": "RateLimited"},
)
