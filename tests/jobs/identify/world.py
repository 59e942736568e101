"""A folder of files, two services and a database, on which the whole job is run."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from knowing import Knowing

from plexstuff.jobs.identify import IdentifyJob, IdentifyOptions, Report, ShownItem
from plexstuff.sandbox.catalogue import Catalogue
from plexstuff.store import aliases, index
from plexstuff.store.database import Database

NOW = 1_700_000_000.0


class World:
    """A folder of files, two services and the user's database; `identify` runs the job on them."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.folder = folder
        folder.mkdir()
        self.tmdb = Knowing("tmdb", catalogue)
        self.tvdb = Knowing("tvdb", catalogue)
        self.connection = Database(folder.parent / "data").connection
        self.aliases = aliases.Aliases(self.connection)
        self.now = NOW

    def lay(self, *names: str) -> None:
        for name in names:
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(name.encode())
            os.utime(path, (1, 1))

    def identify(self, options: IdentifyOptions | None = None, roots: list[str] | None = None) -> Report:
        job = IdentifyJob(
            [self.tmdb, self.tvdb],
            [self.tvdb, self.tmdb],
            index.LibraryIndex(self.connection),
            self.aliases,
            options or IdentifyOptions(),
            now=lambda: self.now,
        )
        return asyncio.run(job.run([str(self.folder)] if roots is None else roots))

    def items(self, report: Report) -> dict[str, ShownItem]:
        return {str(Path(item.path).relative_to(self.folder)): item.details() for item in report.items}

    def asked(self) -> int:
        return self.tmdb.asked.total() + self.tvdb.asked.total()
