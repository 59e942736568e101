"""`plexstuff history`: what was changed, and what can be taken back."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from plexstuff.cli.application import application
from plexstuff.cli.output import emit_json, safe, say, speak

if TYPE_CHECKING:
    from plexstuff.store.steps import Run


#: Of runs there are never more: the database counts with 64 bits, and a person types no such number.
LARGEST = 2**31 - 1


@click.command(epilog="Example: plexstuff history --limit 5", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--limit", type=click.IntRange(1, LARGEST), default=20, show_default=True, help="How many runs to list.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def history(limit: int, as_json: bool) -> None:
    """List what was changed, the latest first, and what can be taken back."""
    runs = application().history(limit)
    if as_json:
        emit_json({"runs": [_as_dict(run) for run in runs]})
        return
    if not runs:
        speak("Nothing was changed yet.")
    for run in runs:
        say(safe(_line(run)))


def _as_dict(run: Run) -> dict[str, object]:
    from plexstuff.store.history import can_be_undone

    return {
        "run": run.number,
        "kind": run.kind,
        "mode": run.mode,
        "root": run.root,
        "started": run.started,
        "ended": run.ended,
        "state": run.state,
        "undoes": run.undoes,
        "files": run.files,
        "can_be_undone": can_be_undone(run),
    }


def _line(run: Run) -> str:
    from plexstuff.store.history import can_be_undone

    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(run.started))
    what = f"undo of run {run.undoes}" if run.undoes else f"{run.kind} by {run.mode}"
    counts = ", ".join(f"{number} {state}" for state, number in run.files.items()) or "no files"
    way_back = f"   plexstuff undo --run {run.number}" if can_be_undone(run) else ""
    return f"{run.number:>4}  {when}  {what} in {run.root}: {run.state} ({counts}){way_back}"
