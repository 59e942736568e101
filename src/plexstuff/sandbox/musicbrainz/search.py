"""The part of Lucene's query language that clients of MusicBrainz use: `field:"a phrase" AND field:(some words)`."""

from __future__ import annotations

import re

from plexstuff.sandbox.albums import SandboxAlbum, plain

_TERM = re.compile(
    r"""\s*(?:(?P<field>[a-z]+):)?(?:"(?P<phrase>(?:[^"\\]|\\.)*)"|\((?P<words>(?:[^()\\]|\\.)*)\)|(?P<bare>(?:[^\s"():\\]|\\.)+))"""
)
_JOINS = {"AND", "OR", "NOT"}
_UNESCAPE = re.compile(r"\\(.)")


class BadQuery(Exception):
    """Not Lucene's language: quotes that never end, a bare slash."""


def scores(query: str, known: list[SandboxAlbum]) -> list[tuple[int, SandboxAlbum]]:
    """Those that fit with their scores, the best (100) first. Raises BadQuery."""
    terms = _terms(query)
    rated = []
    for album in known:
        parts = [_rate(album, *term) for term in terms]
        strict = " AND " in query
        if parts and (all(parts) if strict else any(parts)):
            rated.append((sum(parts) / len(parts), album))
    if not rated:
        return []
    best = max(rate for rate, _ in rated)
    rated.sort(key=lambda one: (-one[0], one[1].mbid))
    return [(round(100 * rate / best), album) for rate, album in rated]


def _terms(query: str) -> list[tuple[str, str, bool]]:
    """Field ("": any), words, and whether they are a phrase."""
    found, at, text = [], 0, query.strip()
    while at < len(text):
        match = _TERM.match(text, at)
        if match is None or "/" in _UNESCAPE.sub("", match["bare"] or ""):
            raise BadQuery
        at = match.end()
        words = next(one for one in (match["phrase"], match["words"], match["bare"]) if one is not None)
        if match["bare"] in _JOINS:
            continue
        found.append((match["field"] or "", plain(_UNESCAPE.sub(r"\1", words)), match["phrase"] is not None))
    return found


def _rate(album: SandboxAlbum, field: str, text: str, phrase: bool) -> float:
    """How well a term fits, from 0 to 1."""
    held = {
        "release": album.title,
        "releasegroup": album.title,
        "artist": album.artist,
        "artistname": album.artist,
        "reid": album.mbid,
        "rgid": album.group,
        "arid": album.artist_mbid,
        "date": album.released,
        "country": album.country,
        "status": "official",
        "primarytype": "album",
    }
    inside = plain(held.get(field, "") if field else f"{album.artist} {album.title}")
    if phrase:
        return (1.0 if text == inside else 0.7) if text and f" {text} " in f" {inside} " else 0.0
    wanted, there = text.split(), inside.split()
    return sum(word in there for word in wanted) / max(len(wanted), len(there), 1)
