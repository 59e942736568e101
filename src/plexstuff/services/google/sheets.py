"""Reading and filling spreadsheets (Google Sheets API v4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from plexstuff.errors import InvalidValue, NotFound
from plexstuff.http import ServiceHttp
from plexstuff.models import Cell, CellRange, SheetTab, Spreadsheet
from plexstuff.services.google import answers
from plexstuff.services.google.session import Session

#: An id that no spreadsheet has: who may read gets 404 for it, who may not 403.
NO_SHEET = "plexstuff-check-no-such-spreadsheet-0000000"


class Sheets:
    """The spreadsheets that the account may see."""

    def __init__(self, http: ServiceHttp, session: Session) -> None:
        self._http = http
        self._session = session

    async def permitted(self) -> None:
        """GET a spreadsheet that does not exist: 404 says that the API is switched on and the permission there."""
        try:
            await self._spreadsheet(NO_SHEET)
        except NotFound:
            return
        except InvalidValue:
            return

    async def spreadsheet(self, number: str) -> Spreadsheet:
        """GET spreadsheets/{id} -> its title, and title and size of each of its sheets; no cells."""
        self._session.need("sheets")
        found = await self._spreadsheet(number)
        tabs = sorted((one.properties for one in found.sheets), key=lambda one: one.index or 0)
        return Spreadsheet(
            found.spreadsheet_id, found.properties.title or "", tuple(map(_tab, tabs)), found.spreadsheet_url or ""
        )

    async def _spreadsheet(self, number: str) -> answers.Spreadsheet:
        params: dict[str, str | bool] = {
            "includeGridData": False,
            "fields": "spreadsheetId,spreadsheetUrl,properties(title,locale,timeZone),"
            "sheets.properties(sheetId,title,index,hidden,gridProperties)",
        }

        async def get(proof: Mapping[str, str]) -> answers.Spreadsheet:
            path = f"spreadsheets/{quote(number, safe='')}"
            return await self._http.get(path, answers.Spreadsheet, params=params, headers=proof, cache=False)

        return await self._session.ask(get)

    async def read(self, number: str, cells: str, *, formulas: bool = False) -> CellRange:
        """GET spreadsheets/{id}/values/{range} -> its cells as they are shown, or their formulas."""
        self._session.need("sheets")
        params = {"valueRenderOption": "FORMULA" if formulas else "FORMATTED_VALUE"}

        async def get(proof: Mapping[str, str]) -> answers.ValueRange:
            path = f"spreadsheets/{quote(number, safe='')}/values/{quote(cells, safe='')}"
            return await self._http.get(path, answers.ValueRange, params=params, headers=proof, cache=False)

        found = await self._session.ask(get)
        self._session.tried("sheets")
        return CellRange(found.range, tuple(tuple(row) for row in found.values or ()))

    async def write(
        self, number: str, ranges: Mapping[str, Sequence[Sequence[Cell]]], *, formulas: bool = False
    ) -> int:
        """POST spreadsheets/{id}/values:batchUpdate, everything in one request -> how many cells were written.

        What begins with = stays a text unless `formulas`; None leaves a cell as it is, "" empties it.
        """
        self._session.need("sheets")
        body = {
            "valueInputOption": "USER_ENTERED" if formulas else "RAW",
            "data": [
                {"range": cells, "majorDimension": "ROWS", "values": [list(row) for row in rows]}
                for cells, rows in ranges.items()
            ],
        }

        async def post(proof: Mapping[str, str]) -> answers.BatchUpdated:
            path = f"spreadsheets/{quote(number, safe='')}/values:batchUpdate"
            # The same cells written twice are the same cells.
            return await self._http.post(path, answers.BatchUpdated, json=body, headers=proof, repeat=True)

        written = await self._session.ask(post)
        self._session.tried("sheets")
        return written.total_updated_cells


def _tab(one: answers.SheetProperties) -> SheetTab:
    size = one.grid_properties or answers.GridProperties()
    return SheetTab(one.title or "", size.row_count or 0, size.column_count or 0, one.hidden)
