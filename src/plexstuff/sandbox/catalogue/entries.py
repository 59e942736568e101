"""What a line of the catalogue's data files may say; an unknown word or a wrong type in them is an error.

A file under data/films or data/series holds one JSON object a line: first `Theme`, then the titles, sorted. In a series
file, lines with "episode" belong to the series above them and hold what a recording gives for that episode.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import msgspec

from plexstuff.sandbox.catalogue.schedule import Pace

DATA = Path(__file__).parent / "data"


class Theme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line of a file: what its titles have in common, and why that makes them hard to identify."""

    theme: str
    why: str


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What films and series have in common. What is left out is drawn from a seed, ids above all.

    `title` is the English name; `original` and `language` are given where they differ from that and `en`. `names` are
    translations by language (`de`, `pt-BR`), `aliases` any other names.
    """

    title: str
    year: int
    original: str = ""
    language: str = "en"
    countries: tuple[str, ...] = ("US",)
    names: dict[str, str] = {}
    aliases: tuple[str, ...] = ()
    tmdb: int | None = None
    tvdb: int | None = None
    imdb: str | None = None
    runtime: int | None = None
    popularity: float | None = None
    genres: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """What the entry's seed is made from; no two entries of a kind share it, except by their recorded id."""
        return f"{self.title} {self.year} {self.original} {self.tmdb or ''}"


class MovieEntry(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A film."""

    released: dt.date | None = None
    collection: str = ""


class SeriesEntry(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A series.

    `seasons` counts episodes per season from season 1, `specials` those of season 0. `starts` gives the first day or
    year of each season (default: a year after the one before; the week after its end if `continuous`). `dvd` is ""
    (no DVD order), "same" (as aired), or for each DVD season the aired places in it, counted from 1 through all
    seasons. `absolute` says that there is an absolute order, which begins after `absolute_from`. `guests` names
    episodes by the guest, `title_pattern` by their count.
    """

    seasons: tuple[int, ...]
    specials: int = 0
    first_aired: dt.date | None = None
    starts: tuple[dt.date | int, ...] = ()
    pace: Pace = Pace.WEEKLY
    continuous: bool = False
    absolute: bool = False
    absolute_from: int = 0
    dvd: str | tuple[tuple[int, ...], ...] = ""
    guests: bool = False
    title_pattern: str = ""
    tvdb_title: str = ""
    status: str = "Ended"
    type: str = "Scripted"


class EpisodeFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a recording gives for the episode at a place such as `s5e16`."""

    episode: str
    title: str | None = None
    tmdb: int | None = None
    tvdb: int | None = None
    aired: dt.date | None = None
    runtime: int | None = None

    @property
    def place(self) -> tuple[int, int]:
        """Season and number in aired order. Raises ValueError when `episode` is not written as `s1e2`."""
        season, _, number = self.episode.removeprefix("s").partition("e")
        return int(season), int(number)


_theme = msgspec.json.Decoder(Theme)
_movie = msgspec.json.Decoder(MovieEntry)
_series = msgspec.json.Decoder(SeriesEntry)
_fact = msgspec.json.Decoder(EpisodeFact)


def _files(kind: str) -> Iterator[tuple[str, list[bytes]]]:
    for path in sorted((DATA / kind).glob("*.jsonl")):
        yield path.stem, path.read_bytes().splitlines()


def themes(kind: str) -> dict[str, Theme]:
    """The themes of `films` or `series` by the name of their file."""
    return {name: _theme.decode(lines[0]) for name, lines in _files(kind)}


def read_movie(line: bytes) -> MovieEntry:
    """One line of a films file. Raises `msgspec.ValidationError` that names the word or the type that is wrong."""
    return _movie.decode(line)


def movies() -> Iterator[tuple[str, MovieEntry]]:
    """Every film of the data with the name of its file, in the order of the files."""
    for name, lines in _files("films"):
        for line in lines[1:]:
            yield name, read_movie(line)


def series() -> Iterator[tuple[str, SeriesEntry, dict[tuple[int, int], EpisodeFact]]]:
    """Every series of the data with the name of its file and its recorded episodes by place."""
    for name, lines in _files("series"):
        found: list[tuple[SeriesEntry, dict[tuple[int, int], EpisodeFact]]] = []
        for line in lines[1:]:
            if line.startswith(b'{"episode"'):
                fact = _fact.decode(line)
                found[-1][1][fact.place] = fact
            else:
                found.append((_series.decode(line), {}))
        for entry, facts in found:
            yield name, entry, facts


def collections() -> dict[str, int]:
    """The recorded ids of collections by name."""
    return msgspec.json.decode((DATA / "collections.json").read_bytes(), type=dict[str, int])
