"""TheTVDB's own Python client against the fake: every path is asked for by it, or is a gap with a reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import tvdb_v4_official

from plexstuff.sandbox import Sandbox, keys
from plexstuff.sandbox.tvdb.routes import PATHS

SERIES = 81189


@pytest.fixture(autouse=True)
def library(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")

    def pointed_at_the_sandbox(self) -> None:
        self.base_url = box.url + "/tvdb/v4/"

    monkeypatch.setattr(tvdb_v4_official.Url, "__init__", pointed_at_the_sandbox)


@pytest.fixture
def tvdb(library: None) -> tvdb_v4_official.TVDB:
    return tvdb_v4_official.TVDB(keys.TVDB_KEY)


def _film(tvdb) -> int:
    return tvdb.search_by_remote_id("tt0133093")[0]["movie"]["id"]


def _episode(tvdb) -> int:
    return tvdb.get_series_episodes(SERIES, "official", lang="eng")["episodes"][0]["id"]


def _season(tvdb) -> int:
    return tvdb.get_series_extended(SERIES)["seasons"][-1]["id"]


def _artwork(tvdb) -> int:
    return tvdb.get_series_artworks(SERIES, "eng", 2)["artworks"][0]["id"]


Call = Callable[[tvdb_v4_official.TVDB], object]

CALLS: dict[str, Call] = {
    "/search": lambda tvdb: tvdb.search("breaking bad", type="series", year=2008)[0]["tvdb_id"] == str(SERIES),
    "/search/remoteid/{remote}": lambda tvdb: tvdb.search_by_remote_id("tt0903747")[0]["series"]["id"] == SERIES,
    "/series/slug/{slug}": lambda tvdb: tvdb.get_series_by_slug("breaking-bad")["id"] == SERIES,
    "/series/{id}": lambda tvdb: tvdb.get_series(SERIES)["name"] == "Breaking Bad",
    "/series/{id}/extended": lambda tvdb: (
        tvdb.get_series_extended(SERIES, meta="translations", short=True)["artworks"] is None
    ),
    "/series/{id}/artworks": lambda tvdb: tvdb.get_series_artworks(SERIES, "eng")["artworks"],
    "/series/{id}/nextAired": lambda tvdb: tvdb.get_series_nextAired(SERIES)["nextAired"] == "",
    "/series/{id}/translations/{language}": lambda tvdb: (
        tvdb.get_series_translation(SERIES, "eng")["name"] == "Breaking Bad"
    ),
    "/series/{id}/episodes/{order}": lambda tvdb: tvdb.get_series_episodes(SERIES)["series"]["id"] == SERIES,
    "/series/{id}/episodes/{order}/{language}": lambda tvdb: (
        tvdb.get_series_episodes(SERIES, "official", lang="eng")["episodes"] != []
        and tvdb.get_req_links()["page_size"] == 500
    ),
    "/movies/slug/{slug}": lambda tvdb: tvdb.get_movie_by_slug("the-matrix")["name"] == "The Matrix",
    "/movies/{id}": lambda tvdb: tvdb.get_movie(_film(tvdb))["year"] == "1999",
    "/movies/{id}/extended": lambda tvdb: tvdb.get_movie_extended(_film(tvdb), meta="translations")["remoteIds"],
    "/movies/{id}/translations/{language}": lambda tvdb: tvdb.get_movie_translation(_film(tvdb), "eng")["name"],
    "/seasons/types": lambda tvdb: tvdb.get_season_types()[0]["type"] == "official",
    "/seasons/{id}": lambda tvdb: tvdb.get_season(_season(tvdb))["seriesId"] == SERIES,
    "/seasons/{id}/extended": lambda tvdb: tvdb.get_season_extended(_season(tvdb))["episodes"],
    "/episodes/{id}": lambda tvdb: tvdb.get_episode(_episode(tvdb))["seriesId"] == SERIES,
    "/episodes/{id}/extended": lambda tvdb: tvdb.get_episode_extended(_episode(tvdb))["seasons"],
    "/episodes/{id}/translations/{language}": lambda tvdb: tvdb.get_episode_translation(_episode(tvdb), "eng")["name"],
    "/artwork/types": lambda tvdb: {row["id"] for row in tvdb.get_artwork_types()} >= {2, 14},
    "/artwork/statuses": lambda tvdb: tvdb.get_artwork_statuses(),
    "/artwork/{id}": lambda tvdb: tvdb.get_artwork(_artwork(tvdb))["type"] == 2,
    "/artwork/{id}/extended": lambda tvdb: tvdb.get_artwork_extended(_artwork(tvdb))["seriesId"] == SERIES,
    "/languages": lambda tvdb: "deu" in {row["id"] for row in tvdb.get_all_languages()},
    "/countries": lambda tvdb: "gbr" in {row["id"] for row in tvdb.get_countries()},
    "/genres": lambda tvdb: "Drama" in {row["name"] for row in tvdb.get_all_genres()},
    "/genres/{id}": lambda tvdb: tvdb.get_genre(12)["name"] == "Drama",
    "/sources/types": lambda tvdb: "IMDB" in {row["name"] for row in tvdb.get_source_types()},
    "/content/ratings": lambda tvdb: tvdb.get_content_ratings(),
    "/updates": lambda tvdb: tvdb.get_updates(1, type="series")[0]["recordType"] == "series",
}
GAPS = {
    "/series/statuses": "the library has no call for it",
    "/movies/statuses": "the library has no call for it",
}


@pytest.mark.parametrize("path", CALLS)
def test_the_library_understands(tvdb: tvdb_v4_official.TVDB, path: str) -> None:
    assert CALLS[path](tvdb)


def test_every_path_is_covered_or_a_gap(keep_matrix) -> None:
    assert set(CALLS) | set(GAPS) == set(PATHS)
    assert not set(CALLS) & set(GAPS)
    lines = [f"{path:60} {'ok' if path in CALLS else 'gap: ' + GAPS[path]}" for path in PATHS]
    keep_matrix("tvdb_v4_official", [f"{'/login':60} ok", *lines])


def test_it_logs_in_with_a_pin() -> None:
    assert tvdb_v4_official.TVDB(keys.TVDB_KEY_NEEDING_PIN, keys.TVDB_PIN).get_series(SERIES)


@pytest.mark.parametrize(
    ("key", "message"), [(keys.TVDB_KEY_NEEDING_PIN, "pin required"), ("0" * 32, "apikey invalid")]
)
def test_it_reads_why_it_may_not_log_in(key: str, message: str) -> None:
    with pytest.raises(Exception, match=message):
        tvdb_v4_official.TVDB(key)


def test_it_reads_what_is_not_there(tvdb: tvdb_v4_official.TVDB) -> None:
    with pytest.raises(ValueError, match="NotFoundException"):
        tvdb.get_series(1)
    with pytest.raises(ValueError, match="UNKNOWN FAILURE"):
        tvdb.search_by_remote_id("tt7777777")  # null is no answer to it


def test_it_is_told_that_nothing_changed(tvdb: tvdb_v4_official.TVDB) -> None:
    answer = tvdb.get_series(SERIES, if_modified_since="Wed, 01 Jul 2026 00:00:00 GMT")
    assert answer["code"] == 304
