"""tmdbsimple against the fake TMDB: every path of the fake is asked for by it, or is a gap with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import requests
import tmdbsimple
from requests.exceptions import HTTPError

from plexstuff.sandbox import Sandbox, keys
from plexstuff.sandbox.tmdb.routes import PATHS


@pytest.fixture(autouse=True)
def library(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    plain = tmdbsimple.base.TMDB.__init__

    def pointed_at_the_sandbox(self) -> None:
        plain(self)
        self.base_uri = box.url + "/tmdb/3"

    with requests.Session() as session:
        session.trust_env = False
        monkeypatch.setattr(tmdbsimple.base.TMDB, "__init__", pointed_at_the_sandbox)
        monkeypatch.setattr(tmdbsimple, "REQUESTS_SESSION", session)
        monkeypatch.setattr(tmdbsimple, "USE_BEARER_AUTH", False, raising=False)
        monkeypatch.setattr(tmdbsimple, "API_KEY", keys.TMDB_KEY)
        yield


def _group() -> str:
    for number in _with_groups():
        results = tmdbsimple.TV(number).episode_groups()["results"]
        if results:
            return results[0]["id"]
    raise AssertionError("no series has another order")


def _with_groups() -> Iterator[int]:
    found = tmdbsimple.Discover().tv(with_original_language="ja")["results"]
    yield from (one["id"] for one in found)


def _titles(answer: dict) -> list[str]:
    return [item.get("title") or item.get("name") for item in answer["results"]]


CALLS: dict[str, Callable[[], bool]] = {
    "/configuration": lambda: "w342" in tmdbsimple.Configuration().info()["images"]["poster_sizes"],
    "/configuration/languages": lambda: len(tmdbsimple.Configuration().languages()) > 40,
    "/configuration/countries": lambda: len(tmdbsimple.Configuration().countries()) > 60,
    "/configuration/primary_translations": lambda: "de-DE" in tmdbsimple.Configuration().primary_translations(),
    "/search/movie": lambda: _titles(tmdbsimple.Search().movie(query="the matrix", year=1999))[0] == "The Matrix",
    "/search/tv": lambda: _titles(tmdbsimple.Search().tv(query="breaking bad"))[0] == "Breaking Bad",
    "/search/multi": lambda: tmdbsimple.Search().multi(query="breaking bad")["results"][0]["media_type"] == "tv",
    "/search/collection": lambda: "Matrix" in _titles(tmdbsimple.Search().collection(query="matrix"))[0],
    "/search/person": lambda: tmdbsimple.Search().person(query="ada")["total_results"] == 1,
    "/find/{id}": lambda: tmdbsimple.Find("tt0903747").info(external_source="imdb_id")["tv_results"][0]["id"] == 1396,
    "/genre/movie/list": lambda: {"id": 28, "name": "Action"} in tmdbsimple.Genres().movie_list()["genres"],
    "/genre/tv/list": lambda: {"id": 10759, "name": "Action & Adventure"} in tmdbsimple.Genres().tv_list()["genres"],
    "/discover/movie": lambda: len(tmdbsimple.Discover().movie(with_genres=878)["results"]) > 3,
    "/discover/tv": lambda: len(tmdbsimple.Discover().tv(first_air_date_year=2008)["results"]) > 0,
    "/collection/{id}": lambda: len(tmdbsimple.Collections(_collection()).info()["parts"]) >= 3,
    "/collection/{id}/images": lambda: "posters" in tmdbsimple.Collections(_collection()).images(),
    "/movie/popular": lambda: len(tmdbsimple.Movies().popular()["results"]) == 20,
    "/movie/{id}": lambda: tmdbsimple.Movies(603).info(append_to_response="credits")["credits"]["cast"] != [],
    "/movie/{id}/{part}": lambda: _movie_parts(),
    "/tv/popular": lambda: len(tmdbsimple.TV().popular()["results"]) == 20,
    "/tv/episode_group/{group}": lambda: tmdbsimple.TV_Episode_Groups(_group()).info()["groups"] != [],
    "/tv/{id}": lambda: "season/1" in tmdbsimple.TV(1396).info(append_to_response="season/1,external_ids"),
    "/tv/{id}/{part}": lambda: _series_parts(),
    "/tv/{id}/season/{season}": lambda: len(tmdbsimple.TV_Seasons(1396, 1).info()["episodes"]) == 7,
    "/tv/{id}/season/{season}/{part}": lambda: _season_parts(),
    "/tv/{id}/season/{season}/episode/{episode}": lambda: tmdbsimple.TV_Episodes(1396, 1, 1).info()["name"] == "Pilot",
    "/tv/{id}/season/{season}/episode/{episode}/{part}": lambda: _episode_parts(),
}
GAPS = {"/authentication": "the library has only the sessions below it"}


def _collection() -> int:
    return tmdbsimple.Movies(603).info()["belongs_to_collection"]["id"]


def _movie_parts() -> bool:
    film = tmdbsimple.Movies(603)
    return (
        film.external_ids()["imdb_id"] == "tt0133093"
        and "titles" in film.alternative_titles()
        and "translations" in film.translations()
        and "posters" in film.images()
        and "cast" in film.credits()
        and "results" in film.release_dates()
        and "keywords" in film.keywords()
        and "results" in film.videos()
        and "results" in film.recommendations()
        and "changes" in film.changes()
    )


def _series_parts() -> bool:
    show = tmdbsimple.TV(1396)
    return (
        show.external_ids()["tvdb_id"] == 81189
        and "results" in show.alternative_titles()
        and "translations" in show.translations()
        and "posters" in show.images()
        and "cast" in show.credits()
        and "results" in show.content_ratings()
        and "results" in show.episode_groups()
        and "results" in show.keywords()
        and "results" in show.videos()
        and "results" in show.recommendations()
    )


def _season_parts() -> bool:
    season = tmdbsimple.TV_Seasons(1396, 1)
    return "tvdb_id" in season.external_ids() and "posters" in season.images() and "cast" in season.credits()


def _episode_parts() -> bool:
    episode = tmdbsimple.TV_Episodes(1396, 1, 1)
    return "tvdb_id" in episode.external_ids() and "stills" in episode.images()


@pytest.mark.parametrize("path", CALLS)
def test_the_library_understands(path: str) -> None:
    assert CALLS[path]()


def test_every_path_is_covered_or_a_gap(keep_matrix) -> None:
    assert set(CALLS) | set(GAPS) == set(PATHS)
    assert not set(CALLS) & set(GAPS)
    keep_matrix("tmdbsimple", [f"{path:60} {'ok' if path in CALLS else 'gap: ' + GAPS[path]}" for path in PATHS])


def test_the_read_token_as_bearer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tmdbsimple, "USE_BEARER_AUTH", True, raising=False)
    monkeypatch.setattr(tmdbsimple, "API_KEY", keys.TMDB_TOKEN)
    assert tmdbsimple.Movies(603).info()["title"] == "The Matrix"


@pytest.mark.parametrize(("wrong", "status"), [("0" * 32, 401), (keys.TMDB_TOKEN, 401)])
def test_wrong_keys_are_errors_to_it(monkeypatch: pytest.MonkeyPatch, wrong: str, status: int) -> None:
    monkeypatch.setattr(tmdbsimple, "API_KEY", wrong)
    with pytest.raises(HTTPError) as raised:
        tmdbsimple.Movies(603).info()
    assert raised.value.response.status_code == status


def test_unknown_ids_are_errors_to_it() -> None:
    with pytest.raises(HTTPError) as raised:
        tmdbsimple.Movies(1).info()
    assert raised.value.response.status_code == 404
