"""Our client of TMDB against the sandbox, over loopback: keys, titles, orders, pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from running import User

from plexstuff.errors import InvalidValue, KeyRefused, NotFound
from plexstuff.health import State
from plexstuff.models import Episode, EpisodeOrder, Ids, Movie, Series
from plexstuff.sandbox import Sandbox, keys

MATRIX, BREAKING_BAD, SIMPSONS, ATTACK_ON_TITAN, THE_OFFICE_GB = 603, 1396, 456, 910695608, 917955326


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    """A sandbox of its own: here tokens are revoked and requests forgotten."""
    with Sandbox() as box:
        yield box


@pytest.fixture
def user(box: Sandbox, home: Path) -> User:
    box.clear_faults()
    box.forget_requests()
    return User(home, box)


def test_a_v3_key_and_a_v4_token_do_the_same(user: User) -> None:
    first = user.tmdb(lambda one: one.search_movies("The Matrix", year=1999))
    user.environment["PLEXSTUFF__TMDB__API_KEY"] = keys.TMDB_TOKEN
    assert user.check("tmdb").state is State.WORKING
    assert user.tmdb(lambda one: one.search_movies("The Matrix", year=1999)) == first
    assert first[0].ids.tmdb == MATRIX


@pytest.mark.parametrize(
    ("key", "word"),
    [
        (keys.TMDB_SUSPENDED_KEY, "suspended"),
        ("0" * 32, "does not accept"),
        (keys.TMDB_TOKEN[:-4] + "xxxx", "does not accept"),
        (keys.TVDB_KEY, "does not accept"),
    ],
)
def test_another_key_is_refused(user: User, key: str, word: str) -> None:
    user.environment["PLEXSTUFF__TMDB__API_KEY"] = key
    health = user.check("tmdb")
    assert (health.state, health.error) == (State.NOT_WORKING, "KeyRefused")
    assert word in health.sentence
    assert key not in health.sentence + health.advice
    with pytest.raises(KeyRefused):
        user.tmdb(lambda one: one.movie(MATRIX))
    assert user.asked() == ["/authentication", f"/movie/{MATRIX}"]


def test_a_film_in_german_has_german_titles_and_texts(user: User) -> None:
    film = user.tmdb(lambda one: one.movie(MATRIX, language="de"))
    assert (film.title, film.original_title, film.year, film.runtime) == ("Matrix", "The Matrix", 1999, 136)
    assert film.overview.startswith("(Deutsch)")
    assert (film.ids.imdb, film.countries) == ("tt0133093", ("AU", "US"))
    assert {"Матрица", "マトリックス"} <= {one.text for one in film.titles}


def test_a_text_that_is_not_translated_comes_in_english(user: User) -> None:
    film = user.tmdb(lambda one: one.movie(MATRIX, language="zu"))
    assert film.title == "The Matrix"
    assert film.overview
    assert not film.overview.startswith("(")


def test_a_film_by_every_id(user: User) -> None:
    async def question(one) -> list[Movie | None]:
        whole = await one.movie(MATRIX)
        by_tvdb = user.box.app.state.world.movies[MATRIX].tvdb
        return [
            whole,
            await one.movie("tt0133093"),
            await one.find_movie(Ids(tmdb=MATRIX)),
            await one.find_movie(Ids(imdb="tt0133093")),
            await one.find_movie(Ids(tvdb=by_tvdb)),
            await one.find_movie(Ids(tmdb=1, imdb="tt0133093")),
        ]

    found = user.tmdb(question)
    assert [one.ids.tmdb if one else None for one in found] == [MATRIX] * len(found)


def test_a_series_by_every_id(user: User) -> None:
    async def question(one) -> list[Series | None]:
        return [
            await one.find_series(ids)
            for ids in (Ids(tmdb=BREAKING_BAD), Ids(imdb="tt0903747"), Ids(tvdb=81189), Ids(tmdb=1, tvdb=81189))
        ]

    found = user.tmdb(question)
    assert [one.ids if one else None for one in found] == [Ids(tmdb=BREAKING_BAD, tvdb=81189, imdb="tt0903747")] * 4
    assert not any("/tv/tt" in path for path in user.asked()), "TMDB answers IMDb's ids for films only"


def test_what_nobody_knows_is_none(user: User) -> None:
    assert user.tmdb(lambda one: one.find_movie(Ids(tmdb=999999999, imdb="tt9999999", tvdb=999999999))) is None
    assert user.tmdb(lambda one: one.find_series(Ids(tmdb=999999999, imdb="tt9999999", tvdb=999999999))) is None
    with pytest.raises(NotFound):
        user.tmdb(lambda one: one.movie(999999999))
    with pytest.raises(NotFound):
        user.tmdb(lambda one: one.collection(999999999))
    with pytest.raises(NotFound):
        user.tmdb(lambda one: one.season(BREAKING_BAD, 77))


def test_a_collection_is_whole_and_in_order(user: User) -> None:
    found = user.tmdb(lambda one: one.collection(2344, language="de"))
    assert [one.year for one in found.movies] == [1999, 2003, 2003, 2021]
    assert found.movies[0].title == "Matrix"
    film = user.tmdb(lambda one: one.movie(MATRIX))
    assert film.collection is not None
    assert (film.collection.tmdb, film.collection.title) == (2344, "The Matrix Collection")


def test_genres_in_another_language(user: User) -> None:
    async def question(one) -> tuple[dict[int, str], dict[int, str]]:
        return await one.movie_genres(language="de"), await one.series_genres(language="de")

    films, series = user.tmdb(question)
    assert films[878] == "Science Fiction"
    assert 10765 in series
    assert all(name == name.strip() for name in [*films.values(), *series.values()])


def test_discover_by_genres_and_year(user: User) -> None:
    films = user.tmdb(lambda one: one.discover_movies(genres=[28, 878], year=1999))
    assert MATRIX in [one.ids.tmdb for one in films]
    assert all({28, 878} <= set(one.genres) and one.year == 1999 for one in films)
    series = user.tmdb(lambda one: one.discover_series(year=2008))
    assert BREAKING_BAD in [one.ids.tmdb for one in series]
    assert {one.year for one in series} == {2008}


def test_both_kinds_at_once_without_persons(user: User) -> None:
    found = user.tmdb(lambda one: one.search_multi("Fargo"))
    assert {type(one) for one in found} == {Movie, Series}
    assert all(one.title for one in found)


def test_pages(user: User) -> None:
    async def question(one) -> list[list[Movie]]:
        return [await one.search_movies("the", page=page) for page in (1, 2, 400)]

    first, second, last = user.tmdb(question)
    assert (len(first), last) == (20, [])
    assert not {one.ids.tmdb for one in first} & {one.ids.tmdb for one in second}
    for page in (0, 501):
        with pytest.raises(InvalidValue):
            user.tmdb(lambda one, page=page: one.search_movies("the", page=page))


def test_a_title_that_could_break_an_address(user: User) -> None:
    async def question(one) -> list[list[Movie]]:
        return [await one.search_movies(title) for title in ("Fast & Furious", "a/b?c=d#e", "100% ", "%00", "\x1b[31m")]

    assert len(user.tmdb(question)) == 5
    assert set(user.asked()) == {"/search/movie"}


def test_all_seasons_of_a_long_series_in_few_requests(user: User) -> None:
    found = user.tmdb(lambda one: one.episodes(SIMPSONS))
    catalogue = user.box.app.state.world.series[SIMPSONS]
    assert len(found) == len(catalogue.episodes) > 700
    assert {one.season for one in found} == {one.season for one in catalogue.episodes}
    assert len(user.asked()) == 3, "the series, then twenty seasons at a time"


def test_only_the_seasons_that_are_wanted(user: User) -> None:
    found = user.tmdb(lambda one: one.episodes(BREAKING_BAD, seasons=[2, 0, 99]))
    assert {one.season for one in found} == {0, 2}
    assert len(user.asked()) == 1
    assert user.tmdb(lambda one: one.season(BREAKING_BAD, 2)) == [one for one in found if one.season == 2]


def test_every_order(user: User) -> None:
    async def question(one) -> dict[EpisodeOrder, list[Episode]]:
        return {order: await one.episodes(BREAKING_BAD, order=order) for order in EpisodeOrder}

    found = user.tmdb(question)
    catalogue = {one.tmdb: one for one in user.box.app.state.world.series[BREAKING_BAD].episodes}
    for order, episodes in found.items():
        assert episodes, order
        for one in episodes:
            known = catalogue[one.ids.tmdb or 0]
            place = {
                EpisodeOrder.AIRED: (known.season, known.number),
                EpisodeOrder.DVD: (known.dvd_season, known.dvd_number),
                EpisodeOrder.ABSOLUTE: (1, known.absolute),
            }[order]
            assert (one.season, one.number) == place
    assert [one.absolute for one in found[EpisodeOrder.ABSOLUTE]] == [
        one.number for one in found[EpisodeOrder.ABSOLUTE]
    ]


def test_an_order_that_nobody_entered(user: User) -> None:
    with pytest.raises(NotFound) as caught:
        user.tmdb(lambda one: one.episodes(THE_OFFICE_GB, order=EpisodeOrder.DVD))
    assert "dvd" in caught.value.sentence.casefold()
    assert "--order aired" in caught.value.advice
    with pytest.raises(NotFound):
        user.tmdb(lambda one: one.episodes(999999999))


def test_episodes_that_have_no_name_in_a_language_have_their_english_one(user: User) -> None:
    async def question(one) -> list[list[Episode]]:
        return [await one.episodes(ATTACK_ON_TITAN, seasons=[1], language=language) for language in ("en", "de", "zu")]

    english, german, zulu = user.tmdb(question)
    assert all(one.title for one in english)
    assert [one.title for one in german] == [one.title for one in english] == [one.title for one in zulu]
