"""Turns what is looked for into the parameters of Torznab, as far as an indexer can be asked so."""

from __future__ import annotations

from plexstuff.models import Indexer, SearchKind, TorrentQuery

#: Way of searching, first number of its categories.
_EXACT = {SearchKind.MOVIE: ("movie", 2000), SearchKind.TV: ("tvsearch", 5000)}

Params = dict[str, str]


def questions(indexer: Indexer, query: TorrentQuery) -> list[Params]:
    """What to ask this indexer, the most exact first; the next is for when that found nothing or was refused."""
    text = " ".join(query.text.split())
    plain = {"t": "search", "q": _spelled(text, query), **_category(indexer, query.kind)}
    if query.kind is SearchKind.ANYTHING:
        return [plain]
    way = _EXACT[query.kind][0]
    takes = (indexer.ways or {}).get(way)
    if takes is None or "q" not in takes:
        return [plain]
    return [{"t": way, **_exact(text, query, takes), **_category(indexer, query.kind)}, plain]


def _exact(text: str, query: TorrentQuery, takes: frozenset[str]) -> Params:
    if query.kind is SearchKind.MOVIE:
        if query.year is not None and "year" in takes:
            return {"q": text, "year": str(query.year)}
        return {"q": _spelled(text, query)}
    season, episode = query.season, query.episode
    if season is not None and "season" in takes and (episode is None or "ep" in takes):
        return {"q": text, "season": str(season), **({} if episode is None else {"ep": str(episode)})}
    return {"q": _spelled(text, query)}


def _spelled(text: str, query: TorrentQuery) -> str:
    """The words with year, or season and episode, as releases are named."""
    if query.kind is SearchKind.TV and query.season is not None:
        episode = "" if query.episode is None else f"E{query.episode:02}"
        return f"{text} S{query.season:02}{episode}".strip()
    if query.year is not None:
        return f"{text} {query.year}".strip()
    return text


def _category(indexer: Indexer, kind: SearchKind) -> Params:
    """The categories to search in; none where the site sorts what is wanted elsewhere."""
    if kind is SearchKind.ANYTHING:
        return {}
    first = _EXACT[kind][1]
    if indexer.categories and not any(number // 1000 * 1000 == first for number in indexer.categories):
        return {}
    return {"cat": str(first)}
