"""`plexstuff sheet`: read a spreadsheet, and write to it what was seen before."""

from __future__ import annotations

import asyncio
import csv
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plexstuff.cli.application import application
from plexstuff.cli.output import emit_json, safe, say, speak
from plexstuff.errors import FileTrouble, InvalidValue, UsageError

if TYPE_CHECKING:
    from plexstuff.jobs.sheets import SheetPlan, SheetReading

_HELP = {"help_option_names": ["-h", "--help"]}
#: More is no sheet that anybody keeps. Bytes.
_INPUT_LIMIT = 16 * 2**20
#: So many changes are shown, unless it is a dry run.
_SHOWN = 40
_WIDEST = 60


@click.group(
    epilog="Example: plexstuff sheet read https://docs.google.com/spreadsheets/d/… --range A1:C20",
    context_settings=_HELP,
)
def sheet() -> None:
    """Read a Google spreadsheet, and write to it."""


@sheet.command(
    short_help="Print the cells of a spreadsheet.",
    epilog="Example: plexstuff sheet read 1AbC… --range 'Films!A1:C20' --csv > films.csv",
    context_settings=_HELP,
)
@click.argument("spreadsheet")
@click.option("--range", "cells", default="", metavar="A1", help="Which cells. [default: all of the first sheet]")
@click.option("--formulas", is_flag=True, help="Formulas in place of what they give.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def read(spreadsheet: str, cells: str, formulas: bool, as_csv: bool, as_json: bool) -> None:
    """Print the cells of SPREADSHEET (its address or its id), as they are shown there."""
    if as_csv and as_json:
        raise UsageError("--csv and --json exclude each other.", "Leave one out.")
    found = asyncio.run(application().read_sheet(spreadsheet, cells, formulas=formulas))
    if as_json:
        book = {"id": found.book.id, "title": found.book.title, "page": found.book.page}
        emit_json({"spreadsheet": book, "range": found.range, "rows": [list(row) for row in found.rows]})
    elif as_csv:
        _print_csv(found)
    else:
        _print_table(found)


@sheet.command(
    short_help="Write CSV to a spreadsheet.",
    epilog="Example: plexstuff sheet write 1AbC… --range 'Films!A2' --dry-run < films.csv",
    context_settings=_HELP,
)
@click.argument("spreadsheet")
@click.option("--range", "cells", required=True, metavar="A1", help="Where the rows begin, or what they must fit into.")
@click.option(
    "--file", "file", type=click.Path(path_type=Path), metavar="FILE", help="The CSV. [default: standard input]"
)
@click.option("--formulas", is_flag=True, help="Understand formulas, numbers and dates as if they were typed.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def write(
    spreadsheet: str, cells: str, file: Path | None, formulas: bool, dry_run: bool, yes: bool, as_json: bool
) -> int:
    """Write CSV to SPREADSHEET (its address or its id), in one batch.

    You see which cells change, and are asked first. A cell that begins with = is written as a text, unless --formulas;
    cells that are the same already are left alone, an empty one empties the cell.
    """
    rows = _rows(file)
    app = application()
    plan = asyncio.run(app.plan_sheet(spreadsheet, cells, rows, formulas=formulas))
    if not as_json:
        _show(plan, whole=dry_run)
    written = 0
    if not dry_run and plan.changes:
        _agree(plan, yes=yes)
        written = asyncio.run(app.write_sheet(plan))
    if as_json:
        emit_json({"dry_run": dry_run, "written": written, **as_data(plan)})
    elif written:
        speak(f"{_cells(written)} of {plan.book.title!r} written.", plan.book.page)
    return 0


def as_data(plan: SheetPlan) -> dict[str, object]:
    """A plan, as `--json` gives it."""
    return {
        "spreadsheet": {"id": plan.book.id, "title": plan.book.title, "page": plan.book.page},
        "range": plan.range,
        "formulas": plan.formulas,
        "same": plan.same,
        "changes": [{"cell": one.cell, "before": one.before, "after": one.after} for one in plan.changes],
    }


def _rows(file: Path | None) -> list[list[str]]:
    """The rows of the CSV. Raises FileTrouble, InvalidValue, UsageError where nothing comes in."""
    if file is None and sys.stdin.isatty():
        raise UsageError("No rows came in.", "Give them as CSV: … < FILE, or --file FILE.")
    try:
        data = sys.stdin.buffer.read(_INPUT_LIMIT + 1) if file is None else _read(file)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise FileTrouble(f"{file} can't be read: {error.strerror}.", "Check the name.") from error
    except UnicodeDecodeError as error:
        raise InvalidValue("The CSV is not in UTF-8.", "Save it as “CSV UTF-8”.") from error
    if len(data) > _INPUT_LIMIT:
        raise InvalidValue("The CSV is larger than 16 MiB.", "Write it in several parts.")
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise InvalidValue(
            f"This is no CSV: {error}.", "Separate cells by commas, quotes within quotes twice."
        ) from None


def _read(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_INPUT_LIMIT + 1)


def _print_csv(found: SheetReading) -> None:
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows(found.rows)
    text = table.getvalue()
    if sys.stdout.isatty():
        text = "\n".join(safe(line) for line in text.split("\n"))
    sys.stdout.write(text)


def _print_table(found: SheetReading) -> None:
    speak(f"{found.book.title}, {found.range}")
    rows = [[_cut("" if cell is None else str(cell)) for cell in row] for row in found.rows]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))] if rows else []
    for row in rows:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    if not rows:
        speak("There is nothing in these cells.")


def _cut(text: str) -> str:
    line = safe(text.replace("\n", " "))
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"


def _show(plan: SheetPlan, *, whole: bool) -> None:
    if not plan.changes:
        speak(f"{plan.book.title}, {plan.range}: nothing would change; {_cells(plan.same)} the same.")
        return
    same = f", {_cells(plan.same)} the same" if plan.same else ""
    speak(f"{plan.book.title}, {plan.range}: {_cells(len(plan.changes))} would change{same}.")
    for one in plan.changes if whole else plan.changes[:_SHOWN]:
        say(f"{one.cell:>6}  {_cut(one.before) or '(empty)'}  →  {_cut(one.after) or '(empty)'}")
    if not whole and len(plan.changes) > _SHOWN:
        say(f"        … and {len(plan.changes) - _SHOWN} more; all of them with --dry-run")


def _cells(count: int) -> str:
    return f"{count} cell{'' if count == 1 else 's'}"


def _agree(plan: SheetPlan, *, yes: bool) -> None:
    """Ask, unless `yes`. Raises UsageError where nobody can be asked; leaves on a no."""
    if yes:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            "Nothing was written: nobody can be asked here whether it shall be.",
            "Look at it with --dry-run, then add --yes; or give the CSV with --file, and be asked.",
        )
    if not click.confirm(f"Write {_cells(len(plan.changes))}?", default=False, err=True):
        speak("Nothing was written.")
        raise click.exceptions.Exit(0)
