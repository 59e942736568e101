"""Asking a person which film or series a name means; the answer is kept as their own alias."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from plexstuff.cli.output import counted, safe, speak
from plexstuff.errors import UsageError

if TYPE_CHECKING:
    from plexstuff.app import Plexstuff
    from plexstuff.jobs.identified import Candidate
    from plexstuff.jobs.identify import IdentifyOptions, Report


def ask_about(app: Plexstuff, report: Report, paths: tuple[str, ...], options: IdentifyOptions) -> Report | None:
    """Ask about every name that fits several titles or none, then identify once more with the answers.

    Returns the new report; None when nothing was answered. Raises UsageError where nobody can be asked.
    """
    if not sys.stdin.isatty():
        raise UsageError(
            "Nobody can be asked here: the input is no terminal.", "Leave --interactive out, or run it in a terminal."
        )
    answered = 0
    questions = app.open_questions(report)
    for number, question in enumerate(questions, start=1):
        click.echo(f"\n[{number}/{len(questions)}] {safe(question.spoken)}", err=True)
        click.echo(f"  for example {safe(question.example)}", err=True)
        chosen = _choose(question.candidates)
        if chosen is None:
            continue
        app.keep_alias(question, chosen)
        answered += 1
    if not answered:
        return None
    speak(f"Remembered {counted(answered, 'answer')}; `plexstuff aliases` lists them.")
    from plexstuff.cli.identify import run

    return run(app, paths, options)


def _choose(candidates: tuple[Candidate, ...]) -> Candidate | None:
    for place, one in enumerate(candidates, start=1):
        ids = " ".join(f"{name}-{value}" for name, value in (("tmdb", one.ids.tmdb), ("tvdb", one.ids.tvdb)) if value)
        click.echo(f"  {place}  {safe(one.title)} ({one.year or 'year unknown'})  {ids}", err=True)
    click.echo("  an id such as tmdb-603, tvdb-81189 or tt0133093; Return leaves it open", err=True)
    while True:
        answer: str = click.prompt("Which", default="", show_default=False, err=True).strip()
        if not answer:
            return None
        if answer.isdigit() and 1 <= int(answer) <= len(candidates):
            return candidates[int(answer) - 1]
        if stated := _stated(answer):
            return stated
        click.echo("  That is none of the numbers, and no id.", err=True)


def _stated(answer: str) -> Candidate | None:
    from plexstuff.jobs.identified import Candidate
    from plexstuff.names import ids_in

    ids = ids_in(f"{{{answer}}} {answer}")
    return Candidate(title=answer, year=None, ids=ids, score=1.0) if ids else None
