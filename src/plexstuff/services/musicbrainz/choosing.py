"""Chooses, among the releases that a search found, the one that is meant: by names, then by what most people own."""

from __future__ import annotations

from collections.abc import Iterable

from plexstuff.matching.titles import likeness
from plexstuff.services.musicbrainz.answers import Credit, Release

#: Below this, artist or title are those of something else.
ALIKE = 0.85
#: What a year that is not known counts as: after all that are known.
_UNKNOWN = "9999"


def choose(found: Iterable[Release], artist: str, title: str) -> Release | None:
    """The release of that name; of several the official album, the earliest first. None when none is alike."""
    fitting = [one for one in found if one.id and _fit(one, artist, title) >= ALIKE]
    if not fitting:
        return None
    best = max(round(_fit(one, artist, title), 2) for one in fitting)
    nearest = [one for one in fitting if round(_fit(one, artist, title), 2) >= best - 0.03]
    return min(nearest, key=_rank)


def credited(credit: Iterable[Credit] | None) -> str:
    """The artists as they are shown: each name with what joins it to the next."""
    return "".join(
        f"{one.name or (one.artist.name if one.artist else '')}{one.joinphrase or ''}" for one in credit or ()
    )


def _fit(release: Release, artist: str, title: str) -> float:
    """How alike the names are, from 0 to 1; the weaker of the two counts."""
    names = [credited(release.artist_credit)]
    for one in release.artist_credit or ():
        names += [one.name or "", (one.artist.name if one.artist else "") or ""]
    return min(_alike(release.title or "", title), max(_alike(name, artist) for name in names))


def _alike(one: str, other: str) -> float:
    """How alike two names are; also those that hold no letter (`!!!`)."""
    return 1.0 if one.casefold() == other.casefold() else likeness(one, other)


def _rank(release: Release) -> tuple[bool, bool, bool, str, bool, str]:
    group = release.release_group
    date = release.date or _UNKNOWN
    return (
        release.status not in ("Official", None),
        (group.primary_type if group else None) not in ("Album", None),
        bool(group and group.secondary_types),
        # `1998` alone would stand before every day of that year.
        date[:4],
        len(date) < 10,
        f"{date}{release.id}",
    )
