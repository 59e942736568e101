"""The user's one SQLite file: for its owner's eyes alone, brought up to date by itself, its troubles said plainly."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from plexstuff.errors import Conflict, FileTrouble

#: What made the file what it is, as "module:attribute" of SQL texts. Only ever append: `user_version` counts them.
MIGRATIONS = (
    "plexstuff.store.journal:SCHEMA",
    "plexstuff.store.aliases:SCHEMA",
    "plexstuff.store.index:SCHEMA",
    "plexstuff.store.index:APART",
    "plexstuff.store.mail:SCHEMA",
    "plexstuff.store.images:SCHEMA",
    "plexstuff.store.locker:SCHEMA",
)
_NAME = "plexstuff.db"
#: Seconds to wait for another process that is writing.
_PATIENCE = 10.0


class Connection(sqlite3.Connection):
    """A connection whose troubles are errors of ours: Conflict when others write for too long, else FileTrouble."""

    place = ""

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        """As in `sqlite3`."""
        with _explained(self.place):
            return super().execute(*arguments)

    def executemany(self, *arguments: Any) -> sqlite3.Cursor:
        """As in `sqlite3`."""
        with _explained(self.place):
            return super().executemany(*arguments)

    def commit(self) -> None:
        """As in `sqlite3`."""
        with _explained(self.place):
            super().commit()

    def __exit__(self, *arguments: Any) -> Any:
        with _explained(self.place):
            return super().__exit__(*arguments)


class Database:
    """The file `plexstuff.db` in the user's data folder; nothing is read or made before the first connection.

    The file is in WAL mode, so that readers and one writer do not wait for each other.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._connection: Connection | None = None

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.folder / _NAME

    @property
    def connection(self) -> Connection:
        """The connection that the parts of one front end share. Raises FileTrouble or Conflict."""
        if self._connection is None:
            self._connection = self.connect()
        return self._connection

    def connect(self) -> Connection:
        """A connection of the caller's own, for work in another thread; the caller closes it. Raises as above."""
        self._make()
        with _explained(str(self.path)):
            connection = sqlite3.connect(
                self.path, timeout=_PATIENCE, check_same_thread=False, factory=Connection, cached_statements=256
            )
        connection.place = str(self.path)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            self._migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def close(self) -> None:
        """Close the shared connection, if there is one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _make(self) -> None:
        try:
            if not self.folder.is_dir():
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # SQLite would make it readable to everybody; its -wal and -shm take the mode of the file itself.
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
            try:
                known = os.fstat(descriptor)
                if not stat.S_ISREG(known.st_mode):
                    raise FileTrouble(f"{self.path} is no ordinary file.", "Move it away.")
                if known.st_mode & 0o077 and known.st_uid == os.geteuid():
                    os.fchmod(descriptor, 0o600)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise FileTrouble(
                f"{self.path} can't be opened: {error.strerror}.",
                "Look at the folder and who may write there, or set PLEXSTUFF_HOME to another one.",
            ) from error

    def _migrate(self, connection: Connection) -> None:
        """Apply the migrations that are missing, all or none, whoever else may be doing the same."""
        if self._version(connection) == len(MIGRATIONS):
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = self._version(connection)
            if version > len(MIGRATIONS):
                raise FileTrouble(
                    f"{self.path} was made by a newer Plexstuff.", "Update Plexstuff, or move the file away."
                )
            for reference in MIGRATIONS[version:]:
                module, _, attribute = reference.partition(":")
                for statement in getattr(import_module(module), attribute).split(";\n"):
                    if statement.strip():
                        connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
            connection.commit()
        except BaseException:
            connection.rollback()
            raise

    @staticmethod
    def _version(connection: Connection) -> int:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextlib.contextmanager
def _explained(place: str) -> Iterator[None]:
    """Turn SQLite's troubles with the file (not with our SQL) into errors of ours."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Conflict(
                f"Another Plexstuff is writing into {place}.", "Wait until it is done, and try again."
            ) from error
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise FileTrouble(
                f"{place} is damaged, or no database of ours.",
                "Put back a copy of it if you have one; else move it away: what was remembered is lost, and what undo "
                "needs.",
            ) from error
        if code == sqlite3.SQLITE_FULL:
            raise FileTrouble(f"{place} can't grow: the disk is full.", "Make room on that disk.") from error
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR):
            raise FileTrouble(
                f"{place} can't be written: {error}.", "Look at the disk, the folder and who may write there."
            ) from error
        raise
