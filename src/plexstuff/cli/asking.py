"""Asking a person which film or series a name means; the answer is kept as their own alias."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import click

from plexstuff.cli.output import counted, safe, speak
from plexstuff.errors import PlexstuffError, UsageError
from plexstuff.matching.titles import with_year

if TYPE_CHECKING:
    from plexstuff.app import Plexstuff
    from plexstuff.jobs.identified import Candidate
    from plexstuff.jobs.identify import IdentifyOptions, Report
    from plexstuff.jobs.identify.questions import Question


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
        chosen = _choose(app, question, options)
        if chosen is None:
            continue
        app.keep_alias(question, chosen)
        answered += 1
    if not answered:
        return None
    speak(f"Remembered {counted(answered, 'answer')}; `plexstuff aliases` lists them.")
    from plexstuff.cli.identify import run

    return run(app, paths, options)


def _choose(app: Plexstuff, question: Question, options: IdentifyOptions) -> Candidate | None:
    """What the person chose of the candidates, or of what was found for what they typed; None to leave it open."""
    from plexstuff.jobs.identify.looking import stated_ids

    candidates = question.candidates
    _list(candidates)
    kind = "film" if question.kind == "movie" else "series"
    asks = "A number, the" if candidates else "The"
    click.echo(
        f"  {asks} title of the {kind}, or an id such as tmdb-603 or tt0133093; Return leaves it open.", err=True
    )
    while True:
        answer: str = click.prompt("Which", default="", show_default=False, err=True).strip()
        if not answer:
            return None
        if answer.isdigit() and len(answer) <= 2:
            if 1 <= int(answer) <= len(candidates):
                return candidates[int(answer) - 1]
            click.echo("  That is none of the numbers.", err=True)
            continue
        try:
            found = asyncio.run(app.look_up(question, answer, options))
        except PlexstuffError as error:
            click.echo(f"  {safe(error.sentence)}", err=True)
            continue
        if not found:
            click.echo(f"  No {kind} is known under {safe(answer)}.", err=True)
        elif stated_ids(answer):
            click.echo(f"  That is {safe(with_year(found[0].title, found[0].year))}.", err=True)
            return found[0]
        else:
            candidates = found
            _list(candidates)


def _list(candidates: tuple[Candidate, ...]) -> None:
    for place, one in enumerate(candidates, start=1):
        ids = " ".join(f"{name}-{value}" for name, value in (("tmdb", one.ids.tmdb), ("tvdb", one.ids.tvdb)) if value)
        click.echo(f"  {place}  {safe(with_year(one.title, one.year))}  {ids}", err=True)
