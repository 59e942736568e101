"""What the client of TheTVDB asks for, and what it makes of the answers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from service_fakes import NOW, TVDB_KEY, Asked, Fake, ask_tvdb, refused, token

from plexstuff.errors import KeyRefused, NotFound, UnexpectedResponse
from plexstuff.health import Proof
from plexstuff.models import Ids, Title
from plexstuff.roles import MovieSource, SeriesSource
from plexstuff.services.tvdb.client import TVDB, check

REMOTE = [
    {"id": " tt0118480 ", "type": 2, "sourceName": "IMDB"},
    {"id": "4629", "type": 12, "sourceName": "TheMovieDB.com"},
    {"id": "https://stargate.test", "type": 4, "sourceName": "Official Website"},
    {"id": None, "type": 18, "sourceName": None},
]
ROW = {
    "objectID": "series-72449",
    "id": "series-72449",
    "tvdb_id": "72449",
    "type": "series",
    "name": "Stargate SG-1",
    "year": "1997",
    "first_air_time": "1997-07-27",
    "country": "usa",
    "primary_language": "eng",
    "status": "Ended",
    "overview": "A ring.",
    "overviews": {"deu": "Ein Ring.", "eng": "A ring."},
    "translations": {"deu": "Stargate – Kommando SG-1", "eng": "Stargate SG-1", "pt": "Portal"},
    "aliases": ["SG-1", "Stargate – Kommando SG-1"],
    "remote_ids": REMOTE,
}


def good(data: object, **more: object) -> dict[str, object]:
    return {"status": "success", "data": data} | more


def test_it_plays_both_roles(tvdb: Fake, tmp_path: Path) -> None:
    async def question(one: TVDB) -> tuple[bool, bool]:
        return isinstance(one, MovieSource), isinstance(one, SeriesSource)

    assert ask_tvdb(tvdb, tmp_path, question) == (True, True)


def test_a_search_for_series_is_one_request_and_fills_in_all_it_says(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["search"] = good([ROW])
    found = ask_tvdb(tvdb, tmp_path, lambda one: one.search_series(" Stargate ", year=1997, language="de"))[0]
    assert found.ids == Ids(tmdb=4629, tvdb=72449, imdb="tt0118480")
    assert (found.title, found.original_title) == ("Stargate – Kommando SG-1", "Stargate SG-1")
    assert (found.first_aired, found.year, found.countries) == (dt.date(1997, 7, 27), 1997, ("US",))
    assert (found.original_language, found.status, found.overview) == ("en", "Ended", "Ein Ring.")
    assert found.titles == (Title("Stargate – Kommando SG-1", "de"), Title("Portal", "pt"), Title("SG-1"))
    assert tvdb.paths == ["login", "search"]
    assert tvdb.asked[1].query == {"query": "Stargate", "type": "series", "year": "1997", "limit": "50"}


def test_what_is_not_translated_keeps_its_name(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["search"] = good([ROW | {"translations": None, "aliases": None, "remote_ids": None, "overviews": None}])
    found = ask_tvdb(tvdb, tmp_path, lambda one: one.search_series("Stargate", language="fr"))[0]
    assert (found.title, found.titles, found.overview) == ("Stargate SG-1", (), "A ring.")
    assert found.ids == Ids(tvdb=72449)


def test_leftover_codes_of_languages_are_understood(tvdb: Fake, tmp_path: Path) -> None:
    """TheTVDB files Brazilian Portuguese under `pt`, which is no code of ISO 639-2."""
    names = {"por": "Portal", "pt": "Portão", "zho": "星际之门"}
    tvdb["search"] = good([ROW | {"translations": names}])

    def title(language: str) -> str:
        return ask_tvdb(tvdb, tmp_path, lambda one: one.search_series("Stargate", language=language))[0].title

    assert {code: title(code) for code in ("pt", "pt-BR", "zh", "zh-TW", "de-AT")} == {
        "pt": "Portal",
        "pt-BR": "Portão",
        "zh": "星际之门",
        "zh-TW": "星际之门",
        "de-AT": "Stargate SG-1",
    }


def test_people_and_companies_and_rows_without_an_id_are_left_out(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["search"] = good(
        [
            {"type": "person", "tvdb_id": "1", "name": "Richard Dean Anderson"},
            {"type": "company", "tvdb_id": "2", "name": "Stargate Studios"},
            ROW | {"tvdb_id": "series-72449"},
            ROW | {"tvdb_id": None},
            ROW,
        ]
    )
    found = ask_tvdb(tvdb, tmp_path, lambda one: one.search_series("Stargate"))
    assert [one.ids.tvdb for one in found] == [72449]


@pytest.mark.parametrize("data", [[], None])
def test_finding_nothing_is_an_empty_list(tvdb: Fake, tmp_path: Path, data: object) -> None:
    tvdb["search"] = good(data)
    assert ask_tvdb(tvdb, tmp_path, lambda one: one.search_series("Qwertz")) == []


def test_nothing_to_search_for_asks_nothing(tvdb: Fake, tmp_path: Path) -> None:
    async def question(one: TVDB) -> list[object]:
        return [await one.search_movies(" "), await one.search_series("")]

    assert ask_tvdb(tvdb, tmp_path, question) == [[], []]
    assert tvdb.asked == []


@pytest.mark.parametrize("body", [{}, {"status": "success"}, [], good("x"), good([{"tvdb_id": 7}])])
def test_an_answer_of_another_shape_is_no_empty_list(tvdb: Fake, tmp_path: Path, body: object) -> None:
    tvdb["search"] = body
    with pytest.raises(UnexpectedResponse):
        ask_tvdb(tvdb, tmp_path, lambda one: one.search_series("Stargate"))


def test_a_series_comes_whole_in_one_request(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["series/421069/extended"] = good(
        {
            "id": 421069,
            "name": "【推しの子】",
            "year": "2023",
            "firstAired": "2023-04-12",
            "originalCountry": "jpn",
            "originalLanguage": "jpn",
            "overview": "嘘は武器だ",
            "score": 150979,
            "status": {"id": 1, "name": "Continuing"},
            "aliases": [{"language": "eng", "name": "My Star"}],
            "artworks": None,
            "characters": None,
            "remoteIds": REMOTE,
            "seasons": [
                {"id": 1, "number": 0, "type": {"id": 1, "type": "official"}},
                {"id": 2, "number": 1, "type": {"id": 1, "type": "official"}},
                {"id": 3, "number": 9, "type": {"id": 2, "type": "dvd"}},
            ],
            "translations": {
                "nameTranslations": [
                    {"language": "eng", "name": "Wrong", "isAlias": True},
                    {"language": "eng", "name": "Oshi no Ko"},
                ],
                "overviewTranslations": [{"language": "eng", "overview": "Lies are weapons."}],
                "alias": [],
            },
        }
    )
    series = ask_tvdb(tvdb, tmp_path, lambda one: one.series(421069))
    assert series.ids == Ids(tmdb=4629, tvdb=421069, imdb="tt0118480")
    assert (series.title, series.original_title, series.original_language) == ("Oshi no Ko", "【推しの子】", "ja")
    assert (series.overview, series.status, series.seasons) == ("Lies are weapons.", "Continuing", (0, 1))
    assert (series.countries, series.year) == (("JP",), 2023)
    assert Title("My Star", "en") in series.titles
    assert tvdb.asked[1].query == {"meta": "translations", "short": "true"}


def test_a_film_comes_whole_in_one_request(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["movies/2658/extended"] = good(
        {
            "id": 2658,
            "name": "Lola rennt",
            "year": "1998",
            "runtime": 81,
            "originalCountry": "deu",
            "originalLanguage": "deu",
            "first_release": {"country": "deu", "date": "1998-08-20", "detail": None},
            "remoteIds": [{"id": "104", "sourceName": "TheMovieDB.com"}],
            "translations": {
                "nameTranslations": [{"language": "eng", "name": "Run Lola Run"}],
                "overviewTranslations": [{"language": "eng", "overview": "She runs."}],
            },
        }
    )
    film = ask_tvdb(tvdb, tmp_path, lambda one: one.movie(2658, language="fr"))
    assert film.ids == Ids(tmdb=104, tvdb=2658)
    assert (film.title, film.overview) == ("Lola rennt", "She runs.")
    assert (film.released, film.year, film.runtime, film.countries) == (dt.date(1998, 8, 20), 1998, 81, ("DE",))


def test_films_are_searched_alike(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["search"] = good([ROW, ROW | {"type": "movie", "tvdb_id": "353554", "name": "Stargate"}])
    found = ask_tvdb(tvdb, tmp_path, lambda one: one.search_movies("Stargate", region="US"))
    assert [one.ids.tvdb for one in found] == [353554]
    assert tvdb.asked[1].query["type"] == "movie"


def remote(number: object, **kinds: int) -> dict[str, object]:
    return good([{kind: {"id": found, "name": "x"}} for kind, found in kinds.items()] or number)


def record(number: int, tmdb: str | None = None) -> dict[str, object]:
    ids = [{"id": tmdb, "sourceName": "TheMovieDB.com"}] if tmdb else []
    return good({"id": number, "name": "Stargate", "remoteIds": ids})


def test_a_series_is_found_by_each_kind_of_id(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["series/72449/extended"] = record(72449, "4629")
    tvdb["search/remoteid/tt0118480"] = remote(None, episode=3, movie=1, series=72449)
    tvdb["search/remoteid/tt0000001"] = good(None)
    tvdb["search/remoteid/4629"] = remote(None, people=9, series=72449)
    for ids, paths in (
        (Ids(tvdb=72449, imdb="tt9999999"), ["series/72449/extended"]),
        (Ids(imdb="tt0118480"), ["search/remoteid/tt0118480", "series/72449/extended"]),
        (Ids(tmdb=4629), ["search/remoteid/4629", "series/72449/extended"]),
        (
            Ids(tvdb=5, imdb="tt0000001", tmdb=4629),
            [
                "series/5/extended",
                "search/remoteid/tt0000001",
                "search/remoteid/4629",
                "series/72449/extended",
            ],
        ),
    ):
        tvdb.asked.clear()
        found = ask_tvdb(tvdb, tmp_path, lambda one, ids=ids: one.find_series(ids))
        assert found is not None, ids
        assert found.ids.tvdb == 72449
        assert tvdb.paths[1:] == paths


def test_a_bare_number_may_be_that_of_another_service(tvdb: Fake, tmp_path: Path) -> None:
    """Numbers are not unique among services: only the record itself says whether TMDB's number is meant."""
    tvdb["search/remoteid/4629"] = good([{"series": {"id": 1}}, {"series": {"id": 2}}])
    tvdb["series/1/extended"] = record(1)
    tvdb["series/2/extended"] = record(2, "4629")
    found = ask_tvdb(tvdb, tmp_path, lambda one: one.find_series(Ids(tmdb=4629)))
    assert found is not None
    assert found.ids.tvdb == 2
    tvdb["series/2/extended"] = record(2, "77")
    assert ask_tvdb(tvdb, tmp_path, lambda one: one.find_series(Ids(tmdb=4629))) is None


def test_a_film_is_found_by_each_kind_of_id(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["movies/8/extended"] = record(8, "19")
    tvdb["search/remoteid/tt0017136"] = tvdb["search/remoteid/19"] = remote(None, series=3, movie=8)
    for ids in (Ids(tvdb=8), Ids(imdb="tt0017136"), Ids(tmdb=19)):
        found = ask_tvdb(tvdb, tmp_path, lambda one, ids=ids: one.find_movie(ids))
        assert found is not None, ids
        assert found.ids == Ids(tvdb=8, tmdb=19)


def test_what_nobody_knows_is_none(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["search/remoteid/tt0000005"] = tvdb["search/remoteid/5"] = good(None)
    unknown = Ids(tvdb=5, imdb="tt0000005", tmdb=5)
    assert ask_tvdb(tvdb, tmp_path, lambda one: one.find_movie(unknown)) is None
    assert ask_tvdb(tvdb, tmp_path, lambda one: one.find_series(unknown)) is None
    tvdb.asked.clear()
    assert ask_tvdb(tvdb, tmp_path, lambda one: one.find_series(Ids(imdb="../series/1"))) is None
    assert tvdb.asked == []


@pytest.mark.parametrize("answer", [None, good(None)])
def test_one_thing_that_is_not_there_is_not_found(tvdb: Fake, tmp_path: Path, answer: object) -> None:
    if answer:
        tvdb["series/5/extended"] = answer
    with pytest.raises(NotFound):
        ask_tvdb(tvdb, tmp_path, lambda one: one.series(5))


def test_translations_are_asked_for_in_their_own_codes(tvdb: Fake, tmp_path: Path) -> None:
    said = good({"name": "Lola rennt", "language": "deu", "overview": None})
    tvdb["movies/1/translations/deu"] = tvdb["series/1/translations/deu"] = tvdb["episodes/1/translations/deu"] = said

    async def question(one: TVDB) -> list[str | None]:
        return [
            (await method(1, language="de")).name
            for method in (one.movie_translation, one.series_translation, one.episode_translation)
        ]

    assert ask_tvdb(tvdb, tmp_path, question) == ["Lola rennt"] * 3
    with pytest.raises(NotFound):
        ask_tvdb(tvdb, tmp_path, lambda one: one.movie_translation(1, language="fr"))


def test_pictures_have_whole_addresses(tvdb: Fake, tmp_path: Path) -> None:
    pictures = [
        {"id": 1, "image": "/banners/a.jpg", "thumbnail": "/banners/a_t.jpg", "type": 2},
        {"id": 2, "image": "https://artworks.thetvdb.com/banners/b.jpg", "thumbnail": None, "type": 3},
        {"id": 3, "image": "", "thumbnail": None, "type": 3},
    ]
    tvdb["series/1/artworks"] = good({"id": 1, "artworks": pictures})
    tvdb["movies/1/extended"] = good({"id": 1, "artworks": pictures[:1]})
    found = ask_tvdb(tvdb, tmp_path, lambda one: one.series_artworks(1, language="de", kind=2))
    assert [one.image for one in found] == [f"https://artworks.thetvdb.com/banners/{name}.jpg" for name in "ab"]
    assert [one.thumbnail for one in found] == ["https://artworks.thetvdb.com/banners/a_t.jpg", None]
    assert tvdb.asked[-1].query == {"lang": "deu", "type": "2"}
    assert len(ask_tvdb(tvdb, tmp_path, lambda one: one.movie_artworks(1))) == 1
    tvdb["artwork/types"] = good([{"id": 2, "name": "Poster", "recordType": "series"}])
    assert [one.name for one in ask_tvdb(tvdb, tmp_path, lambda one: one.artwork_types())] == ["Poster"]


def test_the_check_logs_in_afresh_and_tries_a_search(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["search"] = good([ROW])

    async def question(one: TVDB) -> object:
        await one.search_series("Doctor Who")
        tvdb.asked.clear()
        return await check(one)

    checked = ask_tvdb(tvdb, tmp_path, question, cache=True)
    assert checked.proof is Proof.TRIED  # type: ignore[attr-defined]
    assert checked.expires_at == NOW + 30 * 86400  # type: ignore[attr-defined]
    assert tvdb.paths == ["login", "search"]
    assert [one.body for one in tvdb.asked] == [{"apikey": TVDB_KEY}, None]


def test_the_check_is_not_green_when_only_the_log_in_works(tvdb: Fake, tmp_path: Path) -> None:
    tvdb["search"] = refused(401, {"status": "failure", "message": "Unauthorized", "data": None})
    with pytest.raises(KeyRefused) as caught:
        ask_tvdb(tvdb, tmp_path, check)
    assert TVDB_KEY not in caught.value.sentence + caught.value.advice


def test_no_token_is_no_success(tvdb: Fake, tmp_path: Path) -> None:
    for data in (None, {"token": ""}):
        tvdb["login"] = good(data)
        with pytest.raises(UnexpectedResponse):
            ask_tvdb(tvdb, tmp_path, check)


def test_the_token_goes_with_every_request_and_the_key_with_none(tvdb: Fake, tmp_path: Path) -> None:
    seen: list[Asked] = []
    tvdb["search"] = lambda asked: seen.append(asked) or good([])
    ask_tvdb(tvdb, tmp_path, lambda one: one.search_series("x"))
    assert seen[0].headers["authorization"] == f"Bearer {token()}"
    assert TVDB_KEY not in str(seen[0].query) + str(dict(seen[0].headers))
