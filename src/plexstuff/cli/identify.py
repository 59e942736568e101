"""`plexstuff identify PATH…`: say which films and episodes the files are."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import click

from plexstuff.cli.application import application
from plexstuff.cli.output import counted, emit_pieces, safe, speak
from plexstuff.cli.progress import progress_bar

if TYPE_CHECKING:
    from plexstuff.app import Plexstuff
    from plexstuff.jobs.identify import IdentifyOptions, Report, ShownItem

_MARK = {"matched": "✓", "ambiguous": "?", "unmatched": "✗", "ignored": "·"}
_STYLE = {"matched": "green", "ambiguous": "yellow", "unmatched": "red", "ignored": "dim"}


@click.command(
    epilog="Example: plexstuff identify ~/Downloads --language de",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(readable=False))
@click.option("--language", metavar="CODE", help="Language of titles, such as de. [default: your setting, else en]")
@click.option("--region", metavar="CODE", help="Country whose titles and dates count, such as AT.")
@click.option(
    "--order",
    type=click.Choice(["aired", "dvd", "absolute"]),
    default="aired",
    show_default=True,
    help="How the names count episodes; the answer is always in aired order.",
)
@click.option("--refresh", is_flag=True, help="Ask for everything again, even what is remembered.")
@click.option("-i", "--interactive", is_flag=True, help="Ask you where several fit; your answer is remembered.")
@click.option(
    "--settle",
    type=click.FloatRange(0),
    default=60.0,
    show_default=True,
    help="Leave files alone that changed within so many seconds.",
)
@click.option("--explain", is_flag=True, help="Give the reasons for every file.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def identify(
    paths: tuple[str, ...],
    language: str | None,
    region: str | None,
    order: str,
    refresh: bool,
    interactive: bool,
    settle: float,
    explain: bool,
    as_json: bool,
) -> int:
    """Say which films and episodes the files in PATHS (folders or files) are. Nothing is changed.

    Each file is matched, ambiguous (several fit: --interactive asks you), unmatched, or ignored (samples, extras, files
    that are still arriving). Answers are remembered: a second run asks only about what is new.
    """
    app = application()
    options = options_of(app, language, region, order, refresh, settle)
    report = run(app, paths, options)
    if interactive:
        from plexstuff.cli.asking import ask_about

        report = ask_about(app, report, paths, options) or report
    if as_json:
        emit_pieces(report.json_pieces())
    else:
        show(report, explain=explain)
    return trouble_code(report)


def options_of(
    app: Plexstuff, language: str | None, region: str | None, order: str, refresh: bool, settle: float
) -> IdentifyOptions:
    """The options of a run: those given here, else the user's settings. Raises InvalidValue for an odd language."""
    import msgspec

    from plexstuff.models import EpisodeOrder

    read = app.configuration.read
    usual = app.identify_options(
        language="" if language is None else read("identify", "language", language, "--language"),
        region="" if region is None else read("identify", "region", region, "--region"),
    )
    return msgspec.structs.replace(
        usual,
        order=EpisodeOrder(order),
        refresh=refresh,
        settle=settle,
    )


def run(app: Plexstuff, paths: tuple[str, ...], options: IdentifyOptions) -> Report:
    """Identify with a progress bar."""
    with progress_bar() as progress:
        return asyncio.run(app.identify(list(paths), options, progress))


def show(report: Report, *, explain: bool) -> None:
    """The report for a person: a line a file, then a summary."""
    from rich.markup import escape

    from plexstuff.cli.output import console

    out = console()
    folder = ""
    for item in sorted(report.items, key=lambda one: os.path.split(one.path)):
        details = item.details()
        where, name = os.path.split(details.path)
        if where != folder:
            folder = where
            out.print(f"[bold]{escape(safe(folder))}/[/]")
        style = _STYLE[item.decision]
        out.print(f"  [{style}]{_MARK[item.decision]}[/] {escape(safe(name))}")
        out.print(f"      [{style}]{escape(safe(_answer(details)))}[/]")
        for reason in details.reasons if explain else ():
            out.print(f"        [dim]{escape(safe(reason))}[/]")
    summarise(report)


def _answer(item: ShownItem) -> str:
    from plexstuff.matching.titles import with_year

    if item.decision == "ignored":
        return f"ignored: {'; '.join(item.reasons)}"
    if item.decision == "matched":
        return f"{_named(item)}   {_ids(item)}   sure {item.confidence:.0%}"
    if item.decision == "ambiguous":
        which = "; ".join(with_year(one.title, one.year) for one in item.candidates[:4])
        return f"may be: {which}" if which else "; ".join(item.reasons)
    return f"unknown: {'; '.join(item.reasons[:2])}"


def _named(item: ShownItem) -> str:
    from plexstuff.matching.titles import with_year

    title = with_year(item.title, item.year) if item.year else item.title
    if not item.episodes:
        return title
    numbers = "-".join(f"e{number:02}" for number in (item.episodes[0], item.episodes[-1])[: len(item.episodes)])
    names = " / ".join(name for name in item.episode_titles if name)
    return f"{title} s{item.season or 0:02}{numbers}" + (f" {names}" if names else "")


def _ids(item: ShownItem) -> str:
    said = (("tmdb", item.ids.tmdb), ("tvdb", item.ids.tvdb), ("imdb", item.ids.imdb))
    return " ".join(f"{name}-{value}" for name, value in said if value)


def summarise(report: Report) -> None:
    """What came of it, and what was in the way: to stderr, for the answer itself is data."""
    counts = report.counts()
    said = ", ".join(f"{number} {name}" for name, number in counts.items() if number) or "no videos found"
    asked = ", ".join(f"{number} to {key}" for key, number in report.requests.items() if number) or "none"
    speak(f"{counted(len(report.items), 'file')}: {said}. Requests: {asked}. {report.seconds:.1f} s.")
    for trouble in report.troubles[:10]:
        speak(f"Could not read {trouble.path}: {trouble.why}.")
    if len(report.troubles) > 10:
        speak(f"… and {len(report.troubles) - 10} more places that could not be read.")
    for error in report.down.values():
        speak(error.sentence, error.advice)
    if report.unasked:
        speak(
            f"{counted(report.unasked, 'file')} could not be asked about.",
            "Run the same command again: it goes on from here.",
        )
    if counts["ambiguous"]:
        several = counts["ambiguous"]
        speak(f"{several} file{'s fit' if several > 1 else ' fits'} several titles.", "Add --interactive to choose.")


def trouble_code(report: Report) -> int:
    """0; 6 when a part could not be done; what the service's error says when nothing could be."""
    if report.unasked and report.unasked >= len(report.items) - report.counts()["ignored"] and report.down:
        return next(iter(report.down.values())).exit_code
    return 6 if report.unasked or report.troubles else 0
