"""What the fake Gracenote answers: one path, XML both ways, HTTP 200 for whatever it has to say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from starlette.routing import Route, Router

from plexstuff.errors import UnexpectedResponse
from plexstuff.markup import Element, read
from plexstuff.sandbox import seed
from plexstuff.sandbox.albums import SandboxAlbum, albums, plain
from plexstuff.sandbox.ask import Ask, Endpoint, Face, natural
from plexstuff.sandbox.gracenote import documents
from plexstuff.sandbox.gracenote.keys import GRACENOTE_BLOCKED, GRACENOTE_CLIENT

XML = "text/xml; charset=UTF-8"
_BLOCKED = "GCSP: Hello error: [130] Please contact Gracenote ODP 17420"
_NOT_AUTHORIZED = "Not authorized"
#: How many albums are listed when nothing is said of it.
_SHOWN = 10
#: How many tracks of an album a search shows; the others are there when it is fetched.
_SEARCHED = 12


@dataclass
class Users:
    """Who was registered. There are few of them for a client id: the fake gives out `most`."""

    most: int = 2000
    registered: list[str] = field(default_factory=list)


def authorise(ask: Ask) -> None:
    """Nothing is proved outside of the document."""


def dress(ask: Ask, body: bytes) -> Mapping[str, str]:
    """The kind of every answer."""
    return {"Content-Type": XML}


FACE = Face("gracenote", authorise, documents.refuse, dress, content_type=XML)


def answer(ask: Ask) -> object:
    """Whatever was asked."""
    try:
        root = read(ask.body, title="The sandbox")
    except UnexpectedResponse:
        return documents.refuse(400)
    query = root.find("QUERY")
    if root.tag != "QUERIES" or query is None:
        return documents.refuse(400)
    users: Users = ask.world.state("gracenote")
    registers = query.get("CMD") == "REGISTER"
    client = query.findtext("CLIENT") if registers else root.findtext("AUTH/CLIENT")
    if client == GRACENOTE_BLOCKED:
        return documents.error(_BLOCKED)
    if client != GRACENOTE_CLIENT:
        return documents.error(_NOT_AUTHORIZED)
    if registers:
        return _register(users)
    if root.findtext("AUTH/USER") not in users.registered:
        return documents.error(_NOT_AUTHORIZED)
    return _COMMANDS.get(query.get("CMD", ""), _not_understood)(query)


def _register(users: Users) -> bytes:
    if len(users.registered) >= users.most:
        return documents.error("GCSP: Register error: [15] user quota exceeded")
    drawn = seed.hexadecimal(32, "gracenote user", len(users.registered)).upper()
    users.registered.append(f"{270_000_000_000_000_000 + len(users.registered)}-{drawn}")
    return documents.registered(users.registered[-1])


def _search(query: Element) -> bytes:
    texts = {one.get("TYPE", ""): plain(one.text or "") for one in query.findall("TEXT")}
    found = [one for one in _known() if any(texts.values()) and _matches(one, texts)]
    first, last = (natural(query.findtext(f"RANGE/{name}", "")) for name in ("START", "END"))
    first = first or 1
    if first > len(found):
        return documents.nothing()
    track = _place(found[0], texts.get("TRACK_TITLE", ""))
    if query.findtext("MODE", "").startswith("SINGLE_BEST"):
        # What was recorded: of an album that was found by a track, there is that track alone.
        shown = (track,) if track else range(1, min(len(found[0].tracks), _SEARCHED) + 1)
        return documents.one_album(found[0], shown)
    return documents.listed(found, first, last or first + _SHOWN - 1)


def _matches(album: SandboxAlbum, texts: Mapping[str, str]) -> bool:
    """Whether an album has all that was said; what was left out or is empty asks for nothing."""
    said = {"ARTIST": plain(album.artist), "ALBUM_TITLE": plain(album.title)}
    if any(texts.get(kind) not in (None, "", text) for kind, text in said.items()):
        return False
    track = texts.get("TRACK_TITLE", "")
    return not track or _place(album, track) > 0


def _place(album: SandboxAlbum, track: str) -> int:
    """Where on the album a track of this name is, counted from 1; 0 for nowhere."""
    places = (place for place, one in enumerate(album.tracks, start=1) if track and plain(one.title) == track)
    return next(places, 0)


def _fetch(query: Element) -> bytes:
    wanted = query.findtext("GN_ID", "")
    return _whole(next((one for one in _known() if documents.album_id(one) == wanted), None))


def _contents(query: Element) -> bytes:
    """By the table of contents of a CD (where its tracks begin, and the end): the first with as many tracks."""
    count = len(query.findtext("TOC/OFFSETS", "").split()) - 1
    return _whole(next((one for one in _known() if len(one.tracks) == count), None))


def _whole(album: SandboxAlbum | None) -> bytes:
    return documents.one_album(album, range(1, len(album.tracks) + 1)) if album else documents.nothing()


def _not_understood(query: Element) -> bytes:
    return documents.refuse(400)


_COMMANDS: dict[str, Callable[[Element], bytes]] = {
    "ALBUM_SEARCH": _search,
    "ALBUM_FETCH": _fetch,
    "ALBUM_TOC": _contents,
}


def _known() -> list[SandboxAlbum]:
    return [one for one in albums() if "gracenote" not in one.lacks]


def router() -> Router:
    """The fake as an application to be mounted."""
    endpoint = Endpoint(FACE, answer, open_to_all=True, methods=frozenset({"POST"}))
    return Router(routes=[Route("/webapi/xml/1.0/", endpoint)], redirect_slashes=False, default=endpoint)
