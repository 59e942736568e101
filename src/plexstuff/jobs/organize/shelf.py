"""The library as it stands: which names are taken, in whatever spelling, and whether a place lies inside it at all."""

from __future__ import annotations

import os
import stat

from plexstuff.errors import UnsafePath
from plexstuff.jobs.organize.filesystem import status
from plexstuff.jobs.organize.sanitise import key


class Taken(Exception):
    """A folder can't be made because of what stands in its place; the text says what."""


class Shelf:
    """The names in the library, each folder read once; folders that are planned count as if they were there.

    Names that differ only in case or in how letters are composed are one: Windows, macOS and SMB can't tell them apart.
    """

    def __init__(self, root: str) -> None:
        self.root = root
        self._names: dict[str, dict[str, str]] = {}

    def folder(self, names: tuple[str, ...]) -> str:
        """The path of a folder below the library, in the spelling that is there already.

        Raises Taken when a file stands in the way, UnsafePath when a link leads out of the library, OSError.
        """
        path = self.root
        for name in names:
            listed = self._listing(path)
            spelled = name if os.path.lexists(os.path.join(path, name)) else listed.setdefault(key(name), name)
            path = os.path.join(path, spelled)
            known = status(path)
            if known is None:
                self._names.setdefault(path, {})
            elif stat.S_ISLNK(known.st_mode):
                inside(self.root, path)
                if not os.path.isdir(path):
                    raise Taken(f"{spelled} is a link that leads nowhere")
            elif not stat.S_ISDIR(known.st_mode):
                raise Taken(f"{spelled} is a file, not a folder")
        return path

    def spelling(self, folder: str, name: str) -> str | None:
        """The name that is taken in this folder and that some file systems can't tell from `name`; None when free."""
        if os.path.lexists(os.path.join(folder, name)):
            return name
        return self._listing(folder).get(key(name))

    def _listing(self, folder: str) -> dict[str, str]:
        if folder not in self._names:
            try:
                self._names[folder] = {key(name): name for name in os.listdir(folder)}
            except (FileNotFoundError, NotADirectoryError):
                self._names[folder] = {}
        return self._names[folder]


def inside(root: str, path: str) -> None:
    """Raises UnsafePath when `path` leads out of `root` (which is free of links itself) over some link."""
    real = os.path.realpath(path)
    if real != root and not real.startswith(root.rstrip("/") + "/"):
        raise UnsafePath(
            f"{path} is a link that leads out of the library, to {real}.",
            "Nothing is placed there. Remove the link, or choose the folder it leads to as the library.",
        )
