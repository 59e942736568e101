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
    r"[-._ ]?\d*[\])]?$"
    r"|^(?P<first>sample|trailer)-",
    re.IGNORECASE,
)
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
    """A folder and what it holds besides videos; `videos` counts those that are films or episodes."""

    path: str
    others: list[str] = field(default_factory=list)
    subfolders: list[str] = field(default_factory=list)
    videos: list[str] = field(default_factory=list)


@dataclass(slots=True)
class FoundFile:
    """A video file: where, how big (bytes), when changed (nanoseconds), and if it is not to be touched, why."""

    path: str
    folder: Folder
    size: int
    changed: int
    state: FileState = FileState.READY
    why: str = ""

    @property
    def name(self) -> str:
        """The file's own name."""
        return os.path.basename(self.path)


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
                yield self._judged(top, folder, status)

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
            yield self._judged(entry.path, folder, status)
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
        folder.videos = [entry.name for entry in videos]
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
        if suffix in VIDEO or suffix in UNFINISHED or _PACKED.search(name):
            videos.append(entry)
        else:
            folder.others.append(name)

    def listing(self, path: str) -> Folder:
        """What lies in one folder; empty when it can't be read."""
        listed = Walk(settle=self.settle, now=self.now)._scan(path)
        return listed[0] if listed else Folder(path)

    def _judged(self, path: str, folder: Folder, status: os.stat_result) -> FoundFile:
        found = FoundFile(path, folder, status.st_size, status.st_mtime_ns)
        name = found.name
        suffix = _suffix(name)
        if suffix in UNFINISHED:
            found.state, found.why = FileState.ARRIVING, "still being downloaded"
        elif _PACKED.search(name):
            found.state, found.why = FileState.ARRIVING, "still packed in an archive"
        elif f"{name}.aria2" in folder.videos or f"{name}.part" in folder.videos:
            found.state, found.why = FileState.ARRIVING, "still being downloaded"
        elif 0 <= self.now - status.st_mtime < self.settle:
            found.state, found.why = FileState.ARRIVING, "changed within the last minute"
        elif why := _aside(name, folder.path):
            found.state, found.why = FileState.ASIDE, why
        elif not status.st_size:
            found.state, found.why = FileState.ASIDE, "empty"
        return found


def _suffix(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""


def _aside(name: str, folder: str) -> str:
    """Why a video is no film or episode of its own; "" when it is."""
    parent = os.path.basename(folder).casefold()
    if parent in DISC_FOLDERS:
        return "part of a disc's folder structure"
    stem = name[: name.rfind(".")]
    if not _EXTRA_NAME.search(stem) and _EPISODE_MARK.search(stem):
        return ""
    if parent in EXTRAS_FOLDERS:
        return f"in a folder of extras ({os.path.basename(folder)})"
    if found := _EXTRA_NAME.search(stem):
        kind = (found["kind"] or found["first"]).lower()
        # "The Sample", "Deleted", "Short": a whole title may be such a word, a release never ends in it by chance.
        if found["first"] or stem[found.start()] in "-._[(" or stem.lower() in ("sample", "trailer"):
            return f"a {kind} by its name"
    return ""
