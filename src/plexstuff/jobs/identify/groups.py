"""Putting files together that name the same film or show, so that it is searched once however many files there are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import msgspec

from plexstuff.encoding import readable
from plexstuff.jobs.identify.beside import parts_of
from plexstuff.jobs.identify.folder import stem_of
from plexstuff.jobs.identify.walk import FoundFile
from plexstuff.matching.titles import compact
from plexstuff.models import Ids
from plexstuff.names import ParsedName, edition_in, ids_in, parse, readings, without_ids
from plexstuff.names.path import is_season_folder, part_of_folder

#: Of the videos of a folder, those that are parts: name -> (name without the part, number, word).
Parts = dict[str, tuple[str, int, str]]

#: So many folders above a file may say something about it.
FOLDERS_READ = 3


@dataclass(slots=True)
class ReadFile:
    """A file and the ways its path can be read; `turn` is the reading that is being tried."""

    file: FoundFile
    readings: tuple[ParsedName, ...]
    ids: Ids
    part: int | None = None
    turn: int = 0

    @property
    def said(self) -> ParsedName:
        """The reading that is being tried."""
        return self.readings[self.turn]


@dataclass(slots=True)
class Group:
    """Files that name one film or one show in the same way."""

    key: tuple[str, ...]
    is_film: bool
    said: ParsedName
    ids: Ids
    files: list[ReadFile] = field(default_factory=list)


def read_files(files: Iterable[FoundFile]) -> Iterator[ReadFile]:
    """Read the paths of files: names, folders, the ids in them, and which are parts of one film."""
    parts: dict[str, Parts] = {}
    for file in files:
        folder = file.folder
        if folder.path not in parts:
            parts[folder.path] = parts_of(folder.videos)
        yield _read(file, parts[folder.path])


def _read(file: FoundFile, parts: Parts) -> ReadFile:
    above = [readable(folder) for folder in file.folder.path.split(os.sep) if folder][-FOLDERS_READ - 1 :]
    name = readable(file.name)
    stated = "/".join([*above[-2:], name])
    ids, edition = ids_in(stated), edition_in(stated)

    def read(name: str) -> tuple[ParsedName, ...]:
        said = readings([*map(_without_ids, above), _without_ids(stem_of(name)) + name[len(stem_of(name)) :]], parse)
        return tuple(msgspec.structs.replace(one, edition=edition) for one in said) if edition else said

    said = read(name)
    if file.name not in parts:
        part = part_of_folder(file.folder.name)
        if part is not None:
            said = tuple(msgspec.structs.replace(one, part=part) for one in said)
        return ReadFile(file, said, ids, part=part)
    base, number, word = parts[file.name]
    suffix = file.name[len(stem_of(file.name)) :]
    whole = tuple(msgspec.structs.replace(one, part=number) for one in read(readable(base) + suffix) if one.title)
    # "Part 2" is often a title's own; "CD2" never is. What the service knows under the full name goes first there.
    ordered = (*said, *whole) if word in ("part", "pt") else (*whole, *said)
    return ReadFile(file, ordered or said, ids, part=number)


def _without_ids(text: str) -> str:
    """`text` without the ids and the edition that it states, unless nothing else is in it."""
    plain = without_ids(text)
    return plain if any(letter.isalnum() for letter in plain) else text


def grouped(files: Iterable[ReadFile]) -> list[Group]:
    """The files in groups, by the reading that each is at."""
    groups: dict[tuple[str, ...], Group] = {}
    for one in files:
        said = one.said
        film = is_film(said)
        ids = one.ids
        key: tuple[str, ...] = (
            "film" if film else "show",
            compact(said.title) or said.title,
            compact(said.alternative_title),
            str(said.year or ""),
            str(ids),
        )
        if not film:
            # Two shows of one name may lie in two folders: what decides for one must not decide for the other.
            key += (said.country, _show_folder(one.file.folder.path))
        group = groups.get(key)
        if group is None:
            group = groups[key] = Group(key, film, said, ids)
        group.files.append(one)
    return list(groups.values())


def is_film(said: ParsedName) -> bool:
    """Whether a reading takes the file for a film rather than an episode."""
    if said.kind == "movie":
        return True
    return not (said.seasons or said.episodes or said.absolute or said.air_date or said.kind)


def _show_folder(folder: str) -> str:
    """The folder of the whole show when `folder` is one of its seasons, else the folder itself."""
    head, tail = os.path.split(folder)
    return head if is_season_folder(tail) else folder
