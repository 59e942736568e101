"""What the client of TMDB asks for, and what it makes of the answers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from service_fakes import TMDB_KEY, TMDB_TOKEN, Fake, ask_tmdb, refused

from plexstuff.errors import KeyRefused, NotFound, UnexpectedResponse
from plexstuff.health import Proof
from plexstuff.models import Ids, Movie, Series, Title
from plexstuff.roles import MovieSource, SeriesSource
from plexstuff.services.tmdb.client import TMDB, check

HIT = {"id": 19, "title": "Metropolis", "release_date": "1927-02-06", "original_language": "de", "genre_ids": [18]}
PAGE = {"page": 1, "results": [HIT], "total_pages": 1, "total_results": 1}
NOTHING = {"page": 1, "results": [], "total_pages": 1, "total_results": 0}
NO_MATCH = {"movie_results": [], "person_results": [], "tv_results": [], "tv_episode_results": []}


def test_it_plays_both_roles(tmdb: Fake, tmp_path: Path) -> None:
    async def question(one: TMDB) -> tuple[bool, bool]:
        return isinstance(one, MovieSource), isinstance(one, SeriesSource)

    assert ask_tmdb(tmdb, tmp_path, question) == (True, True)


def test_a_v3_key_goes_into_the_query(tmdb: Fake, tmp_path: Path) -> None:
    tmdb["search/movie"] = PAGE
    ask_tmdb(tmdb, tmp_path, lambda one: one.search_movies("Metropolis"))
    assert tmdb.asked[0].query["api_key"] == TMDB_KEY
    assert "authorization" not in tmdb.asked[0].headers


def test_a_v4_token_goes_into_a_header(tmdb: Fake, tmp_path: Path) -> None:
    tmdb["search/movie"] = PAGE
    ask_tmdb(tmdb, tmp_path, lambda one: one.search_movies("Metropolis"), key=TMDB_TOKEN)
    assert tmdb.asked[0].headers["authorization"] == f"Bearer {TMDB_TOKEN}"
    assert "api_key" not in tmdb.asked[0].query


def test_a_search_for_films_is_one_request(tmdb: Fake, tmp_path: Path) -> None:
    tmdb["search/movie"] = PAGE
    found = ask_tmdb(tmdb, tmp_path, lambda one: one.search_movies("Metropolis", year=1927, language="de", region="DE"))
    assert found == [
        Movie(
            Ids(tmdb=19),
            "Metropolis",
            original_language="de",
            released=dt.date(1927, 2, 6),
            genres=(18,),
        )
    ]
    assert len(tmdb.asked) == 1
    assert tmdb.asked[0].query == {
        "api_key": TMDB_KEY,
        "query": "Metropolis",
        "year": "1927",
        "language": "de",
        "region": "DE",
    }


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Shameless (US)", "Shameless"),
        ("Doctor Who (2005)", "Doctor Who"),
        ("(500) Days of Summer", "(500) Days of Summer"),
        ("(2012)", "(2012)"),
        (" Up ", "Up"),
        ("Ocean's Eleven & Co", "Ocean's Eleven & Co"),
    ],
)
def test_a_year_or_country_behind_the_title_is_left_out(tmdb: Fake, tmp_path: Path, title: str, query: str) -> None:
    tmdb["search/tv"] = NOTHING
    ask_tmdb(tmdb, tmp_path, lambda one: one.search_series(title))
    assert tmdb.asked[0].query["query"] == query


def test_nothing_to_search_for_asks_nothing(tmdb: Fake, tmp_path: Path) -> None:
    async def question(one: TMDB) -> list[object]:
        return [await one.search_movies(" "), await one.search_series(""), await one.search_multi("\n")]

    assert ask_tmdb(tmdb, tmp_path, question) == [[], [], []]
    assert tmdb.asked == []


def test_series_are_searched_by_the_year_of_their_first_episode(tmdb: Fake, tmp_path: Path) -> None:
    tmdb["search/tv"] = {"results": [{"id": 1, "name": "Dallas", "first_air_date": "", "origin_country": None}]}
    found = ask_tmdb(tmdb, tmp_path, lambda one: one.search_series("Dallas", year=2012, page=2))
    assert found == [Series(Ids(tmdb=1), "Dallas")]
    assert tmdb.asked[0].query["first_air_date_year"] == "2012"
    assert tmdb.asked[0].query["page"] == "2"


def test_a_film_comes_whole_in_one_request(tmdb: Fake, tmp_path: Path) -> None:
    tmdb["movie/129"] = {
        "id": 129,
        "title": "Chihiros Reise ins Zauberland",
        "original_title": "千と千尋の神隠し",
        "original_language": "ja",
        "release_date": "2001-07-20",
        "overview": "",
        "runtime": 125,
        "origin_country": ["JP"],
        "genres": [{"id": 16, "name": "Animation"}],
        "belongs_to_collection": None,
        "imdb_id": None,
        "external_ids": {"imdb_id": "tt0245429", "tvdb_id": None},
        "alternative_titles": {"titles": [{"iso_3166_1": "PL", "title": "Spirited Away: W krainie bogów", "type": ""}]},
        "translations": {
            "translations": [
                {
                    "iso_639_1": "de",
                    "iso_3166_1": "DE",
                    "data": {"title": "Chihiros Reise ins Zauberland", "overview": ""},
                },
                {"iso_639_1": "en", "iso_3166_1": "US", "data": {"title": "Spirited Away", "overview": "A girl."}},
                {"iso_639_1": "xx", "iso_3166_1": None, "data": None},
            ]
        },
    }
    film = ask_tmdb(tmdb, tmp_path, lambda one: one.movie(129, language="de"))
    assert film.ids == Ids(tmdb=129, imdb="tt0245429")
    assert film.title == "Chihiros Reise ins Zauberland"
    assert film.overview == "A girl."  # TMDB leaves what is not translated empty
    assert (film.countries, film.runtime, film.genres, film.collection) == (("JP",), 125, (16,), None)
    assert film.titles[1:] == (Title("Spirited Away", "en", "US"), Title("Spirited Away: W krainie bogów", "", "PL"))
    assert tmdb.paths == ["movie/129"]
    assert tmdb.asked[0].query["append_to_response"] == "external_ids,alternative_titles,translations"


def test_a_film_is_found_by_each_kind_of_id(tmdb: Fake, tmp_path: Path) -> None:
    tmdb["movie/19"] = tmdb["movie/tt0017136"] = HIT
    tmdb["find/360"] = NO_MATCH | {"movie_results": [HIT]}
    for ids, paths in (
        (Ids(tmdb=19, imdb="tt0000001"), ["movie/19"]),
        (Ids(imdb="tt0017136"), ["movie/tt0017136"]),
        (Ids(tvdb=360), ["find/360", "movie/19"]),
        (Ids(tmdb=20, imdb="tt0017136"), ["movie/20", "movie/tt0017136"]),
    ):
        tmdb.asked.clear()
        film = ask_tmdb(tmdb, tmp_path, lambda one, ids=ids: one.find_movie(ids))
        assert film is not None, ids
        assert film.ids.tmdb == 19
        assert tmdb.paths == paths


def test_a_film_that_nobody_knows_is_none(tmdb: Fake, tmp_path: Path) -> None:
    assert ask_tmdb(tmdb, tmp_path, lambda one: one.find_movie(Ids(tmdb=5, imdb="tt0000005"))) is None
    tmdb.asked.clear()
    assert ask_tmdb(tmdb, tmp_path, lambda one: one.find_movie(Ids(imdb="../authentication?x"))) is None
    assert ask_tmdb(tmdb, tmp_path, lambda one: one.find_series(Ids(imdb="nm0000246"))) is None
    assert tmdb.asked == []
    with pytest.raises(NotFound):
        ask_tmdb(tmdb, tmp_path, lambda one: one.movie(5))


def test_a_series_is_found_by_each_kind_of_id(tmdb: Fake, tmp_path: Path) -> None:
    series = {
        "id": 1396,
        "name": "Breaking Bad",
        "seasons": [{"id": 2, "season_number": 1}, {"id": 1, "season_number": 0}],
    }
    tmdb["tv/1396"] = series
    tmdb["find/81189"] = tmdb["find/tt0903747"] = NO_MATCH | {"tv_results": [series]}
    tmdb["find/30272"] = NO_MATCH | {"tv_episode_results": [{"id": 7}], "tv_season_results": [{"id": 8}]}
    for ids, paths in (
        (Ids(tmdb=1396), ["tv/1396"]),
        (Ids(tvdb=81189), ["find/81189", "tv/1396"]),
        (Ids(imdb="tt0903747"), ["find/tt0903747", "tv/1396"]),
        (Ids(tvdb=30272, imdb="tt0903747"), ["find/30272", "find/tt0903747", "tv/1396"]),
        (Ids(tmdb=404, tvdb=81189), ["tv/404", "find/81189", "tv/1396"]),
    ):
        tmdb.asked.clear()
        found = ask_tmdb(tmdb, tmp_path, lambda one, ids=ids: one.find_series(ids))
        assert found is not None, ids
        assert (found.ids.tmdb, found.seasons) == (1396, (0, 1))
        assert tmdb.paths == paths
    tmdb["find/5"] = NO_MATCH | {"tv_results": [{"id": 404}], "movie_results": [{"id": 404}]}
    assert ask_tmdb(tmdb, tmp_path, lambda one: one.find_series(Ids(tvdb=5))) is None
    assert ask_tmdb(tmdb, tmp_path, lambda one: one.find_movie(Ids(tvdb=5))) is None
    # The id of an episode or a season is none of a series.
    assert ask_tmdb(tmdb, tmp_path, lambda one: one.find_series(Ids(tvdb=30272))) is None


def test_films_and_series_together_leave_persons_out(tmdb: Fake, tmp_path: Path) -> None:
    tmdb["search/multi"] = {
        "results": [
            {"id": 1, "media_type": "person", "name": "Fritz Lang", "known_for": [HIT]},
            HIT | {"media_type": "movie"},
            {"id": 3, "media_type": "tv", "name": "Metropolis", "first_air_date": "2001-01-01"},
            {"id": 4, "media_type": "collection", "name": "Metropolis Collection"},
        ]
    }
    found = ask_tmdb(tmdb, tmp_path, lambda one: one.search_multi("Metropolis"))
    assert [(type(one), one.ids.tmdb, one.year) for one in found] == [(Movie, 19, 1927), (Series, 3, 2001)]


def test_a_collection_is_in_the_order_of_release(tmdb: Fake, tmp_path: Path) -> None:
    tmdb["collection/10"] = {
        "id": 10,
        "name": "Trilogy",
        "parts": [
            {"id": 3, "title": "Some day", "release_date": ""},
            {"id": 2, "title": "Second", "release_date": "1990-01-01"},
            {"id": 1, "title": "First", "release_date": "1980-01-01"},
        ],
    }
    found = ask_tmdb(tmdb, tmp_path, lambda one: one.collection(10))
    assert [film.title for film in found.movies] == ["First", "Second", "Some day"]


def test_discovering_joins_genres(tmdb: Fake, tmp_path: Path) -> None:
    tmdb["discover/movie"] = PAGE
    tmdb["discover/tv"] = NOTHING

    async def question(one: TMDB) -> object:
        return await one.discover_movies(genres=(18, 878), year=1927), await one.discover_series(
            genres=(18,), year=1999
        )

    ask_tmdb(tmdb, tmp_path, question)
    films, series = (one.query for one in tmdb.asked)
    assert (films["with_genres"], films["primary_release_year"]) == ("18,878", "1927")
    assert (series["with_genres"], series["first_air_date_year"]) == ("18", "1999")


def test_genres_are_matched_by_number_and_trimmed(tmdb: Fake, tmp_path: Path) -> None:
    tmdb["genre/movie/list"] = {"genres": [{"id": 36, "name": "Historie "}, {"id": 53, "name": None}]}
    assert ask_tmdb(tmdb, tmp_path, lambda one: one.movie_genres(language="da")) == {36: "Historie", 53: ""}
    tmdb["genre/tv/list"] = {"genres": [{"id": 10759, "name": "Action"}]}
    assert ask_tmdb(tmdb, tmp_path, lambda one: one.series_genres()) == {10759: "Action"}


def test_the_configuration_says_where_pictures_lie(tmdb: Fake, tmp_path: Path) -> None:
    tmdb["configuration"] = {"images": {"secure_base_url": "https://pictures.test/", "poster_sizes": ["w92"]}}
    settings = ask_tmdb(tmdb, tmp_path, lambda one: one.configuration())
    assert settings.images is not None
    assert (settings.images.secure_base_url, settings.images.poster_sizes) == ("https://pictures.test/", ["w92"])


@pytest.mark.parametrize("body", [{}, {"results": None}, {"status": "ok"}, {"results": [{"title": "no id"}]}, []])
def test_an_answer_of_another_shape_is_no_empty_list(tmdb: Fake, tmp_path: Path, body: object) -> None:
    """What answers is perhaps not TMDB at all."""
    tmdb["search/movie"] = body
    with pytest.raises(UnexpectedResponse):
        ask_tmdb(tmdb, tmp_path, lambda one: one.search_movies("Metropolis"))


def test_the_check_proves_the_key_and_tries_a_search(tmdb: Fake, tmp_path: Path) -> None:
    tmdb["authentication"] = {"success": True}
    tmdb["search/movie"] = PAGE
    checked = ask_tmdb(tmdb, tmp_path, check)
    assert checked.proof is Proof.TRIED
    assert checked.sentence == "The key is accepted; a search found 1 film."
    assert tmdb.paths == ["authentication", "search/movie"]


def test_the_check_never_asks_the_cache(tmdb: Fake, tmp_path: Path) -> None:
    tmdb["authentication"] = {"success": True}
    tmdb["search/movie"] = PAGE

    async def question(one: TMDB) -> object:
        await one.search_movies("Metropolis", year=1927)
        await one.search_movies("Metropolis", year=1927)
        return await check(one)

    ask_tmdb(tmdb, tmp_path, question, cache=True)
    assert tmdb.paths == ["search/movie", "authentication", "search/movie"]


@pytest.mark.parametrize(
    "answer",
    [
        refused(401, {"status_code": 7, "status_message": "Invalid API key", "success": False}),
        {"success": False, "status_code": 7},
        {"success": False},
    ],
)
def test_a_key_that_does_not_work_is_no_success(tmdb: Fake, tmp_path: Path, answer: object) -> None:
    tmdb["authentication"] = answer
    tmdb["search/movie"] = PAGE
    with pytest.raises(KeyRefused) as caught:
        ask_tmdb(tmdb, tmp_path, check)
    assert TMDB_KEY not in caught.value.sentence + caught.value.advice
    assert "setup tmdb" in caught.value.advice
    assert tmdb.paths == ["authentication"]
