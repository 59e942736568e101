"""Whether the file that is in a place is the one that belongs there."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass

#: Nanoseconds by which times may differ: FAT keeps even seconds only.
_GRAIN = 2 * 10**9
_SAMPLE = 2**16


@dataclass(frozen=True, slots=True)
class Verdict:
    """`how` says how the file is there; or `why` it is another one."""

    how: str = ""
    why: str = ""


def already_there(source: str, size: int, changed: int, inode: int, device: int, there: str) -> Verdict:
    """Compare a source (size in bytes, changed in nanoseconds) with what lies at `there`.

    The same file is found by its inode; a copy by size, time of change and three samples of 64 KiB.
    """
    known = os.lstat(there)
    if stat.S_ISLNK(known.st_mode):
        if os.path.realpath(there) == os.path.realpath(source):
            return Verdict("a link to it is there")
        return Verdict(why="a link to something else is there")
    if stat.S_ISDIR(known.st_mode):
        return Verdict(why="a folder of that name is there")
    if not stat.S_ISREG(known.st_mode):
        return Verdict(why="something that is no ordinary file is there")
    if (known.st_ino, known.st_dev) == (inode, device):
        return Verdict("the same file")
    if known.st_size != size:
        return Verdict(why=f"another file is there ({amount(known.st_size)}, this one {amount(size)})")
    samples = _samples(source, size)
    if abs(known.st_mtime_ns - changed) < _GRAIN and samples is not None and samples == _samples(there, size):
        return Verdict("a copy of it is there")
    return Verdict(why="another file of the same size is there")


def _samples(path: str, size: int) -> tuple[bytes, ...] | None:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        places = (0, max(size // 2 - _SAMPLE // 2, 0), max(size - _SAMPLE, 0))
        return tuple(os.pread(descriptor, _SAMPLE, place) for place in places)
    except OSError:
        return None
    finally:
        os.close(descriptor)


def amount(size: int) -> str:
    """A number of bytes for a person, in units of 1,000: 734 MB."""
    number = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if number < 999.5:
            return f"{number:.0f} {unit}" if number >= 10 or unit == "bytes" else f"{number:.1f} {unit}"
        number /= 1000
    return f"{number:,.1f} TB"
