"""The manners of the fake TMDB, as its sheet tells them."""

from __future__ import annotations

import pytest

from plexstuff.sandbox import keys


def ids(answer: dict) -> list[int]:
    return [item["id"] for item in answer["results"]]


def code(answer) -> tuple[int, int]:
    body = answer.json()
    assert body["success"] is False
    assert body["status_message"]
    return answer.status_code, body["status_code"]


@pytest.mark.parametrize("path", ["/authentication", "/movie/11", "/configuration"])
def test_both_credentials_each_in_its_own_place(client, path: str) -> None:
    def ask(**how):
        return client.get(f"/tmdb/3{path}", **how)

    assert ask(params={"api_key": keys.TMDB_KEY}).status_code == 200
    assert ask(headers={"Authorization": f"Bearer {keys.TMDB_TOKEN}"}).status_code == 200
    refused = [
        ask(),
        ask(params={"api_key": ""}),
        ask(params={"api_key": "0" * 32}),
        ask(params={"api_key": keys.TMDB_TOKEN}),
        ask(headers={"Authorization": f"Bearer {keys.TMDB_KEY}"}),
        ask(headers={"Authorization": keys.TMDB_TOKEN}),
    ]
    assert [code(answer) for answer in refused] == [(401, 7)] * 6
    assert code(ask(params={"api_key": keys.TMDB_SUSPENDED_KEY})) == (401, 10)


@pytest.mark.parametrize("query", ["amelie", "AMÉLIE", "amé", "wall", "wall-e", "walle", "WALL E", "amelie and the"])
def test_case_accents_punctuation_and_beginnings(tmdb, query: str) -> None:
    assert 11 in ids(tmdb.get("/search/movie", query=query))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("homme d'acier", [13]),  # a translated title
        ("the steel man", [13, 14]),  # the exact title before the exact alias of something better known
        ("steel", [13, 14]),
        ("七人の侍", [15]),  # the original title
        ("侍", [15]),
        ("l'homme steel", [13]),  # words of two of its names
        ("nothing whatever", []),
        ("", []),
        ("!?", []),
    ],
)
def test_other_names(tmdb, query: str, found: list[int]) -> None:
    assert ids(tmdb.get("/search/movie", query=query)) == found


def test_years(tmdb) -> None:
    assert ids(tmdb.get("/search/movie", query="amelie", year=2001)) == [11]
    # It came out on 20 December: elsewhere that was the next year, which only `year` knows.
    assert ids(tmdb.get("/search/movie", query="amelie", year=2002)) == [11]
    assert ids(tmdb.get("/search/movie", query="amelie", primary_release_year=2001)) == [11]
    assert ids(tmdb.get("/search/movie", query="amelie", primary_release_year=2002)) == []
    assert ids(tmdb.get("/search/tv", query="dallas", first_air_date_year=2012)) == [22]
    assert ids(tmdb.get("/search/tv", query="dallas", first_air_date_year=2013)) == []
    assert ids(tmdb.get("/search/tv", query="dallas", year=2013)) == [22]
    assert ids(tmdb.get("/search/tv", query="dallas", year=2014)) == []


def test_pages(tmdb) -> None:
    pages = [tmdb.get("/search/movie", query="common", page=page) for page in (1, 2, 3, 4, 500)]
    assert [len(page["results"]) for page in pages] == [20, 20, 5, 0, 0]
    assert {(page["total_pages"], page["total_results"]) for page in pages} == {(3, 45)}
    assert len({number for page in pages for number in ids(page)}) == 45
    # The better known first.
    assert ids(pages[0])[:2] == [144, 143]
    for page in ("0", "501", "-1", "x"):
        assert code(tmdb.answer("/search/movie", query="common", page=page)) == (400, 22)


def test_multi_marks_kinds(tmdb) -> None:
    kinds = {item["media_type"] for item in tmdb.get("/search/multi", query="a")["results"]}
    assert kinds == {"movie", "person"}
    assert tmdb.get("/search/multi", query="dallas")["results"][0]["media_type"] == "tv"


def test_details_by_id_and_by_imdb_id(tmdb) -> None:
    film = tmdb.get("/movie/11")
    assert tmdb.get("/movie/tt0000011") == tmdb.get("/movie/11-amelie") == film
    assert film["belongs_to_collection"]["id"] == 31
    assert film["genres"] == [{"id": 35, "name": "Comedy"}, {"id": 18, "name": "Drama"}]
    for path in (
        "/movie/1",
        "/movie/tt9999999",
        "/movie/x",
        "/tv/tt0002022",
        "/tv/11",
        "/nothing",
        "/movie/11/nothing",
    ):
        assert code(tmdb.answer(path)) == (404, 34)


def test_what_is_unknown_is_empty(tmdb) -> None:
    film = tmdb.get("/movie/16")
    assert (film["release_date"], film["runtime"], film["status"]) == ("", 0, "Planned")


def test_appended_calls(tmdb) -> None:
    parts = "external_ids,alternative_titles,translations,images,credits,release_dates"
    film = tmdb.get("/movie/13", append_to_response=f"{parts},nonsense")
    assert set(parts.split(",")) <= set(film)
    assert "nonsense" not in film
    assert "id" not in film["external_ids"]
    assert film["external_ids"]["imdb_id"] == "tt0000013"
    french = [row for row in film["translations"]["translations"] if row["iso_639_1"] == "fr"]
    assert french[0]["data"]["title"] == "L'homme d'acier"
    # A translation is no alternative title.
    assert film["alternative_titles"]["titles"] == []
    assert tmdb.get("/movie/14/alternative_titles", country="US")["titles"][0]["title"] == "The Steel Man"
    assert tmdb.get("/movie/14/alternative_titles", country="FR")["titles"] == []


def test_at_most_twenty_calls_are_appended(tmdb) -> None:
    seasons = [f"season/{number}" for number in range(1, 21)]
    show = tmdb.get("/tv/21", append_to_response=",".join(seasons))
    assert show["season/3"]["season_number"] == 3
    assert show["season/3"]["id"] == next(row["id"] for row in show["seasons"] if row["season_number"] == 3)
    assert len(show["season/3"]["episodes"]) == 100
    assert "season/20" not in show  # there is none
    many = ",".join([*seasons, "images"])
    assert code(tmdb.answer("/tv/21", append_to_response=many)) == (400, 27)


def test_series_seasons_and_episodes(tmdb) -> None:
    show = tmdb.get("/tv/21", append_to_response="external_ids,content_ratings")
    assert show["external_ids"]["tvdb_id"] == 2021
    assert (show["number_of_seasons"], show["number_of_episodes"]) == (11, 1100)
    assert [row["season_number"] for row in show["seasons"]] == list(range(12))
    assert show["seasons"][0]["name"] == "Specials"
    assert "imdb_id" not in show
    season = tmdb.get("/tv/21/season/2")
    assert [one["episode_number"] for one in season["episodes"]] == list(range(1, 101))
    episode = tmdb.get("/tv/21/season/2/episode/3", append_to_response="external_ids")
    assert (episode["name"], episode["external_ids"]["tvdb_id"]) == ("Part 103", 510_102)
    for path in ("/tv/21/season/99", "/tv/21/season/1/episode/101", "/tv/99/season/1"):
        assert code(tmdb.answer(path)) == (404, 34)


def test_what_comes_next_follows_the_clock(tmdb, clock) -> None:
    assert tmdb.get("/tv/21")["next_episode_to_air"] is None
    clock.now = 1_009_843_200.0  # 1 January 2002
    show = tmdb.get("/tv/21")
    assert show["last_episode_to_air"]["air_date"] == "2001-12-31"
    assert show["next_episode_to_air"]["air_date"] == "2002-01-07"


def test_other_orders_are_groups(tmdb) -> None:
    groups = {row["name"]: row for row in tmdb.get("/tv/21/episode_groups")["results"]}
    assert {row["type"] for row in groups.values()} == {2, 3}
    discs = tmdb.get(f"/tv/episode_group/{groups['DVD Order']['id']}")
    assert discs["groups"][0]["episodes"][0]["name"] == "Part 1100"
    assert [one["order"] for one in discs["groups"][0]["episodes"][:3]] == [0, 1, 2]
    assert tmdb.get("/tv/22/episode_groups")["results"] == []
    for wrong in ("0" * 24, "zz", groups["DVD Order"]["id"][:-1] + "7"):
        assert code(tmdb.answer(f"/tv/episode_group/{wrong}")) == (404, 34)


def test_languages_fall_back_for_titles_but_not_for_texts(tmdb) -> None:
    german = tmdb.get("/tv/21", language="de-DE")
    assert german["name"] == "Lange Geschichte"
    untold = tmdb.get("/tv/21", language="fr")
    assert (untold["name"], untold["overview"], untold["tagline"]) == ("ながいばなし", "", "")
    french = tmdb.get("/search/movie", query="steel man", language="fr-FR")["results"]
    assert [(one["title"], bool(one["overview"])) for one in french] == [("L'homme d'acier", True), ("Steele", False)]
    assert tmdb.get("/tv/21/season/1", language="de")["episodes"][4]["name"] == "Folge 5"
    assert tmdb.get("/movie/11", language="de")["genres"][0] == {"id": 35, "name": "Komödie"}


def test_a_language_narrows_pictures(tmdb) -> None:
    def spoken(**query: str) -> set[str | None]:
        return {row["iso_639_1"] for row in tmdb.get("/tv/21/images", **query)["posters"]}

    assert spoken() == {None, "en", "ja", "de"}
    assert spoken(language="de-DE") == {"de"}
    assert spoken(language="de", include_image_language="en,null") == {"de", "en", None}


def test_find(tmdb) -> None:
    def found(number: str, source: str) -> dict[str, list[int]]:
        answer = tmdb.get(f"/find/{number}", external_source=source)
        assert len(answer) == 5
        return {key: [row["id"] for row in rows] for key, rows in answer.items() if rows}

    assert found("tt0000011", "imdb_id") == {"movie_results": [11]}
    assert found("2022", "tvdb_id") == {"tv_results": [22]}
    assert found("510102", "tvdb_id") == {"tv_episode_results": [10_102]}
    season = tmdb.get("/tv/21/season/2/external_ids")
    assert found(str(season["tvdb_id"]), "tvdb_id") == {"tv_season_results": [season["id"]]}
    assert found("nm90000001", "imdb_id") == {"person_results": [900_900_001]}
    assert found("tt7777777", "imdb_id") == found("x", "tvdb_id") == found("1", "wikidata_id") == {}
    assert code(tmdb.answer("/find/tt0000011", external_source="tvrage_id")) == (422, 5)


def test_collections(tmdb) -> None:
    assert ids(tmdb.get("/search/collection", query="amelie")) == [31]
    whole = tmdb.get("/collection/31", append_to_response="images")
    assert [part["id"] for part in whole["parts"]] == [11, 12]
    assert whole["images"]["posters"]
    assert code(tmdb.answer("/collection/1")) == (404, 34)


def test_discover(tmdb) -> None:
    assert ids(tmdb.get("/discover/movie", with_genres="35")) == [12, 11]
    assert ids(tmdb.get("/discover/movie", with_genres="35,18")) == [11]
    assert ids(tmdb.get("/discover/movie", with_genres="35|18", sort_by="primary_release_date.asc")) == [11, 12]
    assert ids(tmdb.get("/discover/movie", with_genres="35", without_genres="18")) == [12]
    assert ids(tmdb.get("/discover/movie", primary_release_year=1954)) == [15]
    assert ids(tmdb.get("/discover/movie", primary_release_date__lte="1960-01-01", primary_release_date__gte="1")) == [
        15
    ]
    assert ids(tmdb.get("/discover/tv", with_original_language="ja")) == [21]
    assert code(tmdb.answer("/discover/movie", sort_by="colour.desc")) == (400, 47)
    assert code(tmdb.answer("/discover/movie", page=501)) == (400, 22)


def test_answers_can_be_cached(tmdb) -> None:
    first = tmdb.answer("/movie/11")
    assert "max-age=" in first.headers["cache-control"]
    assert first.headers["content-type"] == "application/json; charset=utf-8"
    again = tmdb.client.get("/tmdb/3/movie/11", params=tmdb.query, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert tmdb.answer("/movie/12").headers["etag"] != first.headers["etag"]
    assert tmdb.answer("/authentication").headers["cache-control"] == "no-store"


def test_only_reading(tmdb) -> None:
    answer = tmdb.client.post("/tmdb/3/movie/11", params=tmdb.query)
    assert (answer.status_code, answer.json()["status_code"]) == (405, 42)


def test_configuration(tmdb) -> None:
    assert tmdb.get("/configuration")["images"]["secure_base_url"].startswith("https://")
    assert {"iso_639_1": "de", "english_name": "German", "name": "Deutsch"} in tmdb.get("/configuration/languages")
    assert "pt-BR" in tmdb.get("/configuration/primary_translations")
    assert any(row["iso_3166_1"] == "JP" for row in tmdb.get("/configuration/countries"))
    assert {"id": 36, "name": "Historie "} in tmdb.get("/genre/movie/list", language="da")["genres"]
