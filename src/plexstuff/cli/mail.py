"""`plexstuff mail`: send a mail to several people, a message to each, and see what was sent."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plexstuff.cli.application import application
from plexstuff.cli.output import emit_json, say, speak
from plexstuff.errors import UsageError

if TYPE_CHECKING:
    from plexstuff.app import Plexstuff
    from plexstuff.jobs.mail import Letter, MailPlan, MailReport

_HELP = {"help_option_names": ["-h", "--help"]}


@click.group(
    epilog='Example: plexstuff mail send --to ann@example.org --subject "New films" --text news.txt --dry-run',
    context_settings=_HELP,
)
def mail() -> None:
    """Send a mail to several people, each a message of their own; see what was sent."""


@mail.command(
    epilog='Example: plexstuff mail send --to "Ann <ann@example.org>" --to bob@example.org --subject "New films" '
    "--html news.html --picture poster.jpg",
    context_settings=_HELP,
)
@click.option("--to", "to", multiple=True, metavar="ADDRESS", help="To whom: ann@example.org or Ann <ann@example.org>.")
@click.option("--subject", default="", metavar="TEXT", help="What it is about.")
@click.option("--text", metavar="FILE", help="The text, in UTF-8; - reads it from the input.")
@click.option("--html", metavar="FILE", type=click.Path(path_type=Path), help="The same as a page.")
@click.option(
    "--picture",
    "pictures",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A PNG, JPEG, GIF or WebP; it stands where the page names its file, else at the end.",
)
@click.option(
    "--from-service", "via", metavar="KEY", help="Through smtp or google. [default: the first that is set up]"
)
@click.option("--dry-run", is_flag=True, help="Only show what would be sent.")
@click.option(
    "--eml", metavar="FOLDER", type=click.Path(path_type=Path), help="Also write each message into a file there."
)
@click.option("--again", is_flag=True, help="Also to those who have this very mail from a run that was cut off.")
@click.option("--yes", is_flag=True, help="Send without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def send(
    to: tuple[str, ...],
    subject: str,
    text: str | None,
    html: Path | None,
    pictures: tuple[Path, ...],
    via: str | None,
    dry_run: bool,
    eml: Path | None,
    again: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Send one message to each recipient; nobody sees who else got it.

    You see the recipients and the subject, and are asked before anything is sent. Of text and page the one that is
    missing is made from the other. When a run is cut off, the same command goes on with it: who has the mail does not
    get it twice. Leaves with 0 when all was sent, 6 when some was.
    """
    from plexstuff.cli.mail_show import show_plan, show_report, write_messages
    from plexstuff.jobs.mail import read_recipients

    recipients = read_recipients(to)
    letter = _letter(subject, text, html, pictures)
    app = application()
    # What the world calls Gmail is one of the things that Google's one sign-in is for.
    plan = asyncio.run(app.plan_mail(letter, recipients, "google" if via == "gmail" else via, again=again))
    if not as_json:
        show_plan(plan, whole=dry_run)
    written = write_messages(plan, eml) if eml is not None else []
    report = None
    if not dry_run and plan.mails:
        _agree(plan, yes=yes)
        report = _send(app, plan)
    if as_json:
        from plexstuff.cli.mail_show import as_data

        emit_json({"dry_run": dry_run, **as_data(plan, report, written)})
    elif report is not None:
        show_report(report)
    elif not dry_run:
        speak("There is nothing to send.")
    return _code(plan, report)


@mail.command(context_settings=_HELP)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many mails to list.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def sent(limit: int, as_json: bool) -> None:
    """List the mails that were sent or should have been, the latest first. What they said is not kept."""
    from plexstuff.cli.mail_show import row_as_data, row_line
    from plexstuff.store.mail import SentMail

    rows = SentMail(application().database.connection).latest(limit)
    if as_json:
        emit_json({"mails": [row_as_data(row) for row in rows]})
        return
    if not rows:
        speak("No mail was sent yet.")
    for row in rows:
        say(row_line(row))


def _letter(subject: str, text: str | None, html: Path | None, pictures: tuple[Path, ...]) -> Letter:
    from plexstuff.jobs.mail.letter import TEXT_LIMIT, decode, read

    body: Path | str | None = Path(text) if text else None
    if text == "-":
        body = decode(sys.stdin.buffer.read(TEXT_LIMIT + 1), "The input")
    return read(subject, text=body, html=html, pictures=pictures)


def _agree(plan: MailPlan, *, yes: bool) -> None:
    """Ask, unless `yes`. Raises UsageError where nobody can be asked, click.Abort on a no."""
    if yes:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            "Nothing was sent: nobody can be asked here whether it shall be.",
            "Look at it with --dry-run, then add --yes.",
        )
    count = len(plan.mails)
    if not click.confirm(f"Send {'this mail' if count == 1 else f'these {count} mails'}?", default=False, err=True):
        speak("Nothing was sent.")
        raise click.exceptions.Exit(0)


def _send(app: Plexstuff, plan: MailPlan) -> MailReport:
    from plexstuff.cli.progress import progress_bar

    with progress_bar() as progress:
        return asyncio.run(app.send_mail(plan, progress))


def _code(plan: MailPlan, report: MailReport | None) -> int:
    if report is None or report.whole:
        return 6 if plan.doubtful else 0
    if report.sent or plan.had:
        return 6
    if report.trouble is not None:
        return report.trouble.exit_code
    return 1
