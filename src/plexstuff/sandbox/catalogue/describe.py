"""Writes README.md beside the data: what is in the catalogue and why each part is hard (`python -m` this module)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from textwrap import fill

from plexstuff.sandbox.catalogue import entries
from plexstuff.sandbox.catalogue.model import Alias, CatalogueMovie, CatalogueSeries
from plexstuff.sandbox.catalogue.reading import load

README = Path(__file__).parent / "README.md"

_INTRODUCTION = """\
# The sandbox's catalogue

What the fakes of TMDB and TheTVDB know: {films} films and {series} series ({episodes} episodes) chosen to be hard to
identify, and a generator of any number of invented titles. This page is made from the data by
`python -m plexstuff.sandbox.catalogue.describe`; a test fails when it is stale.

## What is real and what is not

- Titles, original titles, years and countries are those of real films and series; season and episode counts are about
  right. Not every translation or alias that exists is here.
- An id from 900000000 up, and an IMDb id from `tt90000000` up, is synthetic: drawn from the title, the same in every
  run. A lower id was recorded from the service; dates, runtimes and episode names that came with it are recorded, too.
- Everything else is drawn from a seed and means nothing: the day within the year, runtimes, popularity, genres,
  overviews, names of episodes and guests, the days on which episodes were aired.

## How to read it

`load()` gives a `Catalogue` of `movies`, `series` and `collections`; `theme` of a film or series is the file it stands
in. `title` is the English name, `original_title` the one it was made under, `aliases` holds translations (with language
and country, `translation=True`) and any other names. `tvdb_title` is set where TheTVDB puts a year or country behind
the name. Episodes stand in aired order, specials (season 0) last, with

- `absolute`: the count through all seasons where the series has that order (most anime; long animated series);
- `dvd_season`, `dvd_number`: the place on the DVDs. For most series with a DVD order it is the aired one; for Firefly,
  Futurama, Money Heist and The Melancholy of Haruhi Suzumiya it is another;
- `aired`: several episodes share a day where a season came out at once; daily shows run Monday to Thursday or Friday,
  and their episodes are named after a guest;
- names that are meant to mislead a little: two-part stories (", Part 1", " (2)", ": Part Two"), names with numbers,
  years and clock times, "Chapter 66", and names of special characters among the recorded ones.

Titles that nothing but the year tells apart: see "same-title" and "years". Titles that not even the year tells apart,
so that only the runtime, the country or the popularity is left, or nothing: Black Rain (1989, US and Japan), The
Odyssey (2026, two films), Robin Hood (1991; the better known film of that year has a longer title).

"""

_GENERATED = """\
## Generated titles

`generate(count=100_000, seed=7)` invents titles, 85 % films and 15 % series of one to six seasons. `theme` says how a
title is close to others: `fresh`, `remake` (same title, at least three years apart), `sequel` (2, II, Part II, a
subtitle; in a collection), `longer` (begins or ends with another title), `article` (The, A, plural), `translated` (an
original in German, French, Spanish, Swedish, Russian, Japanese or Korean, with the English and one other translated
title), `number` and `punctuation`. No title sounds like another of its kind that is less than three years older or
younger, whether generated or in the catalogue above. Popularity has a long tail: half lie below 1, one in a thousand
above 90. Ids lie above those of the catalogue (from 1500000000, IMDb from `tt95000000`).
"""


def describe() -> str:
    """The text of README.md."""
    catalogue = load()
    episodes = sum(len(series.episodes) for series in catalogue.series)
    parts = [_INTRODUCTION.format(films=len(catalogue.movies), series=len(catalogue.series), episodes=episodes)]
    parts += ["## Films\n\n", _FILM_KEY, *_themes("films", ((one.theme, _movie(one)) for one in catalogue.movies))]
    parts += ["## Series\n\n", _SERIES_KEY, *_themes("series", ((one.theme, _series(one)) for one in catalogue.series))]
    parts.append(_GENERATED)
    return "".join(parts)


_FILM_KEY = """\
Behind the title: year, country unless US; then the original title, translations with their language, other names.

"""
_SERIES_KEY = """\
Behind the title: year, country unless US, episodes of each season, `S0` with specials, `abs` with absolute numbers,
`dvd` with a DVD order, TheTVDB's own name.

"""


def _themes(kind: str, lines: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A section for each theme of `kind`, from `lines` of (theme, text)."""
    texts: dict[str, list[str]] = {}
    for theme, text in lines:
        texts.setdefault(theme, []).append(text)
    for name, header in entries.themes(kind).items():
        yield f"### {name}: {header.theme} ({len(texts[name])})\n\n{_wrapped(header.why)}\n\n"
        yield "```text\n" + "\n".join(texts[name]) + "\n```\n\n"


def _wrapped(text: str) -> str:
    return fill(text, 120, break_long_words=False, break_on_hyphens=False)


def _movie(movie: CatalogueMovie) -> str:
    notes = [str(movie.released.year)] if movie.released else []
    notes += [movie.countries[0]] if movie.countries[0] != "US" else []
    original = f" = {movie.original_title}" if movie.original_title != movie.title else ""
    return f"{movie.title} ({', '.join(notes)}){original}{_names(movie.aliases)}"


def _series(series: CatalogueSeries) -> str:
    seasons = {number: len(list(group)) for number, group in groupby(series.episodes, lambda one: one.season)}
    notes = [str(series.first_aired.year)] if series.first_aired else []
    notes += [series.countries[0]] if series.countries[0] != "US" else []
    notes.append("+".join(str(count) for number, count in seasons.items() if number))
    notes += ["S0"] if 0 in seasons else []
    notes += ["abs"] if any(one.absolute for one in series.episodes) else []
    notes += ["dvd"] if any(one.dvd_season for one in series.episodes) else []
    notes += [f"TheTVDB: {series.tvdb_title}"] if series.tvdb_title else []
    original = f" = {series.original_title}" if series.original_title != series.title else ""
    return f"{series.title} ({', '.join(notes)}){original}{_names(series.aliases)}"


def _names(aliases: tuple[Alias, ...]) -> str:
    return "".join(f"; {alias.language + ' ' if alias.language else ''}{alias.text}" for alias in aliases)


if __name__ == "__main__":
    README.write_text(describe(), encoding="utf-8")
