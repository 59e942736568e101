"""What `plexstuff mail` shows: the mail before it goes, what became of it, and what was sent."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from plexstuff.cli.output import safe, say, speak
from plexstuff.errors import FileTrouble
from plexstuff.models import MailOutcome

if TYPE_CHECKING:
    from plexstuff.jobs.mail import MailPlan, MailReport
    from plexstuff.store.mail import MailRow

_MARKS: Mapping[MailOutcome, str] = {
    MailOutcome.SENT: "✓",
    MailOutcome.REFUSED: "✗",
    MailOutcome.UNCERTAIN: "?",
    MailOutcome.NOT_TRIED: "-",
}


def show_plan(plan: MailPlan, *, whole: bool) -> None:
    """Who gets what from whom, on stderr; with `whole` the mail itself as it will be read, on stdout."""
    letter = plan.letter
    speak(f"From     {plan.sender}   (through {plan.via})")
    for number, to in enumerate(plan.recipients):
        speak(f"{'To' if not number else '':<8} {to}")
    speak(f"Subject  {letter.subject}")
    pictures = ", ".join(f"{one.name} ({len(one.content) // 1024 + 1} kB)" for one in letter.pictures)
    largest = max((len(one.content) for one in plan.mails), default=0)
    speak(f"Size     {max(1, round(largest / 1024))} kB each" + (f", with {pictures}" if pictures else ""))
    for row in plan.had:
        speak(f"{row.recipient} has this mail since {_moment(row.at)}, and is left out (--again sends it anyway).")
    for row in plan.doubtful:
        speak(
            f"{row.recipient} may have this mail: the run of {_moment(row.at)} was cut off while it was sent.",
            f"Ask; if it did not come: the same command with --again --to {row.recipient} alone.",
        )
    for note in letter.notes:
        speak(f"Note: {note}")
    if whole:
        say("")
        for line in letter.text.splitlines():
            say(safe(line.replace("\t", "    ")))
        if letter.html:
            say("")
            for line in letter.html.splitlines():
                say(safe(line.replace("\t", "    ")))
        speak("Nothing was sent.")


def write_messages(plan: MailPlan, folder: Path) -> list[str]:
    """Write each message into a new file of the folder; their paths. Raises FileTrouble; nothing is overwritten."""
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, mail in enumerate(plan.mails, 1):
            name = re.sub(r"[^A-Za-z0-9@._+-]", "_", mail.recipient).strip(".")[:80]
            path = folder / f"{number:03}-{name}.eml"
            with path.open("xb") as file:
                file.write(mail.content)
            written.append(str(path))
    except FileExistsError as error:
        raise FileTrouble(f"{error.filename} is there already.", "Name a new folder.") from None
    except OSError as error:
        raise FileTrouble(
            f"{error.filename or folder} can't be written: {error.strerror}.", "Name another folder."
        ) from None
    return written


def show_report(report: MailReport) -> None:
    """What became of each mail, a line each on stdout; then what to do, on stderr."""
    for one in report.results:
        why = f": {one.why.rstrip('.')}" if one.why else ""
        say(safe(f"{_MARKS[one.outcome]} {one.recipient}  {one.outcome}{why}"))
    counts = report.counts()
    speak(", ".join(f"{counts[outcome]} {outcome}" for outcome in MailOutcome if counts[outcome]) + ".")
    for advice in dict.fromkeys(one.advice for one in report.results if one.advice):
        speak(advice)


def as_data(plan: MailPlan, report: MailReport | None, written: list[str]) -> dict[str, object]:
    """A plan and what became of it, as `--json` gives it."""
    results = {one.recipient: one for one in report.results} if report else {}
    mails = []
    for mail, to in zip(plan.mails, plan.recipients, strict=True):
        result = results.get(mail.recipient)
        mails.append(
            {
                "to": mail.recipient,
                "name": to.name,
                "message_id": mail.message_id,
                "size": len(mail.content),
                "outcome": result.outcome.value if result else None,
                "why": result.why if result else "",
                "advice": result.advice if result else "",
                "temporary": result.temporary if result else None,
                "at": _stamp(result.at) if result else None,
            }
        )
    return {
        "via": plan.via,
        "from": str(plan.sender),
        "subject": plan.letter.subject,
        "text": plan.letter.text,
        "html": plan.letter.html,
        "pictures": [{"name": one.name, "kind": one.kind, "size": len(one.content)} for one in plan.letter.pictures],
        "notes": list(plan.letter.notes),
        "mails": mails,
        "had_it": [one.recipient for one in plan.had],
        "may_have_it": [one.recipient for one in plan.doubtful],
        "run": report.run if report else plan.run,
        "files": written,
    }


def row_as_data(row: MailRow) -> dict[str, object]:
    """A mail of former runs, as `--json` gives it."""
    return {
        "run": row.run,
        "subject": row.subject,
        "to": row.recipient,
        "via": row.via,
        "message_id": row.message_id,
        "outcome": row.state,
        "why": row.why,
        "at": _stamp(row.at),
    }


def row_line(row: MailRow) -> str:
    """A mail of former runs, in a line."""
    why = f": {row.why}" if row.why else ""
    return safe(
        f"{row.run:>4}  {_moment(row.at)}  {row.recipient}  “{row.subject}” through {row.via}: {row.state}{why}"
    )


def _moment(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))


def _stamp(seconds: float | None) -> str | None:
    return None if seconds is None else time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
