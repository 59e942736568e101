"""The uses of `Plexstuff` that take one service: music, videos, pictures, spreadsheets, the media server."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from plexstuff.errors import NotConfigured, NothingFound, PlexstuffError

if TYPE_CHECKING:
    from plexstuff.config import Configuration
    from plexstuff.connection import Connection
    from plexstuff.jobs.images import Added, KnownImage, LocalImage
    from plexstuff.jobs.library import LibraryReport
    from plexstuff.jobs.locker import Song, Told, UploadPlan
    from plexstuff.jobs.music import AlbumReport
    from plexstuff.jobs.people import UserReport
    from plexstuff.jobs.sheets import SheetPlan, SheetReading
    from plexstuff.jobs.songs import KnownLength, SongReport
    from plexstuff.keeping import KeptSecrets
    from plexstuff.models import ImageAlbum, ServerUser
    from plexstuff.roles import ImageHost, SheetSource
    from plexstuff.store.database import Database
    from plexstuff.store.images import SentImages

_SET_UP = "Run: plexstuff services setup google"


class Uses(ABC):
    """Part of `plexstuff.app.Plexstuff`."""

    @property
    @abstractmethod
    def configuration(self) -> Configuration:
        """The user's settings and secrets."""

    @property
    @abstractmethod
    def database(self) -> Database:
        """What is kept between runs."""

    @abstractmethod
    def _connection(self, *, fresh: bool = False) -> AbstractAsyncContextManager[Connection]: ...

    # -- music ------------------------------------------------------------------------------------------------------

    async def album(self, artist: str, name: str, *, source: str = "", cover: bool = False) -> AlbumReport:
        """What is known of an album, by `source` or the first service that knows it, and (`cover`) its front picture.

        See `jobs.music`. Raises UsageError for a `source` that knows no albums, NotConfigured, NothingFound.
        """
        from plexstuff.jobs.music import find_album, find_cover

        async with self._connection() as connection:
            report = await find_album(connection.album_sources(source), artist, name)
            return await find_cover(connection.cover_sources(), report) if cover else report

    async def plan_upload(self, files: Sequence[Path], *, again: bool = False) -> UploadPlan:
        """Look at files of music that are to be sent to the locker; nothing is sent. See `jobs.locker`.

        What was sent before is skipped unless `again`. Raises NotConfigured when no locker is set up.
        """
        from plexstuff.jobs.locker import plan
        from plexstuff.store.locker import SentSongs

        async with self._connection() as connection:
            return await plan(connection.music_locker(), SentSongs(self.database.connection), files, again=again)

    async def upload_songs(
        self, plan: UploadPlan, *, told: Callable[[Song], None] | None = None, progress: Told | None = None
    ) -> list[Song]:
        """Send what was planned; a result for each file. `told` hears each, `progress` the bytes of all of them.

        What it showed of the sign-in is kept, good or bad, as that of a check is.
        """
        from plexstuff.jobs.locker import proved, upload
        from plexstuff.store.locker import SentSongs

        async with self._connection() as connection:
            book = SentSongs(self.database.connection)
            songs = await upload(connection.music_locker(), book, plan, told=told, progress=progress)
        health = proved(songs, time.time())
        if health is not None:
            self.configuration.keep_health(plan.via, health)
        return songs

    # -- the media server -------------------------------------------------------------------------------------------

    async def libraries(self) -> LibraryReport:
        """The libraries of the media server. Raises NotConfigured when none is set up, and what its client raises."""
        from plexstuff.jobs.library import list_libraries

        async with self._connection() as connection:
            return await list_libraries(connection.library_source())

    async def users(self) -> UserReport:
        """Who the media server is shared with, by name; see `jobs.people`. Raises as `libraries` does."""
        from plexstuff.jobs.people import list_users

        async with self._connection() as connection:
            own = self.configuration.mapping("people")
            return await list_users(connection.user_source(), connection.name_sources(), own)

    async def server_users(self) -> Sequence[ServerUser]:
        """Who the media server is shared with, as it knows them; no address book is asked. Raises as `libraries`."""
        async with self._connection() as connection:
            return await connection.user_source().users()

    # -- videos -----------------------------------------------------------------------------------------------------

    async def find_song(self, artist: str, song: str, *, seconds: int | None = None, album: str = "") -> SongReport:
        """The videos that a song may be, the likeliest first; one of few searches a day. See `jobs.songs`.

        Without `seconds` the first service that knows albums is asked how long it is, on `album` or its single.
        Raises NotConfigured, NothingFound, and what the client raises.
        """
        from plexstuff.jobs.songs import KnownLength, find_song

        async with self._connection() as connection:
            sources = connection.video_sources()
            if not sources:
                raise NotConfigured("No service is set up that finds videos.", _SET_UP)
            length, trouble = (
                (KnownLength(seconds), None) if seconds else await _length(connection, artist, song, album)
            )
            return replace(await find_song(sources[0], artist, song, length=length), trouble=trouble)

    # -- pictures ---------------------------------------------------------------------------------------------------

    async def add_images(
        self,
        pictures: Sequence[LocalImage],
        *,
        title: str = "",
        album: str = "",
        told: Callable[[Added], None] | None = None,
    ) -> list[Added]:
        """Put pictures where everybody can see them; a result for each. See `jobs.images`. Raises NotConfigured."""
        from plexstuff.jobs.images import add_images

        async with self._images() as (host, book, keys):
            return await add_images(host, book, keys, pictures, title=title, album=album, told=told)

    async def images(self, *, most: int = 50) -> list[KnownImage]:
        """The pictures that were put there, the latest first. Raises NotConfigured, and what the client raises."""
        from plexstuff.jobs.images import list_images

        async with self._images() as (host, book, keys):
            return await list_images(host, book, keys, most=most)

    async def remove_image(self, image: str) -> bool:
        """Take a picture back, for good; False when it was gone already. Raises NothingFound, as `images` else."""
        from plexstuff.jobs.images import remove_image

        async with self._images() as (host, book, keys):
            return await remove_image(host, book, keys, image)

    async def image_albums(self) -> list[ImageAlbum]:
        """The albums of the account. Raises as `images`, ConfigurationError when nobody is signed in."""
        async with self._images() as (host, _, _):
            return await host.albums()

    async def make_image_album(self, title: str) -> ImageAlbum:
        """Make an album."""
        async with self._images() as (host, _, _):
            return await host.make_album(title)

    async def rename_image_album(self, album: str, title: str) -> None:
        """Give an album another title."""
        async with self._images() as (host, _, _):
            await host.rename_album(album, title)

    async def remove_image_album(self, album: str) -> None:
        """Remove an album; its pictures stay. The main album is none any more when it was this."""
        async with self._images() as (host, _, _):
            await host.remove_album(album)
            if host.main_album == album:
                self.configuration.forget(host.key, "main_album")

    async def choose_main_album(self, album: str) -> ImageAlbum | None:
        """Put pictures into this album from now on, or ("") into none. Raises NothingFound when there is none such."""
        async with self._images() as (host, _, _):
            found = next((one for one in await host.albums() if one.id == album), None) if album else None
            if album and found is None:
                raise NothingFound(f"There is no album {album[:40]!r}.", "See what there is: plexstuff images albums")
            if album:
                self.configuration.set(host.key, "main_album", album)
            else:
                self.configuration.forget(host.key, "main_album")
            return found

    @asynccontextmanager
    async def _images(self) -> AsyncIterator[tuple[ImageHost, SentImages, KeptSecrets]]:
        from plexstuff.store.images import SentImages

        async with self._connection() as connection:
            host = connection.image_host()
            yield host, SentImages(self.database.connection), connection.kept("images")

    # -- spreadsheets -----------------------------------------------------------------------------------------------

    async def read_sheet(self, which: str, cells: str = "", *, formulas: bool = False) -> SheetReading:
        """Cells of a spreadsheet (id or address) as they are shown; see `jobs.sheets`. Raises as its client does."""
        from plexstuff.jobs.sheets import read_sheet

        async with self._connection() as connection:
            return await read_sheet(_sheets(connection), which, cells, formulas=formulas)

    async def plan_sheet(
        self, which: str, cells: str, rows: Sequence[Sequence[str]], *, formulas: bool = False
    ) -> SheetPlan:
        """What writing these rows would change; nothing is written. Raises as `jobs.sheets.plan_write` does."""
        from plexstuff.jobs.sheets import plan_write

        async with self._connection() as connection:
            return await plan_write(_sheets(connection), which, cells, rows, formulas=formulas)

    async def write_sheet(self, plan: SheetPlan) -> int:
        """Write what was planned, in one batch; how many cells were written."""
        from plexstuff.jobs.sheets import write_sheet

        async with self._connection() as connection:
            return await write_sheet(_sheets(connection), plan)


def _sheets(connection: Connection) -> SheetSource:
    sources = connection.sheet_sources()
    if not sources:
        raise NotConfigured("No service is set up that keeps spreadsheets.", _SET_UP)
    return sources[0]


async def _length(
    connection: Connection, artist: str, song: str, album: str
) -> tuple[KnownLength | None, PlexstuffError | None]:
    """How long a song is, from the first service that knows albums; else why that could not say."""
    from plexstuff.jobs.songs import known_length

    for one in connection.album_sources():
        if one.source is not None:
            try:
                return await known_length(one.source, artist, song, album), None
            except PlexstuffError as error:
                return None, error
    return None, None
