"""The Sheets API v4: spreadsheets, values read and written, one request a batch."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

import msgspec

from plexstuff.sandbox.ask import Ask, natural
from plexstuff.sandbox.google.face import refusal, state_of
from plexstuff.sandbox.google.sheets import ranges
from plexstuff.sandbox.google.sheets.book import Book, Grid, Value
from plexstuff.sandbox.google.sheets.ranges import Area
from plexstuff.sandbox.seed import hexadecimal

#: Requests a minute, for reading and for writing alike.
A_MINUTE = 60
_RENDERS = ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA")
Rows = list[list[str | int | float | bool | None]]


class _Values(msgspec.Struct, rename="camel"):
    values: Rows = []
    range: str = ""
    major_dimension: str | None = "ROWS"


class _Batch(msgspec.Struct, rename="camel"):
    data: list[_Values] | _Values = []
    value_input_option: str | None = None
    # In the JSON of protocol buffers null is the same as left out.
    include_values_in_response: bool | None = None


class _Clear(msgspec.Struct):
    ranges: list[str] = []


def create(ask: Ask) -> object:
    """POST /spreadsheets."""
    body = _body(ask, dict[str, object])
    properties = body.get("properties")
    title = str(properties.get("title", "")) if isinstance(properties, Mapping) else ""
    number = f"1SANDBOX-{hexadecimal(32, 'sheet', state_of(ask).number())}"
    state_of(ask).books[number] = Book(number, title or "Untitled spreadsheet", [Grid(0, "Sheet1")])
    return _spreadsheet(state_of(ask).books[number])


def get(ask: Ask) -> object:
    """GET /spreadsheets/{id}."""
    return _spreadsheet(_book(ask))


def _spreadsheet(book: Book) -> dict[str, object]:
    return {
        "spreadsheetId": book.number,
        "properties": {
            "title": book.title,
            "locale": "en_US",
            "autoRecalc": "ON_CHANGE",
            "timeZone": "Etc/GMT",
            "defaultFormat": {
                "backgroundColor": {"red": 1, "green": 1, "blue": 1},
                "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
                "verticalAlignment": "BOTTOM",
                "wrapStrategy": "OVERFLOW_CELL",
                "textFormat": {
                    "foregroundColor": {},
                    "fontFamily": "arial,sans,sans-serif",
                    "fontSize": 10,
                    "bold": False,
                    "italic": False,
                    "strikethrough": False,
                    "underline": False,
                    "foregroundColorStyle": {"rgbColor": {}},
                },
                "backgroundColorStyle": {"rgbColor": {"red": 1, "green": 1, "blue": 1}},
            },
            "spreadsheetTheme": {
                "primaryFontFamily": "Arial",
                "themeColors": [{"colorType": "TEXT", "color": {"rgbColor": {}}}],
            },
        },
        "sheets": [{"properties": properties(grid, place)} for place, grid in enumerate(book.grids)],
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{book.number}/edit",
    }


def properties(grid: Grid, place: int) -> dict[str, object]:
    """What is told of a sheet; what is false is left out."""
    return {
        "sheetId": grid.number,
        "title": grid.title,
        "index": place,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": grid.rows, "columnCount": grid.columns},
        **({"hidden": True} if grid.hidden else {}),
    }


def values(ask: Ask) -> object:
    """GET reads /values/{range}, PUT writes it, POST …:append and …:clear do what they say."""
    text = ask.path["range"]
    book = _book(ask)
    if ask.method == "POST":
        cells, _, verb = text.rpartition(":")
        if verb == "append":
            return _append(ask, book, cells)
        if verb == "clear":
            return {"spreadsheetId": book.number, "clearedRange": _cleared(book, cells)}
        raise refusal(404)
    if ask.method == "PUT":
        given = _body(ask, _Values)
        return _written(
            book, msgspec.structs.replace(given, range=text), _option(ask.query.get("valueInputOption", ""))
        )
    return _read(ask, book, text)


def values_batch_get(ask: Ask) -> object:
    """GET values:batchGet?ranges=…&ranges=…."""
    book = _book(ask)
    wanted = [value for name, value in ask.pairs if name == "ranges"]
    return {"spreadsheetId": book.number, "valueRanges": [_read(ask, book, one) for one in wanted]}


def values_batch_update(ask: Ask) -> object:
    """POST values:batchUpdate: all ranges or, when one is wrong, none."""
    book = _book(ask)
    given = _body(ask, _Batch)
    option = _option(given.value_input_option or "")
    data = given.data if isinstance(given.data, list) else [given.data]
    for one in data:
        _fitting(book, one)
    responses = [_written(book, one, option) for one in data]
    return {
        "spreadsheetId": book.number,
        "totalUpdatedRows": sum(int(str(one["updatedRows"])) for one in responses),
        "totalUpdatedColumns": sum(int(str(one["updatedColumns"])) for one in responses),
        "totalUpdatedCells": sum(int(str(one["updatedCells"])) for one in responses),
        "totalUpdatedSheets": len({str(one["updatedRange"]).rpartition("!")[0] for one in responses}),
        "responses": responses,
    }


def values_batch_clear(ask: Ask) -> object:
    """POST values:batchClear {"ranges": […]}."""
    book = _book(ask)
    return {"spreadsheetId": book.number, "clearedRanges": [_cleared(book, one) for one in _body(ask, _Clear).ranges]}


def _body(ask: Ask, as_: type[msgspec.Struct] | type[dict[str, object]]):  # type: ignore[no-untyped-def]
    try:
        return msgspec.json.decode(ask.body or b"{}", type=as_)
    except msgspec.MsgspecError as error:
        said = str(error)[:200]
        raise refusal(
            400,
            f"Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), {said}",
            details=[
                {
                    "@type": "type.googleapis.com/google.rpc.BadRequest",
                    "fieldViolations": [{"field": "data.values", "description": said}],
                }
            ],
        ) from None


def _book(ask: Ask) -> Book:
    state = state_of(ask)
    with state.lock:
        state.sheet_calls = [one for one in state.sheet_calls if ask.now - one < 60]
        if len(state.sheet_calls) >= A_MINUTE:
            kind = "Read" if ask.method == "GET" else "Write"
            raise refusal(
                429,
                f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per minute per user' of "
                "service 'sheets.googleapis.com' for consumer 'project_number:900000000000'.",
            )
        state.sheet_calls.append(ask.now)
    book = state.books.get(unquote(ask.path["id"]))
    if book is None:
        raise refusal(404)
    return book


def _option(text: str) -> bool:
    """Whether what is written is understood as if it was typed."""
    if text not in ("RAW", "USER_ENTERED"):
        raise refusal(400, "'valueInputOption' is required but not specified" if not text else f"Invalid value: {text}")
    return text == "USER_ENTERED"


def area_of(book: Book, text: str) -> tuple[Area, Grid]:
    """Where a range is; 400 for none."""
    area = ranges.read(text, book.titles)
    if area is None:
        raise refusal(400, f"Unable to parse range: {text}")
    return area, book.grid(area.title)


def _limits(area: Area, grid: Grid) -> tuple[int, int]:
    """Where an area ends in its sheet."""
    bottom = grid.rows if area.bottom is None else area.bottom
    right = grid.columns if area.right is None else area.right
    if area.top >= grid.rows or area.left >= grid.columns:
        whole = ranges.write(grid.title, area.top, area.left, max(bottom, area.top + 1), max(right, area.left + 1))
        raise refusal(
            400,
            f"Range ({whole}) exceeds grid limits. Max rows: {grid.rows}, max columns: {grid.columns}",
        )
    return min(bottom, grid.rows), min(right, grid.columns)


def _read(ask: Ask, book: Book, text: str) -> dict[str, object]:
    render = ask.query.get("valueRenderOption", "FORMATTED_VALUE")
    if render not in _RENDERS:
        raise refusal(400, f"Invalid value at 'value_render_option': {render}")
    area, grid = area_of(book, text)
    bottom, right = _limits(area, grid)
    rows: list[list[Value]] = []
    for row in range(area.top, min(bottom, 1 + max((one for one, _ in grid.cells), default=-1))):
        line = [grid.seen(row, column, render) for column in range(area.left, right)]
        while line and line[-1] == "":
            line.pop()
        rows.append(line)
    while rows and not rows[-1]:
        rows.pop()
    by_column = ask.query.get("majorDimension") == "COLUMNS"
    if by_column:
        widest = max((len(one) for one in rows), default=0)
        rows = [[line[place] if place < len(line) else "" for line in rows] for place in range(widest)]
    return {
        "range": ranges.write(grid.title, area.top, area.left, bottom, right),
        "majorDimension": "COLUMNS" if by_column else "ROWS",
        # Nothing at all is not an empty list: the key is missing.
        **({"values": rows} if rows else {}),
    }


def _turned(given: _Values) -> Rows:
    """The rows of what was given, also where it came by columns."""
    if given.major_dimension != "COLUMNS":
        return given.values
    tallest = max((len(one) for one in given.values), default=0)
    return [[one[place] if place < len(one) else None for one in given.values] for place in range(tallest)]


def _fitting(book: Book, given: _Values) -> tuple[Area, Grid, Rows]:
    area, grid = area_of(book, given.range)
    rows = _turned(given)
    height, width = len(rows), max((len(one) for one in rows), default=0)
    if (area.bottom, area.right) == (area.top + 1, area.left + 1):
        area = Area(area.title, area.top, area.left)  # one cell: from there on
    bottom, right = _limits(area, grid)
    if height > bottom - area.top or width > right - area.left:
        if area.bottom is None or bottom < area.bottom or right < (area.right or right):
            whole = ranges.write(grid.title, area.top, area.left, area.top + height, area.left + max(width, 1))
            raise refusal(
                400, f"Range ({whole}) exceeds grid limits. Max rows: {grid.rows}, max columns: {grid.columns}"
            )
        said = ranges.write(grid.title, area.top, area.left, bottom, right)
        raise refusal(400, f"Requested writing within range [{said}], but tried writing to row or column beyond it")
    return area, grid, rows


def _written(book: Book, given: _Values, typed: bool) -> dict[str, object]:
    area, grid, rows = _fitting(book, given)
    return _put(book, grid, area.top, area.left, rows, typed)


def _put(book: Book, grid: Grid, top: int, left: int, rows: Rows, typed: bool) -> dict[str, object]:
    count = 0
    for row, line in enumerate(rows):
        for column, value in enumerate(line):
            if value is not None:
                grid.put(top + row, left + column, value, typed=typed)
                count += 1
    height, width = max(1, len(rows)), max((len(one) for one in rows), default=1) or 1
    return {
        "spreadsheetId": book.number,
        "updatedRange": ranges.write(grid.title, top, left, top + height, left + width),
        "updatedRows": len(rows),
        "updatedColumns": max((len(one) for one in rows), default=0),
        "updatedCells": count,
    }


def _append(ask: Ask, book: Book, text: str) -> object:
    """Below the last row that has anything, in the columns of the range."""
    typed = _option(ask.query.get("valueInputOption", ""))
    area, grid = area_of(book, text)
    rows = _turned(_body(ask, _Values))
    last = max((row for row, _ in grid.cells), default=-1)
    top = max(last + 1, area.top) if last >= area.top else area.top
    grid.rows = max(grid.rows, top + len(rows))
    grid.columns = max(grid.columns, area.left + max((len(one) for one in rows), default=1))
    answer: dict[str, object] = {"spreadsheetId": book.number}
    if last >= area.top:
        right = 1 + max(column for row, column in grid.cells if row <= last)
        answer["tableRange"] = ranges.write(grid.title, area.top, area.left, last + 1, max(right, area.left + 1))
    answer["updates"] = _put(book, grid, top, area.left, rows, typed)
    return answer


def _cleared(book: Book, text: str) -> str:
    area, grid = area_of(book, text)
    bottom, right = _limits(area, grid)
    for row, column in list(grid.cells):
        if area.top <= row < bottom and area.left <= column < right:
            del grid.cells[row, column]
    return ranges.write(grid.title, area.top, area.left, bottom, right)


def batch_update(ask: Ask) -> object:
    """POST /spreadsheets/{id}:batchUpdate: sheets are added, renamed, enlarged and deleted."""
    from plexstuff.sandbox.google.sheets.changes import change

    book = _book(ask)
    body = _body(ask, dict[str, object])
    requests = body.get("requests")
    if not isinstance(requests, list) or not requests:
        raise refusal(400, "Must specify at least one request.")
    return {
        "spreadsheetId": book.number,
        "replies": [change(book, place, one) for place, one in enumerate(requests)],
    }


def page(ask: Ask) -> bytes:
    """A page on which a spreadsheet can be looked at."""
    from plexstuff.sandbox.google.sheets.look import look

    book = state_of(ask).books.get(ask.path["id"])
    if book is None:
        raise refusal(404)
    return look(book, natural(ask.query.get("sheet", "0")) or 0)
