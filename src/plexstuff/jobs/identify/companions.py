"""What lies beside the films of a folder now, and whose it is."""

from __future__ import annotations

import os
from collections.abc import Iterator

from plexstuff.jobs.identified import Companion
from plexstuff.jobs.identify.aside import extra_kind
from plexstuff.jobs.identify.beside import SUBTITLE_FOLDERS, SUBTITLES, belongs, parts_of, subtitle_marks
from plexstuff.jobs.identify.folder import Folder, stem_of
from plexstuff.jobs.identify.walk import Walk
from plexstuff.names.path import part_of_folder


class Beside:
    """What lies beside files, as it is found on the disk; each folder is looked at once."""

    def __init__(self) -> None:
        self._folders: dict[str, _Shelf] = {}

    def part(self, path: str) -> int | None:
        """The number of the part of a film that the file is, by the names around it; None when it is whole."""
        folder = self._shelf(os.path.dirname(path))
        part = folder.parts.get(os.path.basename(path))
        return part[1] if part else part_of_folder(folder.listed.name)

    def siblings(self, path: str) -> list[str]:
        """The parts of the film that the file is a part of by its name, itself among them; else none."""
        folder = self._shelf(os.path.dirname(path))
        part = folder.parts.get(os.path.basename(path))
        if part is None:
            return []
        base, _, word = part
        return [
            os.path.join(folder.listed.path, name)
            for name, (its_base, _, its_word) in folder.parts.items()
            if (its_base.casefold(), its_word) == (base.casefold(), word)
        ]

    def companions(self, path: str) -> Iterator[Companion]:
        """The subtitles, notes and pictures that travel with the file.

        What bears the name of the whole film travels with the first of its parts, as do the folder's own pictures.
        """
        folder = self._shelf(os.path.dirname(path))
        name = os.path.basename(path)
        stems = [stem_of(name)]
        part = folder.parts.get(name)
        if part is not None and part[1] == 1:
            stems.append(part[0])
        alone = len(folder.films) == 1 and (part is None or part[1] == 1)
        for other in folder.listed.others:
            if (tail := folder.tail(other, stems, alone=alone)) is not None:
                yield _companion(os.path.join(folder.listed.path, other), tail)
        for below in folder.listed.subfolders:
            if below.casefold() in SUBTITLE_FOLDERS:
                yield from self._in_subtitle_folder(os.path.join(folder.listed.path, below), folder, stems, alone)

    def _in_subtitle_folder(self, path: str, films: _Shelf, stems: list[str], alone: bool) -> Iterator[Companion]:
        """`Subs/2_English.srt` of a film alone in its folder, and `Subs/<episode>/2_English.srt` of a whole season."""
        listed = self._shelf(path).listed
        for name in listed.others:
            if os.path.splitext(name)[1].lower() in SUBTITLES:
                tail = films.tail(name, stems, alone=alone)
                if tail is not None:
                    yield _companion(os.path.join(path, name), tail)
        for stem in stems:
            if stem in listed.subfolders:
                own = self._shelf(os.path.join(path, stem)).listed
                for name in own.others:
                    if os.path.splitext(name)[1].lower() in SUBTITLES:
                        yield _companion(os.path.join(own.path, name), f".{stem_of(name)}")

    def _shelf(self, path: str) -> _Shelf:
        if path not in self._folders:
            self._folders[path] = _Shelf(Walk().listing(path))
        return self._folders[path]


class _Shelf:
    """A folder, its films (the parts of one are one, extras are none), and which of its videos are parts."""

    def __init__(self, listed: Folder) -> None:
        self.listed = listed
        own = [name for name in listed.videos if not extra_kind(name)]
        self.parts = parts_of(own)
        self.films = {self.parts[name][0].casefold() if name in self.parts else name for name in own}
        self._part_stems = [stem_of(name) for name in self.parts]

    def tail(self, other: str, stems: list[str], *, alone: bool) -> str | None:
        """What of a name follows the film's, which bears one of `stems`; None when it is not the film's."""
        own = belongs(other, stems[0], alone=False)
        if own is not None:
            return own
        if any(belongs(other, stem, alone=False) is not None for stem in self._part_stems):
            return None  # another part's
        for stem in stems[1:]:
            if (tail := belongs(other, stem, alone=False)) is not None:
                return tail
        return belongs(other, stems[0], alone=alone)


def _companion(path: str, tail: str) -> Companion:
    suffix = os.path.splitext(path)[1].lower()
    if suffix in SUBTITLES:
        language, forced, hearing = subtitle_marks(tail)
        return Companion(path, "subtitle", tail, language, forced, hearing)
    return Companion(path, "notes" if suffix == ".nfo" else "artwork", tail)
