"""Writes what Jackett answers with: feeds of results, capabilities, lists of indexers, and results as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from email.utils import format_datetime
from urllib.parse import quote, urlencode
from xml.sax.saxutils import escape, quoteattr

from plexstuff.sandbox.jackett.face import HEAD
from plexstuff.sandbox.jackett.indexers import Site
from plexstuff.sandbox.jackett.keys import JACKETT_KEY
from plexstuff.sandbox.jackett.releases import Offer

_TRACKERS = ("udp://tracker.sandbox.example:1337/announce", "http://other.sandbox.example/announce")
_OPEN = (
    f'{HEAD}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:torznab="http://torznab.com/schemas/2015/feed"><channel>'
)


def feed(title: str, found: Iterable[tuple[Site, Offer]], base: str, now: float) -> bytes:
    """Results as Torznab; `base` is the address under which the client knows Jackett."""
    parts = [
        f'{_OPEN}<atom:link href="{escape(base)}/" rel="self" type="application/rss+xml" />'
        f"<title>{escape(title)}</title><description>{escape(title)} of the sandbox</description>"
        f"<link>{escape(base)}/</link><language>en-US</language><category>search</category>"
    ]
    parts += [_item(site, offer, base, now) for site, offer in found]
    parts.append("</channel></rss>")
    return "\n".join(parts).encode()


def link(site: Site, offer: Offer, base: str) -> str:
    """Where the torrent is had: through Jackett, with its key, or a magnet link."""
    if site.magnets:
        return magnet(offer)
    path = quote(f"{site.key}-{offer.infohash}", safe="")
    return f"{base}/dl/{site.key}/?{urlencode({'jackett_apikey': JACKETT_KEY, 'path': path, 'file': offer.title})}"


def magnet(offer: Offer) -> str:
    """The magnet link of a release."""
    return (
        f"magnet:?xt=urn:btih:{offer.infohash}&{urlencode([('dn', offer.title), *(('tr', one) for one in _TRACKERS)])}"
    )


def _item(site: Site, offer: Offer, base: str, now: float) -> str:
    page = f"https://{site.key}.example/details/{offer.infohash[:12]}"
    where = escape(link(site, offer, base))
    published = format_datetime(dt.datetime.fromtimestamp(int(now - offer.age), dt.UTC))
    categories = [offer.category, 100_001] if offer.category in site.categories else [8000]
    attributes: list[tuple[str, object]] = [("category", number) for number in categories]
    if offer.imdb:
        attributes += [("imdb", offer.imdb.removeprefix("tt")), ("imdbid", offer.imdb)]
    attributes += [("genre", "")] + ([("year", offer.year)] if offer.year else [])
    attributes += [("seeders", offer.seeders), ("peers", offer.seeders + offer.leechers)]
    if site.hashes:
        attributes.append(("infohash", offer.infohash))
    if site.magnets:
        attributes.append(("magneturl", magnet(offer)))
    attributes += [("downloadvolumefactor", 0 if site.privacy == "public" else 1), ("uploadvolumefactor", 1)]
    return (
        f"<item><title>{escape(offer.title)}</title><guid>{page}</guid>"
        f'<jackettindexer id="{site.key}">{escape(site.title)}</jackettindexer><type>{site.privacy}</type>'
        f"<comments>{page}</comments><pubDate>{published}</pubDate><size>{offer.size}</size><description />"
        f"<link>{where}</link>{''.join(f'<category>{number}</category>' for number in categories)}"
        f'<enclosure url="{where}" length="{offer.size}" type="application/x-bittorrent" />'
        f"{''.join(_attribute(name, value) for name, value in attributes)}</item>"
    )


def _attribute(name: str, value: object) -> str:
    return f'<torznab:attr name="{name}" value={quoteattr(str(value))} />'


def capabilities(ways: Mapping[str, str], categories: Mapping[int, str], limit: int = 100) -> str:
    """`<caps>`: what can be asked, and the categories: standard ones as trees, the site's own at the top."""
    every = ("search", "tv-search", "movie-search", "music-search", "audio-search", "book-search")
    searching = "".join(
        f'<{way} available="{"yes" if way in ways else "no"}" supportedParams="{ways.get(way, "q")}" />'
        for way in every
    )
    rows = []
    for number, name in categories.items():
        if number >= 100_000 or number % 1000 == 0:
            children = "".join(
                f'<subcat id="{child}" name={quoteattr(text)} />'
                for child, text in categories.items()
                if child // 1000 == number // 1000 and child != number and number < 100_000
            )
            rows.append(f'<category id="{number}" name={quoteattr(name)}>{children}</category>')
    return (
        f'<caps><server title="Jackett" /><limits default="{limit}" max="{limit}" />'
        f"<searching>{searching}</searching><categories>{''.join(rows)}</categories></caps>"
    )


def listing(sites: Iterable[Site]) -> bytes:
    """`<indexers>`: each site with its capabilities."""
    rows = [
        f'<indexer id="{one.key}" configured="{str(one.configured).lower()}"><title>{escape(one.title)}</title>'
        f"<description>{escape(one.title)} of the sandbox</description><link>https://{one.key}.example/</link>"
        f"<language>{one.language}</language><type>{one.privacy}</type>"
        f"{capabilities(one.ways, one.categories)}</indexer>"
        for one in sites
    ]
    return f"{HEAD}<indexers>{''.join(rows)}</indexers>".encode()


def row(site: Site, offer: Offer, base: str, now: float) -> dict[str, object]:
    """A result as the dashboard's own search gives it: `Peers` are leechers only."""
    page = f"https://{site.key}.example/details/{offer.infohash[:12]}"
    published = dt.datetime.fromtimestamp(int(now - offer.age), dt.UTC)
    unknown = (
        "Files Description RageID TVDBId TMDb TVMazeId TraktId DoubanId Genres Author BookTitle Publisher "
        "Artist Album Label Track Poster MinimumRatio MinimumSeedTime BlackholeLink"
    )
    return {
        "FirstSeen": "0001-01-01T00:00:00",
        "Tracker": site.title,
        "TrackerId": site.key,
        "TrackerType": site.privacy,
        "CategoryDesc": site.categories.get(offer.category, "Other"),
        "Title": offer.title,
        "Guid": page,
        "Link": None if site.magnets else link(site, offer, base),
        "Details": page,
        "PublishDate": published.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
        "Category": [offer.category, 100_001],
        "Size": offer.size,
        "Grabs": offer.seeders * 3,
        "Imdb": int(offer.imdb.removeprefix("tt")) if offer.imdb else None,
        "Languages": [],
        "Subs": [],
        "Year": offer.year or None,
        "Seeders": offer.seeders,
        "Peers": offer.leechers,
        "InfoHash": offer.infohash if site.hashes else None,
        "MagnetUri": magnet(offer) if site.magnets else None,
        "DownloadVolumeFactor": 0,
        "UploadVolumeFactor": 1,
        "Gain": offer.seeders * offer.size / 2**30,
        **dict.fromkeys(unknown.split()),
    }
