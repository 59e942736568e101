"""The client of MusicBrainz's web service, version 2, and of the Cover Art Archive.

https://musicbrainz.org/doc/MusicBrainz_API, https://musicbrainz.org/doc/Cover_Art_Archive/API
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from plexstuff import __version__, models
from plexstuff.errors import InvalidValue, NotFound, UnexpectedResponse
from plexstuff.health import Checked, Proof
from plexstuff.http import ServiceHttp
from plexstuff.matching.titles import likeness
from plexstuff.service import Keep
from plexstuff.services.musicbrainz import answers, pictures, reading
from plexstuff.services.musicbrainz.choosing import ALIKE, choose
from plexstuff.services.musicbrainz.trouble import explain

__all__ = ["MusicBrainz", "check", "explain"]

#: What a lookup of a release brings along; the sign between them is a space, which is sent as `+`.
INCLUDED = "artist-credits labels recordings release-groups media"
#: Where the Cover Art Archive sends us on to; each of its storage nodes is a host of its own below that.
STORES = ("archive.org",)
#: How many releases a search may give: the many editions of one album are a page.
MOST = 50
#: The sign of Lucene's that must be escaped within a phrase, and everything that must be outside of one.
_IN_PHRASE = re.compile(r'(["\\])')
_ANYWHERE = re.compile(r'([+\-!(){}\[\]^"~*?:\\/]|&&|\|\|)')
#: An album that everybody knows, for the check.
KNOWN = ("Pink Floyd", "The Dark Side of the Moon")
_SPELLING = "Check how artist and album are spelled; on https://musicbrainz.org you can see what it knows."


class MusicBrainz:
    """MusicBrainz for somebody who says whom to write to: `values` holds `contact` and `cover_art_url`.

    Every method raises KeyRefused, RateLimited, ServerError, Unreachable or UnexpectedResponse, and NotFound.
    """

    key = reading.KEY

    def __init__(self, http: ServiceHttp, values: Mapping[str, str], keep: Keep) -> None:
        contact = values["contact"]
        if not (contact.isascii() and contact.isprintable()) or {"(", ")"} & {*contact}:
            raise InvalidValue(
                "MusicBrainz: the contact holds signs that can't be sent.",
                "Give a mail address or web page: plexstuff services set musicbrainz contact",
            )
        self._http = http
        self._covers = http.at(values["cover_art_url"])
        # https://musicbrainz.org/doc/MusicBrainz_API/Rate_Limiting says how a program has to introduce itself.
        self._headers = {"User-Agent": f"Plexstuff/{__version__} ( {contact} )"}

    async def find_album(self, artist: str, title: str) -> models.Album:
        """The album of this name, with its tracks; the earliest official release of it. Two or three requests.

        Raises NotFound when MusicBrainz knows none whose artist and title are like these.
        """
        found = choose(await self.search_releases(_phrases(artist, title)), artist, title)
        if found is None:
            found = choose(await self.search_releases(_words(artist, title)), artist, title)
        if found is None or not found.id:
            raise NotFound("MusicBrainz knows no album of this name by this artist.", _SPELLING)
        return reading.album(await self.release(found.id))

    async def search_releases(self, query: str, *, cache: bool = True) -> list[answers.Release]:
        """GET /release?query=… -> the releases that fit, the best first; `query` is in Lucene's language."""
        params: dict[str, str | int] = {"query": query, "limit": MOST, "fmt": "json"}
        said = await self._http.get("release", answers.Releases, params=params, headers=self._headers, cache=cache)
        return said.releases

    async def release(self, mbid: str) -> answers.Release:
        """GET /release/{mbid} -> one release with tracks, labels and group; one that was merged has another id."""
        params = {"inc": INCLUDED, "fmt": "json"}
        path = f"release/{quote(mbid, safe='')}"
        return await self._http.get(path, answers.Release, params=params, headers=self._headers)

    async def images(self, mbid: str) -> list[answers.Image]:
        """GET /release/{mbid} at the Cover Art Archive -> the pictures of a release. Raises NotFound for none."""
        path = f"release/{quote(mbid, safe='')}"
        said = await self._covers.get(path, answers.Images, headers=self._headers, cache=False, onward=STORES)
        return said.images

    async def front_cover(self, album: models.Album) -> models.Picture:
        """The file of the front cover: JPEG, PNG, GIF or WebP, up to 32 MiB; two requests, four for an album
        that another service gave.

        Raises NotFound when the Cover Art Archive has none, UnexpectedResponse when what it gives is no picture.
        """
        if album.source != self.key:
            # The ids that others give for MusicBrainz are old or of another edition.
            album = await self.find_album(album.artist, album.title)
        if album.front is False:
            raise _no_cover()
        try:
            front = pictures.front_of(await self.images(album.ids["musicbrainz_release"]))
        except NotFound:
            raise _no_cover() from None
        path = pictures.path_of(front) if front else ""
        if not path:
            raise _no_cover()
        content = await self._covers.get(path, bytes, headers=self._headers, cache=False, onward=STORES)
        if not (kind := pictures.kind_of(content)):
            raise UnexpectedResponse(
                "The Cover Art Archive gave something that is no picture.",
                "Try again in a few minutes; archive.org, where they lie, has such days.",
            )
        return models.Picture(content, kind)


async def check(client: MusicBrainz) -> Checked:
    """Search for an album that everybody knows: the operation that will be used."""
    artist, title = KNOWN
    found = await client.search_releases(_phrases(artist, title), cache=False)
    if not any(likeness(one.title or "", title) >= ALIKE for one in found):
        raise UnexpectedResponse(
            "MusicBrainz answers, but does not know an album that everybody knows.",
            "If you changed base_url, check it: the mirror may be empty.",
        )
    return Checked("The contact is accepted; a search finds what it should.", Proof.TRIED)


def _phrases(artist: str, title: str) -> str:
    """Both names as they are."""
    return " AND ".join(
        f'{field}:"{_IN_PHRASE.sub(_ESCAPED, " ".join(text.split()))}"'
        for field, text in (("release", title), ("artist", artist))
    )


def _words(artist: str, title: str) -> str:
    """Their words, wherever they stand and in any number."""
    return " AND ".join(
        f"{field}:({_ANYWHERE.sub(_ESCAPED, ' '.join(text.split()).lower())})"
        for field, text in (("release", title), ("artist", artist))
    )


_ESCAPED = r"\\\1"


def _no_cover() -> NotFound:
    return NotFound(
        "The Cover Art Archive has no front cover of this album.",
        "Anybody with an account on https://musicbrainz.org can add one.",
    )
