"""Other services' ids of what TheTVDB knows."""

from __future__ import annotations

from plexstuff.sandbox.ask import natural
from plexstuff.sandbox.catalogue.model import CatalogueMovie, CatalogueSeries
from plexstuff.sandbox.world import World

#: TheTVDB's numbers for sources.
IMDB, TMDB_SERIES, TMDB_MOVIE = 2, 12, 10


def remote_ids(thing: CatalogueMovie | CatalogueSeries) -> list[dict[str, object]]:
    """The ids at IMDb and TMDB, as text."""
    rows: list[dict[str, object]] = []
    if thing.imdb:
        rows.append({"id": thing.imdb, "type": IMDB, "sourceName": "IMDB"})
    if thing.tmdb:
        kind = TMDB_SERIES if isinstance(thing, CatalogueSeries) else TMDB_MOVIE
        rows.append({"id": str(thing.tmdb), "type": kind, "sourceName": "TheMovieDB.com"})
    return rows


def things_of(world: World, remote: str) -> list[CatalogueMovie | CatalogueSeries]:
    """What another service knows under this id; a bare number is TMDB's and may be a series and a film."""
    found: tuple[CatalogueMovie | CatalogueSeries | None, ...] = (world.by_imdb.get(remote),)
    number = natural(remote)
    if number is not None:
        found = (world.series.get(number), world.movies.get(number))
    return [thing for thing in found if thing is not None and thing.tvdb]
