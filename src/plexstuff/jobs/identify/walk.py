"""Walking folders: which files are films and episodes, which are set aside and why, and what lies beside them."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from plexstuff.errors import FileTrouble

VIDEO = frozenset(
    ".3gp .asf .avi .divx .dv .f4v .flv .iso .m2ts .m2v .m4v .mk3d .mkv .mov .mp4 .mpeg .mpg .mts .ogm .ogv .rm .rmvb "
    ".strm .ts .vob .webm .wmv .wtv .xvid".split()
)
#: What download clients and browsers call a file that they have not finished.
UNFINISHED = frozenset(".!qb .!ut .aria2 .bc! .crdownload .download .filepart .incomplete .part .partial .tmp".split())
_PACKED = re.compile(r"\.(?:r\d\d|rar|7z|zip|z\d\d|0\d\d)$", re.IGNORECASE)
#: Folders in which Plex looks for extras; files in them are no films of their own.
EXTRAS_FOLDERS = frozenset(
    {
        "behind the scenes", "bonus", "deleted scenes", "extra", "extras", "featurette", "featurettes", "interview",
        "interviews", "other", "proof", "sample", "samples", "scenes", "screens", "shorts", "trailer", "trailers",
    }
)  # fmt: skip
_EXTRA_NAME = re.compile(
    r"(?:^|[-._ \[(])(?P<kind>sample|trailer|behindthescenes|deleted|featurette|interview|scene|short|teaser)"
    r"[-._ ]?\d{0,3}[\])]?$",
    re.IGNORECASE,
)
#: The longest text that `_EXTRA_NAME` can match: only the end of a name is searched.
_EXTRA_LENGTH = 24
_EPISODE_MARK = re.compile(r"(?i)s\d{1,4}[ ._-]*e\d|\d{1,2}x\d{2}|\d{4}[.-]\d\d[.-]\d\d")
#: Folders of file servers and systems; nobody's films are in there.
SYSTEM_FOLDERS = frozenset({"#recycle", "$recycle.bin", "@eadir", "@tmp", "lost+found", "system volume information"})
DISC_FOLDERS = frozenset({"bdmv", "certificate", "hvdvd_ts", "video_ts"})


class FileState(StrEnum):
    """What is to be done with a file."""

    READY = "ready"
    ARRIVING = "arriving"
    ASIDE = "aside"


@dataclass(slots=True)
class Folder:
    """A folder and what it holds: the names of videos, of what is unfinished or packed, of other files and folders."""

    path: str
    videos: list[str] = field(default_factory=list)
    unfinished: set[str] = field(default_factory=set)
    others: list[str] = field(default_factory=list)
    subfolders: list[str] = field(default_factory=list)
    name: str = field(init=False)
    disc: bool = field(init=False)

    def __post_init__(self) -> None:
        self.name = os.path.basename(self.path)
        self.disc = any(part.lower() in DISC_FOLDERS for part in self.path.split(os.sep)[-3:])


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
        self._seen: set[tuple[int, int]] = set()

    def files(self, roots: list[str]) -> Iterator[FoundFile]:
        """Every video under `roots` (files or folders), in a stable order.

        Raises FileTrouble when a root does not exist or can't be read at all.
        """
        for root in roots:
            top = os.path.abspath(root)
            try:
                status = os.stat(top)
                if os.path.isdir(top):
                    with os.scandir(top):
                        pass
            except OSError as error:
                raise FileTrouble(
                    f"{root} can't be read: {error.strerror}.", "Check the path and that you may read it."
                ) from error
            if os.path.isdir(top):
                yield from self._folder(top)
            else:
                folder = self.listing(os.path.dirname(top))
                yield self._judged(top, os.path.basename(top), folder, status)

    def _folder(self, path: str) -> Iterator[FoundFile]:
        listed = self._scan(path)
        if listed is None:
            return
        folder, videos, subfolders = listed
        for entry in videos:
            try:
                status = entry.stat()
            except OSError as error:
                self.troubles.append(Trouble(entry.path, error.strerror or str(error)))
                continue
            yield self._judged(entry.path, entry.name, folder, status)
        for below in subfolders:
            yield from self._folder(below)

    def _scan(self, path: str) -> tuple[Folder, list[os.DirEntry[str]], list[str]] | None:
        try:
            status = os.stat(path)
            if (status.st_dev, status.st_ino) in self._seen:
                return None  # a link back to where we have been
            self._seen.add((status.st_dev, status.st_ino))
            with os.scandir(path) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self.troubles.append(Trouble(path, error.strerror or str(error)))
            return None
        folder = Folder(path)
        videos: list[os.DirEntry[str]] = []
        for entry in listed:
            self._sort_in(entry, folder, videos)
        folder.videos = [entry.name for entry in videos if entry.name not in folder.unfinished]
        return folder, videos, [os.path.join(path, name) for name in folder.subfolders]

    def _sort_in(self, entry: os.DirEntry[str], folder: Folder, videos: list[os.DirEntry[str]]) -> None:
        name = entry.name
        if name.startswith("."):
            return
        try:
            is_folder = entry.is_dir()
        except OSError as error:
            self.troubles.append(Trouble(entry.path, error.strerror or str(error)))
            return
        if is_folder:
            if name.casefold() not in SYSTEM_FOLDERS:
                folder.subfolders.append(name)
            return
        suffix = _suffix(name)
        if suffix in VIDEO:
            videos.append(entry)
        elif suffix in UNFINISHED or _PACKED.search(name):
            videos.append(entry)
            folder.unfinished.add(name)
        else:
            folder.others.append(name)

    def listing(self, path: str) -> Folder:
        """What lies in one folder; empty when it can't be read."""
        listed = Walk(settle=self.settle, now=self.now)._scan(path)
        return listed[0] if listed else Folder(path)

    def _judged(self, path: str, name: str, folder: Folder, status: os.stat_result) -> FoundFile:
        found = FoundFile(path, name, folder, status.st_size, status.st_mtime_ns)
        if folder.unfinished and (why := _arriving(name, folder)):
            found.state, found.why = FileState.ARRIVING, why
        elif 0 <= self.now - status.st_mtime < self.settle:
            found.state, found.why = FileState.ARRIVING, "changed within the last minute"
        elif why := _aside(name, folder):
            found.state, found.why = FileState.ASIDE, why
        elif not status.st_size:
            found.state, found.why = FileState.ASIDE, "empty"
        return found


def _suffix(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""


def _arriving(name: str, folder: Folder) -> str:
    """Why a file is not complete yet; "" when nothing says so."""
    if name in folder.unfinished:
        return "still being downloaded" if _suffix(name) in UNFINISHED else "still packed in an archive"
    # aria2 and some browsers write under the final name, with a note of their own beside it.
    beside = any(f"{name}{suffix}" in folder.unfinished for suffix in (".aria2", ".part"))
    return "still being downloaded" if beside else ""


def _aside(name: str, folder: Folder) -> str:
    """Why a video is no film or episode of its own; "" when it is."""
    if folder.disc:
        return "part of a disc's folder structure, which Plex does not play"
    parent = folder.name.lower()
    stem = name[: name.rfind(".")]
    start = max(0, len(stem) - _EXTRA_LENGTH)
    if found := _EXTRA_NAME.search(stem, start):
        kind = found["kind"].lower()
        # "The Sample", "Deleted": a whole title may be such a word; what stands behind a dash or dot is none.
        if stem.lower() == kind or stem[found.start()] in "-._[(":
            return "" if stem.lower() == kind and kind not in ("sample", "trailer") else f"a {kind} by its name"
    if stem.lower().startswith(("sample-", "trailer-")):
        return f"a {stem.partition('-')[0].lower()} by its name"
    if parent in EXTRAS_FOLDERS and not _EPISODE_MARK.search(stem):
        return f"in a folder of extras ({folder.name})"
    return ""
