"""The roles that a service can play for a job: a job asks for a role, never for a service by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO, Protocol, runtime_checkable

if TYPE_CHECKING:
    from pathlib import Path

    from plexstuff.models import (
        Album,
        Cell,
        CellRange,
        Episode,
        EpisodeOrder,
        HostedImage,
        Ids,
        ImageAlbum,
        Indexer,
        Library,
        LockerSong,
        MailResult,
        Movie,
        OutgoingMail,
        Person,
        Picture,
        Release,
        Series,
        ServerUser,
        Spreadsheet,
        TorrentQuery,
        Video,
    )


class Role(StrEnum):
    """What a job can ask for; the declaration of a service says which it plays and how gladly it is asked."""

    COVERS = "covers"
    IMAGES = "images"
    LIBRARIES = "libraries"
    MAIL = "mail"
    MOVIES = "movies"
    MUSIC_LOCKER = "music_locker"
    MUSIC_METADATA = "music_metadata"
    NAMES = "names"
    SERIES = "series"
    SHEETS = "sheets"
    TORRENTS = "torrents"
    USERS = "users"
    VIDEOS = "videos"


@runtime_checkable
class AlbumSource(Protocol):
    """A service that knows albums and their tracks. Raises `ConfigurationError`s and `ServiceError`s."""

    key: str

    async def find_album(self, artist: str, title: str) -> Album:
        """The album of this name by this artist, with its tracks. Raises NotFound when it knows none."""
        ...


@runtime_checkable
class CoverSource(Protocol):
    """A service that has pictures of albums. Raises `ConfigurationError`s and `ServiceError`s."""

    key: str

    async def front_cover(self, album: Album) -> Picture:
        """The picture on the front, whatever service the album is from. Raises NotFound when there is none."""
        ...


@runtime_checkable
class ImageHost(Protocol):
    """A service that shows pictures to everybody. Raises `ConfigurationError`s and `ServiceError`s."""

    key: str

    @property
    def main_album(self) -> str:
        """The id of the album that pictures are put into; "" for none."""
        ...

    async def upload_image(self, file: BinaryIO, *, name: str = "", title: str = "", album: str = "") -> HostedImage:
        """Put the picture in an open file there, read while it is sent. Never tried a second time by itself."""
        ...

    async def remove_image(self, image: str, delete_key: str = "") -> None:
        """Take a picture back, for good. Raises NotFound when it is gone."""
        ...

    async def images(self, *, most: int = 50) -> list[HostedImage]:
        """The pictures of the account, the latest first; none where there is no account."""
        ...

    async def albums(self) -> list[ImageAlbum]:
        """The albums of the account."""
        ...

    async def make_album(self, title: str) -> ImageAlbum:
        """Make an album."""
        ...

    async def rename_album(self, album: str, title: str) -> None:
        """Give an album another title."""
        ...

    async def remove_album(self, album: str) -> None:
        """Remove an album; its pictures stay."""
        ...


@runtime_checkable
class LibrarySource(Protocol):
    """A media server whose libraries can be listed. Raises `ConfigurationError`s and `ServiceError`s."""

    key: str

    async def server_name(self) -> str:
        """What the server is called."""
        ...

    async def libraries(self) -> list[Library]:
        """Its libraries with folders, last scan and number of items."""
        ...


@runtime_checkable
class MailSender(Protocol):
    """A service that sends mail."""

    key: str

    async def sender(self) -> str:
        """From whom its mails come: `ann@example.org` or `Ann <ann@example.org>`.

        Raises ConfigurationErrors and ServiceErrors.
        """
        ...

    async def send(
        self,
        mails: Sequence[OutgoingMail],
        *,
        begun: Callable[[OutgoingMail], None] | None = None,
        told: Callable[[MailResult], None] | None = None,
    ) -> list[MailResult]:
        """Send them one after the other; a result for each, in their order. Nothing is sent twice.

        `begun` is called right before each is tried, `told` as soon as its result is known: also when this is
        cancelled in its middle, which waits for the mail under way. What stops all of them (no connection, a quota)
        is a result of each that was not tried, and is raised (ConfigurationErrors, ServiceErrors) only when none was.
        A mail of which nobody knows whether it went, for its answer did not come, is UNCERTAIN: never an error, never
        sent again.
        """
        ...


@runtime_checkable
class MovieSource(Protocol):
    """A service that knows films. `key` is also the name of its ids in `models.Ids`.

    Every method raises `ServiceError`s and `KeyRefused`.
    """

    key: str

    async def search_movies(
        self, title: str, *, year: int | None = None, language: str = "en", region: str = ""
    ) -> list[Movie]:
        """Films whose names are like `title`, the service's own order, first page; one request."""
        ...

    async def movie(self, number: int, *, language: str = "en") -> Movie:
        """The film with this id of the service's own, with ids, other titles, countries and runtime; one request."""
        ...

    async def find_movie(self, ids: Ids, *, language: str = "en") -> Movie | None:
        """The film with these ids, its own or another service's; None when there is none."""
        ...


@runtime_checkable
class MusicLocker(Protocol):
    """A service that keeps the user's own music files. Raises `ConfigurationError`s and `ServiceError`s.

    It takes files of these `kinds` (as `mp3`), with fewer bytes than `limit`.
    """

    key: str
    kinds: tuple[str, ...]
    limit: int

    async def uploads(self, *, most: int = 25) -> list[LockerSong]:
        """Songs that were uploaded there, in the service's own order; at least `most`, where there are so many."""
        ...

    async def upload(self, path: Path, told: Callable[[int, int], None] | None = None) -> None:
        """Send one file. That it was accepted does not mean that it will show there.

        `told` hears how many bytes of how many are sent. Cancelled, it stops sending. Also raises FileTrouble.
        """
        ...


@runtime_checkable
class NameSource(Protocol):
    """An address book. Raises `ConfigurationError`s and `ServiceError`s."""

    key: str

    async def names(self) -> list[Person]:
        """Everybody in it who has a mail address."""
        ...


@runtime_checkable
class SeriesSource(Protocol):
    """A service that knows series and their episodes. Raises `ServiceError`s and `KeyRefused`."""

    key: str

    async def search_series(self, title: str, *, year: int | None = None, language: str = "en") -> list[Series]:
        """Series whose names are like `title`, the service's own order, first page; one request."""
        ...

    async def series(self, number: int, *, language: str = "en") -> Series:
        """The series with this id of the service's own, with ids, other titles and seasons; one request."""
        ...

    async def find_series(self, ids: Ids, *, language: str = "en") -> Series | None:
        """The series with these ids, its own or another service's; None when there is none."""
        ...

    async def episodes(
        self,
        number: int,
        *,
        seasons: Sequence[int] | None = None,
        order: EpisodeOrder | None = None,
        language: str = "en",
    ) -> list[Episode]:
        """The episodes of a series, in an order (None: AIRED); `seasons` narrows it where that saves requests.

        Raises NotFound when the service does not know the series, or does not know that order of it.
        """
        ...


@runtime_checkable
class SheetSource(Protocol):
    """A service that keeps spreadsheets. Raises `ConfigurationError`s and `ServiceError`s, NotFound for none of its."""

    key: str

    async def spreadsheet(self, number: str) -> Spreadsheet:
        """Title and sheets of the spreadsheet with this id."""
        ...

    async def read_cells(self, number: str, cells: str, *, formulas: bool = False) -> CellRange:
        """The cells of a range (A1 way), as they are shown; with `formulas`, formulas in place of what they give."""
        ...

    async def write_cells(
        self, number: str, ranges: Mapping[str, Sequence[Sequence[Cell]]], *, formulas: bool = False
    ) -> int:
        """Write rows to each range, all in one batch; how many cells were written.

        None leaves a cell as it is, "" empties it. What begins with = stays a text unless `formulas`.
        """
        ...


@runtime_checkable
class TorrentSource(Protocol):
    """A service that searches indexers of torrents. Raises `ServiceError`s and `KeyRefused`."""

    key: str

    async def indexers(self) -> list[Indexer]:
        """The indexers that are set up there; one request, no search."""
        ...

    async def search(self, indexer: Indexer, query: TorrentQuery, *, patience: float | None = None) -> list[Release]:
        """What one indexer finds, in its own order; it may be silent for `patience` seconds (None: as set).

        The query is put as this indexer can be asked; where an exact way finds nothing, the plain one is tried too.
        """
        ...


@runtime_checkable
class UserSource(Protocol):
    """A media server that is shared with others. Raises `ConfigurationError`s and `ServiceError`s."""

    key: str

    async def server_name(self) -> str:
        """What the server is called."""
        ...

    async def users(self) -> list[ServerUser]:
        """Who it is shared with: friends, and managed users of the household."""
        ...


@runtime_checkable
class VideoSource(Protocol):
    """A site whose videos can be searched. Raises `ConfigurationError`s and `ServiceError`s."""

    key: str

    async def search_videos(self, words: str, *, most: int = 15) -> list[Video]:
        """Music that fits these words, in the site's own order, with lengths; dear: ask only when the user does."""
        ...


#: What the client of a service that plays a role can do.
PROTOCOLS: Mapping[Role, type] = {
    Role.COVERS: CoverSource,
    Role.IMAGES: ImageHost,
    Role.LIBRARIES: LibrarySource,
    Role.MAIL: MailSender,
    Role.MOVIES: MovieSource,
    Role.MUSIC_LOCKER: MusicLocker,
    Role.MUSIC_METADATA: AlbumSource,
    Role.NAMES: NameSource,
    Role.SERIES: SeriesSource,
    Role.SHEETS: SheetSource,
    Role.TORRENTS: TorrentSource,
    Role.USERS: UserSource,
    Role.VIDEOS: VideoSource,
}
