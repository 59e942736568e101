"""Whether a file can have a second name in a folder, and how much room is there: found out by looking, if possible."""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import dataclass

from plexstuff.jobs.organize.filesystem import Disk

#: File systems without hardlinks, and those that certainly have them; any other is tried.
_WITHOUT = frozenset({"exfat", "fat", "fuse.rclone", "fuse.gvfsd-fuse", "iso9660", "msdos", "vfat"})
_WITH = frozenset(
    "bcachefs btrfs ecryptfs ext2 ext3 ext4 f2fs jfs nfs nfs4 ntfs3 overlay ramfs reiserfs tmpfs ubifs xfs zfs".split()
)
_PROBE = ".plexstuff-probe-"


@dataclass(frozen=True, slots=True)
class Mount:
    """Where a file or folder lies: the device, the mount (None where the system does not tell) and its kind."""

    device: int
    number: int | None
    kind: str


class Mounts:
    """What is known of the file systems, looked up once a folder. `disk` is used only where a link must be tried."""

    def __init__(self, disk: Disk | None = None) -> None:
        self._disk = disk or Disk()
        self._known: dict[str, Mount] = {}
        self._tried: dict[tuple[Mount, str], str] = {}
        self._kinds: dict[int, str] | None = None

    def of(self, folder: str) -> Mount:
        """Where an existing folder lies. Raises OSError."""
        if folder not in self._known:
            number = _mount_number(folder)
            if self._kinds is None:
                self._kinds = _kinds()
            kind = self._kinds.get(number, "") if number is not None else ""
            self._known[folder] = Mount(os.stat(folder).st_dev, number, kind)
        return self._known[folder]

    def same(self, first: str, second: str) -> bool:
        """Whether a file can be renamed from one existing folder to the other. Raises OSError."""
        one, other = self.of(first), self.of(second)
        # Layers of an overlay may have devices of their own, subvolumes of btrfs are file systems of their own.
        return one.number == other.number and (one.kind == "overlay" or one.device == other.device)

    def no_link(self, source: str, known: os.stat_result, folder: str) -> str:
        """Why the file can't have a second name in an existing folder; "" when it can. Raises OSError."""
        if not self.same(os.path.dirname(source), folder):
            return "it lies on another disk or mount"
        mount = self.of(folder)
        if mount.kind in _WITHOUT:
            return f"the file system ({mount.kind}) has no hardlinks"
        if _full(source, known):
            return "it has as many names as the file system allows"
        if _protected(source, known):
            return "it belongs to another user and can't be written, so the system allows no link to it"
        if mount.kind in _WITH:
            return ""
        tried = (self.of(os.path.dirname(source)), folder)
        if tried not in self._tried:
            self._tried[tried] = self._try(source, folder)
        return self._tried[tried]

    def _try(self, source: str, folder: str) -> str:
        """Link the file under a name that nobody reads, and remove that at once; the folder's time is put back."""
        changed = os.stat(folder).st_mtime_ns
        with contextlib.suppress(OSError):
            for left in os.listdir(folder):
                if left.startswith(_PROBE):
                    self._disk.remove(os.path.join(folder, left))
        name = os.path.join(folder, _PROBE + secrets.token_hex(6))
        try:
            self._disk.link(source, name)
        except OSError as error:
            return f"the file system refuses hardlinks ({error.strerror})"
        self._disk.remove(name)
        with contextlib.suppress(OSError):
            self._disk.set_time(folder, changed)
        return ""


def free_bytes(folder: str) -> int:
    """The bytes that this user may still write where an existing folder lies. Raises OSError."""
    known = os.statvfs(folder)
    return known.f_bavail * known.f_frsize


def existing(path: str) -> str:
    """The path itself, or the nearest folder above it that exists."""
    while not os.path.lexists(path):
        path = os.path.dirname(path)
    return path


def name_limit(folder: str) -> int:
    """The bytes that a name in an existing folder may take (encrypted folders allow 143)."""
    try:
        return min(os.pathconf(folder, "PC_NAME_MAX"), 255)
    except (OSError, ValueError):
        return 255


def _mount_number(folder: str) -> int | None:
    """The number of the mount, as in the first column of /proc/self/mountinfo (proc(5))."""
    descriptor = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    try:
        with open(f"/proc/self/fdinfo/{descriptor}") as told:
            for line in told:
                if line.startswith("mnt_id:"):
                    return int(line.split()[1])
    except (OSError, ValueError):
        return None
    finally:
        os.close(descriptor)
    return None


def _kinds() -> dict[int, str]:
    """Mount -> kind of its file system; empty where the system does not tell."""
    found = {}
    with contextlib.suppress(OSError), open("/proc/self/mountinfo", errors="surrogateescape") as told:
        for line in told:
            before, _, after = line.partition(" - ")
            if after:
                found[int(before.split()[0])] = after.split()[0]
    return found


def _full(source: str, known: os.stat_result) -> bool:
    try:
        return 0 < os.pathconf(source, "PC_LINK_MAX") <= known.st_nlink
    except (OSError, ValueError):
        return False


def _protected(source: str, known: os.stat_result) -> bool:
    """Whether fs.protected_hardlinks forbids it: others' files that this user can't both read and write."""
    if os.geteuid() in (0, known.st_uid) or os.access(source, os.R_OK | os.W_OK):
        return False
    try:
        with open("/proc/sys/fs/protected_hardlinks") as told:
            return told.read().strip() == "1"
    except OSError:
        return False
