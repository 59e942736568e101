"""The library index: what was remembered by an earlier version of its tables is still known."""

from __future__ import annotations

from pathlib import Path

import pytest

from plexstuff.store import database as module
from plexstuff.store.database import MIGRATIONS, Database
from plexstuff.store.index import Entry, LibraryIndex


def test_what_was_remembered_before_the_answers_had_their_own_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = MIGRATIONS[: MIGRATIONS.index("plexstuff.store.index:APART")]
    with monkeypatch.context() as older:
        older.setattr(module, "MIGRATIONS", before)
        connection = Database(tmp_path).connection
        with connection:
            row = (b"/films/\xff.mkv", 5, 7, "en//aired/1", "matched", 9.0, b'{"path":""}', b'{"decision":"matched"}')
            connection.execute("INSERT INTO library VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        connection.close()
    index = LibraryIndex(Database(tmp_path).connection)
    assert dict(index.answers("/films")) == {"/films/\udcff.mkv": b'{"decision":"matched"}'}
    (known,) = index.below("/films").values()
    assert known == row[:7]


def test_a_file_is_remembered_anew_and_forgotten(tmp_path: Path) -> None:
    index = LibraryIndex(Database(tmp_path).connection)
    for size in (1, 2):
        shown, answer = f"shown {size}".encode(), f"answer {size}".encode()
        index.keep([Entry("/films/a.mkv", size, 7, "en", "matched", 9.0, shown, answer)])
    assert dict(index.answers("/films/a.mkv")) == {"/films/a.mkv": b"answer 2"}
    assert [(one.size, one.shown) for one in index.below("/").values()] == [(2, b"shown 2")]
    index.forget(iter(["/films/a.mkv"]))
    assert dict(index.answers("/")) == index.below("/") == {}
