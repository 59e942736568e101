"""Our client of TheTVDB against the sandbox, over loopback: orders, pages, languages, ids, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from on_a_clock import Clock, Counting, on_clock
from running import User

from plexstuff.errors import NotFound, ServiceRetired
from plexstuff.models import Episode, EpisodeOrder, Ids
from plexstuff.sandbox import Sandbox
from plexstuff.services.tvdb.client import TVDB

BREAKING_BAD, SIMPSONS, ATTACK_ON_TITAN, THE_OFFICE_GB, OSHI_NO_KO = 81189, 914079610, 910204174, 911499853, 421069


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


# -- episodes -------------------------------------------------------------------------------------------------------


def test_a_long_series_in_pages_of_500(user: User) -> None:
    found = user.tvdb(lambda one: one.episodes(SIMPSONS))
    assert len(found) == len({one.ids.tvdb for one in found}) == 768
    assert user.asked()[1:] == [f"/series/{SIMPSONS}/episodes/official/eng"] * 2


def test_every_order(user: User) -> None:
    async def question(one: TVDB) -> dict[EpisodeOrder, list[Episode]]:
        return {order: await one.episodes(BREAKING_BAD, order=order) for order in EpisodeOrder}

    found = user.tvdb(question)
    catalogue = {one.tvdb: one for one in user.box.app.state.world.series_by_tvdb[BREAKING_BAD].episodes}
    for order, episodes in found.items():
        assert episodes, order
        for one in episodes:
            known = catalogue[one.ids.tvdb or 0]
            place = {
                EpisodeOrder.AIRED: (known.season, known.number),
                EpisodeOrder.DVD: (known.dvd_season, known.dvd_number),
                EpisodeOrder.ABSOLUTE: (1, known.absolute),
            }[order]
            assert (one.season, one.number, one.title, one.aired) == (*place, known.title, known.aired)
    absolute = found[EpisodeOrder.ABSOLUTE]
    assert [one.absolute for one in absolute] == [one.number for one in absolute]
    assert any(one.season == 0 for one in found[EpisodeOrder.AIRED]), "specials are there too"


@pytest.mark.parametrize("order", [EpisodeOrder.DVD, EpisodeOrder.ABSOLUTE])
def test_an_order_that_nobody_entered(user: User, order: EpisodeOrder) -> None:
    with pytest.raises(NotFound) as caught:
        user.tvdb(lambda one: one.episodes(THE_OFFICE_GB, order=order))
    assert order in caught.value.sentence
    assert "--order aired" in caught.value.advice


def test_a_series_that_nobody_knows(user: User) -> None:
    for ask in (
        lambda one: one.episodes(999999999),
        lambda one: one.series(999999999),
        lambda one: one.movie(999999999),
    ):
        with pytest.raises(NotFound) as caught:
            user.tvdb(ask)
        assert caught.value.advice


def test_pages_that_never_end_are_left(tmp_path: Path) -> None:
    """TheTVDB once named a next page for ever, and once gave the same page again and again."""
    clock = Clock()

    def endless(path: str, said: dict[str, object]) -> object:
        links = said.get("links")
        return (
            said | {"links": {**links, "next": "https://api4.thetvdb.com/v4/again"}}
            if isinstance(links, dict)
            else None
        )

    transport = Counting(clock, endless)
    found = on_clock(tmp_path, transport, lambda one: one.episodes(BREAKING_BAD), now=clock)
    assert len(found) == 71
    assert len(transport.asked) < 6


def test_the_names_of_a_japanese_series_in_english_take_one_request(user: User) -> None:
    found = user.tvdb(lambda one: one.episodes(ATTACK_ON_TITAN, language="en"))
    names = {one.tvdb: one.title for one in user.box.app.state.world.series_by_tvdb[ATTACK_ON_TITAN].episodes}
    assert {one.ids.tvdb: one.title for one in found} == names
    assert user.asked()[1:] == [f"/series/{ATTACK_ON_TITAN}/episodes/official/eng"]


def test_names_that_nobody_translated_are_the_original_ones(user: User) -> None:
    german = user.tvdb(lambda one: one.episodes(ATTACK_ON_TITAN, language="de"))
    user.forget()
    japanese = user.tvdb(lambda one: one.episodes(ATTACK_ON_TITAN, language="ja"))
    assert [one.title for one in german] == [one.title for one in japanese]
    assert japanese[0].title == "第1話"
    assert len(user.asked()) == 1


# -- series, films, ids ---------------------------------------------------------------------------------------------


def test_titles_in_german_and_the_original_where_there_is_none(user: User) -> None:
    async def question(one: TVDB) -> list[str]:
        searched = await one.search_series("The Simpsons", language="de")
        return [
            searched[0].title,
            (await one.series(SIMPSONS, language="de")).title,
            (await one.series(SIMPSONS, language="zu")).title,
            (await one.series(OSHI_NO_KO, language="en")).title,
            (await one.series(OSHI_NO_KO, language="ja")).title,
            (await one.series(OSHI_NO_KO, language="de")).title,
        ]

    assert user.tvdb(question) == [
        "Die Simpsons",
        "Die Simpsons",
        "The Simpsons",
        "[Oshi no Ko]",
        "【推しの子】",
        "【推しの子】",
    ]


def test_a_series_by_every_id(user: User) -> None:
    async def question(one: TVDB) -> list[Ids | None]:
        wanted = (Ids(tvdb=BREAKING_BAD), Ids(imdb="tt0903747"), Ids(tmdb=1396), Ids(tvdb=1, imdb="tt0903747"))
        return [found.ids if (found := await one.find_series(ids)) else None for ids in wanted]

    assert user.tvdb(question) == [Ids(tmdb=1396, tvdb=BREAKING_BAD, imdb="tt0903747")] * 4


def test_a_bare_number_that_means_several_things(tmp_path: Path) -> None:
    """1396 is Breaking Bad at TMDB, and may be some other series at TV Maze and some film elsewhere."""
    clock = Clock()

    def ambiguous(path: str, said: dict[str, object]) -> object:
        if path != "/search/remoteid/1396":
            return None
        rows = said["data"]
        assert isinstance(rows, list)
        (right,) = rows
        others = ({"people": {"id": 5}}, {"episode": {"id": 7}}, {"movie": {"id": 903040804}}, {"series": {"id": 1}})
        return said | {"data": [*others, {"series": {"id": SIMPSONS, "name": "The Simpsons"}}, right]}

    async def question(one: TVDB) -> tuple[Ids | None, object]:
        series = await one.find_series(Ids(tmdb=1396))
        return series.ids if series else None, await one.find_movie(Ids(tmdb=1396))

    series, film = on_clock(tmp_path, Counting(clock, ambiguous), question, now=clock)
    assert series is not None
    assert (series.tmdb, series.tvdb) == (1396, BREAKING_BAD)
    assert film is None, "the film with that number has another one at TMDB"


def test_ids_that_nobody_knows_are_none(user: User) -> None:
    nobody = Ids(tmdb=999999999, tvdb=999999999, imdb="tt99999999")
    assert user.tvdb(lambda one: one.find_series(nobody)) is None
    assert user.tvdb(lambda one: one.find_movie(nobody)) is None
    assert user.tvdb(lambda one: one.find_movie(Ids(imdb="tt0903747"))) is None, "this is a series"
    assert user.tvdb(lambda one: one.find("tt99999999")) == []


def test_an_id_that_could_break_an_address(user: User) -> None:
    with pytest.raises(NotFound):
        user.tvdb(lambda one: one.find("../series/81189?x#y"))
    assert user.tvdb(lambda one: one.find_series(Ids(imdb="../../login"))) is None
    assert user.asked()[1:] == ["/search/remoteid/../series/81189?x#y"], "it was asked for as one word"


def test_a_wrong_year_finds_nothing_and_a_right_one_the_right_one(user: User) -> None:
    async def question(one: TVDB) -> list[list[int | None]]:
        found = [await one.search_series("Dallas", year=year) for year in (1901, 1978, 2012, None)]
        return [[each.year for each in rows] for rows in found]

    none, old, new, all_of_them = user.tvdb(question)
    assert (none, set(old), set(new)) == ([], {1978}, {2012})
    assert {1978, 2012} <= set(all_of_them)


def test_a_search_for_films_brings_no_series_and_nothing_asks_for_nothing(user: User) -> None:
    films = user.tvdb(lambda one: one.search_movies("The Matrix"))
    assert films[0].ids.imdb == "tt0133093"
    assert films[0].year == 1999
    assert [one.year for one in user.tvdb(lambda one: one.search_movies("Breaking Bad"))] == [2019]
    user.forget()
    assert user.tvdb(lambda one: one.search_movies(" ")) == []
    assert user.asked() == []


def test_artworks_and_translations(user: User) -> None:
    async def question(one: TVDB) -> None:
        pictures = await one.series_artworks(BREAKING_BAD)
        kinds = {each.id: each for each in await one.artwork_types()}
        assert pictures
        assert all((each.image or "").startswith("http") for each in pictures)
        assert {kinds[each.type or 0].record_type for each in pictures} == {"series"}
        posters = await one.series_artworks(BREAKING_BAD, language="en", kind=2)
        assert {(each.language, each.type) for each in posters} <= {("eng", 2)}
        assert await one.movie_artworks(903040804)
        assert (await one.series_translation(SIMPSONS, language="de")).name == "Die Simpsons"
        assert (await one.movie_translation(903040804, language="ja")).name == "マトリックス"
        with pytest.raises(NotFound):
            await one.series_translation(SIMPSONS, language="zu")

    user.tvdb(question)


def test_the_old_interface_is_recognised(tmp_path: Path) -> None:
    old = httpx2.MockTransport(lambda _: httpx2.Response(401, json={"Error": "API Key Required"}))
    clock = Clock()
    with pytest.raises(ServiceRetired) as caught:
        on_clock(tmp_path, old, lambda one: one.series(BREAKING_BAD), now=clock)
    assert "api4.thetvdb.com/v4" in caught.value.advice
