"""Several pictures, subtitles or notes of one film: numbered, and stable when a library is organized again."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from plexstuff.jobs.identified import Companion, IdentifiedFile
from plexstuff.jobs.identify.beside import belongs
from plexstuff.jobs.organize.naming import Naming
from plexstuff.matching import Decision
from plexstuff.models import Ids, Movie

FILM = IdentifiedFile("/in/x.mkv", Decision.MATCHED, "movie", movie=Movie(Ids(tmdb=603), "The Matrix", known_year=1999))


def names(item: IdentifiedFile, preset: str) -> list[str]:
    places = Naming(preset).places(item)
    assert places is not None
    return ["/".join(place.names) for place in places]


@pytest.mark.parametrize("preset", ["plex", "jellyfin"])
def test_several_of_a_kind_are_numbered_and_keep_their_names_when_they_are_organized_again(preset: str) -> None:
    item = replace(
        FILM,
        companions=(
            Companion("/in/x-poster.jpg", "artwork", "-poster"),
            Companion("/in/poster.jpg", "artwork", "-poster"),
            Companion("/in/fanart1.jpg", "artwork", "-fanart1"),
            Companion("/in/fanart2.jpg", "artwork", "-fanart2"),
            Companion("/in/x.en.srt", "subtitle", ".en", "en"),
            Companion("/in/Subs/2_English.srt", "subtitle", ".2_English", "en"),
            Companion("/in/Subs/3_English.srt", "subtitle", ".3_English", "en"),
            Companion("/in/x.nfo", "notes"),
            Companion("/in/other.nfo", "notes"),
        ),
    )
    first, *others = (name.rpartition("/")[2] for name in names(item, preset))
    whole = first.removesuffix(".mkv")
    alone = "" if preset == "plex" else f"{whole}-"
    assert set(others) == {
        *(f"{alone}{name}.jpg" for name in ("poster", "poster-2", "fanart", "fanart-2")),
        *(f"{whole}.{tail}" for tail in ("en.srt", "2.en.srt", "3.en.srt", "nfo", "2.nfo")),
    }
    roles = {".jpg": "artwork", ".srt": "subtitle", ".nfo": "notes"}
    tails = {name: belongs(name, whole, alone=True) or "" for name in sorted(others)}
    companions = [
        Companion(f"/lib/{name}", roles[name[-4:]], tail, "en" if name.endswith("srt") else "")
        for name, tail in tails.items()
    ]
    places = Naming(preset).places(replace(FILM, path=f"/lib/{first}", companions=tuple(companions)))
    assert places is not None
    assert {place.source.rpartition("/")[2]: place.names[-1] for place in places} == {
        name: name for name in (first, *others)
    }
