"""Which path of TheTVDB's API is answered by what."""

from __future__ import annotations

from starlette.routing import Route, Router

from plexstuff.sandbox.ask import Ask, Endpoint, Handler
from plexstuff.sandbox.tvdb import artworks, episodes, movies, reference, search, series
from plexstuff.sandbox.tvdb.face import FACE, login, refusal

#: In this order: a fixed word stands before a parameter in the same place.
PATHS: dict[str, Handler] = {
    "/search": search.search,
    "/search/remoteid/{remote}": search.search_remote,
    "/series/statuses": reference.series_statuses,
    "/series/slug/{slug}": series.by_slug,
    "/series/{id}": series.base,
    "/series/{id}/extended": series.extended,
    "/series/{id}/artworks": series.artworks,
    "/series/{id}/nextAired": series.next_aired,
    "/series/{id}/translations/{language}": series.translated,
    "/series/{id}/episodes/{order}": series.episodes,
    "/series/{id}/episodes/{order}/{language}": series.episodes,
    "/movies/statuses": reference.movie_statuses,
    "/movies/slug/{slug}": movies.by_slug,
    "/movies/{id}": movies.base,
    "/movies/{id}/extended": movies.extended,
    "/movies/{id}/translations/{language}": movies.translated,
    "/seasons/types": reference.season_types,
    "/seasons/{id}": episodes.season,
    "/seasons/{id}/extended": episodes.season_extended,
    "/episodes/{id}": episodes.base,
    "/episodes/{id}/extended": episodes.extended,
    "/episodes/{id}/translations/{language}": episodes.translated,
    "/artwork/types": artworks.types,
    "/artwork/statuses": artworks.statuses,
    "/artwork/{id}": artworks.base,
    "/artwork/{id}/extended": artworks.extended,
    "/languages": reference.languages,
    "/countries": reference.countries,
    "/genres": reference.genres,
    "/genres/{id}": reference.genre,
    "/sources/types": reference.source_types,
    "/content/ratings": reference.content_ratings,
    "/updates": reference.updates,
}


def _unknown(_ask: Ask) -> object:
    raise refusal(404)


def router() -> Router:
    """The fake as an application to be mounted; all but `login` wants a bearer token."""
    entrance = Endpoint(FACE, login, open_to_all=True, methods=frozenset({"POST"}))
    return Router(
        routes=[
            Route("/login", entrance),
            *(Route(path, Endpoint(FACE, handler)) for path, handler in PATHS.items()),
        ],
        redirect_slashes=False,
        default=Endpoint(FACE, _unknown),
    )
