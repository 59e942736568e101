"""From a report back to whole answers, with what lies beside each file now."""

from __future__ import annotations

import os
from collections.abc import Iterator

import msgspec

from plexstuff.jobs.identified import Companion, IdentifiedFile
from plexstuff.jobs.identify.beside import SUBTITLE_FOLDERS, SUBTITLES, belongs, subtitle_marks
from plexstuff.jobs.identify.folder import Folder, stem_of
from plexstuff.jobs.identify.report import Report
from plexstuff.jobs.identify.walk import Walk
from plexstuff.matching import Decision
from plexstuff.store.index import LibraryIndex


def whole_answers(report: Report, index: LibraryIndex) -> list[IdentifiedFile]:
    """The whole answers behind `report`, in its order; files that were not matched come with their decision alone."""
    if not report.items:
        return []
    paths = [item.path for item in report.items]
    kept = dict(index.answers(os.path.commonpath(paths)))
    folders: dict[str, Folder] = {}
    answers = []
    for item in report.items:
        if item.decision != Decision.MATCHED:
            details = item.details()
            answers.append(IdentifiedFile(item.path, Decision(item.decision), reasons=details.reasons))
            continue
        answer = msgspec.json.decode(kept[item.path], type=IdentifiedFile)
        folder = _listing(os.path.dirname(item.path), folders)
        answers.append(
            msgspec.structs.replace(answer, path=item.path, companions=tuple(_companions(item.path, folder, folders)))
        )
    return answers


def _listing(path: str, folders: dict[str, Folder]) -> Folder:
    if path not in folders:
        folders[path] = Walk().listing(path)
    return folders[path]


def _companions(path: str, folder: Folder, folders: dict[str, Folder]) -> Iterator[Companion]:
    stem = stem_of(os.path.basename(path))
    alone = len(folder.videos) == 1
    for name in folder.others:
        tail = belongs(name, stem, alone=alone)
        if tail is not None:
            yield _companion(os.path.join(folder.path, name), tail)
    for below in folder.subfolders:
        if below.casefold() in SUBTITLE_FOLDERS:
            yield from _in_subtitle_folder(os.path.join(folder.path, below), stem, alone, folders)


def _in_subtitle_folder(path: str, stem: str, alone: bool, folders: dict[str, Folder]) -> Iterator[Companion]:
    """`Subs/2_English.srt` of a film alone in its folder, and `Subs/<episode>/2_English.srt` of a whole season."""
    listed = _listing(path, folders)
    for name in listed.others:
        if os.path.splitext(name)[1].lower() in SUBTITLES:
            tail = belongs(name, stem, alone=alone)
            if tail is not None:
                yield _companion(os.path.join(path, name), tail)
    if stem in listed.subfolders:
        own = _listing(os.path.join(path, stem), folders)
        for name in own.others:
            if os.path.splitext(name)[1].lower() in SUBTITLES:
                yield _companion(os.path.join(own.path, name), f".{stem_of(name)}")


def _companion(path: str, tail: str) -> Companion:
    suffix = os.path.splitext(path)[1].lower()
    if suffix in SUBTITLES:
        language, forced, hearing = subtitle_marks(tail)
        return Companion(path, "subtitle", tail, language, forced, hearing)
    return Companion(path, "notes" if suffix == ".nfo" else "artwork", tail)
