"""Which path of TMDB's API is answered by what."""

from __future__ import annotations

from starlette.routing import Route, Router

from plexstuff.sandbox.ask import Ask, Endpoint, Handler
from plexstuff.sandbox.tmdb import (
    collections,
    configuration,
    discover,
    episodes,
    find,
    genres,
    groups,
    movies,
    search,
    series,
)
from plexstuff.sandbox.tmdb.face import FACE, refusal

#: In this order: a fixed word stands before a parameter in the same place.
PATHS: dict[str, Handler] = {
    "/authentication": configuration.authentication,
    "/configuration": configuration.configuration,
    "/configuration/languages": configuration.languages,
    "/configuration/countries": configuration.countries,
    "/configuration/primary_translations": configuration.primary_translations,
    "/search/movie": search.search_movie,
    "/search/tv": search.search_tv,
    "/search/multi": search.search_multi,
    "/search/collection": search.search_collection,
    "/search/person": search.search_person,
    "/find/{id}": find.find,
    "/genre/movie/list": genres.movie_list,
    "/genre/tv/list": genres.tv_list,
    "/discover/movie": discover.discover_movie,
    "/discover/tv": discover.discover_tv,
    "/collection/{id}": collections.collection,
    "/collection/{id}/images": collections.images,
    "/movie/popular": discover.discover_movie,
    "/movie/{id}": movies.movie,
    "/movie/{id}/{part}": movies.part,
    "/tv/popular": discover.discover_tv,
    "/tv/episode_group/{group}": groups.group,
    "/tv/{id}": series.series,
    "/tv/{id}/{part}": series.part,
    "/tv/{id}/season/{season}": episodes.season,
    "/tv/{id}/season/{season}/{part}": episodes.season_part,
    "/tv/{id}/season/{season}/episode/{episode}": episodes.episode,
    "/tv/{id}/season/{season}/episode/{episode}/{part}": episodes.episode_part,
}


def _unknown(_ask: Ask) -> object:
    raise refusal(34)


def router() -> Router:
    """The fake as an application to be mounted; a path that is none of PATHS is answered with code 34."""
    return Router(
        routes=[Route(path, Endpoint(FACE, handler)) for path, handler in PATHS.items()],
        redirect_slashes=False,
        default=Endpoint(FACE, _unknown),
    )
