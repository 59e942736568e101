"""The fake Plex against what was recorded of plex.tv and of servers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from sandbox_recordings import Shape, missing_keys, wrong_types
from starlette.testclient import TestClient

from plexstuff.sandbox.app import create_app
from plexstuff.sandbox.plex import keys

JSON = {"Accept": "application/json", "X-Plex-Client-Identifier": "judge", "X-Plex-Product": "Judge"}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(), base_url="http://sandbox.test") as client:
        yield client


def read(shared: Path, name: str):
    return json.loads((shared / "fixtures" / "plex" / name).read_text(encoding="utf-8"))


def judge(ours: object, recorded: list[object], *, may_lack: set[str] = frozenset()) -> None:
    """At least what every recording has, of types that were recorded; an error is named with its place."""
    shape = Shape()
    for one in recorded:
        shape.see(one)
    missing = set.intersection(*(set(missing_keys(ours, one)) for one in recorded))
    assert missing - may_lack == set()
    assert wrong_types(ours, shape) == []


def token(value: str = keys.TOKEN) -> dict[str, str]:
    return {**JSON, "X-Plex-Token": value}


@pytest.mark.parametrize(("query", "name"), [("?strong=true", "strong"), ("", "weak")])
def test_a_pin(shared: Path, client: TestClient, query: str, name: str) -> None:
    recorded = read(shared, f"plextv/api-v2-pins-201-{name}.json")
    answer = client.post(f"/plex/tv/api/v2/pins{query}", headers=JSON)
    ours = answer.json()
    assert answer.status_code == 201
    assert len(ours["code"]) == len(recorded["code"])
    assert ours["expiresIn"] == recorded["expiresIn"]
    judge(ours, [recorded, read(shared, "plextv/api-v2-pins-201-strong.json")])


def test_a_claimed_pin(shared: Path, client: TestClient) -> None:
    made = client.post("/plex/tv/api/v2/pins?strong=true", headers=JSON).json()
    client.post("/plex/auth", data={"code": made["code"], "answer": "approve"})
    ours = client.get(f"/plex/tv/api/v2/pins/{made['id']}", headers=JSON).json()
    assert len(ours["authToken"]) == 20
    judge(ours, [read(shared, "plextv/api-v2-pins-claimed.json")])


def test_the_account(shared: Path, client: TestClient) -> None:
    ours = client.get("/plex/tv/api/v2/user", headers=token()).json()
    recorded = [read(shared, f"plextv/api-v2-users-signin-201{more}.json") for more in ("", "-b")]
    # Both recorded accounts have no plan; the recorded XML of another shows what it is called.
    plan = fromstring((shared / "fixtures" / "plex" / "plextv/api-v2-user.xml").read_bytes()).find("subscription")
    assert plan is not None
    assert ours["subscription"].pop("plan") == plan.get("plan")
    judge(ours, recorded, may_lack={".subscription.plan"})


def test_the_account_in_xml(shared: Path, client: TestClient) -> None:
    answer = client.get("/plex/tv/api/v2/user", headers={"X-Plex-Token": keys.TOKEN})
    assert answer.headers["content-type"].startswith("application/xml")
    judge_xml(fromstring(answer.content), shared, "plextv/api-v2-user.xml")


def test_the_servers(shared: Path, client: TestClient) -> None:
    ours = client.get("/plex/tv/api/v2/resources", headers=token()).json()
    judge(ours, [read(shared, "plextv/api-v2-resources.json")])


def test_the_servers_of_old(shared: Path, client: TestClient) -> None:
    ours = fromstring(client.get("/plex/tv/api/resources", headers=token()).content)
    judge_xml(ours, shared, "plextv/api-resources-two-servers.xml")


def test_the_users(shared: Path, client: TestClient) -> None:
    judge_xml(fromstring(client.get("/plex/tv/api/users/", headers=token()).content), shared, "plextv/api-users.xml")


def judge_xml(ours: Element, shared: Path, name: str) -> None:
    """Every first element of a name that the recording has is there, with all of its attributes."""
    recorded = fromstring((shared / "fixtures" / "plex" / name).read_bytes())
    assert ours.tag == recorded.tag
    for tag in {one.tag for one in recorded.iter()}:
        theirs, own = next(recorded.iter(tag)), next(ours.iter(tag), None)
        if own is None:
            assert not theirs.attrib, f"no {tag}"
            continue
        assert set(theirs.attrib) - set(own.attrib) == set(), tag


def test_the_libraries(shared: Path, client: TestClient) -> None:
    ours = client.get("/plex/pms/library/sections", headers=token(keys.SERVER_TOKEN)).json()
    judge(ours, [read(shared, f"pms/library-sections-{name}.json") for name in ("14-libraries", "b")])
    said = fromstring(client.get("/plex/pms/library/sections", headers={"X-Plex-Token": keys.SERVER_TOKEN}).content)
    judge_xml(said, shared, "pms/library-sections.xml")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("1/all?X-Plex-Container-Start=1&X-Plex-Container-Size=5", ("paged-start1-size5", "type1-movies")),
        ("2/all?includeGuids=1&X-Plex-Container-Size=5", ("paged-d",)),
        ("2/all?type=4&includeGuids=1&X-Plex-Container-Size=5", ("paged-episodes-includeGuids",)),
    ],
)
def test_items(shared: Path, client: TestClient, query: str, names: tuple[str, ...]) -> None:
    ours = client.get(f"/plex/pms/library/sections/{query}", headers=token(keys.SERVER_TOKEN)).json()
    recorded = [read(shared, f"pms/library-sections-all-{name}.json") for name in names]
    for one in recorded:
        one["MediaContainer"].pop("Meta", None)
    # All recorded episodes are of one series, which has an original title.
    judge(ours, recorded, may_lack={".MediaContainer.Metadata[].originalTitle"})
    assert ours["MediaContainer"]["size"] == 10, "as recorded: five were asked for"


def test_an_empty_library(shared: Path, client: TestClient) -> None:
    said = client.get("/plex/pms/library/sections/4/all", headers={"X-Plex-Token": keys.SERVER_TOKEN})
    judge_xml(fromstring(said.content), shared, "pms/library-sections-all-empty.xml")
    ours = client.get("/plex/pms/library/sections/4/all", headers=token(keys.SERVER_TOKEN)).json()
    assert "Metadata" not in ours["MediaContainer"]


#: Method, path below plex.tv, headers, status, and the recording or the words of the answer.
REFUSALS = (
    ("GET", "/api/users/", {}, 401, "plextv/error-401-please-sign-in.xml"),
    ("GET", "/api/invites/requested", token(), 410, "plextv/error-410-gone.xml"),
    ("GET", "/api/invites/requests", token(), 410, "plextv/error-410-gone.xml"),
    ("GET", "/api/friends/12", token(), 410, "plextv/error-410-gone.xml"),
    ("GET", "/api/v2/friends", token(), 410, "plextv/error-410-gone.xml"),
    ("GET", "/pms/friends/all", token(), 404, "1002"),
    ("POST", "/api/v2/shared_servers", token(), 404, "1002"),
    ("GET", "/api/v2/user", {}, 401, "1001"),
    ("GET", "/api/v2/pins/1", JSON, 404, "1020"),
    ("POST", "/api/v2/pins", {}, 400, "X-Plex-Client-Identifier"),
)


@pytest.mark.parametrize(("method", "path", "headers", "status", "words"), REFUSALS)
def test_what_is_refused(
    shared: Path, client: TestClient, method: str, path: str, headers: dict[str, str], status: int, words: str
) -> None:
    answer = client.request(method, f"/plex/tv{path}", headers=headers)
    assert answer.status_code == status
    if words.endswith(".xml"):
        judge_xml(fromstring(answer.content), shared, words)
    else:
        assert words in answer.text


def test_the_old_host_of_watchlists(shared: Path, client: TestClient) -> None:
    answer = client.get("/plex/metadata/library/sections/watchlist/all", headers=token())
    assert answer.status_code == 404
    judge_xml(fromstring(answer.content), shared, "plextv/error-404-watchlist-old-host.xml")


def test_asking_too_often(shared: Path, client: TestClient) -> None:
    made = client.post("/plex/tv/api/v2/pins?strong=true", headers=JSON).json()
    answers = [client.get(f"/plex/tv/api/v2/pins/{made['id']}", headers=JSON) for _ in range(5)]
    assert answers[-1].status_code == 429
    assert answers[-1].json() == read(shared, "plextv/error-429-rate-limit.json")


def test_a_server_wants_a_token_for_everything_but_its_identity(client: TestClient) -> None:
    assert client.get("/plex/pms/identity", headers=JSON).json()["MediaContainer"]["machineIdentifier"] == keys.SERVER
    for path in ("/", "/library/sections", "/library/sections/1/all", "/nowhere"):
        assert client.get(f"/plex/pms{path}", headers=JSON).status_code == 401
    assert client.get(f"/plex/pms/library?X-Plex-Token={keys.SERVER_TOKEN}").status_code == 200
    assert client.get("/plex/pms/library", headers=token(keys.SHARED_TOKEN)).status_code == 401


def test_a_scan_answers_with_nothing_and_shows(client: TestClient) -> None:
    def scanned() -> int:
        rows = client.get("/plex/pms/library/sections", headers=token(keys.SERVER_TOKEN)).json()
        return int(rows["MediaContainer"]["Directory"][0]["scannedAt"])

    before = scanned()
    answer = client.get("/plex/pms/library/sections/1/refresh", headers=token(keys.SERVER_TOKEN))
    assert (answer.status_code, answer.content) == (200, b"")
    assert scanned() != before


def test_the_page_refuses_a_code_that_is_none(client: TestClient) -> None:
    assert "not valid" in client.post("/plex/auth", data={"code": "<b>", "answer": "approve"}).text


def test_the_page_sends_the_browser_on_where_it_was_asked_to(client: TestClient) -> None:
    made = client.post("/plex/tv/api/v2/pins?strong=true", headers=JSON).json()
    data = {"code": made["code"], "answer": "approve", "forward": "http://127.0.0.1:1/done"}
    answer = client.post("/plex/auth", data=data, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "http://127.0.0.1:1/done")
    other = client.post("/plex/tv/api/v2/pins?strong=true", headers=JSON).json()
    wicked = {"code": other["code"], "answer": "approve", "forward": "javascript:alert(1)"}
    assert client.post("/plex/auth", data=wicked, follow_redirects=False).status_code == 200
