"""Our client of Jackett against pyackett, which somebody else wrote after the same model."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from pyackett_server import HASH, KEY, Pyackett, running

from plexstuff.errors import KeyRefused, UnexpectedResponse
from plexstuff.http import HttpClient
from plexstuff.models import Indexer, Release, SearchKind, TorrentQuery
from plexstuff.service import Rate
from plexstuff.services.jackett.client import Jackett, explain

T = TypeVar("T")

SITE = Indexer("fakesite", "Fake Site")
GAPS = {
    "t=indexers": "it answers with an empty search, so neither the list nor the check can be tried",
    "status:failing": "it knows no filters in the place of an indexer",
    "/dl/": "its links are of another form",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pyackett]:
    with running(tmp_path_factory.mktemp("pyackett")) as server:
        yield server


def ask(server: Pyackett, folder: Path, question: Callable[[Jackett], Awaitable[T]], key: str = KEY) -> T:
    class Nothing:
        def get(self, name: str) -> None: ...
        def set(self, name: str, value: str | None) -> None: ...

    async def main() -> T:
        async with HttpClient(cache_folder=None, state_folder=folder) as client:
            http = client.service("jackett", "Jackett", server.address, rate=Rate(100), explain=explain)
            return await question(Jackett(http, {"api_key": key}, Nothing()))

    return asyncio.run(main())


def test_capabilities(server: Pyackett, tmp_path: Path) -> None:
    able = ask(server, tmp_path, lambda client: client.capabilities(SITE))
    assert able.ways == {
        "search": frozenset({"q"}),
        "tvsearch": frozenset({"q", "season", "ep"}),
        "movie": frozenset({"q"}),
    }
    assert able.categories == {2000, 5000}


def test_a_film(server: Pyackett, tmp_path: Path) -> None:
    query = TorrentQuery("heat dust", SearchKind.MOVIE, year=1983)
    (found,) = ask(server, tmp_path, lambda client: client.search(SITE, query))
    assert found == Release(
        title="Heat & Dust 1983 1080p",
        guid=found.guid,
        indexer="fakesite",
        infohash=HASH,
        size=4509715660,
        seeders=12,
        leechers=3,
        published=dt.datetime(2024, 3, 1, 10, tzinfo=dt.UTC),
        categories=(2000,),
        page=found.guid,
        download=found.download,
        download_factor=0.0,
    )
    assert found.download.startswith(f"{server.address}/api/v2.0/dl?url=")
    assert KEY not in repr(found)
    assert server.searched[-1] == "/search?q=heat+dust+1983"


def test_an_episode(server: Pyackett, tmp_path: Path) -> None:
    query = TorrentQuery("severance", SearchKind.TV, season=1, episode=2)
    (found,) = ask(server, tmp_path, lambda client: client.search(SITE, query))
    assert (found.title, found.categories) == ("Severance S01E02 1080p", (5000,))
    assert server.searched[-1] == "/search?q=severance+S01E02"


def test_anything(server: Pyackett, tmp_path: Path) -> None:
    assert len(ask(server, tmp_path, lambda client: client.search(SITE, TorrentQuery("heat")))) == 1


def test_a_wrong_key(server: Pyackett, tmp_path: Path) -> None:
    with pytest.raises(KeyRefused):
        ask(server, tmp_path, lambda client: client.search(SITE, TorrentQuery("heat")), key="wrong" * 4)


def test_an_unknown_indexer(server: Pyackett, tmp_path: Path) -> None:
    with pytest.raises(UnexpectedResponse, match="nowhere"):
        ask(server, tmp_path, lambda client: client.search(Indexer("nowhere", "Nowhere"), TorrentQuery("heat")))


def test_what_is_not_covered_is_said(server: Pyackett, tmp_path: Path, keep_matrix) -> None:
    with pytest.raises(UnexpectedResponse, match="something else"):
        ask(server, tmp_path, lambda client: client.indexers())
    covered = ("t=caps", "t=search", "t=movie", "t=tvsearch", "wrong key", "unknown indexer")
    lines = [f"{what:60} ok" for what in covered] + [f"{what:60} gap: {why}" for what, why in GAPS.items()]
    keep_matrix("our client of Jackett with pyackett", lines)
