"""`kill -9` before every change that a run of twenty files makes, to the disk or the journal, and what comes of it."""

from __future__ import annotations

import contextlib
import gc
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from killing import killed_at
from organizing import age, tree, twenty

from plexstuff.errors import NothingFound
from plexstuff.jobs.organize import Mode, OrganizeOptions, Plan, apply, plan, recover, undo
from plexstuff.jobs.organize.filesystem import Disk
from plexstuff.store.database import Database


class World:
    """Downloads and a library, all they were at first, and a plan for them."""

    def __init__(self, base: Path, mode: Mode) -> None:
        self.mode = mode
        self.downloads, self.library = base / "downloads", base / "library"
        (self.library / "Movies").mkdir(parents=True)
        items = twenty(self.downloads)
        age(self.library)
        self.database = Database(base / "data")
        self.make = lambda: plan(items, self.library, OrganizeOptions(mode=mode))
        self.plan: Plan = self.make()
        self.bytes = {row.target: Path(row.source).read_bytes() for row in self.plan.rows}
        self.before = self.now()

    def now(self) -> dict[str, tuple[object, ...]]:
        return tree(self.downloads, self.library)

    def nothing_is_lost(self) -> dict[str, tuple[object, ...]]:
        now = self.now()
        half = {path for path, content in self.bytes.items() if path in now and now[path][-1] != content}
        assert half == set(), "half a file under its final name"
        assert set(self.bytes.values()) <= {known[-1] for known in now.values()}, "a file is lost"
        if self.mode is not Mode.MOVE:
            sources = {path: known for path, known in self.before.items() if path.startswith(str(self.downloads))}
            assert {path: now.get(path) for path in sources} == sources, "a source was changed"
        return now

    def is_clean(self) -> None:
        now = self.nothing_is_lost()
        assert [path for path in now if "/.plexstuff" in path] == []
        assert recover(self.database) == [], "something is left to be recovered"

    def take_back(self) -> None:
        with contextlib.suppress(NothingFound):
            report = undo(self.database)
            assert report.whole, report.outcomes
        assert self.now() == self.before


@pytest.fixture(params=list(Mode))
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    gc.freeze()  # what a forked process does not touch need not be copied for it
    yield World(tmp_path, request.param)
    gc.unfreeze()


def every_kill(work: Callable[[Disk], object]) -> Iterator[int]:
    """Each number of a change at which `work` could be killed, after it was."""
    return itertools.takewhile(lambda at: killed_at(at, work), itertools.count())


def test_organizing_killed_anywhere(world: World) -> None:
    recover(world.database)
    for at in every_kill(lambda disk: apply(world.plan, world.database, disk=disk)):
        world.nothing_is_lost()
        told = recover(world.database)
        assert len(told) <= 1
        world.is_clean()
        world.take_back()
        assert at < 2000
    # The last one was not killed: it did everything.
    assert {row.target: Path(row.target).read_bytes() for row in world.plan.rows} == world.bytes
    assert at > 90
    world.take_back()


def test_undo_killed_anywhere(world: World) -> None:
    apply(world.plan, world.database)
    for at in every_kill(lambda disk: undo(world.database, disk=disk)):
        world.nothing_is_lost()
        recover(world.database)
        world.is_clean()
        world.take_back()
        assert apply(world.plan, world.database).whole
        assert at < 2000
    assert world.now() == world.before
    assert at > 60
