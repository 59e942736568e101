"""`kill -9` before every change where the system lacks something: links, the newer renaming, or one disk for both."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from killing import killed_at
from organizing import age, film, tree, write

from plexstuff.errors import NothingFound
from plexstuff.jobs.organize import Mode, OrganizeOptions, apply, plan, recover, undo
from plexstuff.jobs.organize.filesystem import Disk
from plexstuff.store.database import Database

Trouble = Callable[..., None]


def no_renaming(call: str, *_paths: str) -> None:
    if call == "renameat2":
        raise OSError(errno.EINVAL, "no such flag")


def no_renaming_and_no_links(call: str, *_paths: str) -> None:
    no_renaming(call)
    if call == "link":
        raise OSError(errno.EPERM, "no links here")


def another_disk(call: str, *paths: str) -> None:
    if call == "link" or (call == "renameat2" and ".plexstuff" not in paths[0]):
        raise OSError(errno.EXDEV, "another disk")


def troubled(disk: Disk, trouble: Trouble) -> Disk:
    """The same disk, with a trouble of its own after it was told of the change."""
    told = disk._before

    def before(*call: str) -> None:
        told(*call)
        trouble(*call)

    return Disk(before)


@pytest.mark.parametrize("trouble", [no_renaming, no_renaming_and_no_links, another_disk])
@pytest.mark.parametrize("mode", list(Mode))
def test_killed_anywhere(downloads: Path, library: Path, database: Database, mode: Mode, trouble: Trouble) -> None:
    items = [film(write(downloads / "1.mkv"))]
    age(downloads, library)
    before = tree(downloads, library)
    bytes_of = {path: known[-1] for path, known in before.items() if known[-1]}
    made = plan(items, library, OrganizeOptions(mode=mode, allow_copy=True))
    if mode is Mode.HARDLINK and trouble is no_renaming_and_no_links:
        trouble = another_disk

    def check() -> None:
        now = tree(downloads, library)
        assert [path for path in now if ".plexstuff" in path] == []
        assert set(bytes_of.values()) <= {known[-1] for known in now.values()}, "a file is lost"
        assert {known[-1] for known in now.values() if known[-1] is not None} <= set(bytes_of.values()), "half a file"

    def take_back(disk: Disk | None = None) -> None:
        with contextlib.suppress(NothingFound):
            assert undo(database, disk=disk).whole
        assert tree(downloads, library) == before

    for at in itertools.count():
        killed = killed_at(at, lambda disk: apply(made, database, disk=troubled(disk, trouble)))
        recover(database)
        check()
        take_back()
        if not killed:
            break
    assert at > 15
    for at in itertools.count():
        assert apply(made, database, disk=troubled(Disk(), trouble)).whole
        killed = killed_at(at, lambda disk: undo(database, disk=troubled(disk, trouble)))
        recover(database)
        check()
        take_back()
        if not killed:
            break
    assert at > 5


@pytest.mark.parametrize("mode", [Mode.COPY, Mode.MOVE])
def test_killed_anywhere_while_recovering(downloads: Path, library: Path, database: Database, mode: Mode) -> None:
    items = [film(write(downloads / "1.mkv"))]
    age(downloads, library)
    before = tree(downloads, library)
    made = plan(items, library, OrganizeOptions(mode=mode))

    def work(disk: Disk) -> object:
        return apply(made, database, disk=troubled(disk, another_disk))

    killed = itertools.takewhile(lambda at: killed_at(at, work), itertools.count())
    kills = 0
    for _ in killed:
        kills += 1
        for again in itertools.count():
            if not killed_at(again, lambda disk: recover(database, disk=disk)):
                break
        recover(database)
        assert [path for path in tree(library) if os.path.basename(path).startswith(".")] == []
        with contextlib.suppress(NothingFound):
            undo(database)
        assert tree(downloads, library) == before
    assert kills > 15
