"""What the made-up sites offer: for each film and episode of the catalogue a few releases, always the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plexstuff.sandbox import seed
from plexstuff.sandbox.catalogue.model import CatalogueEpisode, CatalogueMovie, CatalogueSeries
from plexstuff.sandbox.index import Seen
from plexstuff.sandbox.jackett.indexers import MUSIC, Site
from plexstuff.sandbox.world import CollectionThing, World

#: How many of the things that fit are offered, and at most how many results there are.
MOST_THINGS, MOST_RESULTS = 12, 500
_GROUPS = ("SANDBOX", "MOSS", "EMBER", "TIN")
#: Name, categories of a film and of an episode, size in MiB per minute.
_QUALITIES = (
    ("2160p.WEB-DL.DDP5.1.HEVC", 2045, 5045, 150.0),
    ("1080p.BluRay.DTS.x264", 2040, 5040, 90.0),
    ("1080p.WEB-DL.H.264", 2040, 5040, 45.0),
    ("720p.HDTV.x264", 2040, 5040, 20.0),
    ("DVDRip.XviD", 2030, 5030, 7.0),
)
_NUMBERS = re.compile(r"\s+S(\d{1,4})(?:E(\d{1,4}))?$", re.IGNORECASE)
_YEAR = re.compile(r"\s+((?:19|20)\d\d)$")


@dataclass(frozen=True, slots=True)
class Offer:
    """One release; `age` is in seconds, `size` in bytes."""

    title: str
    infohash: str
    category: int
    size: int
    seeders: int
    leechers: int
    age: int
    imdb: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search as the sites understand it."""

    text: str
    categories: frozenset[int] = frozenset()
    year: int | None = None
    season: int | None = None
    episode: int | None = None
    imdb: str = ""


def offers(world: World, site: Site, wanted: Wanted) -> list[Offer]:
    """What a site finds."""
    if site.flood:
        return [_flooded(site, number) for number in range(site.flood)]
    if not site.categories.keys() - MUSIC.keys():
        return []
    found = (one for one in _all(world, wanted) if _has(site, one.title) and _sorted_in(one, site, wanted.categories))
    return [one for one, _ in zip(found, range(MOST_RESULTS), strict=False)]


def _has(site: Site, title: str) -> bool:
    """Each site has two thirds of everything."""
    return seed.draw(site.key, title) % 3 > 0


def _sorted_in(one: Offer, site: Site, categories: frozenset[int]) -> bool:
    if not categories:
        return True
    own = one.category if one.category in site.categories else 8000
    return own in categories or own // 1000 * 1000 in categories


def _all(world: World, wanted: Wanted) -> Iterator[Offer]:
    text, season, episode, year = wanted.text.strip(), wanted.season, wanted.episode, wanted.year
    if season is None and (numbers := _NUMBERS.search(text)):
        text, season = text[: numbers.start()], int(numbers[1])
        episode = int(numbers[2]) if numbers[2] else None
    if year is None and (dated := _YEAR.search(text)):
        text, year = text[: dated.start()], int(dated[1])
    for thing in _things(world, text, wanted.imdb):
        if isinstance(thing, CatalogueMovie):
            if season is None and year in (None, thing.released.year if thing.released else None):
                yield from _of_film(thing)
        elif year is None or (thing.first_aired is not None and thing.first_aired.year == year):
            yield from _of_series(thing, season, episode)


def _things(world: World, text: str, imdb: str) -> Iterable[CatalogueMovie | CatalogueSeries]:
    if imdb:
        return [world.by_imdb[imdb]] if imdb in world.by_imdb else []
    if not text:  # the latest
        return [*world.catalogue.movies[:MOST_THINGS]]
    found = sorted(world.index.search(text, Seen.BOTH), key=lambda one: (-one.fit, one.number))
    things = (world.things[one.number] for one in found)
    return [one for one in things if not isinstance(one, CollectionThing)][:MOST_THINGS]


def _of_film(film: CatalogueMovie) -> Iterator[Offer]:
    year = film.released.year if film.released else 0
    name = _dotted(f"{film.title} {year or ''}")
    for quality, category, _, rate in _QUALITIES:
        title = f"{name}.{quality}-{seed.pick(_GROUPS, name, quality)}"
        yield _offer(title, category, (film.runtime or 100) * rate, film.imdb, year)


def _of_series(series: CatalogueSeries, season: int | None, episode: int | None) -> Iterator[Offer]:
    name = _dotted(series.title)
    picked = [one for one in series.episodes if season in (None, one.season) and episode in (None, one.number)]
    if episode is None:
        for number in sorted({one.season for one in picked if one.season}):
            count = sum(1 for one in picked if one.season == number)
            yield from _in_qualities(f"{name}.S{number:02}", count * 45, series.imdb)
        if season is None:
            return
    for one in picked:
        yield from _in_qualities(f"{name}.{_numbered(one)}", one.runtime or 45, series.imdb)


def _numbered(episode: CatalogueEpisode) -> str:
    return f"S{episode.season:02}E{episode.number:02}"


def _in_qualities(name: str, minutes: float, imdb: str) -> Iterator[Offer]:
    for quality, _, category, rate in _QUALITIES[1:4]:
        title = f"{name}.{quality}-{seed.pick(_GROUPS, name, quality)}"
        yield _offer(title, category, minutes * rate, imdb, 0)


def _offer(title: str, category: int, mebibytes: float, imdb: str, year: int) -> Offer:
    drawn = seed.draw("torrent", title)
    return Offer(
        title=title,
        infohash=seed.hexadecimal(40, "torrent", title),
        category=category,
        size=int(mebibytes * 2**20) + drawn % 2**20,
        seeders=drawn % 997 % 400,
        leechers=drawn % 89 % 40,
        age=drawn % (900 * 24 * 3600),
        imdb=imdb,
        year=year,
    )


def _flooded(site: Site, number: int) -> Offer:
    """One of very many; every fifth is offered by all sites that flood."""
    owner = "everybody" if number % 5 == 0 else site.key
    title = f"Flood.Of.Results.{number:04}.{owner}.1080p.WEB-DL.H.264-SANDBOX"
    return _offer(title, 2040, 4000.0, "", 2020)


def _dotted(text: str) -> str:
    return re.sub(r"[^\w]+", ".", text).strip(".")
