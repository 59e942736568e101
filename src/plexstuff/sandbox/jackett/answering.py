"""What the fake Jackett answers to a program: Torznab for one indexer, all or a filter, and results as JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plexstuff.sandbox.ask import Ask, Refusal
from plexstuff.sandbox.jackett import writing
from plexstuff.sandbox.jackett.face import HEAD, TRACE, refusal
from plexstuff.sandbox.jackett.filters import fits, is_expression
from plexstuff.sandbox.jackett.indexers import Behaviour, Site, Sites
from plexstuff.sandbox.jackett.keys import JACKETT_KEY
from plexstuff.sandbox.jackett.releases import Offer, Wanted, offers

_WAYS = {
    "search": "search",
    "tvsearch": "tv-search",
    "tv-search": "tv-search",
    "movie": "movie-search",
    "movie-search": "movie-search",
    "music": "music-search",
    "book": "book-search",
}
_NUMBERS = ("season", "year", "limit", "offset")
#: A flood is written once: benchmarks measure whoever reads it.
_written: dict[tuple[str, int, str], bytes] = {}


def sites_of(ask: Ask) -> Sites:
    """The indexers of this sandbox."""
    sites: Sites = ask.world.state("jackett")
    return sites


def torznab(ask: Ask) -> object:
    """GET /api/v2.0/indexers/{which}/results/torznab."""
    which, way = ask.path["which"], ask.query.get("t", "")
    sites = _chosen(ask, which)
    single = which in sites_of(ask).by_key
    if way == "caps":
        return _capabilities(sites, single=single)
    if way == "indexers":
        if single:
            raise refusal(201, f"{which} does not support the requested query. Please check the capabilities (t=caps)")
        return writing.listing(sites)
    wanted = _wanted(ask)
    if single:
        _supported(sites[0], way, ask)
        return _one(ask, sites[0], wanted)
    found = [(site, offer) for site in sites for offer in _quietly(ask, site, wanted)]
    found.sort(key=lambda pair: -pair[1].seeders * pair[1].size)
    return writing.feed("AggregateSearch", found[:1000], ask.base, ask.now)


def _chosen(ask: Ask, which: str) -> list[Site]:
    """The indexers meant; `t=indexers` may look at those that are not set up too."""
    every = sites_of(ask).by_key
    if which in every:
        if not every[which].configured:
            raise refusal(201, "Indexer is not configured")
        return [every[which]]
    if which != "all" and not is_expression(which):
        raise refusal(201, "Indexer is not supported")
    wanted = ask.query.get("configured") if ask.query.get("t") == "indexers" else "true"
    found = [one for one in every.values() if wanted is None or one.configured == (wanted == "true")]
    found = [one for one in found if which == "all" or fits(which, one.facts)]
    if not found and which != "all":
        raise refusal(201, "Indexer is not configured")
    return found


def _capabilities(sites: Sequence[Site], *, single: bool) -> bytes:
    if single:
        return (HEAD + writing.capabilities(sites[0].ways, sites[0].categories)).encode()
    categories = {number: name for site in sites for number, name in site.categories.items()}
    ways = {way: params for site in sites for way, params in site.ways.items()}
    return (HEAD + writing.capabilities(ways, categories, 1000)).encode()


def _wanted(ask: Ask) -> Wanted:
    for name in _NUMBERS:
        if not re.fullmatch(r"-?\d*", ask.query.get(name, "")):
            raise _unforeseen(name)
    categories = ask.query.get("cat", "")
    if not re.fullmatch(r"[\d,]*", categories):
        raise _unforeseen("cat")
    imdb = ask.query.get("imdbid", "")
    if imdb and not re.fullmatch(r"(?:tt)?\d{1,12}", imdb):
        raise refusal(201, "Incorrect parameter: invalid imdbid format", 400)
    season, episode, year = ask.query.get("season"), ask.query.get("ep", ""), ask.query.get("year")
    return Wanted(
        text=ask.query.get("q", ""),
        categories=frozenset(int(one) for one in categories.split(",") if one),
        year=int(year) if year else None,
        season=int(season) if season else None,
        episode=int(episode) if episode.isdecimal() else None,
        imdb=f"tt{int(imdb.removeprefix('tt')):07}" if imdb else "",
    )


def _unforeseen(name: str) -> Refusal:
    """What .NET makes of a number that is none."""
    body = {"result": "error", "error": f"The value of {name} is not valid.", "stacktrace": "   at System.Number"}
    return Refusal(500, body, {"Content-Type": "application/json; charset=utf-8"})


def _supported(site: Site, way: str, ask: Ask) -> None:
    if way not in _WAYS or _WAYS[way] not in site.ways:
        raise refusal(
            201,
            f"{site.key} does not support the requested query. Please check the capabilities (t=caps) and make sure "
            "the search mode and parameters are supported.",
        )
    for name in ("imdbid", "tmdbid", "tvdbid"):
        if ask.query.get(name) and name not in site.ways[_WAYS[way]].split(","):
            raise refusal(203, f"Function Not Available: {name} is not supported by this indexer", 400)


def _one(ask: Ask, site: Site, wanted: Wanted) -> bytes:
    found = _searched(ask, site, wanted)
    if site.flood:
        known = (site.key, site.flood, ask.base)
        if known not in _written:
            _written[known] = writing.feed(site.title, ((site, one) for one in found), ask.base, ask.now)
        return _written[known]
    limit = int(ask.query.get("limit") or 0)
    skipped = int(ask.query.get("offset") or 0) > 0
    cut = [] if skipped else found[: limit if limit > 0 else None]
    return writing.feed(site.title, ((site, one) for one in cut), ask.base, ask.now)


def _searched(ask: Ask, site: Site, wanted: Wanted) -> list[Offer]:
    """Spend a search at the site."""
    site.searches += 1
    site.tested = site.behaviour is Behaviour.WELL
    if site.behaviour is Behaviour.RATE_LIMITED:
        description = f"Jackett.Common.IndexerException: Exception ({site.key}): Too many requests"
        raise refusal(900, description, 429, {"Retry-After": "60"})
    if site.behaviour is Behaviour.THROWS:
        raise refusal(900, TRACE.format(key=site.key), 400)
    if site.flood and (site.key, site.flood, ask.base) in _written:
        return []
    return offers(ask.world, site, wanted)


def _quietly(ask: Ask, site: Site, wanted: Wanted) -> list[Offer]:
    try:
        return _searched(ask, site, wanted)
    except Refusal:
        return []


def results(ask: Ask) -> object:
    """GET /api/v2.0/indexers/{which}/results: the dashboard's own search, which says who failed."""
    if ask.query.get("apikey") != JACKETT_KEY:
        raise Refusal(401, b"", {"Content-Type": "application/problem+json"})
    try:
        sites = _chosen(ask, ask.path["which"])
    except Refusal:
        raise Refusal(404, b"Not found", {"Content-Type": "text/plain"}) from None
    tracker, category = ask.query.get("Tracker[]"), ask.query.get("Category[]", "")
    wanted = Wanted(ask.query.get("Query", ""), frozenset([int(category)] if category.isdecimal() else []))
    rows, told = [], []
    for site in (one for one in sites if tracker in (None, one.key)):
        failed, found = None, list[Offer]()
        try:
            found = _searched(ask, site, wanted)
        except Refusal:
            failed = f"Exception ({site.key}): the site is in trouble"
        rows += [writing.row(site, one, ask.base, ask.now) for one in found]
        told.append(
            {
                "ID": site.key,
                "Name": site.title,
                "Status": 1 if failed else 2,
                "Results": len(found),
                "Error": failed,
                "ElapsedTime": 12,
            }
        )
    return {"Results": rows, "Indexers": told}
