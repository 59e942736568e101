"""Every change that organizing makes to the disk goes through here, one call a change; none of them overwrites."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

#: What a file system answers that has no hardlinks, or none for this file.
NO_LINK = frozenset({errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK, errno.EXDEV})
#: What one answers that does not know a newer call, or not in this way.
_UNKNOWN = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP})
#: What one answers that has no owners, modes or times of its own: a file is no worse for that.
_NOT_KEPT = _UNKNOWN | {errno.EPERM, errno.EACCES}
_NO_REPLACE = 1  # RENAME_NOREPLACE of linux/fs.h
_AT_CURRENT = -100  # AT_FDCWD of linux/fcntl.h
_CHUNK = 8 * 2**20


def _nothing(_call: str, *_paths: str) -> None:
    """What is told of every change when nobody wants to know."""


class Disk:
    """The changes that organizing makes. All raise OSError; paths are text as `os.fsdecode` gives it.

    `before` is told of each change before it is made, by the name of the system's call and the paths.
    """

    def __init__(self, before: Callable[..., None] = _nothing) -> None:
        self._before = before
        self._not_kept: Counter[tuple[str, str]] = Counter()

    @property
    def notices(self) -> list[str]:
        """What the file system would not take, a sentence for each kind of thing."""
        return [
            f"The {what} of {count} new file{'s' if count > 1 else ''} could not be set: {why}."
            for (what, why), count in self._not_kept.items()
        ]

    @contextlib.contextmanager
    def _where_known(self, what: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno not in _NOT_KEPT:
                raise
            self._not_kept[what, error.strerror or str(error)] += 1

    def make_folder(self, path: str) -> None:
        """Make one folder. Raises FileExistsError when there is anything of that name."""
        self._before("mkdir", path)
        os.mkdir(path)

    def remove_folder(self, path: str) -> None:
        """Remove an empty folder."""
        self._before("rmdir", path)
        os.rmdir(path)

    def link(self, source: str, target: str) -> None:
        """Give the file a second name. Raises FileExistsError when there is anything of that name."""
        self._before("link", source, target)
        os.link(source, target, follow_symlinks=False)

    def remove(self, path: str) -> None:
        """Remove a name of a file."""
        self._before("unlink", path)
        os.unlink(path)

    def rename(self, source: str, target: str, *, holding: Callable[[], None]) -> None:
        """Give the file another name on the same file system. Raises FileExistsError rather than replace anything.

        Where the system has no such call, the new name is linked and the old one removed; where there are no links
        either, an empty file holds the new name until it is replaced: `holding` is called before that is made.
        """
        try:
            self._before("renameat2", source, target)
            _rename_without_replacing(source, target)
            return
        except OSError as error:
            if error.errno not in _UNKNOWN:
                raise
        try:
            self.link(source, target)
        except OSError as error:
            if error.errno not in NO_LINK:
                raise
            holding()
            os.close(self.create(target, private=False))
            self._before("rename", source, target)
            os.rename(source, target)
        else:
            self.remove(source)

    def create(self, path: str, *, private: bool) -> int:
        """Make a file (`private`: for nobody else to read yet) and open it for writing; returns the descriptor."""
        self._before("create", path)
        mode = 0o600 if private else 0o666
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode)

    def copy(self, source: int, target: int, size: int, path: str, told: Callable[[int], None]) -> None:
        """Copy `size` bytes from one descriptor to another, sharing blocks where the file system can.

        `told` gets the bytes copied since it was told last. Raises EOFError when there are fewer.
        """
        shared = True
        left = size
        while left:
            self._before("write", path)
            done = 0
            if shared:
                try:
                    done = os.copy_file_range(source, target, min(left, _CHUNK))
                except OSError as error:
                    if error.errno not in _UNKNOWN | {errno.EXDEV, errno.EBADF, errno.EPERM}:
                        raise
                shared = done > 0
            if not shared:
                data = os.read(source, min(left, _CHUNK))
                if not data:
                    raise EOFError
                done = len(data)
                _write_all(target, data)
            left -= done
            told(done)

    def dress(self, descriptor: int, mode: int, owner: int, group: int, name: str) -> None:
        """Give an open file or folder its mode and owner (-1: as it is), where the file system knows such things."""
        with self._where_known("owner"):
            self._before("chown", name)
            os.fchown(descriptor, owner, group)
        with self._where_known("mode"):
            self._before("chmod", name)
            os.fchmod(descriptor, mode)

    def dress_folder(self, path: str, mode: int, owner: int, group: int) -> None:
        """Give a folder its owner and mode; a link that somebody put in its place is not followed."""
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            self.dress(descriptor, mode, owner, group, path)
        finally:
            os.close(descriptor)

    def set_time(self, path: str | int, changed: int, name: str = "") -> None:
        """Set when it was changed last (nanoseconds); when it was read last stays."""
        self._before("utime", name or str(path))
        if isinstance(path, int):
            os.utime(path, ns=(os.fstat(path).st_atime_ns, changed))
        else:
            os.utime(path, ns=(os.lstat(path).st_atime_ns, changed), follow_symlinks=False)

    def keep_time(self, descriptor: int, changed: int, name: str) -> None:
        """Set when a new file was changed last (nanoseconds), where the file system lets us."""
        with self._where_known("time"):
            self.set_time(descriptor, changed, name)

    def sync(self, descriptor: int, name: str) -> None:
        """Wait until a file is on the disk, where the file system knows how to say so."""
        try:
            self._before("fsync", name)
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in _UNKNOWN:
                raise

    def sync_folder(self, path: str) -> None:
        """Wait until the names in a folder are on the disk; some network file systems can't, and need not."""
        with contextlib.suppress(OSError):
            self._before("fsync", path)
            descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


@cache
def _renameat2() -> Callable[[bytes, bytes], int] | None:
    """The C library's renameat2 without replacing, answering an errno; None where there is none."""
    import ctypes

    function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if function is None:
        return None
    function.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)

    def call(source: bytes, target: bytes) -> int:
        if function(_AT_CURRENT, source, _AT_CURRENT, target, _NO_REPLACE) == 0:
            return 0
        return ctypes.get_errno()

    return call


def _rename_without_replacing(source: str, target: str) -> None:
    call = _renameat2()
    code = errno.ENOSYS if call is None else call(os.fsencode(source), os.fsencode(target))
    if code:
        raise OSError(code, os.strerror(code), source, None, target)


def status(path: str) -> os.stat_result | None:
    """What is known of a name, not following a link; None when there is nothing of that name. Raises OSError."""
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_file(known: os.stat_result | None) -> bool:
    """Whether it is an ordinary file."""
    return known is not None and stat.S_ISREG(known.st_mode)


def is_folder(known: os.stat_result | None) -> bool:
    """Whether it is a folder (a link to one is none)."""
    return known is not None and stat.S_ISDIR(known.st_mode)


def inherited(folder: str, *, file: bool) -> tuple[int, int, int] | None:
    """Mode, owner and group that something new in `folder` shall have: its parent's, for root; None: the usual ones.

    A file gets what the folder's mode allows without execution. Raises OSError.
    """
    if os.geteuid() != 0:
        return None
    known = os.stat(folder)
    mode = stat.S_IMODE(known.st_mode)
    return (mode & 0o666 if file else mode), known.st_uid, known.st_gid
