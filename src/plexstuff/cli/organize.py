"""`plexstuff organize PATH… --into FOLDER`: place what was identified in a library, by a plan that is shown first."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from plexstuff.cli.application import application
from plexstuff.cli.output import emit_json, speak

if TYPE_CHECKING:
    from plexstuff.app import Plexstuff
    from plexstuff.jobs.identify import Report
    from plexstuff.jobs.organize import OrganizeOptions, Plan, RunReport


@click.command(
    epilog="Example: plexstuff organize ~/Downloads --into ~/Media --apply",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(readable=False))
@click.option(
    "--into", metavar="FOLDER", type=click.Path(), help="The library's folder. [default: your setting organize.into]"
)
@click.option("--apply", "apply_", is_flag=True, help="Do it, after showing the plan.")
@click.option("--dry-run", is_flag=True, help="Only show the plan. [default]")
@click.option(
    "--mode",
    type=click.Choice(["hardlink", "copy", "move"]),
    help="How files get to their places. [default: your setting, else hardlink]",
)
@click.option("--allow-copy", is_flag=True, help="Copy a file where no hardlink can be had.")
@click.option(
    "--preset",
    type=click.Choice(["plex", "jellyfin"]),
    help="Whose way of naming. [default: your setting, else plex]",
)
@click.option(
    "--movie-template", metavar="TEMPLATE", help="Your own names for films, such as 'Films/{title} ({year})'."
)
@click.option("--episode-template", metavar="TEMPLATE", help="Your own names for episodes.")
@click.option("--language", metavar="CODE", help="Language of titles, such as de. [default: your setting, else en]")
@click.option("--region", metavar="CODE", help="Country whose titles and dates count, such as AT.")
@click.option(
    "--order",
    type=click.Choice(["aired", "dvd", "absolute"]),
    default="aired",
    show_default=True,
    help="How the names count episodes; the library has the aired order.",
)
@click.option("--refresh", is_flag=True, help="Ask for everything again, even what is remembered.")
@click.option(
    "--settle",
    type=click.FloatRange(0),
    default=60.0,
    show_default=True,
    help="Leave files alone that changed within so many seconds.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def organize(
    paths: tuple[str, ...],
    into: str | None,
    apply_: bool,
    dry_run: bool,
    mode: str | None,
    allow_copy: bool,
    preset: str | None,
    movie_template: str | None,
    episode_template: str | None,
    language: str | None,
    region: str | None,
    order: str,
    refresh: bool,
    settle: float,
    as_json: bool,
) -> int:
    """Identify the files in PATHS and place them in a library under the names that Plex or Jellyfin reads.

    Without --apply, nothing is changed: you see the plan. With it, the plan is carried out, step by step, each written
    down first: `plexstuff undo` takes it back. Nothing is ever overwritten. Files that were not identified for sure
    stay where they are. The exit code is 6 when a conflict or a failure left something undone.
    """
    from plexstuff.cli.identify import options_of, run
    from plexstuff.errors import UsageError

    if apply_ and dry_run:
        raise UsageError("--apply and --dry-run contradict each other.", "Give one of them, or none: that only plans.")
    app = application()
    options = _options(app, mode, allow_copy, preset, movie_template, episode_template)
    library = _library(app, into)
    asked = options_of(app, language, region, order, refresh, settle)
    for told in asyncio.run(app.recover()):
        speak(told)
    report = run(app, paths, asked)
    plan = asyncio.run(app.plan_organize(report, library, options))
    if not as_json:
        _show_plan(plan, report)
    done = _carry_out(app, plan) if apply_ and plan.to_do() and not plan.obstacles else None
    if as_json:
        _emit(plan, report, done)
    else:
        _say_what_next(plan, done, apply_=apply_)
    if apply_ and plan.obstacles:
        return plan.obstacles[0].exit_code
    return _code(plan, report, done)


def _options(
    app: Plexstuff,
    mode: str | None,
    allow_copy: bool,
    preset: str | None,
    movie_template: str | None,
    episode_template: str | None,
) -> OrganizeOptions:
    """What is given here, else the user's settings. A preset given here outdoes templates from the settings."""
    from plexstuff.jobs.organize import Mode

    usual = app.organize_options()
    if preset is not None:
        usual = replace(usual, preset=preset, movie_template="", episode_template="")
    return replace(
        usual,
        mode=Mode(mode) if mode else usual.mode,
        allow_copy=allow_copy,
        movie_template=usual.movie_template if movie_template is None else movie_template,
        episode_template=usual.episode_template if episode_template is None else episode_template,
    )


def _library(app: Plexstuff, into: str | None) -> str:
    from plexstuff.errors import UsageError

    library = into or app.configuration.value("organize", "into").text
    if not library:
        raise UsageError(
            "Where is the library?", "Add --into FOLDER, or keep it: plexstuff config set organize.into FOLDER"
        )
    return library


def _show_plan(plan: Plan, report: Report) -> None:
    from plexstuff.cli.identify import summarise
    from plexstuff.cli.placing import show_plan

    summarise(report)
    show_plan(plan)


def _carry_out(app: Plexstuff, plan: Plan) -> RunReport:
    from plexstuff.cli.progress import progress_bar

    with progress_bar() as progress:
        return asyncio.run(app.organize(plan, progress))


def _emit(plan: Plan, report: Report, done: RunReport | None) -> None:
    from plexstuff.cli.placing import plan_as_dict, run_as_dict

    emit_json(
        {
            "plan": plan_as_dict(plan),
            "run": run_as_dict(done) if done else None,
            "requests": report.requests,
            "unasked": report.unasked,
        }
    )


def _say_what_next(plan: Plan, done: RunReport | None, *, apply_: bool) -> None:
    from plexstuff.cli.placing import show_run

    if done is not None:
        show_run(done)
    elif plan.obstacles:
        speak("Nothing was changed.")
    elif not plan.to_do():
        speak("There is nothing to do.")
    elif not apply_:
        speak("Nothing was changed. To do it, add --apply.")


def _code(plan: Plan, report: Report, done: RunReport | None) -> int:
    from plexstuff.cli.identify import trouble_code
    from plexstuff.jobs.organize import Status

    if done is not None and done.trouble is not None and not any(one.result == "done" for one in done.outcomes):
        return done.trouble.exit_code
    counts = plan.counts()
    left = counts[Status.CONFLICT] + counts[Status.NEEDS_COPY]
    if left or (done is not None and not done.whole):
        return 6
    return trouble_code(report)
