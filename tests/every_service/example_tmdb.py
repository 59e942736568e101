"""TMDB in the contract."""

from __future__ import annotations

from example import Example

from plexstuff.models import Ids

EXAMPLE = Example(
    key="tmdb",
    uses={
        "search_movies": lambda one: one.search_movies("The Matrix", year=1999, language="de", region="DE"),
        "movie": lambda one: one.movie(603, language="de"),
        "find_movie": lambda one: one.find_movie(Ids(imdb="tt0133093")),
        "search_series": lambda one: one.search_series("Breaking Bad", year=2008, language="de"),
        "series": lambda one: one.series(1396, language="de"),
        "find_series": lambda one: one.find_series(Ids(imdb="tt0903747")),
        "episodes": lambda one: one.episodes(1396, language="de"),
    },
    wrong={"api_key": "f" * 32},
    entrance=lambda request: request.url.path.endswith("/authentication"),
    none=frozenset({"find_movie", "find_series"}),
)
