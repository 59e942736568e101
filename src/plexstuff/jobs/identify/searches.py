"""What to search for under the title that a name gives, the likeliest first: each search costs a request."""

from __future__ import annotations

from collections.abc import Iterator

from plexstuff.matching.titles import relaxed
from plexstuff.names import ParsedName

Search = tuple[str, int | None]


def film_searches(said: ParsedName) -> Iterator[Search]:
    """Titles and years of a film: each title with the year first, for a year tells films of one name apart."""
    searches = [(title, year) for title in _titles(said) for year in (said.year, None)]
    return _distinct([*searches, *((title, said.year) for title in relaxed(said.title))])


def show_searches(said: ParsedName) -> Iterator[Search]:
    """Titles of a show; a year only when they don't lead to it (that of an episode finds nothing)."""
    searches: list[Search] = [(title, None) for title in _titles(said)]
    if said.year:
        searches.append((said.title, said.year))
    return _distinct([*searches, *((title, None) for title in relaxed(said.title))])


def _titles(said: ParsedName) -> list[str]:
    """The title, what stands beside it, and what its dashes may part."""
    titles = [said.title]
    if said.alternative_title:
        titles += [f"{said.title} {said.alternative_title}", said.alternative_title]
    return titles + [part for part in said.title.split(" - ") if len(part) > 2]


def _distinct(searches: list[Search]) -> Iterator[Search]:
    return (one for one in dict.fromkeys(searches) if one[0].strip())
