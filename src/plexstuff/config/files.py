"""Small files that must never be lost or half written: read with a limit, replaced whole, guarded by a lock."""

from __future__ import annotations

import contextlib
import fcntl
import glob
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from plexstuff.errors import Conflict, FileTrouble

#: No settings or secrets of a person are longer.
SIZE_LIMIT = 2**20
_PRIVATE_FILE, _PRIVATE_FOLDER = 0o600, 0o700


def read(path: Path) -> tuple[bytes, os.stat_result] | None:
    """The bytes of a regular file with what is known of it; None when there is no such file.

    Raises FileTrouble when it can't be read, is no regular file, or is longer than SIZE_LIMIT.
    """
    try:
        # Without O_NONBLOCK a named pipe in the place of the file would hold us up for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise trouble(path, "can't be read", error) from error
    try:
        known = os.fstat(descriptor)
        if not stat.S_ISREG(known.st_mode):
            raise FileTrouble(f"{path} is no ordinary file.", "Move it away.")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise trouble(path, "can't be read", error) from error
    finally:
        os.close(descriptor)
    if len(data) > SIZE_LIMIT:
        raise FileTrouble(f"{path} is longer than {SIZE_LIMIT // 2**20} MiB.", "Look into it: that can't be settings.")
    return data, known


def replace(path: Path, data: bytes, *, private: bool = False) -> None:
    """Make `data` the whole content of the file, at once: the old or the new is there at any moment, never a part.

    A link stays a link, and an existing file keeps its mode (`private`: always 0600) and, where allowed, its owner.
    Call it under `locked`: what a killed writer left beside the file is cleared away. Raises FileTrouble.
    """
    target = Path(os.path.realpath(path))
    try:
        make_folder(target.parent)
        for leftover in target.parent.glob(f".{glob.escape(target.name)}.*.new"):
            leftover.unlink(missing_ok=True)
        fresh = target.parent / f".{target.name}.{os.urandom(8).hex()}.new"
        _write(fresh, data, target, private)
        with contextlib.closing(_Folder(target.parent)) as folder:
            folder.sync()
    except OSError as error:
        raise trouble(path, "can't be written", error) from error


def _write(fresh: Path, data: bytes, target: Path, private: bool) -> None:
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, _PRIVATE_FILE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            _dress(descriptor, target, private)
            os.fsync(descriptor)
        fresh.replace(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _dress(descriptor: int, target: Path, private: bool) -> None:
    """Give the new file the mode and owner of the one whose place it takes."""
    try:
        old = target.stat()
    except FileNotFoundError:
        return
    if os.geteuid() == 0:
        os.fchown(descriptor, old.st_uid, old.st_gid)
    os.fchmod(descriptor, _PRIVATE_FILE if private else stat.S_IMODE(old.st_mode))


class _Folder:
    """A folder held open, so that the renaming within it can be brought to the disk."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def sync(self) -> None:
        """Wait until it is on the disk; some network file systems can't, and need not."""
        with contextlib.suppress(OSError):
            os.fsync(self._descriptor)

    def close(self) -> None:
        """Let go of it."""
        os.close(self._descriptor)


def make_folder(path: Path) -> None:
    """Make the folder and those above it that are missing, each for its owner alone (0700). Raises OSError."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)


@contextlib.contextmanager
def locked(file: Path, what: str, *, wait: float = 10.0) -> Iterator[None]:
    """Hold the lock of this name against every other process; it falls when the process ends, however it ends.

    Raises Conflict when another process holds it for more than `wait` seconds, FileTrouble when there can be no lock.
    """
    try:
        make_folder(file.parent)
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, _PRIVATE_FILE)
    except OSError as error:
        raise trouble(file, "can't be used as a lock", error) from error
    try:
        deadline = time.monotonic() + wait
        while not _try_lock(descriptor, file):
            if time.monotonic() >= deadline:
                raise Conflict(
                    f"Another Plexstuff has been changing the {what} for {wait:g} seconds.",
                    "Wait for it, or end it, and try again.",
                )
            time.sleep(0.02)
        yield
    finally:
        os.close(descriptor)


def _try_lock(descriptor: int, file: Path) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise trouble(file, "can't be used as a lock", error) from error
    return True


def trouble(path: Path, what: str, error: Exception) -> FileTrouble:
    """The FileTrouble that tells of this error at this path."""
    reason = getattr(error, "strerror", None) or "its name can't be a file's"
    return FileTrouble(f"{path} {what}: {reason}.", "Look at the file, its folder and who may use them.")
