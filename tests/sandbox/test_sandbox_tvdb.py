"""The manners of the fake TheTVDB, as its sheet tells them."""

from __future__ import annotations

import base64
import json

import pytest
from sandbox_fakes import log_in

from plexstuff.sandbox import keys

DAY = 24 * 3600.0


def failure(answer) -> tuple[int, str]:
    body = answer.json()
    assert (body["status"], body["data"]) == ("failure", None)
    return answer.status_code, body["message"].partition(":")[0]


def names(answer: dict) -> list[str]:
    return [item["name"] for item in answer["data"]]


def login(client, body: object):
    return client.post("/tvdb/v4/login", content=body if isinstance(body, bytes) else json.dumps(body))


@pytest.mark.parametrize(
    "body",
    [
        {"apikey": "0123456789ABCDEF"},
        {"apikey": "0" * 32, "username": "somebody", "userkey": "0123456789ABCDEF"},
        {"apikey": None},
        {"username": "somebody"},
        {},
        {"apikey": keys.TVDB_KEY_NEEDING_PIN, "pin": "WRONG"},
    ],
)
def test_keys_of_former_days_and_wrong_ones(client, body: dict) -> None:
    assert failure(login(client, body)) == (401, "InvalidAPIKey")


def test_pins(client) -> None:
    for body in ({"apikey": keys.TVDB_KEY_NEEDING_PIN}, {"apikey": keys.TVDB_KEY_NEEDING_PIN, "pin": ""}):
        assert login(client, body).json()["message"] == "InvalidValueType: pin required"
    assert log_in(client, apikey=keys.TVDB_KEY_NEEDING_PIN, pin=keys.TVDB_PIN)


@pytest.mark.parametrize("body", [b"", b"[]", b"not json", b'{"apikey": 5}', b"x" * 100_000])
def test_what_is_no_login(client, body: bytes) -> None:
    assert failure(login(client, body)) == (400, "InvalidValueType")


def test_the_token_is_a_jwt_that_lives_a_month(client, clock) -> None:
    token = log_in(client)
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    assert claims["exp"] == clock.now + 30 * DAY

    def status(bearer: str) -> int:
        return client.get("/tvdb/v4/genres", headers={"Authorization": f"Bearer {bearer}"}).status_code

    clock.now += 29 * DAY
    assert status(token) == 200
    clock.now += 2 * DAY
    assert status(token) == 401
    assert status(log_in(client)) == 200


@pytest.mark.parametrize("bearer", ["", "x", "a.b.c", keys.TVDB_KEY, "é", "e30.e30.", "..", "{}"])
def test_what_is_no_token(client, bearer: str) -> None:
    answer = client.get("/tvdb/v4/genres", headers={"Authorization": f"Bearer {bearer}".encode()})
    assert failure(answer) == (401, "Unauthorized")


def test_a_cut_token_is_refused(client) -> None:
    token = log_in(client)
    answer = client.get("/tvdb/v4/genres", headers={"Authorization": f"Bearer {token[:-1]}"})
    assert answer.status_code == 401
    assert client.get("/tvdb/v4/genres").status_code == 401


def test_search(tvdb) -> None:
    found = tvdb.get("/search", query="dallas")
    assert names(found) == ["Dallas (2012)"]
    item = found["data"][0]
    assert (item["id"], item["tvdb_id"], item["year"], item["type"]) == ("series-2022", "2022", "2012", "series")
    assert item["slug"] == "dallas-2012"
    assert {"id": "tt0002022", "type": 2, "sourceName": "IMDB"} in item["remote_ids"]
    assert names(tvdb.get("/search", q="dallas 2012")) == ["Dallas (2012)"]
    # A wrong year finds nothing at all.
    assert tvdb.get("/search", query="dallas", year=2011)["data"] == []
    assert tvdb.get("/search", query="dallas", type="movie")["data"] == []
    assert names(tvdb.get("/search", query="dallas", country="usa")) == ["Dallas (2012)"]
    assert tvdb.get("/search", query="dallas", country="gbr")["data"] == []


def test_search_tells_the_original_name_and_all_translations(tvdb) -> None:
    item = tvdb.get("/search", query="lange geschichte")["data"][0]
    assert item["name"] == "ながいばなし"
    assert item["translations"] == {"jpn": "ながいばなし", "eng": "Long Running", "deu": "Lange Geschichte"}
    assert item["primary_language"] == "jpn"


def test_search_without_a_type_finds_people_who_have_no_year(tvdb) -> None:
    people = [item for item in tvdb.get("/search", query="ada")["data"] if item["type"] == "person"]
    assert people
    assert "year" not in people[0]
    assert tvdb.get("/search", query="lantern", type="company")["data"][0]["type"] == "company"


def test_search_by_other_ids(tvdb) -> None:
    assert names(tvdb.get("/search", remote_id="tt0002022")) == ["Dallas (2012)"]
    assert tvdb.get("/search/remoteid/tt0002022")["data"][0]["series"]["id"] == 2022
    assert tvdb.get("/search/remoteid/tt0000011")["data"][0]["movie"]["id"] == 1_000_011
    assert tvdb.get("/search/remoteid/22")["data"][0]["series"]["id"] == 2022
    assert tvdb.get("/search/remoteid/tt7777777") == {"status": "success", "data": None}


def test_search_is_cut_and_linked(tvdb) -> None:
    first = tvdb.get("/search", query="common", limit=20)
    assert (len(first["data"]), first["links"]["total_items"], first["links"]["prev"]) == (20, 45, None)
    last = tvdb.get("/search", query="common", limit=20, offset=40)
    assert (len(last["data"]), last["links"]["next"]) == (5, None)
    assert "offset=20" in first["links"]["next"]
    assert failure(tvdb.answer("/search")) == (400, "InvalidValueType")
    assert failure(tvdb.answer("/search", query="a", type="film")) == (400, "InvalidValueType")
    assert failure(tvdb.answer("/search", query="a", limit="x")) == (400, "InvalidValueType")


def test_records(tvdb) -> None:
    series = tvdb.get("/series/2021")["data"]
    assert series["name"] == "ながいばなし"
    assert series["status"]["name"] == "Continuing"
    assert series["originalLanguage"] == "jpn"
    assert tvdb.get("/series/slug/dallas-2012")["data"]["id"] == 2022
    film = tvdb.get("/movies/1000011")["data"]
    assert film["image"].startswith("/banners/")
    assert tvdb.get(f"/movies/slug/{film['slug']}")["data"] == film
    for path in ("/series/1", "/movies/1", "/episodes/1", "/seasons/1", "/artwork/1", "/genres/999", "/nothing"):
        assert failure(tvdb.answer(path)) == (404, "NotFoundException")
    for path in ("/series/x", "/movies/tt1", "/episodes/-1"):
        assert failure(tvdb.answer(path)) == (400, "InvalidValueType")


def test_extended_records(tvdb) -> None:
    whole = tvdb.get("/series/2021/extended")["data"]
    assert whole["artworks"]
    assert whole["characters"]
    assert whole["translations"] is None
    assert whole["episodes"] is None
    assert {row["type"] for row in whole["seasonTypes"]} == {"official", "dvd", "absolute"}
    assert {"id": "21", "type": 12, "sourceName": "TheMovieDB.com"} in whole["remoteIds"]
    short = tvdb.get("/series/2021/extended", short="true", meta="translations")["data"]
    assert (short["artworks"], short["characters"]) == (None, None)
    told = {row["language"]: row["name"] for row in short["translations"]["nameTranslations"]}
    assert told == {"jpn": "ながいばなし", "eng": "Long Running", "deu": "Lange Geschichte"}
    assert len(tvdb.get("/series/2021/extended", meta="episodes")["data"]["episodes"]) == 500
    film = tvdb.get("/movies/1000011/extended", short="true", meta="translations")["data"]
    assert isinstance(film["companies"], dict)
    assert "overview" not in film
    assert film["first_release"]["date"] == "2001-12-20"


def test_translations(tvdb) -> None:
    row = tvdb.get("/series/2021/translations/deu")["data"]
    assert (row["name"], row["language"]) == ("Lange Geschichte", "deu")
    assert tvdb.get("/movies/1000011/translations/eng")["data"]["overview"] == "Somebody does something."
    assert failure(tvdb.answer("/series/2021/translations/fra")) == (404, "NotFoundException")
    assert tvdb.get("/episodes/510102/translations/eng")["data"]["name"] == "Part 103"
    assert failure(tvdb.answer("/episodes/510102/translations/deu")) == (404, "NotFoundException")


def episodes(tvdb, order: str, **query: object) -> list[tuple[int, int, str | None]]:
    rows = tvdb.get(f"/series/2021/episodes/{order}", **query)["data"]["episodes"]
    return [(row["seasonNumber"], row["number"], row["name"]) for row in rows]


def test_episodes_in_every_order(tvdb) -> None:
    assert episodes(tvdb, "official/eng", season=2)[:2] == [(2, 1, "Part 101"), (2, 2, "Part 102")]
    assert episodes(tvdb, "default/eng")[:2] == [(0, 1, "A Special"), (1, 1, "Part 1")]
    assert episodes(tvdb, "dvd/eng")[0] == (1, 1, "Part 1100")
    assert episodes(tvdb, "absolute/eng", page=2)[-1] == (1, 1100, "Part 1100")
    assert episodes(tvdb, "alternate") == []
    assert failure(tvdb.answer("/series/2021/episodes/backwards")) == (400, "InvalidValueType")


def test_episode_names_by_language(tvdb) -> None:
    assert episodes(tvdb, "official", season=1)[2] == (1, 3, "第3話")
    assert episodes(tvdb, "official/jpn", season=1)[2] == (1, 3, "第3話")
    assert episodes(tvdb, "official/deu", season=1)[2] == (1, 3, None)


def test_episodes_are_nested_differently_with_a_language(tvdb) -> None:
    assert set(tvdb.get("/series/2022/episodes/official")["data"]) == {"series", "episodes"}
    told = tvdb.get("/series/2022/episodes/official/eng")["data"]
    assert (told["id"], len(told["episodes"])) == (2022, 2)


def test_episodes_are_paged_by_500(tvdb) -> None:
    pages = [tvdb.get("/series/2021/episodes/official", page=page) for page in range(4)]
    assert [len(page["data"]["episodes"]) for page in pages] == [500, 500, 101, 0]
    assert [page["links"]["next"] is None for page in pages] == [False, False, True, True]
    assert pages[0]["links"]["total_items"] == 1101
    following = tvdb.client.get(pages[0]["links"]["next"], headers=tvdb.headers).json()
    assert following["data"] == pages[1]["data"]
    assert failure(tvdb.answer("/series/2021/episodes/official", page="-1")) == (400, "InvalidValueType")


def test_episodes_narrowed(tvdb) -> None:
    assert episodes(tvdb, "official/eng", season=0) == [(0, 1, "A Special")]
    assert episodes(tvdb, "official/eng", season=3, episodeNumber=7) == [(3, 7, "Part 207")]
    assert episodes(tvdb, "official/eng", airDate="2001-01-08") == [(1, 2, "Part 2")]
    assert failure(tvdb.answer("/series/2021/episodes/official", episodeNumber=7)) == (400, "InvalidValueType")


def test_a_season_and_its_episodes(tvdb) -> None:
    seasons = tvdb.get("/series/2021/extended")["data"]["seasons"]
    third = next(row for row in seasons if row["type"]["type"] == "official" and row["number"] == 3)
    assert tvdb.get(f"/seasons/{third['id']}")["data"] == third
    inside = tvdb.get(f"/seasons/{third['id']}/extended")["data"]["episodes"]
    assert [row["number"] for row in inside] == list(range(1, 101))
    where = tvdb.get(f"/episodes/{inside[0]['id']}/extended", meta="translations")["data"]
    assert {row["type"]["type"] for row in where["seasons"]} == {"official", "dvd", "absolute"}
    assert third["id"] in {row["id"] for row in where["seasons"]}


def test_artworks(tvdb) -> None:
    rows = tvdb.get("/series/2021/artworks", lang="eng", type=2)["data"]["artworks"]
    assert [(row["language"], row["type"]) for row in rows] == [("eng", 2)]
    one = tvdb.get(f"/artwork/{rows[0]['id']}/extended")["data"]
    assert (one["seriesId"], one["movieId"], one["image"]) == (2021, None, rows[0]["image"])
    assert 14 in {row["id"] for row in tvdb.get("/artwork/types")["data"]}


def test_updates(tvdb) -> None:
    assert failure(tvdb.answer("/updates")) == (400, "InvalidValueType")
    changed = tvdb.get("/updates", since=1, type="series")["data"]
    assert [row["recordId"] for row in changed] == [2021, 2022]
    assert tvdb.get("/updates", since=4_000_000_000)["data"] == []


def test_not_modified(tvdb) -> None:
    def status(since: str) -> int:
        headers = {**tvdb.headers, "If-Modified-Since": since}
        return tvdb.client.get("/tvdb/v4/series/2021", headers=headers).status_code

    assert status("Wed, 01 Jul 2026 00:00:00 GMT") == 304
    assert status("Wed, 01 Jul 2020 00:00:00 GMT") == 200
    assert status("some day") == 200
