"""Showing what is to be placed and what came of it: the plan, a run, what was taken back."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from plexstuff.cli.output import console, counted, safe, speak

if TYPE_CHECKING:
    from plexstuff.jobs.organize import Outcome, Plan, Row, RunReport

#: Status -> mark and style.
_STATUS = {
    "do": ("+", "green"),
    "already there": ("=", "dim"),
    "conflict": ("✗", "bold red"),
    "needs copy": ("!", "yellow"),
    "left alone": ("·", "dim"),
}
_RESULT = {
    "done": ("✓", "green"),
    "already there": ("=", "dim"),
    "conflict": ("✗", "bold red"),
    "left alone": ("·", "dim"),
    "failed": ("✗", "bold red"),
    "refused": ("!", "bold yellow"),
    "never begun": ("·", "yellow"),
}
_DEED = {"hardlink": "to hardlink", "copy": "to copy", "move": "to move"}
#: How many files that are left alone are listed by name, and up to how many of those that are in their places.
_LISTED = 40


def show_plan(plan: Plan) -> None:
    """The plan for a person: what goes where, folder by folder, then what stays behind and why, then totals."""
    from rich.markup import escape

    out = console()
    placed = [row for row in plan.rows if row.target]
    base = _common(row.source for row in plan.rows)
    there = sum(row.status == "already there" for row in placed)
    if there > _LISTED:
        # In a library that is organized again, they would hide what is new.
        placed = [row for row in placed if row.status != "already there"]
    if placed or there:
        out.print(f"Library: [bold]{escape(safe(plan.root))}[/]")
    folder = ""
    for row in sorted(placed, key=lambda row: os.path.split(row.target)):
        where, name = os.path.split(row.target)
        if where != folder:
            folder = where
            out.print(f"[bold]{escape(safe(os.path.relpath(where, plan.root)))}/[/]")
        mark, style = _STATUS[row.status]
        out.print(f"  [{style}]{mark}[/] {escape(safe(name))}")
        out.print(f"      [dim]from {escape(safe(_short(row.source, base)))}[/]")
        if row.why:
            what = "copy" if row.status == "do" and row.copies else row.status
            out.print(f"      [{style}]{escape(safe(f'{what}: {row.why}'))}[/]")
    if there > _LISTED:
        out.print(f"[dim]… and {there} files that are in their places already (--json lists them)[/]")
    _show_left([row for row in plan.rows if not row.target], base)
    _total(plan)


def _show_left(rows: list[Row], base: str) -> None:
    """What has no place: conflicts always, and what could not be identified before what was ignored on purpose."""
    from rich.markup import escape

    if not rows:
        return
    out = console()
    out.print("[bold]Left where they are[/]")
    rows = sorted(rows, key=lambda row: (row.status != "conflict", row.why.startswith("ignored"), row.source))
    for row in rows[:_LISTED]:
        mark, style = _STATUS[row.status]
        if row.status == "left alone" and not row.why.startswith("ignored"):
            mark, style = "?", "yellow"
        out.print(f"  [{style}]{mark}[/] {escape(safe(_short(row.source, base)))}")
        out.print(f"      [{style}]{escape(safe(row.why))}[/]")
    if len(rows) > _LISTED:
        out.print(f"  [dim]… and {len(rows) - _LISTED} more[/]")


def _total(plan: Plan) -> None:
    from plexstuff.jobs.organize.compare import amount

    counts = plan.counts()
    copies = sum(row.copies for row in plan.to_do()) if plan.options.mode == "hardlink" else 0
    said = [f"{counts['do'] - copies} {_DEED[plan.options.mode]}"] if counts["do"] > copies else []
    said += [f"{copies} {_DEED['copy']}"] if copies else []
    said += [
        f"{counts[status]} {words}"
        for status, words in (
            ("already there", "already there"),
            ("conflict", "in conflict"),
            ("needs copy", "that can't be hardlinked"),
            ("left alone", "left alone"),
        )
        if counts[status]
    ]
    room = f" {amount(plan.bytes_needed)} to write, {amount(plan.bytes_free)} free." if plan.bytes_needed else ""
    speak(f"{counted(len(plan.rows), 'file')}: {', '.join(said) or 'none'}.{room}")
    for obstacle in plan.obstacles:
        speak(obstacle.sentence, obstacle.advice)


def show_run(report: RunReport) -> None:
    """What came of a run: what went wrong, file by file, then totals and the way back."""
    from rich.markup import escape

    out = console()
    for told in report.recovered:
        speak(told)
    wrong = ("failed", "refused", "never begun")
    for one in report.outcomes:
        if one.result in wrong:
            mark, style = _RESULT[one.result]
            out.print(f"[{style}]{mark} {one.result}[/] {escape(safe(one.source))}")
            if one.why:
                out.print(f"      [{style}]{escape(safe(one.why))}[/]")
    counts = report.counts()
    done = counts.get("done", 0)
    verb = "taken back" if report.kind == "undo" else "placed"
    rest = [f"{counts[result]} {result}" for result in wrong if counts.get(result)]
    number = f" Run {report.run}." if report.run is not None else ""
    speak(f"{counted(done, 'file')} {verb}{''.join(f', {one}' for one in rest)}.{number}")
    for told in report.notices:
        speak(told)
    if report.trouble is not None:
        speak(report.trouble.sentence, report.trouble.advice)
    if report.kind != "undo" and done:
        speak("To take it back: plexstuff undo")


def show_undo_plan(report: RunReport) -> None:
    """What an undo would take back, file by file, and what it would leave."""
    from rich.markup import escape

    out = console()
    for one in report.outcomes:
        back = one.result == "never begun"
        mark, style = ("↩", "green") if back else _RESULT[one.result]
        out.print(f"[{style}]{mark}[/] {escape(safe(one.source))}")
        said = f"back to {one.target}" if back and one.action == "move" else "removed here" if back else one.why
        out.print(f"      [{style}]{escape(safe(said))}[/]")
    counts = report.counts()
    speak(
        f"Of run {report.run}, {counted(counts.get('never begun', 0), 'file')} would be taken back, "
        f"{counts.get('refused', 0)} would be left as they are. Nothing was changed."
    )


def plan_as_dict(plan: Plan) -> dict[str, object]:
    """The plan as `--json` gives it."""
    return {
        "root": plan.root,
        "mode": plan.options.mode,
        "rows": [
            {
                "source": row.source,
                "target": row.target or None,
                "role": row.role,
                "status": row.status,
                "why": row.why,
                "copies": row.copies,
                "size": row.size,
            }
            for row in plan.rows
        ],
        "counts": plan.counts(),
        "bytes_needed": plan.bytes_needed,
        "bytes_free": plan.bytes_free,
        "obstacles": [{"sentence": one.sentence, "advice": one.advice} for one in plan.obstacles],
    }


def run_as_dict(report: RunReport) -> dict[str, object]:
    """A run as `--json` gives it."""
    trouble = report.trouble
    return {
        "run": report.run,
        "kind": report.kind,
        "files": [_outcome(one) for one in report.outcomes],
        "counts": report.counts(),
        "recovered": report.recovered,
        "notices": report.notices,
        "trouble": {"sentence": trouble.sentence, "advice": trouble.advice} if trouble else None,
    }


def _outcome(one: Outcome) -> dict[str, object]:
    return {
        "source": one.source,
        "target": one.target or None,
        "result": one.result,
        "action": one.action,
        "why": one.why,
    }


def _common(paths: Iterable[str]) -> str:
    folders = {os.path.split(path)[0] for path in paths}
    return os.path.commonpath(folders) if folders else ""


def _short(path: str, base: str) -> str:
    return os.path.relpath(path, base) if base else path
