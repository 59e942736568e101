"""Several files of one film: what tells them apart, and whose subtitle or picture is whose."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence

import msgspec

from plexstuff.jobs.identified import IdentifiedFile
from plexstuff.jobs.organize.compare import already_there
from plexstuff.jobs.organize.filesystem import status
from plexstuff.jobs.organize.sanitise import key
from plexstuff.matching import Decision
from plexstuff.names import ParsedName

#: What versions are told apart by: the first that is enough, and each with all before it.
_TELLING = ("resolution", "source", "video_codec", "streaming_service", "audio_codec", "group")


def labels(parsed: ParsedName | None) -> list[str]:
    """What a version may be called, the shortest first: `1080p`, `1080p Blu-ray`, `1080p Blu-ray H.265`."""
    found: list[str] = []
    words: list[str] = []
    for name in _TELLING:
        word: str = getattr(parsed, name) if parsed else ""
        if word:
            words.append(word)
            found.append(" ".join(words))
    return found


def tell_apart(versions: Sequence[ParsedName | None], taken: Collection[str] = ()) -> list[str]:
    """A label for each of these versions of one film, made of what tells most of them apart with fewest words.

    A version that says nothing of itself gets "". Two labels are equal, or one of those in `taken`, only where nothing
    tells the versions apart.
    """
    best: list[str] = [""] * len(versions)
    words: list[list[str]] = [[] for _ in versions]
    for name in ("", *_TELLING):
        for said, one in zip(words, versions, strict=True):
            if name and one and (word := getattr(one, name)):
                said.append(word)
        given = [" ".join(said) for said in words]
        if len({*given} - {*taken}) > len({*best} - {*taken}):
            best = given
        if len({*best} - {*taken}) == len(versions):
            break
    return best


#: An item and a label -> where the file belongs under that label, below the library; "" when it has no name there.
Target = Callable[[IdentifiedFile, str], str]


def version_labels(items: Sequence[IdentifiedFile], target: Target) -> dict[str, str]:
    """What tells files apart that would have one name (but for the extension) in the library: path -> label.

    A file that is there already, under whatever label, keeps that. Raises OSError.
    """
    groups: dict[str, list[IdentifiedFile]] = {}
    for item in items:
        if item.decision is Decision.MATCHED and (there := target(item, "")):
            groups.setdefault(key(os.path.splitext(there)[0]), []).append(item)
    found: dict[str, str] = {}
    for group in groups.values():
        files: dict[object, list[IdentifiedFile]] = {}
        for item in group:
            known = status(item.path)
            files.setdefault((known.st_dev, known.st_ino) if known else item.path, []).append(item)
        kept = {one: label for one, same in files.items() if (label := _kept(same[0], target)) is not None}
        new = [one for one in files if one not in kept]
        given = tell_apart([files[one][0].parsed for one in new], kept.values()) if len(files) > 1 else [""] * len(new)
        for one, label in [*kept.items(), *zip(new, given, strict=True)]:
            found.update((item.path, label) for item in files[one])
    return found


def _kept(item: IdentifiedFile, target: Target) -> str | None:
    """The label under which this very file is in the library already; None when it is not there."""
    if not os.path.isdir(os.path.dirname(target(item, ""))) or (known := status(item.path)) is None:
        return None
    for label in ("", *labels(item.parsed)):
        there = target(item, label)
        if there and os.path.lexists(there):
            size, changed = known.st_size, known.st_mtime_ns
            if already_there(item.path, size, changed, known.st_ino, known.st_dev, there).how:
                return label
    return None


def part_companions(items: Sequence[IdentifiedFile]) -> list[IdentifiedFile]:
    """The same files, each companion with only one of them: the one whose name is most of its own.

    `Alien 2.en.srt` begins with the name of `Alien.mkv` too.
    """
    owner: dict[str, tuple[int, int]] = {}
    for index, item in enumerate(items):
        for one in item.companions:
            claim = (len(one.tail), index)
            if one.path not in owner or claim < owner[one.path]:
                owner[one.path] = claim
    return [
        msgspec.structs.replace(item, companions=tuple(one for one in item.companions if owner[one.path][1] == index))
        if item.companions
        else item
        for index, item in enumerate(items)
    ]
