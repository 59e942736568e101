"""What the tests of organizing share: identified files, trees of files, and a look at all of one."""

from __future__ import annotations

import datetime as dt
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from plexstuff.jobs.identified import Companion, IdentifiedFile
from plexstuff.jobs.organize.filesystem import Disk
from plexstuff.matching import Decision
from plexstuff.models import Episode, Ids, Movie, Series

#: When everything in a new tree was changed last, in nanoseconds.
LONG_AGO = 1_500_000_000_123_456_789


def film(
    path: Path | str, title: str = "The Matrix", year: int = 1999, tmdb: int | None = 603, **more: object
) -> IdentifiedFile:
    movie = Movie(Ids(tmdb=tmdb), title, released=dt.date(year, 1, 1))
    return IdentifiedFile(os.fspath(path), Decision.MATCHED, "movie", movie=movie, **more)  # type: ignore[arg-type]


def episode(
    path: Path | str, *numbers: int, season: int = 1, title: str = "Breaking Bad", **more: object
) -> IdentifiedFile:
    series = Series(Ids(tvdb=81189), title, first_aired=dt.date(2008, 1, 20))
    episodes = tuple(
        Episode(Ids(), season, number, f"Part {number}", aired=dt.date(2008, 1, 20) + dt.timedelta(number))
        for number in numbers
    )
    return IdentifiedFile(os.fspath(path), Decision.MATCHED, "episode", series=series, episodes=episodes, **more)  # type: ignore[arg-type]


def subtitle(path: Path | str, language: str = "en", **more: object) -> Companion:
    return Companion(os.fspath(path), "subtitle", f".{language}", language, **more)  # type: ignore[arg-type]


def write(path: Path, text: str = "") -> Path:
    """A file with these bytes (its own name when none are given) as old as everything else."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text or f"the bytes of {path.name!a}\n")
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    return path


def age(*roots: Path) -> None:
    """Give all folders at and below these the same old time."""
    for root in roots:
        for folder, _, _ in os.walk(root, topdown=False):
            os.utime(folder, ns=(LONG_AGO, LONG_AGO))


def tree(*roots: Path) -> dict[str, tuple[object, ...]]:
    """Everything at and below these: mode, owner, bytes and time of each file, mode and time of each folder."""
    found: dict[str, tuple[object, ...]] = {}
    for root in roots:
        for folder, folders, files in os.walk(root):
            links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
            for path in (folder, *(os.path.join(folder, name) for name in files + links)):
                known = os.lstat(path)
                if stat.S_ISREG(known.st_mode):
                    with open(path, "rb") as file:
                        content: object = file.read()
                else:
                    content = os.readlink(path) if stat.S_ISLNK(known.st_mode) else None
                found[path] = (known.st_mode, known.st_uid, known.st_gid, known.st_mtime_ns, content)
    return found


def names(root: Path) -> list[str]:
    """The files below a folder, relative, sorted."""
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if not path.is_dir())


def twenty(downloads: Path) -> Sequence[IdentifiedFile]:
    """Twenty files of films and series, with subtitles, parts and folders of their own."""
    items = [
        film(write(downloads / f"Film.{number}.mkv"), f"Film {number}", 1990 + number, 900 + number)
        for number in range(2)
    ]
    pack = downloads / "Show.S01"
    items += [episode(write(pack / f"e{number}.mkv"), number) for number in range(1, 12)]
    parts = downloads / "In parts"
    items += [film(write(parts / f"cd{part}.avi"), "In Parts", 1959, 5, part=part) for part in (1, 2)]
    subtitles = tuple(subtitle(write(pack / f"special.{code}.srt"), code) for code in ("de", "en"))
    items.append(episode(write(pack / "special.mkv"), 1, season=0, companions=subtitles))
    notes = Companion(os.fspath(write(downloads / "Last" / "last.nfo")), "notes")
    items.append(film(write(downloads / "Last" / "last.mkv"), "Last", 2001, 7, companions=(notes,)))
    age(downloads)
    return items


def failing(call: str, code: int, at: int = 1) -> Disk:
    """A disk on which this call fails, the first time, another time, or each time (`at` 0)."""
    count = 0

    def before(name: str, *_paths: str) -> None:
        nonlocal count
        if name == call:
            count += 1
            if at in (0, count):
                raise OSError(code, os.strerror(code))

    return Disk(before)
