"""gspread against the fake Sheets: what it reads, and what it writes in one batch."""

from __future__ import annotations

import json
from pathlib import Path

import gspread
import pytest
from google.oauth2.credentials import Credentials
from gspread.exceptions import APIError, SpreadsheetNotFound, WorksheetNotFound
from gspread.utils import ValueInputOption, ValueRenderOption

from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.google import keys


@pytest.fixture
def client(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> gspread.Client:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    base = f"{box.url}/google/sheets/v4/spreadsheets"
    for name in dir(gspread.http_client):
        if name.startswith("SPREADSHEET") and name.endswith("URL"):
            path = getattr(gspread.http_client, name).removeprefix("https://sheets.googleapis.com/v4/spreadsheets")
            monkeypatch.setattr(gspread.http_client, name, base + path)
    return gspread.authorize(
        Credentials(
            keys.ACCESS_TOKEN,
            refresh_token=keys.REFRESH_TOKEN,
            token_uri=f"{box.url}/google/oauth2/token",
            client_id=keys.CLIENT_ID,
            client_secret=keys.CLIENT_SECRET,
        )
    )


@pytest.fixture
def sheet(client: gspread.Client, box: Sandbox) -> gspread.Worksheet:
    """A sheet of its own, in the spreadsheet of the account."""
    return client.open_by_key(keys.SPREADSHEET).add_worksheet(f"Tried {box.requested('google')}", 20, 5)


def test_a_spreadsheet_and_its_sheets(client: gspread.Client) -> None:
    book = client.open_by_key(keys.SPREADSHEET)
    assert book.title == "Film evening (sandbox)"
    assert [one.title for one in book.worksheets()][:2] == ["Films", "To do 'later'"]
    assert (book.sheet1.row_count, book.sheet1.col_count) == (100, 6)
    assert book.locale == "en_US"


def test_it_opens_by_address(client: gspread.Client) -> None:
    book = client.open_by_url(f"https://docs.google.com/spreadsheets/d/{keys.SPREADSHEET}/edit#gid=0")
    assert book.id == keys.SPREADSHEET


def test_reading(client: gspread.Client) -> None:
    films = client.open_by_key(keys.SPREADSHEET).worksheet("Films")
    assert films.get("A1:C2") == [["Title", "Year", "Seen by"], ["The Matrix", "1999", "Ada"]]
    assert films.get("A2:B2", value_render_option=ValueRenderOption.unformatted) == [["The Matrix", 1999]]
    assert films.acell("A4").value == "Amélie"
    assert films.col_values(2)[:4] == ["Year", "1999", "2019", "2001"]
    assert films.get_all_records()[0] == {"Title": "The Matrix", "Year": 1999, "Seen by": "Ada"}
    assert films.batch_get(["A1:A2", "B1:B2"]) == [[["Title"], ["The Matrix"]], [["Year"], ["1999"]]]


def test_nothing_there(sheet: gspread.Worksheet) -> None:
    assert sheet.get("A1:C3") == [[]]
    assert sheet.get_all_values() == [[]]


def test_one_batch_writes_several_ranges(sheet: gspread.Worksheet, box: Sandbox) -> None:
    before = box.requested("google")
    done = sheet.batch_update(
        [{"range": "A1:B2", "values": [["a", "b"], ["c", None]]}, {"range": "D4", "values": [["=1+1"]]}],
        value_input_option=ValueInputOption.raw,
    )
    assert box.requested("google") == before + 1
    assert (done["totalUpdatedCells"], done["totalUpdatedSheets"]) == (4, 1)
    assert sheet.get_all_values() == [["a", "b", "", ""], ["c", "", "", ""], ["", "", "", ""], ["", "", "", "=1+1"]]


def test_a_formula_is_one_only_where_it_is_asked_for(sheet: gspread.Worksheet) -> None:
    sheet.update([["=1+1", "2026-01-02", "007"]], "A1", value_input_option=ValueInputOption.raw)
    assert sheet.get("A1:C1") == [["=1+1", "2026-01-02", "007"]]
    sheet.update([["=1+1", "2026-01-02", "007"]], "A1", value_input_option=ValueInputOption.user_entered)
    assert sheet.get("A1:C1", value_render_option=ValueRenderOption.formula)[0][0] == "=1+1"
    assert sheet.get("A1:C1", value_render_option=ValueRenderOption.unformatted) == [[2, 46024, 7]]


def test_rows_are_added_and_cells_emptied(sheet: gspread.Worksheet) -> None:
    sheet.append_row(["first", 1])
    sheet.append_rows([["second", 2], ["third", 3]])
    assert sheet.col_values(1) == ["first", "second", "third"]
    sheet.batch_clear(["A2:B2"])
    assert sheet.get("A1:B3") == [["first", "1"], [], ["third", "3"]]
    sheet.clear()
    assert sheet.get_all_values() == [[]]


def test_what_is_not_there_is_said(client: gspread.Client, sheet: gspread.Worksheet) -> None:
    with pytest.raises(SpreadsheetNotFound):
        client.open_by_key("no-such-spreadsheet-of-anybody-0000")
    with pytest.raises(WorksheetNotFound):
        sheet.spreadsheet.worksheet("Nowhere")
    with pytest.raises(APIError, match="exceeds grid limits"):
        sheet.get("A5000")


def test_recorded_answers_have_the_same_shape(client: gspread.Client, sheet: gspread.Worksheet, shared: Path) -> None:
    recorded = json.loads((shared / "fixtures" / "google" / "sheets-values-batchupdate.json").read_text("utf-8"))
    ours = sheet.batch_update([{"range": "A1", "values": [["x"]]}])
    assert set(recorded) - set(ours) == set()
    assert set(recorded["responses"][0]) == set(ours["responses"][0])


def test_every_endpoint_is_covered_or_a_gap(keep_matrix) -> None:
    keep_matrix(
        "gspread",
        [
            "GET  /v4/spreadsheets/{id}                       ok",
            "GET  /v4/spreadsheets/{id}/values/{range}        ok",
            "POST /v4/spreadsheets/{id}/values:batchUpdate    ok",
            "GET  values:batchGet, PUT values, :append, :clear, values:batchClear, :batchUpdate    ok, beyond our use",
        ],
    )
