"""Walking folders: which files are films and episodes, which are set aside and why, and what lies beside them."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from plexstuff.errors import FileTrouble, UsageError
from plexstuff.jobs.identify.aside import aside, is_extras, may_be_extras
from plexstuff.jobs.identify.folder import VIDEO, Folder, suffix_of

#: What download clients and browsers call a file that they have not finished.
UNFINISHED = frozenset(".!qb .!ut .aria2 .bc! .crdownload .download .filepart .incomplete .part .partial .tmp".split())
_PACKED = re.compile(r"\.(?:r\d\d|rar|7z|zip|z\d\d|0\d\d)$", re.IGNORECASE)
#: Folders of file servers and systems; nobody's films are in there.
SYSTEM_FOLDERS = frozenset({"#recycle", "$recycle.bin", "@eadir", "@tmp", "lost+found", "system volume information"})

_TOO_LONG = "its path is longer than the system can handle; move it nearer to the top"


class FileState(StrEnum):
    """What is to be done with a file."""

    READY = "ready"
    ARRIVING = "arriving"
    ASIDE = "aside"


@dataclass(slots=True)
class FoundFile:
    """A video file: where, how big (bytes), when changed (nanoseconds), and if it is not to be touched, why."""

    path: str
    name: str
    folder: Folder
    size: int
    changed: int
    state: FileState = FileState.READY
    why: str = ""


@dataclass(slots=True)
class Trouble:
    """A place that could not be read; the walk goes on without it."""

    path: str
    why: str


class Walk:
    """One walk over files and folders. After it, `troubles` holds what could not be read.

    `settle` is for how many seconds a file must have been left alone to count as complete; `now` is in seconds.
    """

    def __init__(self, *, settle: float = 60.0, now: float | None = None) -> None:
        self.settle = settle
        self.now = time.time() if now is None else now
        self.troubles: list[Trouble] = []
        self._unsettled = f"changed within the last {_length(settle)}"
        self._seen: set[tuple[int, int]] = set()

    def files(self, roots: list[str]) -> Iterator[FoundFile]:
        """Every video under `roots` (files or folders), in a stable order; other files named there come set aside.

        A file that is named twice, or lies in a folder that is named too, comes once. Raises FileTrouble when a root
        does not exist or can't be read at all, UsageError when one is no path.
        """
        if not all(roots) or any("\0" in root for root in roots):
            raise UsageError("A path is empty or is none.", "Name a file or folder; the current folder is called “.”.")
        single: set[str] = set()
        for root in roots:
            top = os.path.abspath(root)
            try:
                status = os.stat(top)
                is_folder = stat.S_ISDIR(status.st_mode)
                if is_folder:
                    with os.scandir(top):
                        pass
                elif top in single or self._has_been(os.path.dirname(top), top):
                    continue
            except OSError as error:
                raise FileTrouble(
                    f"{root} can't be read: {error.strerror}.", "Check the path and that you may read it."
                ) from error
            if is_folder:
                below = self._below(top)
                yield from (found for found in below if found.path not in single) if single else below
            else:
                single.add(top)
                name, folder = os.path.basename(top), self.listing(os.path.dirname(top))
                found = self._judged(top, name, folder, status)
                # `folder/*` names subtitles and torrents as well.
                if suffix_of(name) not in VIDEO and name not in folder.unfinished:
                    found.state, found.why = FileState.ASIDE, "no video by its name"
                yield found

    def _has_been(self, folder: str, path: str) -> bool:
        """Whether the walk has been in `folder` and gave the video `path` then."""
        status = os.stat(folder)
        return (status.st_dev, status.st_ino) in self._seen and suffix_of(path) in VIDEO

    def _below(self, top: str) -> Iterator[FoundFile]:
        waiting: list[tuple[str, Folder | None]] = [(top, self._above(top))]
        while waiting:
            path, above = waiting.pop()
            listed = self._scan(path, above)
            if listed is None:
                continue
            folder, videos = listed
            for entry in videos:
                try:
                    status = entry.stat()
                except OSError as error:
                    self._note(entry.path, error)
                    continue
                yield self._judged(entry.path, entry.name, folder, status)
            waiting += [(os.path.join(path, name), folder) for name in reversed(folder.subfolders)]

    def _above(self, path: str) -> Folder | None:
        return self.listing(os.path.dirname(path)) if may_be_extras(os.path.basename(path)) else None

    def _note(self, path: str, error: OSError) -> None:
        why = _TOO_LONG if error.errno == errno.ENAMETOOLONG else error.strerror or str(error)
        self.troubles.append(Trouble(path, why))

    def _scan(self, path: str, above: Folder | None) -> tuple[Folder, list[os.DirEntry[str]]] | None:
        """A folder and its videos, in the folder `above`."""
        try:
            status = os.stat(path)
            if (status.st_dev, status.st_ino) in self._seen:
                return None  # a link back to where we have been
            self._seen.add((status.st_dev, status.st_ino))
            with os.scandir(path) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._note(path, error)
            return None
        folder = Folder(path)
        videos: list[os.DirEntry[str]] = []
        for entry in listed:
            self._sort_in(entry, folder, videos)
        folder.videos = [name for entry in videos if (name := entry.name) not in folder.unfinished]
        if above is not None:
            folder.extras = above.extras
            if not folder.extras and may_be_extras(folder.name) and is_extras(folder, above):
                folder.extras = folder.name
        return folder, videos

    def _sort_in(self, entry: os.DirEntry[str], folder: Folder, videos: list[os.DirEntry[str]]) -> None:
        name = entry.name
        if name.startswith("."):
            return
        try:
            is_folder = entry.is_dir()
        except OSError as error:
            self._note(entry.path, error)
            return
        if is_folder:
            if name.casefold() not in SYSTEM_FOLDERS:
                folder.subfolders.append(name)
            return
        suffix = suffix_of(name)
        if suffix in VIDEO:
            videos.append(entry)
        elif suffix in UNFINISHED or _PACKED.search(name):
            videos.append(entry)
            folder.unfinished.add(name)
        else:
            folder.others.append(name)

    def listing(self, path: str) -> Folder:
        """What lies in one folder; empty when it can't be read."""
        chain = [path]
        while may_be_extras(os.path.basename(chain[-1])):
            chain.append(os.path.dirname(chain[-1]))  # whether they are extras depends on what they lie in
        folder = None
        for one in reversed(chain):
            listed = Walk(settle=self.settle, now=self.now)._scan(one, folder)
            folder = listed[0] if listed else Folder(one)
        return folder or Folder(path)

    def _judged(self, path: str, name: str, folder: Folder, status: os.stat_result) -> FoundFile:
        found = FoundFile(path, name, folder, status.st_size, status.st_mtime_ns)
        if folder.unfinished and (why := _arriving(name, folder)):
            found.state, found.why = FileState.ARRIVING, why
        elif 0 <= self.now - status.st_mtime < self.settle:
            found.state, found.why = FileState.ARRIVING, self._unsettled
        elif why := aside(name, folder):
            found.state, found.why = FileState.ASIDE, why
        elif not status.st_size:
            found.state, found.why = FileState.ASIDE, "empty"
        return found


def _length(seconds: float) -> str:
    """A length of time in words: `minute`, `90 seconds`, `2 hours`."""
    for unit, size in (("hour", 3600), ("minute", 60), ("second", 1)):
        if seconds >= size and seconds % size == 0:
            return unit if seconds == size else f"{seconds / size:.0f} {unit}s"
    return f"{seconds:g} seconds"


def _arriving(name: str, folder: Folder) -> str:
    """Why a file is not complete yet; "" when nothing says so."""
    if name in folder.unfinished:
        return "still being downloaded" if suffix_of(name) in UNFINISHED else "still packed in an archive"
    # aria2 and some browsers write under the final name, with a note of their own beside it.
    beside = any(f"{name}{suffix}" in folder.unfinished for suffix in (".aria2", ".part"))
    return "still being downloaded" if beside else ""
