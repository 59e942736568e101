"""Reads what Torznab answers with (a feed of results, lists of indexers, capabilities) and believes none of it.

The format: https://torznab.github.io/spec-1.3-draft/torznab/Specification-v1.3.html. Prowlarr's and Newznab's feeds
differ in names only, and are read too.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from plexstuff.markup import Element
from plexstuff.models import Indexer, Release
from plexstuff.services.jackett.links import infohash, magnet, without_key

#: Nothing larger is shared, in bytes; nothing is shared by more, in people.
MOST_SIZE, MOST_PEOPLE = 2**50, 10_000_000
#: The length of an enclosure may be that of the torrent file itself, in bytes; what is longer is none.
LEAST_LENGTH = 20 * 2**20
#: Torrents are younger, and none is of a later time.
FIRST_YEAR, LAST_YEAR = 1999, 2099
LONGEST_TITLE, LONGEST_GUID, LONGEST_KEY = 500, 1000, 100
#: Of one indexer so many results are read; Jackett gives at most 1000.
MOST_RESULTS = 5000

_ATTRIBUTES = frozenset(
    (
        "{http://torznab.com/schemas/2015/feed}attr",
        "{http://www.newznab.com/DTD/2010/feeds/attributes/}attr",
    )
)
_WAYS = {"search": "search", "tv-search": "tvsearch", "movie-search": "movie"}
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_DATE = re.compile(
    r"(?:[A-Za-z]{3},? )?\s*(\d{1,2}) ([A-Za-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:([+-])(\d\d)(\d\d)|GMT|UTC|Z)"
)
_FACTORS = {None: None, "0": 0.0, "1": 1.0}
_KEY = re.compile(r"[\w.!~+-]+")
_PRIVACY = ("public", "semi-private", "private")


def releases(root: Element, indexer: str, *, key: str) -> Iterator[Release]:
    """The results of a feed; those without a title or anything to fetch them by are left out.

    `indexer` found them; `key` is Jackett's, and is taken out of every link.
    """
    for number, item in enumerate(root.iter("item")):
        if number >= MOST_RESULTS:
            return
        release = _release(item, indexer, key)
        if release is not None:
            yield release


def _release(item: Element, indexer: str, key: str) -> Release | None:
    texts: dict[str, str] = {}
    attributes: dict[str, str] = {}
    categories: list[str] = []
    for child in item:
        tag = child.tag
        if tag in _ATTRIBUTES:
            name, value = child.get("name", "").lower(), child.get("value", "")
            if name == "category":
                categories.append(value)
            elif value and name not in attributes:
                attributes[name] = value
        elif tag == "category":
            categories.append(child.text or "")
        elif tag == "enclosure":
            texts.setdefault("enclosure", child.get("url", "").strip())
            texts.setdefault("length", child.get("length", ""))
        elif child.text and tag not in texts:
            texts[tag] = child.text
    said, told = texts.get, attributes.get
    links = _links(said, told, key)
    title = _line(said("title", ""))
    if not title or not links.guid:
        return None
    seeders = _count(told("seeders"))
    return Release(
        title=title,
        guid=links.guid,
        indexer=indexer,
        infohash=links.infohash,
        size=_size(said("size") or told("size")) or _size(said("length"), least=LEAST_LENGTH),
        seeders=seeders,
        leechers=_leechers(seeders, told),
        grabs=_count(said("grabs") or told("grabs")),
        published=date(said("pubDate", "")),
        categories=_numbers(categories),
        imdb=_imdb(told("imdbid") or told("imdb") or ""),
        page=links.page,
        download=links.download,
        magnet=links.magnet,
        download_factor=_factor(told("downloadvolumefactor")),
    )


class _Links(NamedTuple):
    guid: str
    infohash: str
    page: str
    download: str
    magnet: str


def _links(said: Callable[[str, str], str], told: Callable[[str, str], str], key: str) -> _Links:
    """What a result can be told from others, looked at and fetched by; none of it holds a key."""
    guid, comments = said("guid", "").strip(), said("comments", "").strip()
    links = [said("enclosure", "") or said("link", "").strip()]
    if links[0] != (other := said("link", "").strip()):
        links.append(other)
    hashed = infohash(told("infohash", ""))
    safe_magnet = ""
    for one in (told("magneturl", ""), *links, guid):
        if _is_magnet(one):
            hashed = hashed or infohash(one)
            safe_magnet = safe_magnet or magnet(one.strip(), key)
    page = without_key(comments, key)
    download = next((found for one in links if (found := without_key(one, key))), "")
    same = page if guid == comments else _guid(guid, key)
    return _Links(same or hashed or page or download, hashed, page, download, safe_magnet)


def _is_magnet(text: str) -> bool:
    return "magnet:" in text[:20].lower()


def _line(text: str) -> str:
    """A text in one line; some sites escape theirs twice."""
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.split())[:LONGEST_TITLE]


def _guid(text: str, key: str) -> str:
    """What tells a result from others: without the key, and without what is personal in a magnet link."""
    if _is_magnet(text):
        return infohash(text) or magnet(text, key)
    if "://" in text:
        return without_key(text, key)
    return "" if key and key in text else text[:LONGEST_GUID]


def _whole(text: str | None) -> int | None:
    """A whole number of at most 18 digits; None for anything else, also below zero."""
    if not text:
        return None
    if not text.isdecimal():
        text = text.strip()
    return int(text) if len(text) <= 18 and text.isdecimal() and text.isascii() else None


def _size(text: str | None, *, least: int = 1) -> int | None:
    size = _whole(text)
    return size if size is not None and least <= size <= MOST_SIZE else None


def _count(text: str | None) -> int | None:
    count = _whole(text)
    return count if count is not None and count <= MOST_PEOPLE else None


def _leechers(seeders: int | None, told: Callable[[str], str | None]) -> int | None:
    """In Torznab peers are seeders and leechers together."""
    if leechers := told("leechers"):
        return _count(leechers)
    peers = _count(told("peers"))
    return max(0, peers - (seeders or 0)) if peers is not None else None


def _factor(text: str | None) -> float | None:
    if text in _FACTORS:
        return _FACTORS[text]
    try:
        factor = float(text or "")
    except ValueError:
        return None
    return factor if 0 <= factor <= 100 else None


def _numbers(texts: list[str]) -> tuple[int, ...]:
    """Category numbers, each once, in their order."""
    return tuple([int(one) for one in dict.fromkeys(texts) if one.isascii() and one.isdecimal() and len(one) < 8])


def _imdb(text: str) -> str:
    digits = text.strip().removeprefix("tt").lstrip("0")
    return f"tt{digits:0>7}" if digits.isascii() and digits.isdecimal() and len(digits) <= 12 else ""


def date(text: str) -> dt.datetime | None:
    """An RFC 5322 date in UTC; None for what is none, or of a time that no torrent can be of."""
    found = _DATE.fullmatch(text.strip())
    try:
        if found is None:
            moment = parsedate_to_datetime(text.strip()) if text.strip() else None
        else:
            day, month, year, hour, minute, second, sign, hours, minutes = found.groups()
            offset = dt.timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
            zone = dt.timezone(-offset if sign == "-" else offset) if offset else dt.UTC
            number = _MONTHS[month.lower()]
            moment = dt.datetime(int(year), number, int(day), int(hour), int(minute), int(second), tzinfo=zone)
        if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
            return None
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
    except (ValueError, TypeError, KeyError, OverflowError, IndexError):
        return None


# -- indexers -------------------------------------------------------------------------------------------------------


def indexers(root: Element) -> list[Indexer]:
    """The indexers in `<indexers>`, those that are set up; what has no usable id is left out."""
    found: dict[str, Indexer] = {}
    for node in root.iter("indexer"):
        key = node.get("id", "").strip()
        if not _KEY.fullmatch(key) or len(key) > LONGEST_KEY or node.get("configured", "true").lower() == "false":
            continue
        caps = node.find("caps")
        ways, categories = capabilities(caps) if caps is not None else (None, frozenset())
        privacy = (node.findtext("type") or "").strip().lower()
        found.setdefault(
            key,
            Indexer(
                key=key,
                title=_line(node.findtext("title") or "") or key,
                privacy=privacy if privacy in _PRIVACY else "",
                language=_line(node.findtext("language") or "")[:35],
                ways=ways,
                categories=categories,
            ),
        )
    return list(found.values())


def capabilities(caps: Element) -> tuple[dict[str, frozenset[str]] | None, frozenset[int]]:
    """The ways of searching in `<caps>` with their parameters (None when it says nothing), and the categories."""
    ways: dict[str, frozenset[str]] = {}
    searching = caps.find("searching")
    for node in searching if searching is not None else ():
        way = _WAYS.get(node.tag)
        if way and node.get("available", "").strip().lower() == "yes":
            words = node.get("supportedParams", "q").lower().split(",")
            ways[way] = frozenset(word.strip() for word in words if word.strip())
    numbers = [node.get("id", "") for node in caps.iter() if node.tag in ("category", "subcat")]
    return (ways if searching is not None else None), frozenset(_numbers(numbers))
