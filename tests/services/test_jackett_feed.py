"""What a feed says is read, and none of it believed: numbers, dates, links, titles."""

from __future__ import annotations

import datetime as dt
import urllib.parse
from pathlib import Path

import pytest
from jackett_server import ADDRESS, KEY, NAMESPACE, Server, ask, error, feed
from service_fakes import Kept

from plexstuff.markup import read
from plexstuff.models import Indexer, Release, SearchKind, TorrentQuery
from plexstuff.services.jackett import feed as reading
from plexstuff.services.jackett.client import Jackett
from plexstuff.services.jackett.links import infohash, magnet, without_key

HASH = "0123456789abcdef0123456789abcdef01234567"
QUOTED = urllib.parse.quote(urllib.parse.quote(KEY.replace("a", "%61", 1), safe=""), safe="")


def found(*items: str) -> list[Release]:
    return list(reading.releases(read(feed(*items), title="Jackett"), "site", key=KEY))


def item(inner: str, title: str = "A.Title", guid: str = "https://site.example/1") -> str:
    return f"<item><title>{title}</title><guid>{guid}</guid>{inner}</item>"


def one(inner: str, **kept: str) -> Release:
    (release,) = found(item(inner, **kept))
    return release


def attribute(name: str, value: str) -> str:
    return f'<torznab:attr name="{name}" value="{value}"/>'


def test_everything_that_is_said_is_there() -> None:
    link = f"http://nas.test:9117/jackett/dl/site/?jackett_apikey={KEY}&amp;path=Q2Z&amp;file=A.Title"
    release = one(
        "<comments>https://site.example/details/1</comments><pubDate>Sat, 14 Mar 2015 17:10:42 -0400</pubDate>"
        f'<size>2538463390</size><grabs>7</grabs><link>{link}</link><enclosure url="{link}" length="1"/>'
        "<category>2000</category><category>2040</category><category>100009</category>"
        + attribute("category", "2040")
        + attribute("SEEDERS", "12")
        + attribute("peers", "15")
        + attribute("infohash", HASH.upper())
        + attribute("imdbid", "tt0113277")
        + attribute("downloadvolumefactor", "0.5")
    )
    assert release == Release(
        title="A.Title",
        guid="https://site.example/1",
        indexer="site",
        infohash=HASH,
        size=2538463390,
        seeders=12,
        leechers=3,
        grabs=7,
        published=dt.datetime(2015, 3, 14, 21, 10, 42, tzinfo=dt.UTC),
        categories=(2000, 2040, 100009),
        imdb="tt0113277",
        page="https://site.example/details/1",
        download="http://nas.test:9117/jackett/dl/site/?path=Q2Z&file=A.Title",
        download_factor=0.5,
    )


def test_newznab_attributes_and_prowlarr_count_too() -> None:
    body = (
        b'<rss xmlns:newznab="http://www.newznab.com/DTD/2010/feeds/attributes/"><channel><item><title>t</title>'
        b'<guid>g</guid><newznab:attr name="Seeders" value="3"/><newznab:attr name="size" value="9"/></item>'
        b"</channel></rss>"
    )
    (release,) = reading.releases(read(body, title="Jackett"), "site", key=KEY)
    assert (release.seeders, release.size) == (3, 9)


@pytest.mark.parametrize("text", ["-1", "0", "1e9", "12 GB", "9" * 400, str(2**50 + 1), "", "٣", "0x10", "NaN", "1.5"])
def test_a_size_that_can_not_be_is_none(text: str) -> None:
    assert one(f"<size>{text}</size>").size is None


@pytest.mark.parametrize("text", ["-5", "1e3", "9" * 30, "99999999", "many", "∞"])
@pytest.mark.parametrize("name", ["seeders", "peers", "grabs", "leechers"])
def test_a_number_of_people_that_can_not_be_is_none(name: str, text: str) -> None:
    release = one(attribute(name, text))
    assert (release.seeders, release.leechers, release.grabs) == (None, None, None)


def test_fewer_peers_than_seeders_are_no_leechers() -> None:
    assert one(attribute("seeders", "9") + attribute("peers", "4")).leechers == 0


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Sat, 14 Mar 2015 17:10:42 +0000", "2015-03-14T17:10:42"),
        ("14 Mar 2015 17:10:42 GMT", "2015-03-14T17:10:42"),
        ("Sat, 14 Mar 2015 17:10:42 +1400", "2015-03-14T03:10:42"),
        ("Sat, 14 Mar 15 17:10:42 EST", "2015-03-14T22:10:42"),
        ("Sat, 14 Mar 2015 17:10 +0200", "2015-03-14T15:10:00"),
        ("Sat, 14 Mar 1815 17:10:42 +0000", None),
        ("Mon, 01 Jan 0001 00:00:00 +0000", None),
        ("Fri, 31 Dec 9999 23:59:59 -2359", None),
        ("Fri, 31 Dec 9999 23:59:59 -9999", None),
        ("Sat, 99 Mar 2015 17:10:42 +0000", None),
        ("Sat, 14 Foo 2015 17:10:42 +0000", None),
        ("2015-03-14T17:10:42Z", None),
        ("yesterday", None),
        ("", None),
        ("1" * 10_000, None),
    ],
)
def test_dates(text: str, moment: str | None) -> None:
    when = one(f"<pubDate>{text}</pubDate>").published
    assert (when.strftime("%Y-%m-%dT%H:%M:%S") if when else None) == moment


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Tom &amp;amp; Jerry", "Tom & Jerry"),
        ("  a\n\t b  ", "a b"),
        ("<![CDATA[a <b> c]]>", "a <b> c"),
        ("é" * 2000, "é" * 500),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert one("", title=text).title == title


def test_what_has_no_title_or_nothing_to_fetch_it_by_is_left_out() -> None:
    assert found("<item><guid>g</guid></item>", "<item><title>t</title></item>", "<item/>") == []


def test_no_more_is_read_than_any_indexer_gives() -> None:
    assert len(found(*(item("", guid=f"g{number}") for number in range(5200)))) == 5000


def test_a_hash_is_found_in_a_magnet_link_too() -> None:
    assert one(f'<enclosure url="magnet:?xt=urn:btih:{HASH}&amp;dn=x"/>').infohash == HASH
    assert one(attribute("magneturl", f"magnet:?dn=x&amp;xt=urn:btih:{HASH.upper()}")).infohash == HASH
    assert one("", guid=f"magnet:?xt=urn:btih:{HASH}").guid == HASH


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HASH, HASH),
        (HASH.upper(), HASH),
        ("VKRAHC7NT26KFQYS2HE4H2HAETIOWQKO", "aaa2038bed9ebca2c312d1c9c3e8e024d0eb414e"),
        (f"magnet:?xt=urn:btih:{HASH}&dn=a", HASH),
        (HASH[:-1], ""),
        (f"{HASH}0", ""),
        ("(removed)", ""),
        ("g" * 40, ""),
        ("1" * 32, ""),
        ("", ""),
    ],
)
def test_infohashes(text: str, expected: str) -> None:
    assert infohash(text) == expected


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (f"http://nas:9117/dl/x/?jackett_apikey={KEY}&path=a&file=b", "http://nas:9117/dl/x/?path=a&file=b"),
        (f"http://nas:9117/dl/x/?path=a&Jackett_ApiKey={KEY}&file=b", "http://nas:9117/dl/x/?path=a&file=b"),
        (f"http://nas:9117/dl/x/?path=a&file=b&jackett-apikey={KEY}#f", "http://nas:9117/dl/x/?path=a&file=b#f"),
        (f"http://nas:9117/dl/x/?jackett_apikey={KEY}", "http://nas:9117/dl/x/"),
        ("https://t.example/d?id=1&passkey=S&authkey=S&torrent_pass=S", "https://t.example/d?id=1"),
        ("https://t.example/d?rsskey=S;id=1", "https://t.example/d?id=1"),
        ("https://t.example/details.php?id=33981&torrentid=7", "https://t.example/details.php?id=33981&torrentid=7"),
        ("https://t.example/a%20b?file=50%25", "https://t.example/a%20b?file=50%25"),
        (f"http://nas:9117/{KEY}/x", ""),
        (f"http://nas:9117/x?u={KEY}", ""),
        (f"http://nas:9117/x?u={KEY.upper()}", ""),
        (f"http://nas:9117/x?u={QUOTED}", ""),
        (f"http://{KEY}@nas:9117/x", ""),
        ("http://me:secret@nas:9117/x", ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("getnzb/123.nzb&i=782&r=123", ""),
        ("http://a.example/\x1b[31mred", ""),
        ("http://a.example/" + "a" * 9000, ""),
        ("http://", ""),
        ("", ""),
    ],
)
def test_no_link_holds_a_key(address: str, kept: str) -> None:
    assert without_key(address, KEY) == kept


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (
            "magnet:?xt=urn:btih:x&dn=a%20b&tr=udp%3A%2F%2Ft.example%3A1337%2Fannounce",
            "magnet:?xt=urn:btih:x&dn=a%20b&tr=udp%3A%2F%2Ft.example%3A1337%2Fannounce",
        ),
        (
            "magnet:?xt=urn:btih:x&tr=https%3A%2F%2Ft.example%2F0123456789abcdef0123%2Fannounce&dn=a",
            "magnet:?xt=urn:btih:x&dn=a",
        ),
        ("magnet:?xt=urn:btih:x&tr=http://t.example/announce?passkey=S&dn=a", "magnet:?xt=urn:btih:x&dn=a"),
        (f"magnet:?xt=urn:btih:x&dn={KEY}", ""),
        ("magnet:?xt=urn:btih:x&dn=\x1b[2J", ""),
        ("http://a.example", ""),
    ],
)
def test_no_magnet_link_holds_anything_personal(address: str, kept: str) -> None:
    assert magnet(address, KEY) == kept


def test_no_field_of_a_release_holds_the_key_wherever_it_stood() -> None:
    link = f"http://nas:9117/dl/x/?jackett_apikey={KEY}&amp;path=a"
    for inner in (
        f"<link>{link}</link>",
        f'<enclosure url="{link}"/>',
        f"<comments>{link}</comments>",
        attribute("magneturl", f"magnet:?xt=urn:btih:{HASH}&amp;tr={link}"),
        attribute("infohash", KEY),
    ):
        for guid in (link, KEY, f"x{KEY}", "https://site.example/1"):
            for release in found(item(inner, guid=guid)):
                assert KEY not in repr(release)


def test_a_link_gets_its_key_back_only_at_its_own_jackett(tmp_path: Path) -> None:
    async def links(client: Jackett) -> list[str]:
        addresses = [
            f"{ADDRESS}/dl/x/?path=a",
            f"{ADDRESS}.evil.example/dl/x/?path=a",
            "http://elsewhere.test/jackett/dl/x/?path=a",
            "https://nas.test:9117/jackett/dl/x/?path=a",
            f"{ADDRESS}/UI/Dashboard?path=a",
            "",
        ]
        return [client.download_address(Release("t", "g", "site", download=one)) for one in addresses]

    own, *others = ask(Server([]), tmp_path, links)
    assert own == f"{ADDRESS}/dl/x/?path=a&jackett_apikey={KEY}"
    assert not any(KEY in one for one in others)


# -- how an indexer is asked ----------------------------------------------------------------------------------------

WAYS = {"search": frozenset("q"), "movie": frozenset({"q", "year"}), "tvsearch": frozenset({"q", "season", "ep"})}
FULL = Indexer("full", "Full", ways=WAYS, categories=frozenset({2000, 2040, 5000}))
PLAIN = Indexer("plain", "Plain", ways={"search": frozenset("q")}, categories=frozenset({2000, 5000}))
BARE = {"search": frozenset("q"), "movie": frozenset("q"), "tvsearch": frozenset("q")}
SOME = item("")
FILM = TorrentQuery("the matrix", SearchKind.MOVIE, year=1999)
EPISODE = TorrentQuery("severance", SearchKind.TV, season=1, episode=2)


@pytest.mark.parametrize(
    ("indexer", "query", "asked"),
    [
        (FULL, TorrentQuery(" the   matrix "), {"t": "search", "q": "the matrix"}),
        (FULL, TorrentQuery("heat", year=1995), {"t": "search", "q": "heat 1995"}),
        (FULL, FILM, {"t": "movie", "q": "the matrix", "year": "1999", "cat": "2000"}),
        (FULL, EPISODE, {"t": "tvsearch", "q": "severance", "season": "1", "ep": "2", "cat": "5000"}),
        (
            FULL,
            TorrentQuery("severance", SearchKind.TV, season=2),
            {"t": "tvsearch", "q": "severance", "season": "2", "cat": "5000"},
        ),
        (FULL, TorrentQuery("severance", SearchKind.TV), {"t": "tvsearch", "q": "severance", "cat": "5000"}),
        (PLAIN, FILM, {"t": "search", "q": "the matrix 1999", "cat": "2000"}),
        (PLAIN, EPISODE, {"t": "search", "q": "severance S01E02", "cat": "5000"}),
        (
            Indexer("bare", "Bare", ways=BARE),
            EPISODE,
            {"t": "tvsearch", "q": "severance S01E02", "cat": "5000"},
        ),
        (
            Indexer("other", "Other", ways=WAYS, categories=frozenset({8000, 100001})),
            FILM,
            {"t": "movie", "q": "the matrix", "year": "1999"},
        ),
    ],
)
def test_each_indexer_is_asked_as_it_can_be(
    tmp_path: Path, indexer: Indexer, query: TorrentQuery, asked: dict[str, str]
) -> None:
    server = Server([feed(SOME)])
    assert len(ask(server, tmp_path, lambda client: client.search(indexer, query))) == 1
    assert server.queries() == [asked]
    assert server.asked[0].url.path.endswith(f"/indexers/{indexer.key}/results/torznab")


@pytest.mark.parametrize("first", [feed(), error(201, "full does not support the requested query"), error(203, "no")])
def test_where_the_exact_way_leads_nowhere_plain_words_are_tried(tmp_path: Path, first: bytes) -> None:
    server = Server([first, feed(SOME)])
    assert len(ask(server, tmp_path, lambda client: client.search(FULL, FILM))) == 1
    assert [one["t"] for one in server.queries()] == ["movie", "search"]


def test_the_same_words_are_not_spent_twice(tmp_path: Path) -> None:
    server = Server([feed()])
    assert ask(server, tmp_path, lambda client: client.search(Indexer("bare", "Bare", ways=BARE), EPISODE)) == []
    assert len(server.asked) == 1


def test_an_indexer_that_did_not_say_what_it_can_is_asked(tmp_path: Path) -> None:
    caps = b'<caps><searching><search available="yes" supportedParams="q"/></searching></caps>'
    server = Server([caps, feed(SOME)])
    assert ask(server, tmp_path, lambda client: client.search(Indexer("new", "New"), FILM))
    assert [one["t"] for one in server.queries()] == ["caps", "search"]


def test_a_key_with_odd_characters_stays_one_part_of_the_path(tmp_path: Path) -> None:
    listing = (
        b'<indexers><indexer id="../../x"/><indexer id="a b"/><indexer id=""/><indexer/><indexer id="ok" '
        b'configured="false"/><indexer id="fine"><caps/></indexer><indexer id="fine"/></indexers>'
    )
    found = ask(Server([listing]), tmp_path, lambda client: client.indexers())
    assert [(one.key, one.title, one.ways) for one in found] == [("fine", "fine", None)]


def test_the_client_shows_no_key() -> None:
    class Http:
        credentials: object = None

    assert KEY not in repr(Jackett(Http(), {"api_key": KEY}, Kept()))  # type: ignore[arg-type]
    assert NAMESPACE in feed().decode()
