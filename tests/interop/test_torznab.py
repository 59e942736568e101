"""The torznab library against the fake Jackett: what it asks is understood, and what it is told it understands."""

from __future__ import annotations

import pytest
import torznab

from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.jackett.keys import JACKETT_KEY
from plexstuff.sandbox.jackett.routes import OPEN, PATHS

GAPS = {
    "t=indexers": "the library has no call for it",
    "t=movie, t=tvsearch": "the library searches with t=search alone",
    **dict.fromkeys(OPEN, "Jackett's own, not Torznab"),
}


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> torznab.Torznab:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return torznab.Torznab(JACKETT_KEY)


def address(box: Sandbox, which: str = "emberhaven") -> str:
    return f"{box.url}/jackett/api/v2.0/indexers/{which}/results/torznab"


def addresses(box: Sandbox) -> dict[str, str]:
    base = f"{box.url}/jackett"
    return {path: base + path.format(which="emberhaven", end="api") for path in PATHS}


@pytest.mark.parametrize("path", PATHS)
def test_a_search(box: Sandbox, library: torznab.Torznab, path: str) -> None:
    found = library.search_torrent("the matrix 1999", addresses(box)[path])
    assert found
    for one in found:
        assert one.title.startswith("The.Matrix.1999.")
        assert one.size > 2**20
        assert one.peers >= one.seeders >= 0
        assert len(one.infohash) == 40
        assert 2000 <= one.categories[0] < 3000
        assert one.is_freeleech
        assert one.pub_date.endswith("+0000")
        assert f"jackett_apikey={JACKETT_KEY}" in one.link


def test_sites_that_tell_less(box: Sandbox, library: torznab.Torznab) -> None:
    quiet = library.search_torrent("the matrix 1999", address(box, "quietharbour"))
    assert quiet[0].infohash is None
    magnets = library.search_torrent("the matrix 1999", address(box, "lanternfish"))
    assert magnets[0].magnet_url.startswith("magnet:?xt=urn:btih:")


def test_all_together(box: Sandbox, library: torznab.Torznab) -> None:
    one = [found.title for found in library.search_torrent("the matrix 1999", address(box))]
    every = [found.title for found in library.search_torrent("the matrix 1999", address(box, "all"))]
    assert set(one) <= set(every)
    assert len(one) < len(every), "the same torrent comes from several indexers"


def test_capabilities(box: Sandbox, library: torznab.Torznab) -> None:
    able = library.get_capabilities(address(box))
    assert able.server.title == "Jackett"
    assert (able.limits.default, able.limits.max) == (100, 100)
    assert able.searching.movie_search.available
    assert able.searching.movie_search.supported_params == ["q", "year", "imdbid"]
    films = next(one for one in able.categories if one.id == 2000)
    assert {one.id for one in films.subcats} == {2030, 2040, 2045}
    assert not library.get_capabilities(address(box, "mosslight")).searching.tv_search.available


@pytest.mark.parametrize(("key", "which", "code"), [("wrong", "all", 100), (JACKETT_KEY, "nowhere", 201)])
def test_it_reads_what_is_wrong(box: Sandbox, library: torznab.Torznab, key: str, which: str, code: int) -> None:
    with pytest.raises(torznab.TorznabAPIError) as caught:
        library.search_torrent("heat", address(box, which), api_key=key)
    assert caught.value.code == code


def test_every_path_is_covered_or_a_gap(keep_matrix) -> None:
    lines = [f"{path:60} ok" for path in ("t=search", "t=caps", *PATHS)]
    lines += [f"{what:60} gap: {why}" for what, why in GAPS.items()]
    keep_matrix("torznab", lines)
