"""A folder as the walk sees it: what lies in it, sorted by what it is."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

VIDEO = frozenset(
    ".3gp .asf .avi .divx .dv .f4v .flv .iso .m2ts .m2v .m4v .mk3d .mkv .mov .mp4 .mpeg .mpg .mts .ogm .ogv .rm .rmvb "
    ".strm .ts .vob .webm .wmv .wtv .xvid".split()
)
DISC_FOLDERS = frozenset({"bdmv", "certificate", "hvdvd_ts", "video_ts"})


@dataclass(slots=True)
class Folder:
    """A folder and what it holds: the names of videos, of what is unfinished or packed, of other files and folders.

    `extras` is the name of the folder of extras that this one is, or lies in; empty where it is none.
    """

    path: str
    videos: list[str] = field(default_factory=list)
    unfinished: set[str] = field(default_factory=set)
    others: list[str] = field(default_factory=list)
    subfolders: list[str] = field(default_factory=list)
    extras: str = ""
    name: str = field(init=False)
    disc: bool = field(init=False)

    def __post_init__(self) -> None:
        self.name = os.path.basename(self.path)
        self.disc = any(part.lower() in DISC_FOLDERS for part in self.path.split(os.sep)[-3:])


def suffix_of(name: str) -> str:
    """The extension in small letters, with its dot; "" where there is none."""
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""


def stem_of(name: str) -> str:
    """A name without its extension."""
    dot = name.rfind(".")
    return name[:dot] if dot > 0 else name
