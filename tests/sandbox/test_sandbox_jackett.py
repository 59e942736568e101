"""The fake Jackett answers as its source and its recordings say, right or wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sandbox_fakes import Clock
from sandbox_recordings import Shape, missing_keys, wrong_types
from starlette.testclient import TestClient

from plexstuff.markup import Element, read
from plexstuff.sandbox.app import create_app
from plexstuff.sandbox.jackett.filters import Facts, fits, is_expression
from plexstuff.sandbox.jackett.indexers import Behaviour, Sites
from plexstuff.sandbox.jackett.keys import JACKETT_KEY

BASE = "/jackett/api/v2.0/indexers"


@pytest.fixture(scope="module")
def client() -> TestClient:
    clock = Clock()
    return TestClient(create_app(clock=clock, sleep=clock.sleep), follow_redirects=False)


@pytest.fixture
def sites(client: TestClient) -> Iterator[Sites]:
    sites: Sites = client.app.state.world.state("jackett")
    sites.__init__()  # type: ignore[misc]
    yield sites
    sites.__init__()  # type: ignore[misc]


def ask(client: TestClient, which: str, **query: str):
    return client.get(f"{BASE}/{which}/results/torznab", params={"apikey": JACKETT_KEY, **query})


def xml(answer) -> Element:
    return read(answer.content, title="Jackett")


@pytest.mark.parametrize("path", [f"{BASE}/{{}}/results/torznab", f"{BASE}/{{}}/results/torznab/api"])
@pytest.mark.parametrize("key", ["", "wrong", JACKETT_KEY.upper()])
def test_a_wrong_key_is_an_error_with_status_200(client: TestClient, path: str, key: str) -> None:
    answer = client.get(path.format("all"), params={"t": "indexers", "apikey": key}, headers={"X-Api-Key": JACKETT_KEY})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/xml")
    assert xml(answer).attrib == {"code": "100", "description": "Invalid API Key"}


@pytest.mark.parametrize(
    ("which", "query", "status", "code", "says"),
    [
        ("nowhere", {"t": "search"}, 200, "201", "Indexer is not supported"),
        ("unlitcellar", {"t": "search"}, 200, "201", "Indexer is not configured"),
        ("mosslight", {"t": "movie", "q": "heat"}, 200, "201", "mosslight does not support the requested query"),
        ("emberhaven", {"t": "nonsense"}, 200, "201", "does not support"),
        ("emberhaven", {"t": "indexers"}, 200, "201", "does not support"),
        ("emberhaven", {"t": "movie", "imdbid": "ttabc"}, 400, "201", "invalid imdbid format"),
        ("lanternfish", {"t": "movie", "imdbid": "tt0113277"}, 400, "203", "Function Not Available"),
        ("tag:nothing", {"t": "search"}, 200, "201", "not configured"),
    ],
)
def test_errors(
    client: TestClient, sites: Sites, which: str, query: dict[str, str], status: int, code: str, says: str
) -> None:
    answer = ask(client, which, **query)
    assert answer.status_code == status
    assert xml(answer).get("code") == code
    assert says in xml(answer).get("description", "")
    assert sites.searches == 0


@pytest.mark.parametrize("name", ["season", "year", "cat", "limit"])
def test_what_is_no_number_is_an_unforeseen_error(client: TestClient, name: str) -> None:
    answer = ask(client, "emberhaven", t="search", q="x", **{name: "abc"})
    assert answer.status_code == 500
    assert answer.json()["result"] == "error"


def test_recorded_errors(client: TestClient, sites: Sites, shared: Path) -> None:
    """Ours have the same attributes as those of the source, and where no name stands in them the same words."""
    folder = shared / "fixtures" / "jackett" / "errors"
    sites.by_key["emberhaven"].behaviour = Behaviour.RATE_LIMITED
    ours = {
        "error-100__http200.xml": client.get(f"{BASE}/all/results/torznab"),
        "error-201a__http200.xml": ask(client, "nowhere", t="search"),
        "error-201b__http200.xml": ask(client, "unlitcellar", t="search"),
        "error-201c__http200.xml": ask(client, "mosslight", t="movie"),
        "error-203__http400.xml": ask(client, "lanternfish", t="movie", imdbid="tt0113277"),
        "error-900__http429.xml": ask(client, "emberhaven", t="search"),
    }
    for name, answer in ours.items():
        recorded = read((folder / name).read_bytes(), title="Jackett")
        assert answer.status_code == int(name[-7:-4]), name
        assert xml(answer).tag == recorded.tag == "error"
        assert xml(answer).get("code") == recorded.get("code")
        said = xml(answer).get("description", "").replace("mosslight", "1337x").replace("emberhaven", "1337x")
        assert said[:30] == recorded.get("description", "")[:30]
    assert ours["error-900__http429.xml"].headers["retry-after"] == "60"


def test_a_feed_has_what_recorded_ones_have(client: TestClient, sites: Sites, shared: Path) -> None:
    recorded = read((shared / "fixtures" / "jackett" / "torznab-0.17-indexer-rss.xml").read_bytes(), title="Jackett")
    ours = xml(ask(client, "emberhaven", t="search", q="the matrix"))
    assert {one.tag for one in recorded.iter()} <= {one.tag for one in ours.iter()} | {"files", "grabs"}
    names = {one.get("name") for one in recorded.iter() if one.tag.endswith("}attr")}
    given = {one.get("name") for one in ours.iter() if one.tag.endswith("}attr")}
    assert names - given <= {"minimumratio", "minimumseedtime"}, "only some sites have these"


def test_the_dashboards_search_has_the_fields_of_recorded_ones(client: TestClient, shared: Path) -> None:
    folder = shared / "fixtures" / "jackett"
    recorded = [
        json.loads((folder / name).read_text(encoding="utf-8"))
        for name in ("results-json-2021-v0.18.json", "results-json-2025-v0.22-fieldset.json")
    ]
    query = {"apikey": JACKETT_KEY, "Query": "the matrix"}
    ours = client.get(f"{BASE}/all/results", params=query).json()
    shape = Shape()
    for one in recorded:
        shape.see(one)
    assert ours["Results"]
    assert missing_keys(ours, recorded[1]) == []
    for row in ours["Results"]:
        for nullable in ("Link", "InfoHash", "MagnetUri", "Imdb", "Year"):
            row.pop(nullable)
    assert wrong_types(ours, shape) == []
    assert {one["Status"] for one in ours["Indexers"]} == {2}


def test_the_dashboards_search_wants_the_key_and_names_who_failed(client: TestClient, sites: Sites) -> None:
    assert client.get(f"{BASE}/all/results", params={"Query": "x"}).status_code == 401
    assert client.get(f"{BASE}/nowhere/results", params={"apikey": JACKETT_KEY}).status_code == 404
    sites.by_key["mosslight"].behaviour = Behaviour.THROWS
    told = client.get(f"{BASE}/all/results", params={"apikey": JACKETT_KEY, "Query": "heat"}).json()["Indexers"]
    assert {one["ID"]: one["Status"] for one in told}["mosslight"] == 1


def test_the_list_and_the_filters_spend_no_search(client: TestClient, sites: Sites) -> None:
    every = xml(ask(client, "all", t="indexers"))
    assert {one.get("id") for one in every.iter("indexer")} == set(sites.by_key)
    configured = xml(ask(client, "all", t="indexers", configured="true"))
    assert "unlitcellar" not in {one.get("id") for one in configured.iter("indexer")}
    assert xml(ask(client, "status:failing", t="indexers", configured="true")).get("code") == "201"
    assert sites.searches == 0
    sites.by_key["mosslight"].behaviour = Behaviour.THROWS
    failed = ask(client, "mosslight", t="search", q="heat")
    assert (failed.status_code, xml(failed).get("code")) == (400, "900")
    assert "\n" in xml(failed).get("description", "").replace("   at", "\n   at")
    assert sites.searches == 1
    failing = xml(ask(client, "status:failing", t="indexers", configured="true"))
    assert [one.get("id") for one in failing.iter("indexer")] == ["mosslight"]


FACTS = Facts("private", frozenset({"fast"}), "de-DE", "passed", "healthy")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("type:private", True),
        ("!type:private", False),
        ("lang:de", True),
        ("lang:en", False),
        ("tag:fast+status:failing", False),
        ("tag:fast+!status:failing", True),
        ("status:failing,test:passed", True),
        ("status:failing,test:failed", False),
    ],
)
def test_filters(text: str, expected: bool) -> None:
    assert is_expression(text)
    assert fits(text, FACTS) is expected


@pytest.mark.parametrize("text", ["", "all", "emberhaven", "type:", "nonsense:x", "type:public,"])
def test_what_is_no_filter(text: str) -> None:
    assert not is_expression(text)


def titles(answer) -> list[str]:
    return [one.text or "" for one in xml(answer).iter("title")][1:]


def test_searches_find_what_the_catalogue_has(client: TestClient) -> None:
    exact = titles(ask(client, "emberhaven", t="movie", q="the matrix", year="1999", cat="2000"))
    assert exact
    assert all(one.startswith("The.Matrix.1999.") for one in exact)
    assert titles(ask(client, "emberhaven", t="search", q="the matrix 1999")) == exact
    episode = titles(ask(client, "emberhaven", t="tvsearch", q="breaking bad", season="1", ep="2"))
    assert episode
    assert all(".S01E02." in one for one in episode)
    assert set(titles(ask(client, "emberhaven", t="search", q="breaking bad S01E02"))) == set(episode)
    by_id = titles(ask(client, "emberhaven", t="movie", imdbid="tt0133093"))
    assert set(by_id) == set(exact)


def test_sites_differ(client: TestClient, sites: Sites) -> None:
    def attributes(which: str) -> set[str]:
        root = xml(ask(client, which, t="search", q="the matrix"))
        return {one.get("name", "") for one in root.iter() if one.tag.endswith("}attr")}

    assert "infohash" in attributes("emberhaven")
    assert "infohash" not in attributes("quietharbour")
    assert "magneturl" in attributes("lanternfish")
    assert titles(ask(client, "mosslight", t="search", q="the matrix", cat="2000")) == []
    assert titles(ask(client, "mosslight", t="search", q="the matrix", cat="8000"))
    assert titles(ask(client, "tinwhistle", t="search", q="the matrix")) == []


def test_links_hold_the_key_and_give_the_torrent_or_send_on(client: TestClient) -> None:
    link = next(one.text or "" for one in xml(ask(client, "emberhaven", t="search", q="the matrix")).iter("item")
                for one in one if one.tag == "link")  # fmt: skip
    assert f"jackett_apikey={JACKETT_KEY}" in link
    answer = client.get(link)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/x-bittorrent")
    assert answer.content.startswith(b"d4:info")
    assert client.get(link.replace(JACKETT_KEY, "wrong")).status_code == 401
    assert client.get(link.replace("path=", "path=x")).status_code == 404


@pytest.mark.parametrize("path", ["/UI/Dashboard", "/", "/api/v2.0/indexers", "/api/v2.0/server/config"])
def test_management_sends_to_a_login_that_wants_cookies(client: TestClient, path: str) -> None:
    client.cookies.clear()
    answer = client.get(f"/jackett{path}", params={"apikey": JACKETT_KEY})
    assert answer.status_code == 302
    assert answer.headers["location"].startswith("/jackett/UI/Login?ReturnUrl=")
    tested = client.get(answer.headers["location"])
    assert tested.headers["location"] == "/jackett/UI/TestCookie"
    back = client.get(tested.headers["location"])
    assert back.headers["set-cookie"].startswith("TestCookie=")
    with_cookie = client.get(back.headers["location"], headers={"cookie": "TestCookie=1"})
    assert (with_cookie.status_code, b"<form" in with_cookie.content) == (200, True)
    client.cookies.clear()
    without = client.get(back.headers["location"])
    assert (without.status_code, b"Cookies required" in without.content) == (400, True)


def test_health_needs_no_key(client: TestClient) -> None:
    assert client.get("/jackett/health").json() == {"status": "OK"}


@pytest.mark.parametrize("path", ["/dl/", "/nothing", "/api", "/api/v2.0/indexers/x/results/torznab/a/b"])
def test_unknown_paths(client: TestClient, path: str) -> None:
    assert client.get(f"/jackett{path}").status_code in (302, 404)
