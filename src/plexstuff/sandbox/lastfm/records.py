"""Albums as Last.fm writes them: in JSON, where one track is no list and none is "", and in XML."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote_plus
from xml.sax.saxutils import escape, quoteattr

from plexstuff.sandbox import seed
from plexstuff.sandbox.albums import SYNTHETIC, SandboxAlbum

Record = dict[str, Any]
SIZES = {"small": "34s", "medium": "64s", "large": "174s", "extralarge": "300x300", "mega": "300x300", "": "300x300"}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def page(*names: str) -> str:
    """The page of an artist, an album or a track."""
    return "https://www.last.fm/music/" + "/".join(map(quote_plus, names))


def mbid(album: SandboxAlbum) -> str:
    """The MusicBrainz id that Last.fm gives: that of a recording, none for what nobody made."""
    return "" if album.mbid.startswith(SYNTHETIC) else album.mbid


def images(album: SandboxAlbum) -> list[Record]:
    """Its picture in all sizes; one without has empty texts in their place."""
    name = f"{seed.hexadecimal(32, 'lastfm', album.mbid)}.png"
    beginning = "https://lastfm.freetls.fastly.net/i/u"
    return [
        {"size": size, "#text": f"{beginning}/{place}/{name}" if album.has_cover else ""}
        for size, place in SIZES.items()
    ]


def tracks(album: SandboxAlbum) -> list[Record]:
    """All tracks in one row: there are no discs."""
    return [
        {
            "streamable": {"fulltrack": "0", "#text": "0"},
            "duration": one.length // 1000 if one.length else None,
            "url": page(album.artist, album.title, one.title),
            "name": one.title,
            "@attr": {"rank": rank},
            "artist": {"url": page(album.artist), "name": album.artist, "mbid": ""},
        }
        for rank, one in enumerate(album.tracks, start=1)
    ]


def tags(album: SandboxAlbum) -> list[Record]:
    """What listeners call it; nobody has a word for what nobody made."""
    if album.mbid.startswith(SYNTHETIC):
        return []
    named = seed.some(("pop", "dance", "rock", "electronic", "90s", "albums i own"), 3, "tags", album.mbid)
    return [{"url": f"https://www.last.fm/tag/{quote_plus(one)}", "name": one} for one in named]


def as_json(album: SandboxAlbum) -> Record:
    """The answer to album.getInfo."""
    every = tracks(album)
    shown: Record = {
        "artist": album.artist,
        "mbid": mbid(album),
        "tags": {"tag": labels} if (labels := tags(album)) else "",
        "name": album.title,
        "image": images(album),
        "listeners": str(2 + seed.draw("listeners", album.mbid) % 900_000),
        "playcount": str(2 + seed.draw("plays", album.mbid) % 9_000_000),
        "url": page(album.artist, album.title),
    }
    if every:
        shown["tracks"] = {"track": every if len(every) > 1 else every[0]}
    return {"album": shown}


def as_xml(album: SandboxAlbum) -> bytes:
    """The same in XML."""
    said = as_json(album)["album"]
    pictures = "".join(f'<image size="{one["size"]}">{one["#text"]}</image>' for one in said["image"])
    rows = "".join(
        f'<track rank="{one["@attr"]["rank"]}"><name>{escape(one["name"])}</name><url>{escape(one["url"])}</url>'
        f'<duration>{one["duration"] or ""}</duration><streamable fulltrack="0">0</streamable><artist>'
        f"<name>{escape(album.artist)}</name><mbid></mbid><url>{escape(page(album.artist))}</url></artist></track>"
        for one in tracks(album)
    )
    labels = "".join(f"<tag><name>{one['name']}</name><url>{one['url']}</url></tag>" for one in tags(album))
    return (
        f'{_HEAD}<lfm status="ok"><album><name>{escape(album.title)}</name><artist>{escape(album.artist)}</artist>'
        f"<mbid>{said['mbid']}</mbid><url>{escape(said['url'])}</url>{pictures}<listeners>{said['listeners']}"
        f"</listeners><playcount>{said['playcount']}</playcount><tracks>{rows}</tracks><tags>{labels}</tags></album></lfm>"
    ).encode()


def matches(found: list[SandboxAlbum], wanted: str, start: int, limit: int) -> Record:
    """The answer to album.search."""
    listed = [
        {
            "name": one.title,
            "artist": one.artist,
            "url": page(one.artist, one.title),
            "image": images(one)[:4],
            "streamable": "0",
            "mbid": mbid(one),
        }
        for one in found[start : start + limit]
    ]
    return {
        "results": {
            "opensearch:Query": {
                "#text": "",
                "role": "request",
                "searchTerms": wanted,
                "startPage": str(start // limit + 1),
            },
            "opensearch:totalResults": str(len(found)),
            "opensearch:startIndex": str(start),
            "opensearch:itemsPerPage": str(limit),
            "albummatches": {"album": listed},
            "@attr": {"for": wanted},
        }
    }


def matches_as_xml(said: Record) -> bytes:
    """The same in XML; its prefix is never declared, which strict readers refuse: so it was recorded."""
    results = said["results"]
    wanted, counts = results["@attr"]["for"], ("totalResults", "startIndex", "itemsPerPage")
    numbers = "".join(f"<opensearch:{one}>{results[f'opensearch:{one}']}</opensearch:{one}>" for one in counts)
    rows = "".join(
        f"<album><name>{escape(one['name'])}</name><artist>{escape(one['artist'])}</artist>"
        f"<url>{escape(one['url'])}</url>"
        + "".join(f'<image size="{image["size"]}">{image["#text"]}</image>' for image in one["image"])
        + f"<streamable>0</streamable><mbid>{one['mbid']}</mbid></album>"
        for one in results["albummatches"]["album"]
    )
    return (
        f'{_HEAD}<lfm status="ok"><results for={quoteattr(wanted)}><opensearch:Query role="request" '
        f"searchTerms={quoteattr(wanted)} startPage={quoteattr(results['opensearch:Query']['startPage'])}>"
        f"</opensearch:Query>{numbers}<albummatches>{rows}</albummatches></results></lfm>"
    ).encode()
