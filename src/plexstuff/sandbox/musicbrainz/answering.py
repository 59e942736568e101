"""What the fake MusicBrainz answers: searches, lists by what they are linked to, and lookups."""

from __future__ import annotations

import re
from collections.abc import Callable

from plexstuff.sandbox.albums import SandboxAlbum, albums
from plexstuff.sandbox.ask import Ask, natural
from plexstuff.sandbox.musicbrainz import markup, records
from plexstuff.sandbox.musicbrainz.face import refusal, wants_json
from plexstuff.sandbox.musicbrainz.records import Record
from plexstuff.sandbox.musicbrainz.search import BadQuery, scores

_MBID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
#: One of its albums was merged into another: the id of old leads to the new one.
MERGED = {"5a9db0c5-0000-4000-8000-0000000000aa": "03c91c40-49a6-44a7-90e7-a700edf97a62"}
_INCLUDED = {
    "release": frozenset(
        "artists artist-credits labels recordings release-groups media discids isrcs tags genres url-rels "
        "recording-level-rels work-rels collections aliases annotation".split()
    ),
    "release-group": frozenset("artists artist-credits releases tags genres discids media aliases annotation".split()),
    "artist": frozenset("recordings releases release-groups works aliases tags genres annotation".split()),
}


def known() -> list[SandboxAlbum]:
    """Every album that MusicBrainz knows."""
    return [one for one in albums() if "musicbrainz" not in one.lacks]


def by_mbid(ask: Ask, text: str) -> SandboxAlbum:
    """The album with this id, or the one that it was merged into."""
    wanted = mbid_of(ask, text)
    found = next((one for one in known() if one.mbid == MERGED.get(wanted, wanted)), None)
    if found is None:
        raise refusal(ask, 404)
    return found


def mbid_of(ask: Ask, text: str) -> str:
    """An id of MusicBrainz; anything else is refused."""
    if not _MBID.fullmatch(text):
        raise refusal(ask, 400)
    return text.lower()


def releases(ask: Ask) -> object:
    """GET /release: a search, or the releases of an artist or of a group."""
    if "query" in ask.query:
        return _searched(ask, "release", records.found)
    chosen = _linked(ask, known())
    shown = [records.release(one, _included(ask, "release")) for one in chosen]
    return _page(ask, "release", shown, browsed=True)


def release(ask: Ask) -> object:
    """GET /release/{mbid}."""
    found = by_mbid(ask, ask.path["mbid"])
    return _one(ask, "release", records.release(found, _included(ask, "release")))


def groups(ask: Ask) -> object:
    """GET /release-group: a search, or the groups of an artist."""
    if "query" in ask.query:
        return _searched(ask, "release-group", _group_found)
    return _page(ask, "release-group", [records.group(one) for one in _linked(ask, known())], browsed=True)


def group(ask: Ask) -> object:
    """GET /release-group/{mbid}."""
    wanted, included = mbid_of(ask, ask.path["mbid"]), _included(ask, "release-group")
    held = [one for one in known() if one.group == wanted]
    if not held:
        raise refusal(ask, 404)
    shown = records.group(held[0])
    if included & {"artists", "artist-credits"}:
        shown["artist-credit"] = records.credit(held[0])
    if "releases" in included:
        shown["releases"] = [records.release(one, frozenset()) for one in held]
    return _one(ask, "release-group", shown)


def artists(ask: Ask) -> object:
    """GET /artist: a search."""
    if "query" not in ask.query:
        raise refusal(ask, 400, "Must specify a query or something that the artists are linked to.")
    return _searched(ask, "artist", lambda album, score: {**records.artist(album), "score": score})


def artist(ask: Ask) -> object:
    """GET /artist/{mbid}."""
    wanted, included = mbid_of(ask, ask.path["mbid"]), _included(ask, "artist")
    held = [one for one in known() if one.artist_mbid == wanted]
    if not held:
        raise refusal(ask, 404)
    shown = records.artist(held[0])
    if "releases" in included:
        shown["releases"] = [records.release(one, frozenset()) for one in held[: records.EMBEDDED]]
    if "release-groups" in included:
        shown["release-groups"] = [records.group(one) for one in held[: records.EMBEDDED]]
    return _one(ask, "artist", shown)


def nothing(ask: Ask) -> object:
    """Whatever else was asked for."""
    raise refusal(ask, 404)


def _group_found(album: SandboxAlbum, score: int) -> Record:
    return {**records.group(album), "score": score, "artist-credit": records.credit(album)}


def _included(ask: Ask, entity: str) -> frozenset[str]:
    asked = frozenset(ask.query.get("inc", "").replace("+", " ").split())
    if strange := asked - _INCLUDED[entity]:
        raise refusal(ask, 400, f"{min(strange)} is not a valid inc parameter for the {entity} resource.")
    return asked


def _linked(ask: Ask, held: list[SandboxAlbum]) -> list[SandboxAlbum]:
    if "artist" in ask.query:
        wanted = mbid_of(ask, ask.query["artist"])
        return [one for one in held if one.artist_mbid == wanted]
    if "release-group" in ask.query:
        wanted = mbid_of(ask, ask.query["release-group"])
        return [one for one in held if one.group == wanted]
    raise refusal(ask, 400, "The given parameters do not match any available query type for this resource.")


def _searched(ask: Ask, entity: str, show: Callable[[SandboxAlbum, int], Record]) -> object:
    try:
        rated = scores(ask.query["query"], known())
    except BadQuery:
        raise refusal(ask, 400, "Bad query") from None
    shown: dict[str, Record] = {}
    for score, album in rated:
        record = show(album, score)
        shown.setdefault(record["id"], record)
    return _page(ask, entity, [*shown.values()], browsed=False)


def _page(ask: Ask, entity: str, shown: list[Record], *, browsed: bool) -> object:
    limit = min(max(natural(ask.query.get("limit", "")) or 25, 1), 100)
    offset = natural(ask.query.get("offset", "")) or 0
    page = shown[offset : offset + limit]
    if not wants_json(ask):
        return markup.listing(entity, page, len(shown), offset)
    if browsed:
        return {f"{entity}-count": len(shown), f"{entity}-offset": offset, f"{entity}s": page}
    return {"created": "2026-01-01T00:00:00.000Z", "count": len(shown), "offset": offset, f"{entity}s": page}


def _one(ask: Ask, entity: str, shown: Record) -> object:
    return shown if wants_json(ask) else markup.document(entity, shown)
