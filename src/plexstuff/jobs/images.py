"""Puts pictures where everybody can see them, lists those that were, and takes them back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from plexstuff.errors import (
    ConfigurationError,
    FileTrouble,
    InvalidValue,
    NotFound,
    NothingFound,
    PlexstuffError,
    RateLimited,
    ServiceRetired,
)
from plexstuff.jobs.mail.pictures import kind_of
from plexstuff.jobs.mail.whole import is_whole
from plexstuff.models import HostedImage

if TYPE_CHECKING:
    from plexstuff.roles import ImageHost
    from plexstuff.store.images import SentImages

#: The largest picture of each kind that image hosts take, in bytes; they don't say that they take any other kind.
LIMITS = {"png": 20 * 2**20, "jpeg": 20 * 2**20, "gif": 200 * 2**20}
#: These speak of more than the one picture: the rest is not tried.
_FOR_ALL = (ConfigurationError, RateLimited, ServiceRetired)


class DeleteKeys(Protocol):
    """Where the delete hashes are kept (`keeping.KeptSecrets`)."""

    def get(self, name: str) -> str | None:
        """What was kept under this name."""
        ...

    def set(self, name: str, value: str | None) -> None:
        """Keep a value; None forgets it."""
        ...


@dataclass(frozen=True, slots=True)
class LocalImage:
    """A picture to be put there: its file, its kind (such as "png"), and how many bytes it has."""

    path: Path
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a picture: where it is, or why not; neither when it was not tried any more."""

    path: Path
    image: HostedImage | None = None
    trouble: PlexstuffError | None = None


@dataclass(frozen=True, slots=True)
class KnownImage:
    """A picture at the host: `file` is where it came from, "" for one that was put there by other means.

    `removable` says whether it can be taken back from here; `added_at` is in seconds.
    """

    id: str
    link: str
    title: str
    file: str
    added_at: float
    removable: bool


def read_images(paths: Sequence[Path]) -> list[LocalImage]:
    """The pictures in these files, all of them before any is sent. Raises FileTrouble, InvalidValue for no picture."""
    return [_read(path) for path in paths]


async def add_images(
    host: ImageHost,
    book: SentImages,
    keys: DeleteKeys,
    pictures: Sequence[LocalImage],
    *,
    title: str = "",
    album: str = "",
    told: Callable[[Added], None] | None = None,
) -> list[Added]:
    """Put the pictures there, one after the other; each is remembered with its delete hash before the next is sent."""
    results: list[Added] = []
    stopped = False
    for one in pictures:
        added = Added(one.path) if stopped else await _add(host, book, keys, one, title, album or host.main_album)
        stopped = stopped or isinstance(added.trouble, _FOR_ALL)
        results.append(added)
        if told is not None:
            told(added)
    return results


async def list_images(host: ImageHost, book: SentImages, keys: DeleteKeys, *, most: int = 50) -> list[KnownImage]:
    """The pictures that were put there from here, and those of the account, the latest first."""
    account = await host.images(most=most)
    own = {one.id: one for one in account}
    found = [
        KnownImage(
            row.id, row.link, row.title, row.file, row.added_at, row.id in own or keys.get(_name(row.id)) is not None
        )
        for row in book.all(host.key)
    ]
    known = {one.id for one in found}
    found += [KnownImage(one.id, one.link, one.title, "", one.added_at, True) for one in account if one.id not in known]
    return sorted(found, key=lambda one: -one.added_at)[:most]


async def remove_image(host: ImageHost, book: SentImages, keys: DeleteKeys, image: str) -> bool:
    """Take a picture back, for good; False when it was gone already. `image` is its id or its address."""
    number = image_id(image)
    try:
        await host.remove_image(number, keys.get(_name(number)) or "")
    except NotFound:
        gone = False
    else:
        gone = True
    if not gone and all(row.id != number for row in book.all(host.key)):
        raise NothingFound(f"There is no picture {number[:40]!r}.", "See what there is: plexstuff images list")
    book.remove(host.key, number)
    keys.set(_name(number), None)
    return gone


def image_id(text: str) -> str:
    """The id of a picture, also out of its address. Raises InvalidValue for what can't be one."""
    number = text.strip().rstrip("/").rpartition("/")[2].partition("?")[0].partition(".")[0]
    if not (number.isascii() and number.isalnum() and 3 <= len(number) <= 20):
        raise InvalidValue(f"{text[:60]!r} is no id of a picture.", "See what there is: plexstuff images list")
    return number


async def _add(host: ImageHost, book: SentImages, keys: DeleteKeys, one: LocalImage, title: str, album: str) -> Added:
    try:
        with one.path.open("rb") as file:
            if file.seek(0, 2) != one.size:
                raise FileTrouble(f"{one.path} was changed meanwhile.", "Run the same again.")
            image = await host.upload_image(file, name=one.path.name, title=title, album=album)
    except PlexstuffError as error:
        return Added(one.path, trouble=error)
    except OSError as error:
        return Added(one.path, trouble=_unreadable(one.path, error))
    if image.delete_key:
        keys.set(_name(image.id), image.delete_key)
    book.add(host.key, image, str(one.path), album)
    return Added(one.path, image)


def _name(image: str) -> str:
    """Under which a delete hash is kept: for ever, whatever becomes of the key of the service."""
    return f"lasting_{image}"


def _read(path: Path) -> LocalImage:
    try:
        with path.open("rb") as file:
            content = file.read(max(LIMITS.values()) + 1)
    except OSError as error:
        raise _unreadable(path, error) from None
    kind = kind_of(content)
    if kind is None:
        raise InvalidValue(f"{path} is no picture.", "Take a PNG, JPEG or GIF file.")
    if kind not in LIMITS:
        raise InvalidValue(f"{path} is a WebP picture, which image hosts may not take.", "Save it as PNG or JPEG.")
    if len(content) > LIMITS[kind]:
        raise InvalidValue(f"{path} has more than {LIMITS[kind] // 2**20} MiB.", "Make it smaller.")
    if not is_whole(kind, content):
        raise InvalidValue(f"{path} has no end: the picture was cut off.", "Get the file once more.")
    return LocalImage(path, kind, len(content))


def _unreadable(path: Path, error: OSError) -> FileTrouble:
    return FileTrouble(f"{path} can't be read: {error.strerror}.", "Look at the name and who may read it.")
