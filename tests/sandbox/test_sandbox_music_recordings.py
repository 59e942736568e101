"""The fake Last.fm and the fake Gracenote against what was recorded of the real ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from sandbox_recordings import Shape, missing_keys, wrong_types
from starlette.testclient import TestClient

from plexstuff.sandbox.app import create_app
from plexstuff.sandbox.gracenote.keys import GRACENOTE_CLIENT
from plexstuff.sandbox.lastfm.keys import LASTFM_KEY

LASTFM = "/lastfm/2.0/"
GRACENOTE = "/gracenote/webapi/xml/1.0/"
ALBUM = {"method": "album.getinfo", "artist": "Cher", "album": "Believe", "api_key": LASTFM_KEY}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(), base_url="http://sandbox.test") as client:
        yield client


def lastfm(shared: Path, name: str) -> object:
    return json.loads((shared / "fixtures" / "lastfm" / "json" / name).read_text(encoding="utf-8"))


def judge(ours: object, recorded: list[object], *, may_lack: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    """At least what every recording has, of types that were recorded."""
    shape = Shape()
    for one in recorded:
        shape.see(one)
    missing = set.intersection(*(set(missing_keys(ours, one)) for one in recorded))
    assert missing - may_lack == set()
    assert wrong_types(ours, shape) == []


@pytest.mark.parametrize(("artist", "album"), [("Cher", "Believe"), ("Air", "Moon Safari")])
def test_an_album_of_lastfm(shared: Path, client: TestClient, artist: str, album: str) -> None:
    ours = client.get(LASTFM, params={**ALBUM, "artist": artist, "album": album, "format": "json"}).json()
    recorded = [
        lastfm(shared, "album-getinfo.json"),
        lastfm(shared, "album-getinfo-empty.json"),
        {"album": lastfm(shared, "album-getinfo-howdy-moon-safari.json")},
    ]
    judge(ours, recorded)


def test_an_album_that_lastfm_does_not_know(shared: Path, client: TestClient) -> None:
    answer = client.get(LASTFM, params={**ALBUM, "artist": "metallica", "album": "doesnotexist", "format": "json"})
    assert answer.json() == lastfm(shared, "docs-album-getinfo-2.json")
    assert answer.status_code == 200


@pytest.mark.parametrize(("status", "name"), [(500, "error-8"), (503, "error-11"), (429, "error-29")])
def test_errors_of_lastfm(shared: Path, client: TestClient, status: int, name: str) -> None:
    client.post("/_sandbox/faults", json={"kind": "status", "service": "lastfm", "status": status})
    try:
        answer = client.get(LASTFM, params={**ALBUM, "format": "json"})
    finally:
        client.delete("/_sandbox/faults")
    recorded = lastfm(shared, f"{name}.json")
    assert isinstance(recorded, dict)
    assert {key: answer.json()[key] for key in recorded} == recorded


def paths(element: Element, where: str = "") -> set[str]:
    """Every place below an element: its names, with the attributes that stand there."""
    here = f"{where}/{element.tag}"
    found = {here, *(f"{here}@{name}" for name in element.attrib)}
    return found.union(*(paths(below, here) for below in element), set())


def test_an_album_of_lastfm_in_xml(shared: Path, client: TestClient) -> None:
    ours = fromstring(client.get(LASTFM, params=ALBUM).content)
    files = sorted((shared / "fixtures" / "lastfm" / "xml").glob("album-getinfo--*.xml"))
    recorded = [paths(fromstring(one.read_bytes())) for one in files]
    assert len(recorded) > 3
    assert set.intersection(*recorded) - paths(ours) == set()
    assert paths(ours) - set.union(*recorded) == set()


def asked(client: TestClient, query: str, user: str = "") -> Element:
    auth = f"<AUTH><CLIENT>{GRACENOTE_CLIENT}</CLIENT><USER>{user}</USER></AUTH>" if user else ""
    return fromstring(client.post(GRACENOTE, content=f"<QUERIES>{auth}{query}</QUERIES>").content)


def recorded_of_gracenote(shared: Path, name: str) -> Element:
    return fromstring((shared / "fixtures" / "gracenote" / f"{name}.xml").read_bytes())


@pytest.fixture(scope="module")
def user(client: TestClient) -> str:
    told = asked(client, f'<QUERY CMD="REGISTER"><CLIENT>{GRACENOTE_CLIENT}</CLIENT></QUERY>')
    return told.findtext("RESPONSE/USER") or ""


def test_being_registered_at_gracenote(shared: Path, client: TestClient) -> None:
    told = asked(client, f'<QUERY CMD="REGISTER"><CLIENT>{GRACENOTE_CLIENT}</CLIENT></QUERY>')
    assert paths(told) == paths(recorded_of_gracenote(shared, "register-ok"))


def test_a_search_at_gracenote(shared: Path, client: TestClient, user: str) -> None:
    query = '<QUERY CMD="ALBUM_SEARCH"><TEXT TYPE="ARTIST">Cher</TEXT><TEXT TYPE="ALBUM_TITLE">Believe</TEXT></QUERY>'
    ours = asked(client, query, user)
    names = ("album-search-artist-range", "album-search-single-best-unicode", "album-search-track-two-matches")
    recorded = [recorded_of_gracenote(shared, name) for name in names]
    albums = [one for root in recorded for one in root.iter("ALBUM")]
    always = set.intersection(*(paths(one) for one in albums))
    ours_albums = list(ours.iter("ALBUM"))
    assert ours_albums
    for one in ours_albums:
        assert always - paths(one) == set()
        assert paths(one) - set.union(*(paths(album) for album in albums)) == set()
    assert ours.find("RESPONSE").attrib == {"STATUS": "OK"}  # type: ignore[union-attr]
