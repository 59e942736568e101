"""The user's one database file: private from its first byte, brought up to date once, and never lost over a trouble."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from plexstuff.errors import Conflict, FileTrouble
from plexstuff.store import database as module
from plexstuff.store.database import MIGRATIONS, Database


def tables(database: Database) -> set[str]:
    rows = database.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in rows if not name.startswith("sqlite_")}


def test_nothing_is_made_before_the_first_connection(tmp_path: Path) -> None:
    Database(tmp_path / "data")
    assert list(tmp_path.iterdir()) == []


def test_it_has_the_tables_of_every_part(tmp_path: Path) -> None:
    database = Database(tmp_path / "data")
    assert tables(database) >= {"run", "step", "alias", "library"}
    assert database.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert database.connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    database.close()


def test_nobody_else_can_read_any_of_its_files(tmp_path: Path) -> None:
    former = os.umask(0)
    try:
        database = Database(tmp_path / "data")
        with database.connection as connection:
            connection.execute("INSERT INTO alias VALUES ('movie', 'x', 0, 'x', 'x', '{}', 0)")
    finally:
        os.umask(former)
    files = list((tmp_path / "data").iterdir())
    assert len(files) >= 2, "the log of writes is there too"
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    database.close()


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    Database(tmp_path).connect().close()
    file = tmp_path / "plexstuff.db"
    file.chmod(0o644)
    Database(tmp_path).connect().close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_work_may_move_to_another_thread(tmp_path: Path) -> None:
    database = Database(tmp_path)
    database.connection.execute("SELECT 1")
    seen: list[object] = []
    thread = threading.Thread(target=lambda: seen.append(database.connection.execute("SELECT 2").fetchone()))
    thread.start()
    thread.join()
    assert seen == [(2,)]
    database.close()


def test_what_was_written_is_there_after_closing(tmp_path: Path) -> None:
    database = Database(tmp_path)
    with database.connection as connection:
        connection.execute("INSERT INTO alias VALUES ('movie', 'dune', 0, 'Dune', 'Dune', '{}', 1.5)")
    database.close()
    assert database.connection.execute("SELECT spoken FROM alias").fetchall() == [("Dune",)]
    database.close()


def test_an_older_file_is_brought_up_to_date_and_keeps_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(module, "MIGRATIONS", MIGRATIONS[:1])
        database = Database(tmp_path)
        database.connection.execute("CREATE TABLE kept (what TEXT)")
        database.close()
    database = Database(tmp_path)
    assert tables(database) >= {"run", "alias", "library", "kept"}
    database.close()


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as older:
        older.setattr(module, "MIGRATIONS", MIGRATIONS[:1])
        Database(tmp_path).connect().close()
    monkeypatch.setattr(module, "MIGRATIONS", (*MIGRATIONS[:2], "plexstuff.store.database:__doc__"))
    with pytest.raises(sqlite3.OperationalError):
        Database(tmp_path).connect()
    with sqlite3.connect(tmp_path / "plexstuff.db") as plain:
        assert plain.execute("PRAGMA user_version").fetchone() == (1,)
        assert not plain.execute("SELECT 1 FROM sqlite_master WHERE name = 'alias'").fetchall()
    plain.close()


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "plexstuff.db") as plain:
        plain.execute("PRAGMA user_version = 9999")
    plain.close()
    with pytest.raises(FileTrouble, match="newer"):
        Database(tmp_path).connect()


@pytest.mark.parametrize("content", [b"this is no database at all, " * 100, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_damaged_file_is_said_so_and_not_deleted(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "plexstuff.db"
    file.write_bytes(content)
    with pytest.raises(FileTrouble) as raised:
        Database(tmp_path).connect()
    assert str(file) in raised.value.sentence
    assert "what undo needs" in raised.value.advice
    assert file.read_bytes() == content


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "plexstuff.db").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileTrouble):
        Database(tmp_path / "data").connect()
    assert (tmp_path / "elsewhere").read_bytes() == b""


def test_a_folder_in_its_place_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "plexstuff.db").mkdir()
    with pytest.raises(FileTrouble, match=r"plexstuff\.db"):
        Database(tmp_path).connect()


def test_a_file_in_the_place_of_the_folder_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(FileTrouble, match="data"):
        Database(tmp_path / "data").connect()


def test_who_waits_too_long_for_another_writer_is_told_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.0)
    first, second = Database(tmp_path), Database(tmp_path)
    first.connection.execute("BEGIN IMMEDIATE")
    try:
        second.connection.execute("SELECT count(*) FROM alias")  # readers need not wait
        with pytest.raises(Conflict) as raised:
            second.connection.execute("INSERT INTO alias VALUES ('movie', 'x', 0, 'x', 'x', '{}', 0)")
        assert raised.value.advice
    finally:
        first.connection.rollback()
        first.close()
        second.close()
