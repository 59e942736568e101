"""What the services know and take, in one shape for all of them: films, series, episodes and their ids; mails.

Everything here is frozen and has slots. Languages are ISO 639-1 (`de`), countries ISO 3166-1 alpha-2 in capitals
(`DE`), runtimes minutes; a client translates what its service says (TheTVDB: `deu`, `deu`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

import msgspec

from plexstuff.dates import year_of


class Ids(msgspec.Struct, frozen=True):
    """The numbers under which the services know one film, series or episode (`imdb` with its `tt`)."""

    tmdb: int | None = None
    tvdb: int | None = None
    imdb: str | None = None

    def __bool__(self) -> bool:
        return self.tmdb is not None or self.tvdb is not None or self.imdb is not None


class Title(msgspec.Struct, frozen=True):
    """One more name of a film or series, with the language and country it is used in where these are known."""

    text: str
    language: str = ""
    country: str = ""


class Collection(msgspec.Struct, frozen=True):
    """A row of films that belong together, as TMDB names them."""

    tmdb: int
    title: str
    movies: tuple[Movie, ...] = ()


class Movie(msgspec.Struct, frozen=True):
    """A film. From a search, only what the service's list gives is filled in; `titles` holds every other name known."""

    ids: Ids
    title: str
    original_title: str = ""
    original_language: str = ""
    released: dt.date | None = None
    titles: tuple[Title, ...] = ()
    countries: tuple[str, ...] = ()
    runtime: int | None = None
    popularity: float = 0.0
    overview: str = ""
    genres: tuple[int, ...] = ()
    collection: Collection | None = None
    #: The service gave only a year, or another year than that of `released` (TheTVDB does).
    known_year: int | None = None

    @property
    def year(self) -> int | None:
        """The year of the first release, None when unknown."""
        if self.known_year is not None:
            return self.known_year
        return self.released.year if self.released else None


class Series(msgspec.Struct, frozen=True):
    """A series. `seasons` are the season numbers that the service knows (0 = specials); empty when it did not say."""

    ids: Ids
    title: str
    original_title: str = ""
    original_language: str = ""
    first_aired: dt.date | None = None
    titles: tuple[Title, ...] = ()
    countries: tuple[str, ...] = ()
    popularity: float = 0.0
    overview: str = ""
    status: str = ""
    seasons: tuple[int, ...] = ()
    known_year: int | None = None

    @property
    def year(self) -> int | None:
        """The year in which the first episode was aired, None when unknown."""
        if self.known_year is not None:
            return self.known_year
        return self.first_aired.year if self.first_aired else None


class EpisodeOrder(StrEnum):
    """The orders in which a series can be counted."""

    AIRED = "aired"
    DVD = "dvd"
    ABSOLUTE = "absolute"


class Episode(msgspec.Struct, frozen=True):
    """An episode under the numbers of the order that was asked for (ABSOLUTE: `season` is 1 and `number` counts)."""

    ids: Ids
    season: int
    number: int
    title: str = ""
    aired: dt.date | None = None
    absolute: int | None = None
    runtime: int | None = None
    overview: str = ""


class OutgoingMail(msgspec.Struct, frozen=True):
    """One mail to one person, ready to go: bare addresses, and the whole message (RFC 5322, CRLF) as `content`."""

    sender: str
    recipient: str
    message_id: str
    content: bytes

    def __repr__(self) -> str:
        return f"<mail to {self.recipient!r}, {len(self.content)} bytes>"


class MailOutcome(StrEnum):
    """What became of a mail. UNCERTAIN: the connection broke before the answer came; it may have been sent."""

    SENT = "sent"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    NOT_TRIED = "not tried"


class MailResult(msgspec.Struct, frozen=True):
    """What became of the mail to one recipient; unless it was sent, why, and what to do. `at` is seconds."""

    recipient: str
    outcome: MailOutcome
    why: str = ""
    advice: str = ""
    at: float | None = None
    #: Refused for now only: the same mail may be taken later.
    temporary: bool = False


class SearchKind(StrEnum):
    """What is looked for among torrents."""

    ANYTHING = "anything"
    MOVIE = "movie"
    TV = "tv"


class TorrentQuery(msgspec.Struct, frozen=True):
    """What to look for; `year` counts for films, `season` and `episode` for TV."""

    text: str
    kind: SearchKind = SearchKind.ANYTHING
    year: int | None = None
    season: int | None = None
    episode: int | None = None


class Indexer(msgspec.Struct, frozen=True):
    """A site with torrents that can be searched: `key` names it, `privacy` is public, semi-private or private.

    `ways` maps each way of searching that it offers ("search", "movie", "tvsearch") to the parameters that it takes
    there; None when it did not say. `categories` are the numbers of all that it has; empty when it did not say.
    """

    key: str
    title: str
    privacy: str = ""
    language: str = ""
    ways: Mapping[str, frozenset[str]] | None = None
    categories: frozenset[int] = frozenset()


class Release(msgspec.Struct, frozen=True, gc=False):
    """A torrent that one indexer offers; what it did not say, or said absurdly, is None or "".

    `guid` tells it from others of the same indexer, `infohash` (hex digits in small letters) is the torrent itself,
    `size` is in bytes. `page`, `download` and `magnet` are addresses without any key: whoever found it puts the key
    back when it is fetched.
    """

    title: str
    guid: str
    indexer: str
    infohash: str = ""
    size: int | None = None
    seeders: int | None = None
    leechers: int | None = None
    grabs: int | None = None
    published: dt.datetime | None = None
    categories: tuple[int, ...] = ()
    imdb: str = ""
    page: str = ""
    download: str = ""
    magnet: str = ""
    #: What of a download counts against the user at the tracker: 0 is free.
    download_factor: float | None = None


class Track(msgspec.Struct, frozen=True):
    """A track of an album: `number` counts within its disc, `position` is what is printed (`A1`), ids are named.

    `length` is in milliseconds, None when unknown; `artist` is given only where it is not that of the album.
    """

    title: str
    number: int
    disc: int = 1
    position: str = ""
    length: int | None = None
    artist: str = ""
    ids: Mapping[str, str] = {}


class Album(msgspec.Struct, frozen=True):
    """An album as one service (`source`) knows it. `released` is a date or its beginning: `1998`, `1998-10`.

    `ids` are named by what they are (`musicbrainz_release`, `gracenote_album`); `front` says whether the service knows
    of a front cover, None when it did not say.
    """

    source: str
    artist: str
    title: str
    tracks: tuple[Track, ...] = ()
    released: str = ""
    label: str = ""
    country: str = ""
    ids: Mapping[str, str] = {}
    page: str = ""
    front: bool | None = None

    @property
    def year(self) -> int | None:
        """The year in which this release came out, None when unknown."""
        return year_of(self.released)

    @property
    def discs(self) -> int:
        """How many discs it has."""
        return len({one.disc for one in self.tracks})


class Picture(msgspec.Struct, frozen=True):
    """The file of a picture: `kind` is jpeg, png, gif or webp, as its first bytes say."""

    content: bytes
    kind: str

    def __repr__(self) -> str:
        return f"<{self.kind} of {len(self.content)} bytes>"


class Library(msgspec.Struct, frozen=True):
    """A library of a media server: `kind` is movie, show, artist or photo; `items` counts films, series, artists.

    `folders` are paths as the server sees them; `scanned` is when they were last looked through.
    """

    key: str
    title: str
    kind: str
    items: int
    folders: tuple[str, ...] = ()
    scanned: dt.datetime | None = None
    scanning: bool = False
    language: str = ""
    agent: str = ""


class ServerUser(msgspec.Struct, frozen=True):
    """Somebody who may use a media server; managed users have neither `username` nor `mail`, only a `title`.

    `home` says that they belong to the household. Of the server itself they see `libraries` of its libraries, or all;
    `pending` that they have not accepted yet; without `shared` they see nothing of it.
    """

    id: int
    title: str
    username: str = ""
    mail: str = ""
    home: bool = False
    restricted: bool = False
    shared: bool = False
    pending: bool = False
    all_libraries: bool = False
    libraries: int = 0


class Person(msgspec.Struct, frozen=True):
    """Somebody in an address book: the name, and the mail addresses under which they are known."""

    name: str
    mails: tuple[str, ...] = ()


class HostedImage(msgspec.Struct, frozen=True):
    """A picture at an image host. `size` is in bytes, `added_at` in seconds; `delete_key` takes it back: a secret."""

    id: str
    link: str
    title: str = ""
    name: str = ""
    kind: str = ""
    width: int = 0
    height: int = 0
    size: int = 0
    added_at: float = 0.0
    delete_key: str = ""

    def __repr__(self) -> str:
        return f"HostedImage({self.id!r}, {self.link!r})"


class ImageAlbum(msgspec.Struct, frozen=True):
    """An album at an image host, with how many pictures are in it."""

    id: str
    title: str
    link: str = ""
    images: int = 0


class LockerSong(msgspec.Struct, frozen=True):
    """One of the user's own songs in a music locker: `length` in seconds is None where it is not told."""

    id: str
    title: str
    artists: tuple[str, ...] = ()
    album: str = ""
    length: int | None = None


class Video(msgspec.Struct, frozen=True):
    """A video of a site: `length` in seconds and `views` are None where they are not told; `live` has no end."""

    id: str
    title: str
    channel: str = ""
    length: int | None = None
    views: int | None = None
    live: bool = False

    @property
    def page(self) -> str:
        """Where it can be seen."""
        return f"https://www.youtube.com/watch?v={self.id}"


#: What a cell of a spreadsheet may hold; None in a write leaves it as it is.
Cell = str | int | float | bool | None


class CellRange(msgspec.Struct, frozen=True):
    """Cells of a spreadsheet: `range` in the A1 way, and the rows, each up to its last cell that is not empty."""

    range: str
    rows: tuple[tuple[Cell, ...], ...] = ()


class SheetTab(msgspec.Struct, frozen=True):
    """One of the sheets of a spreadsheet."""

    title: str
    rows: int = 0
    columns: int = 0
    hidden: bool = False


class Spreadsheet(msgspec.Struct, frozen=True):
    """A spreadsheet: its id, title and sheets, and the page where it is looked at."""

    id: str
    title: str
    sheets: tuple[SheetTab, ...] = ()
    page: str = ""
