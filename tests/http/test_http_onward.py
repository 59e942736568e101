"""Redirects to other hosts that a service is known to send to: followed without any key, and nowhere else."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

import httpx2
import pytest

from plexstuff.errors import UnexpectedResponse
from plexstuff.http import Credentials, HttpClient
from plexstuff.service import Rate

#: Address -> where it sends us on to ("": it answers).
Ways = Mapping[str, str]


def run(tmp_path: Path, ways: Ways, *, onward: tuple[str, ...] = ("archive.example",)) -> list[httpx2.Request]:
    """The requests that were made to get `https://films.example/cover`; raises what the client raises."""
    asked: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        bare = str(request.url.copy_with(query=None))
        if ways.get(bare):
            return httpx2.Response(307, headers={"location": ways[bare]})
        return httpx2.Response(200, content=b"picture") if bare in ways else httpx2.Response(500)

    async def main() -> None:
        transport = httpx2.MockTransport(answer)
        async with HttpClient(cache_folder=None, state_folder=tmp_path, transport=transport) as http:
            films = http.service("films", "Film Archive", "https://films.example/", rate=Rate(1000, 1.0, 4))
            films.credentials = Credentials(params={"api_key": "KEY-OF-MINE"}, headers={"Authorization": "Bearer B"})
            headers = {"User-Agent": "Mine/1.0 ( me@example.org )"}
            assert await films.get("cover", bytes, cache=False, headers=headers, onward=onward) == b"picture"

    asyncio.run(main())
    return asked


def test_it_is_followed_and_no_key_goes_along(tmp_path: Path) -> None:
    ways = {
        "https://films.example/cover": "http://archive.example/1",
        "https://archive.example/1": "https://node7.us.archive.example/2",
        "https://node7.us.archive.example/2": "/3",
        "https://node7.us.archive.example/3": "",
    }
    first, *others = run(tmp_path, ways)
    assert first.url.params["api_key"] == "KEY-OF-MINE"
    assert [one.url.host for one in others] == ["archive.example", *["node7.us.archive.example"] * 2]
    assert not any("KEY-OF-MINE" in str(one.url) or "authorization" in one.headers for one in others)
    assert {one.headers["user-agent"] for one in (first, *others)} == {"Mine/1.0 ( me@example.org )"}


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "https://notarchive.example/",
        "https://archive.example.evil.example/",
        "https://archive.example:8443/",
        "ftp://archive.example/",
        "https://archive.example@evil.example/",
    ],
)
def test_nowhere_else(tmp_path: Path, target: str) -> None:
    with pytest.raises(UnexpectedResponse, match="another server"):
        run(tmp_path, {"https://films.example/cover": target})


def test_nowhere_unless_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnexpectedResponse, match="another server"):
        run(tmp_path, {"https://films.example/cover": "https://archive.example/1"}, onward=())


def test_round_and_round_ends(tmp_path: Path) -> None:
    ways = {
        "https://films.example/cover": "https://a.archive.example/",
        "https://a.archive.example/": "https://b.archive.example/",
        "https://b.archive.example/": "https://a.archive.example/",
    }
    with pytest.raises(UnexpectedResponse, match="again and again"):
        run(tmp_path, ways)
