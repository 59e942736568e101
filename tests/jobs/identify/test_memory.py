"""What is remembered: written by several threads at once, and nothing of it is lost."""

from __future__ import annotations

import sqlite3
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from plexstuff.errors import PlexstuffError
from plexstuff.jobs.identified import IdentifiedFile
from plexstuff.jobs.identify.folder import Folder
from plexstuff.jobs.identify.memory import Memory
from plexstuff.jobs.identify.options import IdentifyOptions
from plexstuff.jobs.identify.walk import FoundFile
from plexstuff.matching import Decision
from plexstuff.store.database import Database
from plexstuff.store.index import LibraryIndex


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Threads that take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hasty_threads")
def test_answers_that_are_written_in_several_threads_are_all_kept(tmp_path: Path) -> None:
    index = LibraryIndex(Database(tmp_path).connection)
    memory = Memory(index, IdentifyOptions(), lambda: 1.0, "tmdb", "tvdb")
    folder = Folder("/films")
    troubles: list[Exception] = []

    def write() -> None:
        try:
            memory.write()
        except (sqlite3.Error, PlexstuffError) as error:
            troubles.append(error)

    threads = []
    for number in range(8000):
        path = f"/films/{number}.mkv"
        memory.remember(FoundFile(path, f"{number}.mkv", folder, 1, 1), IdentifiedFile(path, Decision.MATCHED))
        if memory.full:
            threads.append(threading.Thread(target=write))
            threads[-1].start()
    for thread in threads:
        thread.join()
    memory.write()
    assert troubles == []
    assert len(index.below("/films")) == len(dict(index.answers("/films"))) == 8000
