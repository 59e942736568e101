"""The fake of TheTVDB against what was recorded of its API v4."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sandbox_recordings import Shape, missing_keys, wrong_types

from plexstuff.sandbox import keys


def _recorded(shared: Path, name: str):
    return json.loads((shared / "fixtures" / "tvdb" / name).read_text(encoding="utf-8"))


def _judge(ours: object, *recorded: object) -> None:
    shape = Shape()
    for one in recorded:
        shape.see(one)
    assert [missing_keys(ours, one) for one in recorded] == [[] for _ in recorded]
    assert wrong_types(ours, shape) == []


def test_series(shared: Path, world_tvdb) -> None:
    recorded = [
        _recorded(shared, f"v4/{name}.json")
        for name in ("series-292174", "series-421069-unicode-2026", "series-filter-one-item")
    ]
    recorded[2]["data"] = recorded[2]["data"][0]
    world = world_tvdb.client.app.state.world
    for series in list(world.series_by_tvdb.values())[:60]:
        _judge(world_tvdb.get(f"/series/{series.tvdb}"), *recorded)


def test_movies(shared: Path, world_tvdb) -> None:
    recorded = _recorded(shared, "v4/movies-filter-one-item.json")
    recorded["data"] = recorded["data"][0]
    # The recorded item comes from a filter, which leaves these out; elsewhere they are lists.
    for name in ("nameTranslations", "overviewTranslations", "aliases"):
        recorded["data"][name] = []
    _judge(world_tvdb.get("/search/remoteid/tt0133093")["data"][0]["movie"], recorded["data"])


def test_an_episode_that_is_a_special(shared: Path, world_tvdb) -> None:
    world = world_tvdb.client.app.state.world
    special = next(episode for series in world.catalogue.series for episode in series.episodes if episode.season == 0)
    recorded = _recorded(shared, "v4/episode-2026-special.json")
    ours = world_tvdb.get(f"/episodes/{special.tvdb}")
    assert missing_keys(ours, recorded) == []
    assert ours["data"]["seasonNumber"] == 0


def test_links_of_a_page(shared: Path, world_tvdb) -> None:
    recorded = _recorded(shared, "v4/episodes-page-links.json")["links"]
    links = world_tvdb.get("/series/81189/episodes/official/eng", page=0)["links"]
    assert links.keys() == recorded.keys()
    assert links["self"].endswith("/v4/series/81189/episodes/official/eng?page=0")
    assert (links["prev"], links["next"], links["page_size"]) == (None, None, 500)


def test_search(shared: Path, world_tvdb) -> None:
    recorded = _recorded(shared, "v4/search-two-items-2026.json")
    _judge(world_tvdb.get("/search", query="the", type="series")["data"], recorded["data"])


@pytest.mark.parametrize(("name", "remote"), [("series", "tt0903747"), ("movie", "tt0133093"), ("empty", "tt9999999")])
def test_search_by_other_ids(shared: Path, world_tvdb, name: str, remote: str) -> None:
    recorded = _recorded(shared, f"v4/search-remoteid-{name}.json")
    _judge(world_tvdb.get(f"/search/remoteid/{remote}"), recorded)


def test_failures_are_worded_as_recorded(shared: Path, world_client, world_tvdb) -> None:
    login = "/tvdb/v4/login"
    answer = world_client.post(login, json={"apikey": keys.TVDB_KEY_NEEDING_PIN})
    assert (answer.status_code, answer.json()) == (400, _recorded(shared, "v4/login-400-pin-required.json"))
    answer = world_client.post(login, json={"apikey": "not a key"})
    assert (answer.status_code, answer.json()) == (401, _recorded(shared, "v4/login-401-apikey-invalid.json"))
    answer = world_client.get("/tvdb/v4/genres", headers={"Authorization": "Bearer nonsense"})
    assert (answer.status_code, answer.json()) == (401, _recorded(shared, "v4/any-401-unauthorized.json"))
    answer = world_tvdb.answer("/series/81189/translations/xxx")
    assert (answer.status_code, answer.json()) == (404, _recorded(shared, "v4/translation-404.json"))


SHAPES = {
    "artwork_extended": "/artwork/81189020/extended",
    "artworktype_overview": "/artwork/types",
    "genre_overview": "/genres",
    "seasontype_overview": "/seasons/types",
    "sourcetype_overview": "/sources/types",
    "status_overview": "/series/statuses",
    "translation": "/series/81189/translations/eng",
    "update_overview": "/updates?since=1",
    "series_extended": "/series/81189/extended?meta=translations",
    "seriesepisodes": "/series/81189/episodes/official",
    "seriesepisodes_translated": "/series/81189/episodes/official/eng",
}
# The shapes are those of 2022, filled in by hand with everything that may be there; these are often left out.
OPTIONAL = {
    "isAlias", "tagline", "isPrimary", "prefix", "postfix", "airsAfterSeason", "airsBeforeSeason", "airsBeforeEpisode",
    "country", "seasonName", "name", "aliases", "trailers", "nextAired", "alternateName", "overview", "fullname",
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_have_the_documented_keys(shared: Path, world_tvdb, name: str) -> None:
    recorded = _recorded(shared, f"v4-shape-only/{name}.json")
    missing = missing_keys(world_tvdb.get(SHAPES[name]), recorded)
    assert [key for key in missing if key.rpartition(".")[2] not in OPTIONAL] == []
