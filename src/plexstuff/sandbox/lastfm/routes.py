"""Last.fm's one path, and what is answered there by `method`."""

from __future__ import annotations

from starlette.routing import Route, Router

from plexstuff.sandbox.albums import albums, find, plain
from plexstuff.sandbox.ask import Ask, Endpoint, Handler, natural
from plexstuff.sandbox.lastfm import records
from plexstuff.sandbox.lastfm.face import FACE, asked, refusal, wants_json


def album_info(ask: Ask) -> object:
    """album.getInfo: by artist and name, or by the id of MusicBrainz."""
    said = asked(ask)
    wanted = said.get("mbid", "").lower()
    if wanted:
        by_id = (one for one in albums() if records.mbid(one) == wanted and "lastfm" not in one.lacks)
        found = next(by_id, None)
    elif not said.get("artist") or not said.get("album"):
        raise refusal(ask, 6, "Invalid parameters - Your request is missing a required parameter")
    else:
        found = find(said["artist"], said["album"], "lastfm")
    if found is None:
        raise refusal(ask, 6)
    return records.as_json(found) if wants_json(ask) else records.as_xml(found)


def album_search(ask: Ask) -> object:
    """album.search: names that hold these words."""
    said = asked(ask)
    wanted = said.get("album", "")
    words = set(plain(wanted).split())
    known = (one for one in albums() if "lastfm" not in one.lacks)
    found = [one for one in known if words and words <= set(plain(one.title).split())]
    limit = min(max(natural(said.get("limit", "")) or 50, 1), 1000)
    start = ((natural(said.get("page", "")) or 1) - 1) * limit
    answer = records.matches(found, wanted, start, limit)
    return answer if wants_json(ask) else records.matches_as_xml(answer)


#: In small letters: case does not count.
METHODS: dict[str, Handler] = {"album.getinfo": album_info, "album.search": album_search}


def answer(ask: Ask) -> object:
    """Whatever was asked for."""
    method = METHODS.get(asked(ask).get("method", "").lower())
    if method is None:
        raise refusal(ask, 3)
    return method(ask)


def router() -> Router:
    """The fake as an application to be mounted."""
    endpoint = Endpoint(FACE, answer, methods=frozenset({"GET", "HEAD", "POST"}))
    return Router(routes=[Route("/2.0/", endpoint), Route("/2.0", endpoint)], redirect_slashes=False, default=endpoint)
