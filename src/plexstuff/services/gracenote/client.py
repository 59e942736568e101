"""The client of Gracenote's Web API 1.0: questions and answers are XML documents, ids stand in the question itself."""

from __future__ import annotations

import hashlib
from asyncio import Lock
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from plexstuff import models
from plexstuff.errors import InvalidValue, NotFound, UnexpectedResponse
from plexstuff.health import Checked, Proof
from plexstuff.http import ServiceHttp
from plexstuff.markup import Element, read
from plexstuff.matching.titles import likeness
from plexstuff.service import Keep
from plexstuff.services.gracenote import GRACENOTE_SERVICE, recognise_client
from plexstuff.services.gracenote.trouble import TITLE, explain, said_in

__all__ = ["Gracenote", "check", "explain"]

#: Less alike, artist or title are those of something else.
ALIKE = 0.85
#: An album that everybody knows, for the check.
KNOWN = ("Cher", "Believe")


class Gracenote:
    """Gracenote for a client id. Every method raises KeyRefused, NotFound, ServerError, Unreachable, RateLimited,
    UnexpectedResponse, or InvalidValue for a client id that is none.

    Before the first question the program is registered; the user id that this gives is kept for ever, and for each
    client id on its own.
    """

    key = "gracenote"

    def __init__(self, http: ServiceHttp, values: Mapping[str, str], keep: Keep) -> None:
        # What comes from the environment may be anything, and a part of it becomes the name of a host.
        seen = recognise_client(values["client_id"])
        self._client, self._refusal, self._advice = seen.value, seen.refusal, seen.advice
        if self._client and http.base_url == GRACENOTE_SERVICE.base_url:
            # Each client id has a host of its own.
            host = f"https://c{self._client.partition('-')[0]}."
            http = http.at(http.base_url.replace("https://", host))
        self._http = http
        self._keep = keep
        mark = hashlib.blake2b(self._client.encode(), digest_size=4).hexdigest()
        self._name = f"lasting_user_{mark}"
        self._lock = Lock()

    def __repr__(self) -> str:
        return "<Gracenote>"

    async def find_album(self, artist: str, title: str) -> models.Album:
        """The album of this name, with the titles of its tracks; one or two questions.

        Raises NotFound when Gracenote knows none, or gives another one.
        """
        found = await self.search(artist, title)
        album = next((one for one in map(_album, found) if _same(one, artist, title)), None)
        if album is None:
            raise NotFound(
                f"{TITLE} knows no album of this name by this artist.", "Check how artist and album are spelled."
            )
        counted = next((_number(one, "TRACK_COUNT") for one in found if _text(one, "GN_ID") in album.ids.values()), 0)
        return await self.album(album.ids["gracenote_album"]) if counted > len(album.tracks) else album

    async def search(self, artist: str, title: str) -> list[Element]:
        """ALBUM_SEARCH -> the best match as `ALBUM`; it may list fewer tracks than it counts. Raises NotFound."""
        texts = (("ARTIST", artist), ("ALBUM_TITLE", title))
        inside = "".join(f"<TEXT TYPE={quoteattr(kind)}>{_escaped(text)}</TEXT>" for kind, text in texts)
        return (await self._ask("ALBUM_SEARCH", f"<MODE>SINGLE_BEST</MODE>{inside}")).findall("RESPONSE/ALBUM")

    async def album(self, number: str) -> models.Album:
        """ALBUM_FETCH -> one album, whole, by its id at Gracenote. Raises NotFound."""
        found = (await self._ask("ALBUM_FETCH", f"<GN_ID>{_escaped(number)}</GN_ID>")).find("RESPONSE/ALBUM")
        if found is None:
            raise _without("an album")
        return _album(found)

    async def _ask(self, command: str, inside: str) -> Element:
        user = await self._registered()
        who = f"<AUTH><CLIENT>{_escaped(self._client)}</CLIENT><USER>{_escaped(user)}</USER></AUTH>"
        return await self._send(f"{who}<QUERY CMD={quoteattr(command)}>{inside}</QUERY>")

    async def _registered(self) -> str:
        """The user id that is kept; the first time, one is asked for (REGISTER): there are few for each client id."""
        if user := self._keep.get(self._name):
            return user
        # Neither another task nor another process may register as well.
        async with self._lock, self._keep.renewing("client_id"):
            if user := self._keep.get(self._name):
                return user
            client = f"<CLIENT>{_escaped(self._client)}</CLIENT>"
            said = await self._send(f'<QUERY CMD="REGISTER">{client}</QUERY>')
            user = (said.findtext("RESPONSE/USER") or "").strip()
            if not user:
                raise _without("a user id")
            self._keep.set(self._name, user)
            return user

    async def _send(self, queries: str) -> Element:
        if not self._client:
            raise InvalidValue(f"{TITLE}: {self._refusal}", self._advice)
        body = f"<QUERIES>{queries}</QUERIES>".encode()
        # Also REGISTER is sent again when no answer came: without one there would be no user id at all.
        answer = await self._http.send("POST", "", bytes, body=body, kind="text/xml; charset=utf-8", repeat=True)
        root = read(answer, title=TITLE)
        if (error := said_in(root)) is not None:
            raise error
        return root


async def check(client: Gracenote) -> Checked:
    """Look for an album that everybody knows: the operation that will be used. Registers if that was never done."""
    artist, title = KNOWN
    found = await client.search(artist, title)
    if not any(_same(_album(one), artist, title) for one in found):
        raise _without("an album that everybody knows")
    return Checked("The client id is accepted; a search finds what it should.", Proof.TRIED)


def _same(album: models.Album, artist: str, title: str) -> bool:
    return min(likeness(album.artist, artist), likeness(album.title, title)) >= ALIKE


def _album(said: Element) -> models.Album:
    artist = _text(said, "ARTIST")
    number = _text(said, "GN_ID")
    return models.Album(
        source=Gracenote.key,
        artist=artist,
        title=_text(said, "TITLE"),
        tracks=tuple(_track(place, one, artist) for place, one in enumerate(said.findall("TRACK"), start=1)),
        released=_text(said, "DATE"),
        ids={"gracenote_album": number} if number else {},
    )


def _track(place: int, said: Element, album_artist: str) -> models.Track:
    number = _number(said, "TRACK_NUM") or place
    artist, own = _text(said, "ARTIST"), _text(said, "GN_ID")
    return models.Track(
        title=_text(said, "TITLE"),
        number=number,
        position=str(number),
        artist=artist if artist != album_artist else "",
        ids={"gracenote_track": own} if own else {},
    )


def _text(said: Element, name: str) -> str:
    return (said.findtext(name) or "").strip()


def _number(said: Element, name: str) -> int:
    text = _text(said, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _escaped(text: str) -> str:
    """`text` for an XML document, without the signs that none may hold (XML 1.0 §2.2)."""
    return escape(" ".join("".join(sign if sign.isprintable() else " " for sign in text).split()))


def _without(what: str) -> UnexpectedResponse:
    return UnexpectedResponse(f"{TITLE} gave an answer without {what} in it.", "If you changed base_url, check it.")
