"""The client of Last.fm's web service 2.0 (https://www.last.fm/api), for whatever needs no log-in."""

from __future__ import annotations

from collections.abc import Mapping

from plexstuff import models
from plexstuff.errors import NotFound, UnexpectedResponse
from plexstuff.health import Checked, Proof
from plexstuff.http import Credentials, ServiceHttp
from plexstuff.matching.titles import likeness
from plexstuff.service import Keep
from plexstuff.services.lastfm import answers
from plexstuff.services.lastfm.trouble import explain, meaning

__all__ = ["LastFM", "check", "explain"]

#: Last.fm may put right how an artist is written ("guns and roses"); what is less alike is another one.
ALIKE_TITLE, ALIKE_ARTIST = 0.8, 0.6
#: An album that everybody knows, for the check.
KNOWN = ("Cher", "Believe")
#: What stands for an artist that nobody knows.
_NOBODY = "[unknown]"


class LastFM:
    """Last.fm for an API key. Every method raises KeyRefused, RateLimited, ServerError, Unreachable, NotFound,
    ServiceRetired or UnexpectedResponse.
    """

    key = "lastfm"

    def __init__(self, http: ServiceHttp, values: Mapping[str, str], keep: Keep) -> None:
        self._http = http
        http.credentials = Credentials(params={"api_key": values["api_key"]})

    async def find_album(self, artist: str, title: str) -> models.Album:
        """The album of this name with its tracks, without a date; one request.

        Raises NotFound when Last.fm knows none, or gives another one, or a page that nobody ever listened to.
        """
        found = await self.album_info(artist, title)
        same = likeness(found.name, title) >= ALIKE_TITLE and likeness(found.artist, artist) >= ALIKE_ARTIST
        album = _album(found)
        if not same or found.artist == _NOBODY or not (album.tracks or _number(found.listeners)):
            raise meaning(6, "Album not found")
        return album

    async def album_info(self, artist: str, title: str, *, cache: bool = True) -> answers.Album:
        """GET ?method=album.getInfo -> one album. It is asked to put right how the artist is written."""
        params: dict[str, str | int] = {
            "method": "album.getInfo",
            "artist": " ".join(artist.split()),
            "album": " ".join(title.split()),
            "autocorrect": 1,
            "format": "json",
        }
        said = await self._http.get("", answers.AlbumAnswer, params=params, cache=cache)
        if said.error is not None:
            raise meaning(said.error, said.message or "")
        if said.album is None:
            raise UnexpectedResponse(
                "Last.fm gave an answer without an album in it.", "If you changed base_url, check it."
            )
        return said.album


async def check(client: LastFM) -> Checked:
    """Look up an album that everybody knows: the operation that will be used."""
    try:
        found = await client.album_info(*KNOWN, cache=False)
    except NotFound as error:
        # A server that is not there also says "not found".
        error.advice = "Last.fm knows every well-known album: if you changed base_url, check it."
        raise
    return Checked(f"The key is accepted; {found.name} by {found.artist} was looked up.", Proof.TRIED)


def _album(said: answers.Album) -> models.Album:
    tracks = said.tracks.all if isinstance(said.tracks, answers.Tracks) else []
    ids = {"lastfm_musicbrainz": said.mbid} if said.mbid else {}
    return models.Album(
        source=LastFM.key,
        artist=said.artist,
        title=said.name,
        tracks=tuple(_track(place, one, said.artist) for place, one in enumerate(tracks, start=1)),
        ids=ids,
        page=said.url or "",
    )


def _track(place: int, one: answers.Track, album_artist: str) -> models.Track:
    number = _number(one.attributes.rank if one.attributes else None) or place
    seconds = _number(one.duration)
    artist = one.artist.name if one.artist else ""
    return models.Track(
        title=one.name,
        number=number,
        position=str(number),
        length=seconds * 1000 if seconds else None,
        artist=artist if artist != album_artist else "",
    )


def _number(said: int | str | None) -> int:
    """A number that may be written as a text; 0 for none."""
    if isinstance(said, int):
        return max(said, 0)
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 10 else 0
