"""A run of mails: each written down before and after, gone on with when it was cut off, through any service."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from plexstuff.errors import KeyRefused, RateLimited, UsageError
from plexstuff.jobs.mail import MailPlan, MailReport, Recipient, plan, read_recipients, send
from plexstuff.jobs.mail.letter import Letter, write
from plexstuff.models import MailOutcome, MailResult, OutgoingMail
from plexstuff.roles import MailSender
from plexstuff.store.database import Database
from plexstuff.store.mail import SentMail

SENT, REFUSED, UNCERTAIN, NOT_TRIED = MailOutcome
LETTER = write("Films", text="New films.")
ALL = read_recipients(["a@x.org", "B <b@x.org>", "c@x.org"])


class Post:
    """A service that sends mail, as the role wants it; `answers` says what becomes of whom, an error stops it there."""

    key = "post"

    def __init__(self, answers: dict[str, MailOutcome | BaseException] | None = None) -> None:
        self.answers = answers or {}
        self.got: list[str] = []

    async def sender(self) -> str:
        return "Ann <ann@x.org>"

    async def send(
        self,
        mails: Sequence[OutgoingMail],
        *,
        begun: Callable[[OutgoingMail], None] | None = None,
        told: Callable[[MailResult], None] | None = None,
    ) -> list[MailResult]:
        results = []
        for mail in mails:
            if begun:
                begun(mail)
            answer = self.answers.get(mail.recipient, SENT)
            if isinstance(answer, BaseException):
                raise answer
            if answer is SENT:
                self.got.append(mail.recipient)
            results.append(MailResult(mail.recipient, answer, "" if answer is SENT else "because"))
            if told:
                told(results[-1])
        return results


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sent(tmp_path: Path, clock: Clock) -> SentMail:
    return SentMail(Database(tmp_path).connection, clock)


def planned(
    post: Post, sent: SentMail, letter: Letter = LETTER, to: Sequence[Recipient] = ALL, again: bool = False
) -> MailPlan:
    assert isinstance(post, MailSender)
    return asyncio.run(plan(letter, to, post, sent, again=again))


def run(post: Post, sent: SentMail, **options: object) -> MailReport:
    return asyncio.run(send(planned(post, sent, **options), post, sent))  # type: ignore[arg-type]


def states(sent: SentMail) -> dict[str, str]:
    return {one.recipient: one.state for one in sent.latest()}


def test_all_get_it(sent: SentMail) -> None:
    post, told = Post(), []
    plan_ = planned(post, sent)
    assert sent.latest() == [], "planning writes nothing down"
    report = asyncio.run(send(plan_, post, sent, lambda *how: told.append(how)))
    assert (report.whole, report.sent, report.trouble) == (True, 3, None)
    assert told == [("sending", done, 3) for done in range(4)]
    rows = sent.of(report.run)
    assert {(one.recipient, one.state, one.via, one.subject) for one in rows} == {
        (to.address, "sent", "post", "Films") for to in ALL
    }
    assert {one.message_id for one in rows} == {one.message_id for one in plan_.mails}


def test_what_was_said_is_not_kept(sent: SentMail, tmp_path: Path) -> None:
    run(Post(), sent, letter=write("Films", text="hummingbird words"))
    sent._connection.close()
    assert not [file for file in tmp_path.iterdir() if b"hummingbird" in file.read_bytes()]


def test_a_run_that_was_stopped_is_gone_on_with(sent: SentMail) -> None:
    report = run(Post({"b@x.org": RateLimited("Enough for today.", "Tomorrow.")}), sent)
    assert [one.outcome for one in report.results] == [SENT, NOT_TRIED, NOT_TRIED]
    assert report.trouble is not None
    assert report.results[2].why == "Enough for today."
    second = Post()
    plan_ = planned(second, sent)
    assert [one.recipient for one in plan_.had] == ["a@x.org"]
    assert [one.address for one in plan_.recipients] == ["b@x.org", "c@x.org"]
    again = asyncio.run(send(plan_, second, sent))
    assert (again.run, again.whole) == (report.run, True)
    assert second.got == ["b@x.org", "c@x.org"]
    assert states(sent) == dict.fromkeys(("a@x.org", "b@x.org", "c@x.org"), "sent")


def test_a_run_that_was_killed_leaves_one_in_doubt(sent: SentMail) -> None:
    """Killed while a mail was under way: nobody knows whether it went, and it is not sent again unasked."""

    class Killed(BaseException):
        pass

    with pytest.raises(Killed):
        run(Post({"b@x.org": Killed()}), sent)
    assert states(sent) == {"a@x.org": "sent", "b@x.org": "begun", "c@x.org": "planned"}
    post = Post()
    plan_ = planned(post, sent)
    assert [one.recipient for one in plan_.doubtful] == ["b@x.org"]
    asyncio.run(send(plan_, post, sent))
    assert post.got == ["c@x.org"]
    assert planned(Post(), sent).mails == (), "the doubt stays until somebody decides"
    bob = [one for one in ALL if one.address == "b@x.org"]
    run(post, sent, to=bob, again=True)
    assert post.got == ["c@x.org", "b@x.org"]


def test_whoever_was_refused_is_tried_again_and_uncertain_ones_are_not(sent: SentMail) -> None:
    report = run(Post({"a@x.org": REFUSED, "b@x.org": UNCERTAIN}), sent)
    assert [one.outcome for one in report.results] == [REFUSED, UNCERTAIN, SENT]
    plan_ = planned(Post(), sent)
    assert [one.address for one in plan_.recipients] == ["a@x.org"]
    assert ([one.recipient for one in plan_.doubtful], [one.recipient for one in plan_.had]) == (
        ["b@x.org"],
        ["c@x.org"],
    )


def test_the_same_letter_may_be_sent_twice_on_purpose(sent: SentMail) -> None:
    post = Post()
    first, second = run(post, sent), run(post, sent)
    assert second.run == first.run + 1
    assert len(post.got) == 6


def test_another_letter_or_a_late_one_is_another_run(sent: SentMail, clock: Clock) -> None:
    trouble = {"b@x.org": RateLimited("Enough.", "")}
    run(Post(trouble), sent)
    assert planned(Post(), sent, letter=write("Films", text="Other films.")).had == ()
    clock.now += 8 * 86400
    assert planned(Post(), sent).had == ()


def test_nothing_sent_at_all_is_told_with_its_reason(sent: SentMail) -> None:
    report = run(Post({"a@x.org": KeyRefused("No.", "Do this.")}), sent)
    assert (report.sent, type(report.trouble)) == (0, KeyRefused)
    assert {one.advice for one in report.results} == {"Do this."}
    assert set(states(sent).values()) == {"planned"}, "an error says that the mail under way did not go"


def test_a_sender_that_can_be_none(sent: SentMail) -> None:
    class Odd(Post):
        async def sender(self) -> str:
            return "Ann\r\nBcc: eve@evil.test <ann@x.org>"

    with pytest.raises(UsageError):
        planned(Odd(), sent)
