"""Recorded answers of Google through our types into what we make of them."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
from recorded_facts import untyped

from plexstuff.oauth.grant import Tokens, granted
from plexstuff.services.google import answers
from plexstuff.services.google.contacts import people

T = TypeVar("T")


@pytest.fixture
def recorded(shared: Path) -> Path:
    return shared / "fixtures" / "google"


def decode(folder: Path, name: str, as_: type[T]) -> T:
    return msgspec.json.decode((folder / name).read_bytes(), type=as_)


def test_no_type_holds_anything_unknown() -> None:
    for one in vars(answers).values():
        if isinstance(one, type) and issubclass(one, msgspec.Struct):
            assert not list(untyped(one))


def test_tokens_of_an_app_in_testing(recorded: Path) -> None:
    grant = granted(decode(recorded, "oauth-token-testing-status.json", Tokens), now=1_000.0)
    assert grant.expires_at == 4_599.0
    assert grant.refresh_expires_at == 605_799.0
    assert grant.scopes == ("https://www.googleapis.com/auth/calendar",)


def test_a_person(recorded: Path) -> None:
    person = decode(recorded, "people-person-full.json", answers.Person)
    assert person.resource_name == "people/c4537272446000040887"
    assert person.names is not None
    assert person.names[0].metadata is not None
    assert (person.names[0].display_name, person.names[0].metadata.primary) == ("Luigi Bros", True)
    (one,) = people([person])
    assert (one.name, one.mails) == ("Luigi Bros", ("luigi1@example.com", "luigi2@example.com"))


#: File, id, title of the file.
BOOKS = [
    ("sheets-get-new-spreadsheet.json", "1XLwNvMVKOBj4WpSrTy5gnCOuCQI-HqVj-7jNx9o_Jtg", "Test ClientTest test_create"),
    (
        "sheets-get-several-worksheets.json",
        "19SsaJoNCUcVKkbPg7p_tE0GbuR_Nzb-9i-UxNemn1jw",
        "Test SpreadsheetTest test_worksheets_exclude_hidden",
    ),
]


@pytest.mark.parametrize(("name", "number", "title"), BOOKS)
def test_a_spreadsheet(recorded: Path, name: str, number: str, title: str) -> None:
    book = decode(recorded, name, answers.Spreadsheet)
    assert (book.spreadsheet_id, book.properties.title) == (number, title)
    assert book.spreadsheet_url == f"https://docs.google.com/spreadsheets/d/{number}/edit"
    first = book.sheets[0].properties
    assert (first.sheet_id, first.title, first.index, first.hidden) == (0, "Sheet1", 0, False)
    assert first.grid_properties == answers.GridProperties(1000, 26)


#: File, range, first row (None: no values at all).
VALUES = [
    ("sheets-values-get-empty-no-values-key.json", "Sheet1!A1:A5", None),
    ("sheets-values-get-all.json", "Sheet1!A1:D4", ["A1", "B1", "", "D1"]),
    ("sheets-values-get-emoji-title.json", "'🌵 test_values_get 1'!A1:J10", ["🍇", "🍉", "🍋"]),
    ("sheets-values-get-render-options.json", "Sheet1!A1:D2", [2, 43831, "string", 53]),
]


@pytest.mark.parametrize(("name", "cells", "first"), VALUES)
def test_values(recorded: Path, name: str, cells: str, first: list[object] | None) -> None:
    found = decode(recorded, name, answers.ValueRange)
    assert (found.range, found.major_dimension) == (cells, "ROWS")
    assert (found.values[0] if found.values else None) == first


def test_a_batch_that_was_written(recorded: Path) -> None:
    done = decode(recorded, "sheets-values-batchupdate.json", answers.BatchUpdated)
    assert (done.total_updated_cells, done.total_updated_rows, done.total_updated_sheets) == (8, 2, 1)
    assert done.responses is not None
    assert done.responses[1].updated_range == "Sheet1!A4:D4"
