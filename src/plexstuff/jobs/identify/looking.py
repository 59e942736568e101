"""Looking up what a person typed when asked what a name means: an id, or another title to search for."""

from __future__ import annotations

from collections.abc import Sequence

from plexstuff.jobs.identified import Candidate
from plexstuff.jobs.identify.options import IdentifyOptions
from plexstuff.jobs.identify.report import show_candidates
from plexstuff.jobs.identify.searches import film_searches, show_searches
from plexstuff.jobs.identify.sources import MovieLookups, Panel, SeriesLookups
from plexstuff.matching import Scored, score_movie, score_series
from plexstuff.models import Ids, Movie, Series
from plexstuff.names import ParsedName, ids_in, parse
from plexstuff.roles import MovieSource, SeriesSource

#: So many answers to a search are shown.
SHOWN = 8


def stated_ids(typed: str) -> Ids:
    """The ids that a person typed, with or without the marks that they have in names; empty for a title."""
    return ids_in(f"{{{typed}}} {typed}")


async def look_up_film(typed: str, sources: Sequence[MovieSource], options: IdentifyOptions) -> tuple[Candidate, ...]:
    """The film with the id that was typed, or those that the services know under that title, the likeliest first.

    Raises AllDown when no service can be asked.
    """
    panel = Panel([MovieLookups(one, options.language, options.region) for one in sources])
    if ids := stated_ids(typed):

        async def find(lookups: MovieLookups) -> tuple[Candidate, ...]:
            return _sole(await lookups.find_movie(ids))

        return (await panel.ask(find, good=bool)).answer
    said = _said(typed)

    async def search(lookups: MovieLookups) -> list[Movie]:
        for title, year in film_searches(said):
            if movies := await lookups.search_movies(title, year):
                return movies
        return []

    movies = await panel.ask(search, good=bool)
    return _ranked([score_movie(said, movie) for movie in movies.answer])


async def look_up_series(
    typed: str, sources: Sequence[SeriesSource], options: IdentifyOptions
) -> tuple[Candidate, ...]:
    """The same for a series."""
    panel = Panel([SeriesLookups(one, options.language) for one in sources])
    if ids := stated_ids(typed):

        async def find(lookups: SeriesLookups) -> tuple[Candidate, ...]:
            return _sole(await lookups.find_series(ids))

        return (await panel.ask(find, good=bool)).answer
    said = _said(typed)

    async def search(lookups: SeriesLookups) -> list[Series]:
        for title, year in show_searches(said):
            if series := await lookups.search_series(title, year):
                return series
        return []

    series = await panel.ask(search, good=bool)
    return _ranked([score_series(said, one) for one in series.answer])


def _said(typed: str) -> ParsedName:
    """A title as a person types it, with the year behind it where they give one."""
    said = parse(typed)
    return said if said.title and said.year else ParsedName(typed.strip())


def _sole(found: Movie | Series | None) -> tuple[Candidate, ...]:
    return show_candidates([Scored(found, 1.0, ())]) if found is not None else ()


def _ranked(scored: list[Scored]) -> tuple[Candidate, ...]:
    best = sorted(scored, key=lambda one: (one.score, one.candidate.popularity), reverse=True)
    return show_candidates(best[:SHOWN])
