"""`plexstuff undo`: take back what was placed."""

from __future__ import annotations

import asyncio

import click

from plexstuff.cli.application import application
from plexstuff.cli.history import LARGEST
from plexstuff.cli.output import emit_json, speak


@click.command(
    epilog="Example: plexstuff undo --run 3 --dry-run", context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--run",
    "number",
    type=click.IntRange(1, LARGEST),
    metavar="NUMBER",
    help="Which run, by its number. [default: the last one]",
)
@click.option("--dry-run", is_flag=True, help="Only show what would be taken back.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def undo(number: int | None, dry_run: bool, as_json: bool) -> int:
    """Take back the last change, or another one: files get their old names, places and times again.

    A file that was changed since is left as it is and named; the exit code is 6 then. `plexstuff history` lists the
    runs and their numbers.
    """
    from plexstuff.cli.placing import run_as_dict, show_run, show_undo_plan
    from plexstuff.cli.progress import progress_bar

    app = application()
    if dry_run:
        report = asyncio.run(app.plan_undo(number))
    else:
        # Told even when there is nothing to take back after that.
        settled = asyncio.run(app.recover())
        for told in settled:
            speak(told)
        with progress_bar() as progress:
            report = asyncio.run(app.undo(number, progress))
        report.recovered = settled if as_json else []
    if as_json:
        emit_json({"dry_run": dry_run, **run_as_dict(report)})
    elif dry_run:
        show_undo_plan(report)
    else:
        show_run(report)
    return 0 if report.whole or (dry_run and not report.counts().get("refused")) else 6
