"""TheTVDB in the contract, with a key that needs a PIN."""

from __future__ import annotations

import json

from example import Example

from plexstuff.models import Ids
from plexstuff.sandbox import keys


def tokens(body: bytes) -> set[str]:
    """The token that the log-in gives out."""
    return {json.loads(body)["data"]["token"]} if b'"token":"' in body else set()


EXAMPLE = Example(
    key="tvdb",
    uses={
        "search_movies": lambda one: one.search_movies("The Matrix", year=1999, language="de", region="DE"),
        "movie": lambda one: one.movie(903040804, language="de"),
        "find_movie": lambda one: one.find_movie(Ids(imdb="tt0133093")),
        "search_series": lambda one: one.search_series("Breaking Bad", year=2008, language="de"),
        "series": lambda one: one.series(81189, language="de"),
        "find_series": lambda one: one.find_series(Ids(imdb="tt0903747")),
        "episodes": lambda one: one.episodes(81189, language="de"),
    },
    values={"api_key": keys.TVDB_KEY_NEEDING_PIN, "pin": keys.TVDB_PIN},
    wrong={"api_key": "ffffffff-0000-4000-8000-00005a9db0c5"},
    entrance=lambda request: request.url.path.endswith("/login"),
    secrets=tokens,
    none=frozenset({"find_movie", "find_series"}),
)
