"""Recorded feeds of Jackett, Prowlarr and indexers of many kinds, through our reading into our models.

The recordings in JSON are answers to the dashboard's own search, which our client never asks: they judge the fake.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from jackett_server import KEY

from plexstuff.errors import PlexstuffError
from plexstuff.markup import read
from plexstuff.models import Release
from plexstuff.services.jackett import feed
from plexstuff.services.jackett.trouble import explain


@pytest.fixture
def recorded(shared: Path) -> Path:
    return shared / "fixtures" / "jackett"


def releases(file: Path) -> list[Release]:
    return list(feed.releases(read(file.read_bytes(), title="Jackett"), "site", key=KEY))


#: File, how many results; of one of them place, guid, beginning of title, date, and a value within.
FEEDS: tuple[tuple[str, int, int, str, str, str | None, str, object], ...] = (
    (
        "jackett-own-sample-torznab.xml", 5, 0, "https://hdaccess.net/details.php?id=11515",
        "Better Call Saul S01E05", "2015-03-14 21:10:42", "infohash", "63e07ff523710ca268567dad344ce1e0e6b7e8a3",
    ),
    (
        "torznab-0.17-indexer-rss.xml", 2, 1, "https://indexer.com", "The title 2", "2020-01-02 01:13:44",
        "categories", (5000, 100065),
    ),
    (
        "torznab/torznab_hdaccess_net.xml", 5, 4, "https://hdaccess.net/details.php?id=11501", "12 Monkeys S01E09",
        "2015-03-14 16:42:19", "download", "https://hdaccess.net/download.php?torrent=11501",
    ),
    (
        "torznab/torznab_morethantv.xml", 2, 0,
        "https://www.morethantv.me/torrents.php?id=(removed)&torrentid=836164", "Out of the Past 1947 720p",
        "2022-12-20 21:32:17", "categories", (2000, 2040),
    ),
    (
        "torznab/prowlarr-torznab-feed.xml", 3, 0, "Mock-74709", "TRON Legacy Extras 720p", "2011-03-30 23:11:08",
        "download", "http://localhost:9696/2/download?link=xxx&file=TRON+Legacy+Extras+720p+BluRay+x264-CtrlHD",
    ),
    (
        "torznab/prowlarr-torznab-response.xml", 2, 1, "Mock-71862", "Tron.Legacy.RETAIL", "2011-03-18 11:12:10",
        "imdb", "tt1104001",
    ),
    (
        "rss/animetosho_nosize.xml", 2, 0, "https://animetosho.org/view/1009077", "[FFF] Ore Monogatari!!",
        "2016-08-02 13:48:04", "size", None,
    ),
    (
        "rss/encoded_title.xml", 1, 0, "https://my.indexer.com/info.php?guid=abc123", "Series.&.Title.S02E19",
        "2024-12-20 05:16:34", "download", "https://my.indexer.com/api?t=get&id=abc123",
    ),
    (
        "rss/extratorrents.xml", 5, 0,
        "http://ac.me/torrent/4722030/One.Piece.E334.D+ED.720p.HDTV.x264-W4F-%3D%7BSPARROW%7D%3D-.html",
        "One.Piece.E334", "2016-02-21 09:51:54", "size", 562386947,
    ),
    (
        "rss/eztv_invalidsize.xml", 1, 0,
        "http://eztv.it/ep/58438/andy-mcnabs-tour-of-duty-series-1-6of6-courage-under-fire-dvdrip-x264-mvgroup/",
        "Andy McNabs Tour Of Duty", "2014-09-15 18:04:21", "infohash", "aaa2038bed9ebca2c312d1c9c3e8e024d0eb414e",
    ),
    (
        "rss/limetorrents.xml", 5, 0,
        "http://www.limetorrents.cc/The-Expanse-2x04-(720p-HDTV-x264-SVA)[VTV]-torrent-8643587.html",
        "The Expanse 2x04", "2017-02-16 02:24:26", "size", 880496711,
    ),
    (
        "rss/nyaa.xml", 4, 0, "http://www.nyaa.si/?page=view&tid=587750", "[TSRaws] Futsuu no Joshikousei",
        "2014-08-14 18:10:36", "download", "http://www.nyaa.si/?page=download&tid=587750",
    ),
    (
        "rss/nyaa2021.xml", 3, 2, "https://nyaa.si/view/1424887", "Fumetsu no Anata e - 19", "2021-08-24 21:23:06",
        "download", "https://nyaa.si/download/1424887.torrent",
    ),
    (
        "rss/relative_urls.xml", 1, 0, "details/123", "Real.Time.With.Bill.Maher", "2015-08-08 13:27:16",
        "size", 1230000000,
    ),
    (
        "rss/torrentday_nopubdate.xml", 1, 0,
        "https://www.torrentday.com/download.php/123/Surviving.Marriage.S01E09.480p.HDTV.x264-mSD.torrent",
        "Surviving Marriage S01E09", None, "download",
        "https://www.torrentday.com/download.php/123/Surviving.Marriage.S01E09.480p.HDTV.x264-mSD.torrent",
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "count", "place", "guid", "title", "date", "path", "value"), FEEDS, ids=[one[0] for one in FEEDS]
)
def test_a_feed(
    recorded: Path,
    name: str,
    count: int,
    place: int,
    guid: str,
    title: str,
    date: str | None,
    path: str,
    value: object,
) -> None:
    found = releases(recorded / name)
    assert len(found) == count
    one = found[place]
    assert (one.guid, one.title[: len(title)]) == (guid, title)
    assert (one.published.strftime("%Y-%m-%d %H:%M:%S") if one.published else None) == date
    assert getattr(one, path) == value


def test_people_and_factors(recorded: Path) -> None:
    first, *_, last = releases(recorded / "torznab" / "prowlarr-torznab-feed.xml")
    assert (first.seeders, first.leechers, first.grabs, first.download_factor) == (7, 0, 106, 0.5)
    assert last.download_factor == 0.0


def test_an_invalid_size_is_none(recorded: Path) -> None:
    assert releases(recorded / "rss" / "eztv_invalidsize.xml")[0].size is None


def test_no_link_of_any_recording_holds_what_was_a_key(recorded: Path) -> None:
    for name, *_ in FEEDS:
        for one in releases(recorded / name):
            assert "REDACTED" not in repr(one), name


@pytest.mark.parametrize(
    ("name", "ways", "some"),
    [
        ("torznab/torznab-spec-caps-example.xml", {"search", "tvsearch"}, {2000, 2010, 5070}),
        ("torznab/torznab_animetosho_caps.xml", {"search"}, {5070, 2020}),
        ("newznab/newznab_caps.xml", {"search", "tvsearch", "movie"}, {5000, 5999, 8020}),
    ],
)
def test_capabilities(recorded: Path, name: str, ways: set[str], some: set[int]) -> None:
    found, categories = feed.capabilities(read((recorded / name).read_bytes(), title="Jackett"))
    assert found is not None
    assert set(found) == ways
    assert all("q" in takes for takes in found.values())
    assert some <= categories


@pytest.mark.parametrize(
    ("name", "status", "error"),
    [
        ("error-100__http200.xml", 200, "KeyRefused"),
        ("error-200__http200.xml", 200, "UnexpectedResponse"),
        ("error-201a__http200.xml", 200, "NotFound"),
        ("error-201b__http200.xml", 200, "NotFound"),
        ("error-201c__http200.xml", 200, "NotOffered"),
        ("error-203__http400.xml", 400, "NotOffered"),
        ("error-900__http429.xml", 429, "RateLimited"),
    ],
)
def test_errors(recorded: Path, name: str, status: int, error: str) -> None:
    told = explain(status, (recorded / "errors" / name).read_bytes())
    assert isinstance(told, PlexstuffError)
    assert type(told).__name__ == error


def test_every_recording_is_looked_at(recorded: Path) -> None:
    feeds = {name for name, *_ in FEEDS}
    others = {file.relative_to(recorded).as_posix() for file in recorded.rglob("*.xml")} - feeds
    assert all(name.startswith("errors/") or "caps" in name for name in others), others
