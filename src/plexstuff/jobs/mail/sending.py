"""Plans who gets a letter, and sends it through whoever plays the role of sending mail."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plexstuff.errors import Conflict, PlexstuffError
from plexstuff.health import Health, Proof, State
from plexstuff.jobs.mail.letter import Letter
from plexstuff.jobs.mail.message import compose
from plexstuff.jobs.mail.recipients import Recipient, read_recipient
from plexstuff.models import MailOutcome, MailResult, OutgoingMail
from plexstuff.roles import MailSender
from plexstuff.store.mail import BEGUN, PLANNED, MailRow, SentMail

#: (stage, done, total)
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class MailPlan:
    """What would be sent. `mails` go out; `had` have this very letter already, `doubtful` perhaps: both are left out.

    `run` is the run that is gone on with, None for a new one.
    """

    via: str
    sender: Recipient
    letter: Letter
    recipients: tuple[Recipient, ...]
    mails: tuple[OutgoingMail, ...]
    had: tuple[MailRow, ...] = ()
    doubtful: tuple[MailRow, ...] = ()
    run: int | None = None


@dataclass(frozen=True, slots=True)
class MailReport:
    """What became of each mail, in the order of the plan; `trouble` stopped the rest."""

    run: int
    results: tuple[MailResult, ...]
    trouble: PlexstuffError | None = None

    def counts(self) -> Counter[MailOutcome]:
        """How many had which outcome."""
        return Counter(one.outcome for one in self.results)

    @property
    def sent(self) -> int:
        """How many were sent."""
        return self.counts()[MailOutcome.SENT]

    @property
    def whole(self) -> bool:
        """Whether every mail was sent."""
        return all(one.outcome is MailOutcome.SENT for one in self.results)


async def plan(
    letter: Letter,
    recipients: Sequence[Recipient],
    through: MailSender,
    sent: SentMail,
    *,
    again: bool = False,
    now: Callable[[], float] = time.time,
) -> MailPlan:
    """Make a message for each recipient; nothing is sent.

    When the same letter was begun to be sent lately and not everybody got it, that run is gone on with: who has it is
    left out, unless `again`. Raises what the sender raises when asked for its address, and InvalidValue for that.
    """
    sender = read_recipient(await through.sender())
    run = None if again else sent.unfinished(letter.digest)
    former = {one.recipient.casefold(): one for one in sent.of(run)} if run is not None else {}
    had, doubtful, mails, chosen = [], [], [], []
    for to in recipients:
        row = former.get(to.key)
        if row is not None and row.state == MailOutcome.SENT:
            had.append(row)
        elif row is not None and row.state in (BEGUN, MailOutcome.UNCERTAIN):
            doubtful.append(row)
        else:
            mails.append(compose(letter, sender, to, now=now()))
            chosen.append(to)
    return MailPlan(through.key, sender, letter, tuple(chosen), tuple(mails), tuple(had), tuple(doubtful), run)


async def send(plan: MailPlan, through: MailSender, sent: SentMail, progress: Progress | None = None) -> MailReport:
    """Carry out a plan, each mail written down before it goes and after. Trouble that stops all is in the report."""
    if plan.via != through.key:
        raise Conflict("The plan was made for another service.", "Plan anew.")
    total, done = len(plan.mails), 0
    results: dict[str, MailResult] = {}
    run = sent.open(
        plan.letter.digest,
        plan.letter.subject,
        [(one.recipient, plan.via, one.message_id) for one in plan.mails],
        plan.run,
    )

    def begun(mail: OutgoingMail) -> None:
        sent.mark(run, mail.recipient, BEGUN)

    def told(result: MailResult) -> None:
        nonlocal done
        done += 1
        results[result.recipient] = result
        sent.mark(run, result.recipient, result.outcome, result.why, result.at)
        if progress is not None:
            progress("sending", done, total)

    if progress is not None:
        progress("sending", 0, total)
    trouble = None
    try:
        for result in await through.send(plan.mails, begun=begun, told=told):
            if result.recipient not in results:
                told(result)
    except PlexstuffError as error:
        trouble = error
    for mail in plan.mails:
        if mail.recipient not in results:
            why, advice = (trouble.sentence, trouble.advice) if trouble else ("", "")
            results[mail.recipient] = MailResult(mail.recipient, MailOutcome.NOT_TRIED, why, advice)
            sent.mark(run, mail.recipient, PLANNED, why)
    return MailReport(run, tuple(results[mail.recipient] for mail in plan.mails), trouble)


def proved(plan: MailPlan, report: MailReport, former: Health | None) -> Health:
    """What the mails that were sent tell of the service; `former` is what was known of it before."""
    return Health(
        State.WORKING,
        f"It took {report.sent} {'mail' if report.sent == 1 else 'mails'} from {plan.sender.address}.",
        proof=Proof.TRIED,
        checked_at=max(one.at or 0.0 for one in report.results) or time.time(),
        expires_at=former.expires_at if former else None,
    )
