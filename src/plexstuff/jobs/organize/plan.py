"""The plan: what would be placed where, what is there already, and what is in the way, before anything is changed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from plexstuff.errors import Conflict, FileTrouble, InvalidValue, UnsafePath
from plexstuff.jobs.identified import IdentifiedFile
from plexstuff.jobs.organize.compare import already_there, amount
from plexstuff.jobs.organize.filesystem import Disk, is_file
from plexstuff.jobs.organize.mounts import Mounts, existing, free_bytes, name_limit
from plexstuff.jobs.organize.naming import Naming, Place
from plexstuff.jobs.organize.planned import Mode, OrganizeOptions, Plan, Row, Status
from plexstuff.jobs.organize.sanitise import key
from plexstuff.jobs.organize.shelf import Shelf, Taken
from plexstuff.jobs.organize.versions import part_companions, version_labels
from plexstuff.matching import Decision

_PATH_LIMIT = 4095


def plan(
    items: Sequence[IdentifiedFile],
    into: Path | str,
    options: OrganizeOptions | None = None,
    *,
    disk: Disk | None = None,
) -> Plan:
    """Work out where the files belong in the library `into` (made when it is missing). Nothing is changed.

    Only what was matched is placed. Raises InvalidValue for a preset or template that can't be used, UnsafePath when
    `into` is no folder, FileTrouble when it can't be read.
    """
    options = options or OrganizeOptions()
    naming = Naming(options.preset, options.movie_template, options.episode_template)
    return _Planner(naming, _library(into), options, Mounts(disk)).plan(items)


def _library(into: Path | str) -> str:
    if not os.fspath(into) or "\0" in os.fspath(into):
        raise InvalidValue("The library is a folder, and none is named.", "Add: --into FOLDER")
    root = os.path.realpath(os.path.expanduser(into))
    if not os.path.isdir(existing(root)):
        raise UnsafePath(f"{existing(root)} is no folder, so no library can be there.", "Choose another folder.")
    return root


class _Planner:
    """One planning; what it found of the disk is of that moment."""

    def __init__(self, naming: Naming, root: str, options: OrganizeOptions, mounts: Mounts) -> None:
        self._naming = naming
        self._options = options
        self._mounts = mounts
        self._shelf = Shelf(root)
        self._root = root
        self._base = existing(root)
        self._limit = name_limit(self._base)
        self._taken: dict[str, list[Row]] = {}
        #: Where files without a label belong, until it is asked for the last time.
        self._plain: dict[str, list[Place]] = {}

    def plan(self, items: Sequence[IdentifiedFile]) -> Plan:
        rows: list[Row] = []
        try:
            items = part_companions(items)
            versions = version_labels(items, self._target)
            for item in items:
                rows += self._rows(item, versions.get(item.path, ""))
        except OSError as error:
            raise FileTrouble(
                f"{error.filename or self._root} can't be read: {error.strerror}.",
                "Check the library and that you may read it.",
            ) from error
        self._part_rivals()
        placed = {row.source for row in rows if row.role == "video" and row.status in (Status.DO, Status.THERE)}
        waiting = {row.source for row in rows if row.role == "video" and row.status is Status.NEEDS_COPY}
        for row in rows:
            if row.status in (Status.DO, Status.NEEDS_COPY) and row.film not in placed | waiting:
                row.settle(Status.LEFT, "its film is not placed")
        made = Plan(self._root, self._options, rows)
        self._weigh(made)
        return made

    def _rows(self, item: IdentifiedFile, version: str) -> list[Row]:
        if item.decision is not Decision.MATCHED:
            said = "; ".join(item.reasons[:2])
            return [
                Row(
                    item.path,
                    "video",
                    item.path,
                    "",
                    Status.LEFT,
                    f"{item.decision}: {said}" if said else str(item.decision),
                )
            ]
        places = self._places(item, version)
        if places is None:
            why = "no name is short enough for this file system"
            return [Row(item.path, "video", item.path, "", Status.CONFLICT, why)]
        return [self._row(place, item.path) for place in places]

    def _places(self, item: IdentifiedFile, version: str) -> list[Place] | None:
        found = self._plain.pop(item.path, None) if not version else None
        return found or self._naming.places(item, limit=self._limit, version=version)

    def _target(self, item: IdentifiedFile, version: str) -> str:
        places = self._places(item, version)
        if not version and places:
            self._plain[item.path] = places
        return os.path.join(self._root, *places[0].names) if places else ""

    def _row(self, place: Place, film: str) -> Row:
        row = Row(place.source, place.role, film, os.path.join(self._root, *place.names))
        try:
            folder = self._shelf.folder(place.names[:-1])
        except Taken as taken:
            row.settle(Status.CONFLICT, str(taken))
            return row
        except UnsafePath as error:
            row.settle(Status.CONFLICT, error.sentence.removesuffix("."))
            return row
        row.target = os.path.join(folder, place.names[-1])
        if len(os.fsencode(row.target)) > _PATH_LIMIT:
            row.settle(Status.CONFLICT, "the whole path is too long")
        elif self._look(row):
            self._judge(row, folder, place.names[-1])
        return row

    def _look(self, row: Row) -> bool:
        """Learn what there is to know of the source; False when it can't be placed."""
        row.origin = row.source
        try:
            known = os.lstat(row.source)
            if os.path.islink(row.source):
                if self._options.mode is Mode.MOVE:
                    row.settle(Status.CONFLICT, "it is a link, and moving one would break it: use hardlink or copy")
                    return False
                row.origin = os.path.realpath(row.source)
                known = os.stat(row.origin)
        except OSError as error:
            row.settle(Status.CONFLICT, f"it can't be read: {error.strerror}")
            return False
        if not is_file(known):
            row.settle(Status.CONFLICT, "it is no ordinary file")
            return False
        row.size, row.changed = known.st_size, known.st_mtime_ns
        row.inode, row.device = known.st_ino, known.st_dev
        return True

    def _judge(self, row: Row, folder: str, name: str) -> None:
        """Whether the place is free, and whether the file can get there."""
        spelled = self._shelf.spelling(folder, name)
        there = os.path.join(folder, spelled) if spelled is not None else ""
        if there == row.source:
            if spelled == name:
                row.settle(Status.THERE, "it is in its place")
            # else: only its spelling changes, which a move can do
            elif self._options.mode is not Mode.MOVE:
                row.settle(Status.CONFLICT, f"it is {spelled} itself, in another spelling: use --mode move")
        elif there:
            same = already_there(row.origin, row.size, row.changed, row.inode, row.device, there)
            if same.how:
                row.settle(Status.THERE, same.how)
            elif spelled == name:
                row.settle(Status.CONFLICT, same.why)
            else:
                row.settle(Status.CONFLICT, f"{spelled} is there, which some systems can't tell from this name")
        if row.status is Status.DO:
            self._reach(row, folder)
        if row.status is not Status.CONFLICT:
            self._taken.setdefault(key(row.target), []).append(row)

    def _reach(self, row: Row, folder: str) -> None:
        base = existing(folder)
        mode = self._options.mode
        if mode is Mode.COPY or (mode is Mode.MOVE and not self._mounts.same(os.path.dirname(row.origin), base)):
            row.copies = True
            if not os.access(row.origin, os.R_OK):
                row.settle(Status.CONFLICT, "it can't be read: you may not")
        if mode is Mode.MOVE and not os.access(os.path.dirname(row.source), os.W_OK | os.X_OK):
            row.settle(Status.CONFLICT, "its folder can't be written, so it can't be moved: use hardlink or copy")
        if mode is Mode.HARDLINK:
            known = os.stat(row.origin)
            if why := self._mounts.no_link(row.origin, known, base):
                row.copies = True
                row.why = f"no hardlink: {why}"
                row.status = Status.DO if self._options.allow_copy else Status.NEEDS_COPY

    def _part_rivals(self) -> None:
        """Settle who gets a place that several want: the film that is there, else no film; of subtitles, the first."""
        for rivals in self._taken.values():
            others = {(row.device, row.inode) for row in rivals}
            if len(rivals) == 1:
                continue
            first = next((row for row in rivals if row.status is Status.THERE), rivals[0])
            if len(others) == 1:
                for row in rivals:
                    if row is not first:
                        row.settle(Status.THERE, f"the same file as {first.source}")
                continue
            alone = first.status is Status.THERE or first.role != "video"
            for row in rivals:
                if row.status is Status.THERE or (row is first and alone):
                    continue
                rival = first if row is not first else rivals[1]
                row.settle(Status.CONFLICT, f"{rival.source} would have the same name")

    def _weigh(self, made: Plan) -> None:
        try:
            made.bytes_free = free_bytes(self._base)
        except OSError as error:
            raise FileTrouble(f"{self._base} can't be read: {error.strerror}.", "Check the library.") from error
        wanted = [row for row in made.rows if row.status in (Status.DO, Status.NEEDS_COPY)]
        made.bytes_needed = sum(row.size for row in wanted if row.copies)
        lacking = [row for row in wanted if row.status is Status.NEEDS_COPY]
        needed, free = amount(made.bytes_needed), amount(made.bytes_free)
        if lacking:
            why = lacking[0].why.removeprefix("no hardlink: ")
            made.obstacles.append(
                Conflict(
                    f"{len(lacking)} of {len(wanted)} files can't be hardlinked: {why}. "
                    f"Copying needs {needed}; {free} are free.",
                    "Add --allow-copy to copy only these, or --mode copy.",
                )
            )
        if made.bytes_needed > made.bytes_free:
            made.obstacles.append(
                FileTrouble(
                    f"There is not enough room in {self._base}: {needed} are needed, {free} are free.",
                    "Make room, or choose fewer files or another disk.",
                )
            )
        if wanted and not os.access(self._base, os.W_OK | os.X_OK):
            made.obstacles.append(
                FileTrouble(
                    f"You may not write into {self._base}.", "Choose another folder, or get the right to write."
                )
            )
