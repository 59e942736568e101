"""The client for YouTube Music's uploads, which no interface of Google's covers: ytmusicapi imitates the web page.

What is asked: `POST /youtubei/v1/browse` (the list of uploads), and the resumable upload on upload.youtube.com.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from plexstuff.blocking import leaving
from plexstuff.errors import FileTrouble, InvalidValue
from plexstuff.health import Checked, Proof
from plexstuff.models import LockerSong
from plexstuff.service import Keep, Terms
from plexstuff.services.ytmusic import trouble
from plexstuff.services.ytmusic.library import Library
from plexstuff.services.ytmusic.pasted import PROOF, recognise

#: The kinds of file that it takes, as their names end in small letters.
KINDS = ("mp3", "m4a", "wma", "flac", "ogg")
#: A file must have less. Bytes.
LIMIT = 300 * 2**20
_CHECKED = 25
#: ytmusicapi's manual speaks of about two years, its users of days: the browser renews the cookie of an open window.
_ENDING = "When the headers end is not written in them."


class YTMusic:
    """The user's own music at YouTube Music. Every method raises ConfigurationErrors and ServiceErrors.

    `sleep` waits seconds, `now` gives seconds. How much of it is ytmusicapi's: see `library.Library`.
    """

    key = "ytmusic"
    kinds = KINDS
    limit = LIMIT

    def __init__(
        self,
        terms: Terms,
        values: Mapping[str, str],
        keep: Keep,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        headers = _headers(values["headers"])
        self.account = headers["x-goog-authuser"]
        self._library = Library(headers, values["library_url"], values["upload_url"], terms.timeout, terms.verify)
        self._pause = terms.rate.seconds / terms.rate.requests
        self._sleep = sleep
        self._now = now
        self._free_at = float("-inf")

    async def uploads(self, *, most: int = 25) -> list[LockerSong]:
        """See `roles.MusicLocker`: browse `FEmusic_library_privately_owned_tracks`, 25 songs a page.

        Raises KeyRefused when the answer was for nobody who is signed in, whatever songs it lists.
        """
        await self._pace()
        found = await leaving(lambda: self._library.songs(most))
        try:
            return [_song(one) for one in found]
        except (LookupError, TypeError, AttributeError):
            raise trouble.changed() from None

    async def upload(self, path: Path, told: Callable[[int, int], None] | None = None) -> None:
        """See `roles.MusicLocker`. Raises InvalidValue for a file of a kind or size that it does not take."""
        if path.suffix[1:].lower() not in KINDS:
            raise InvalidValue(
                f"{path} is none of the kinds that {trouble.NAME} takes.", f"It takes {', '.join(KINDS)}."
            )
        await self._pace()
        stop = threading.Event()
        try:
            await leaving(lambda: self._send(path, told or _nobody, stop))
        except asyncio.CancelledError:
            stop.set()  # what that raises over there, nobody hears any more
            raise

    def _send(self, path: Path, told: Callable[[int, int], None], stop: threading.Event) -> None:
        try:
            with path.open("rb") as file:
                size = file.seek(0, 2)
                file.seek(0)
                if not 0 < size < LIMIT:
                    raise InvalidValue(f"{path} is empty, or has 300 MB or more.", f"{trouble.NAME} takes less.")
                self._library.upload(path, file, size, told, stop)
        except OSError as error:
            raise FileTrouble(
                f"{path} can't be read: {error.strerror}.", "Look at the name and who may read it."
            ) from None

    async def _pace(self) -> None:
        """Wait until the next request may be made."""
        now = self._now()
        if now < self._free_at:
            await self._sleep(self._free_at - now)
        self._free_at = max(now, self._free_at) + self._pause

    def __repr__(self) -> str:
        return f"<YTMusic, account {self.account}>"


async def check(client: YTMusic) -> Checked:
    """List the uploads, as somebody who is signed in; nothing is uploaded."""
    songs = await client.uploads(most=_CHECKED)
    if songs:
        count = f"{len(songs)} or more" if len(songs) >= _CHECKED else str(len(songs))
        said = f"the uploads of account {client.account} are listed ({count})"
    else:
        said = f"account {client.account} of that browser has no uploads (a wrong number shows none either)"
    return Checked(f"Signed in; {said}, nothing was sent. {_ENDING}", Proof.PERMISSION)


def _nobody(sent: int, size: int) -> None:
    """Nobody wants to know."""


def _headers(text: str) -> dict[str, str]:
    """The headers in the field's value, also in one that never went through its form. Raises InvalidValue."""
    read = recognise(text)
    if read.refusal:
        raise InvalidValue(f"{trouble.NAME}: ytmusic.headers can't be used. {read.refusal}", read.advice)
    found: dict[str, str] = json.loads(read.value)
    if PROOF not in found.get("cookie", ""):
        raise trouble.bad_headers()
    return found


def _song(one: dict[str, Any]) -> LockerSong:
    album, length = one.get("album"), one.get("duration_seconds")
    return LockerSong(
        str(one["entityId"]),
        str(one["title"] or ""),
        tuple(str(artist["name"]) for artist in one.get("artists") or ()),
        str((album.get("name") if isinstance(album, dict) else album) or ""),
        length if isinstance(length, int) else None,
    )
