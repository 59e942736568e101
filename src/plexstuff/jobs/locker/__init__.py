"""Sends the user's own music files to a music locker: looks at all of them first, and sends none twice."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from plexstuff.errors import (
    ConfigurationError,
    ConsentNeeded,
    FileTrouble,
    InvalidValue,
    JobError,
    KeyRefused,
    PlexstuffError,
    RateLimited,
    ServerError,
    ServiceRetired,
    Unreachable,
)
from plexstuff.health import Health, Proof, State

if TYPE_CHECKING:
    from plexstuff.roles import MusicLocker
    from plexstuff.store.locker import SentSongs

#: These speak of more than the one file: the rest is not tried.
_FOR_ALL = (ConfigurationError, RateLimited, ServerError, ServiceRetired, Unreachable)
#: How the files begin whose kind can be told by it: at which byte, with what. An MP3 may begin with anything.
_BEGINNINGS = {
    "flac": ((0, b"fLaC"), (0, b"ID3")),
    "m4a": ((4, b"ftyp"),),
    "ogg": ((0, b"OggS"),),
    "wma": ((0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"),),
}

#: Is told how many bytes of how many are done.
Told = Callable[[int, int], None]


class Outcome(StrEnum):
    """What becomes of a file."""

    SEND = "send"  # in a plan only
    SENT = "sent"
    SKIPPED = "skipped"  # it was sent before
    FAILED = "failed"
    NOT_TRIED = "not tried"


@dataclass(frozen=True, slots=True)
class Song:
    """A file and what becomes, or became, of it; `sent_at` (seconds) is when it was sent before.

    `digest` is the SHA-256 of its content in hex, "" where it could not be read.
    """

    path: Path
    outcome: Outcome
    size: int = 0
    digest: str = ""
    sent_at: float | None = None
    trouble: PlexstuffError | None = None


@dataclass(frozen=True, slots=True)
class UploadPlan:
    """What is to be sent, through which service (its key)."""

    via: str
    songs: tuple[Song, ...]

    @property
    def to_send(self) -> tuple[Song, ...]:
        """Those that are to be sent."""
        return tuple(one for one in self.songs if one.outcome is Outcome.SEND)


async def plan(locker: MusicLocker, book: SentSongs, paths: Sequence[Path], *, again: bool = False) -> UploadPlan:
    """Look at every file; nothing is sent. A file that can't be sent is FAILED in the plan, and stops no other."""
    songs: list[Song] = []
    planned: set[str] = set()
    for path in paths:
        song = await asyncio.to_thread(_looked_at, locker, path)
        if song.digest:
            sent_at = book.sent_at(locker.key, song.digest)
            if song.digest in planned or (sent_at is not None and not again):
                song = Song(path, Outcome.SKIPPED, song.size, song.digest, sent_at)
            planned.add(song.digest)
        songs.append(song)
    return UploadPlan(locker.key, tuple(songs))


async def upload(
    locker: MusicLocker,
    book: SentSongs,
    planned: UploadPlan,
    *,
    told: Callable[[Song], None] | None = None,
    progress: Told | None = None,
) -> list[Song]:
    """Send what was planned, one after the other; a result for each file. Each is remembered before the next begins.

    After what speaks of all of them (nobody is signed in, no connection) the rest is NOT_TRIED.
    """
    results: list[Song] = []
    total, before = sum(one.size for one in planned.to_send), 0
    stopped = False
    for song in planned.songs:
        if song.outcome is Outcome.SEND:
            done = Song(song.path, Outcome.NOT_TRIED, song.size, song.digest)
            if not stopped:
                done = await _sent(locker, book, song, _beyond(progress, before, total))
                stopped = isinstance(done.trouble, _FOR_ALL)
            before += song.size
            song = done
        results.append(song)
        if told is not None:
            told(song)
    return results


def proved(songs: Sequence[Song], now: float) -> Health | None:
    """What the uploads say of the service itself at `now` (seconds): the last that says anything; None for nothing."""
    for song in reversed(songs):
        if isinstance(song.trouble, (KeyRefused, ConsentNeeded)):
            return Health.failed(song.trouble, checked_at=now)
        if song.outcome is Outcome.SENT:
            return Health(State.WORKING, "Signed in; it took a file.", proof=Proof.TRIED, checked_at=now)
    return None


async def _sent(locker: MusicLocker, book: SentSongs, song: Song, progress: Told | None) -> Song:
    try:
        await locker.upload(song.path, progress)
    except PlexstuffError as error:
        return Song(song.path, Outcome.FAILED, song.size, song.digest, trouble=error)
    book.add(locker.key, song.digest, song.size, str(song.path))
    return Song(song.path, Outcome.SENT, song.size, song.digest)


def _beyond(progress: Told | None, before: int, total: int) -> Told | None:
    """Of one file, told as part of all of them."""
    return None if progress is None else lambda sent, _: progress(before + sent, total)


def _looked_at(locker: MusicLocker, path: Path) -> Song:
    try:
        size, digest = _read(locker, path)
    except JobError as error:
        return Song(path, Outcome.FAILED, trouble=error)
    except InvalidValue as error:
        return Song(path, Outcome.FAILED, trouble=error)
    return Song(path, Outcome.SEND, size, digest)


def _read(locker: MusicLocker, path: Path) -> tuple[int, str]:
    """Size and hash of a file. Raises FileTrouble, InvalidValue for one that the locker does not take."""
    kind = path.suffix[1:].lower()
    if path.is_dir():
        raise FileTrouble(f"{path} is a folder.", "Name the files in it, such as *.mp3.")
    if kind not in locker.kinds:
        raise InvalidValue(f"{path} is of no kind that is taken.", f"These are: {', '.join(locker.kinds)}.")
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise FileTrouble(f"{path} is no ordinary file.", "Name a file of music.")
        if size >= locker.limit:
            raise InvalidValue(
                f"{path} has {size / 2**20:.0f} MB; less than {locker.limit // 2**20} are taken.", "Make it smaller."
            )
        with path.open("rb") as file:
            beginning = file.read(64)
            signs = _BEGINNINGS.get(kind, ())
            if not beginning or (signs and not any(beginning[at:].startswith(sign) for at, sign in signs)):
                what = "is empty" if not beginning else f"holds no {kind}, whatever its name says"
                raise InvalidValue(f"{path} {what}.", "Look at the file: such a one would vanish without a word.")
            file.seek(0)
            return size, hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise FileTrouble(f"{path} can't be read: {error.strerror}.", "Look at the name and who may read it.") from None
