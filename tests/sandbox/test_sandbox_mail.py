"""The sandbox's mail server, spoken to by Python's own smtplib; and its pages."""

from __future__ import annotations

import json
import smtplib
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.smtp.keys import PASSWORD, USER
from plexstuff.sandbox.smtp.mailbox import Mailbox

WORD = PASSWORD.replace(" ", "")


@pytest.fixture(scope="module")
def serving() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture
def box(serving: Sandbox) -> Sandbox:
    serving.clear_faults()
    serving.forget_requests()
    serving.app.state.world.mailbox.clear()
    return serving


@pytest.fixture
def smtp(box: Sandbox) -> Iterator[smtplib.SMTP]:
    with smtplib.SMTP("127.0.0.1", box.mail.port, timeout=5) as smtp:
        yield smtp


def test_a_mail_is_taken_and_shown(box: Sandbox, smtp: smtplib.SMTP) -> None:
    smtp.login(USER, WORD)
    smtp.sendmail(USER, ["a@b.org", "c@d.org"], "Subject: =?utf-8?b?w6Q=?=\r\nTo: you\r\n\r\n.dot\r\n<script>\r\n")
    (taken,) = box.app.state.world.mailbox.all()
    assert (taken.sender, taken.recipients) == (USER, ("a@b.org", "c@d.org"))
    with urlopen(f"{box.url}/_sandbox/mail/{taken.number}") as answer:
        seen = json.load(answer)
    assert (seen["subject"], seen["text"]) == ("ä", ".dot\r\n<script>\r\n")
    with urlopen(f"{box.url}/_sandbox/mail/{taken.number}.eml") as answer:
        assert answer.read() == taken.content
    for path in ("/_sandbox/mail", f"/_sandbox/mail/{taken.number}"):
        with urlopen(Request(box.url + path, headers={"Accept": "text/html"})) as answer:
            page = answer.read().decode()
            assert "<script>" not in page
            assert "ä" in page
            assert "sandbox" in answer.headers["Content-Security-Policy"]
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{box.url}/_sandbox/mail/999")
    with urlopen(Request(f"{box.url}/_sandbox/mail", method="DELETE")) as answer:
        assert json.load(answer) == {"mails": []}


def test_only_with_the_log_in(smtp: smtplib.SMTP) -> None:
    with pytest.raises(smtplib.SMTPSenderRefused, match=r"530.*Authentication Required"):
        smtp.sendmail(USER, ["a@b.org"], "x")
    for user, word in ((USER, "wrong"), ("eve@example.org", WORD)):
        with pytest.raises(smtplib.SMTPAuthenticationError, match=r"535.*5\.7\.8"):
            smtp.login(user, word)
    assert smtp.login(USER, WORD)[0] == 235


def test_only_as_oneself_and_not_to_nobody(box: Sandbox, smtp: smtplib.SMTP) -> None:
    smtp.login(USER, WORD)
    with pytest.raises(smtplib.SMTPSenderRefused, match="550"):
        smtp.sendmail("eve@example.org", ["a@b.org"], "x")
    refused = smtp.sendmail(USER, ["nobody@example.org", "a@b.org"], "x")
    assert refused["nobody@example.org"][0] == 550
    assert box.app.state.world.mailbox.all()[0].recipients == ("a@b.org",)


def test_what_it_offers(smtp: smtplib.SMTP) -> None:
    smtp.ehlo()
    assert smtp.esmtp_features["size"] == "35882577"
    assert {"8bitmime", "smtputf8", "auth"} <= set(smtp.esmtp_features)


@pytest.mark.parametrize(
    ("path", "status"), [("/MAIL", 452), ("/RCPT/a@b.org", 450), ("/RCPT/*", 550), ("/DATA", 451), ("/MESSAGE", 552)]
)
def test_faults_meet_one_command(box: Sandbox, smtp: smtplib.SMTP, path: str, status: int) -> None:
    smtp.login(USER, WORD)
    box.faults("status", service="smtp", path=path, status=status)
    with pytest.raises(smtplib.SMTPException, match=str(status)):
        smtp.sendmail(USER, ["a@b.org"], "x")
    smtp.rset()
    assert smtp.sendmail(USER, ["a@b.org"], "x") == {}


@pytest.mark.parametrize("kind", ["reset", "disconnect", "truncated"])
def test_it_hangs_up(box: Sandbox, smtp: smtplib.SMTP, kind: str) -> None:
    smtp.login(USER, WORD)
    box.faults(kind, service="smtp", path="/RCPT/*")
    smtp.mail(USER)
    with pytest.raises((smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException)):
        code, said = smtp.rcpt("a@b.org")
        raise smtplib.SMTPResponseException(code, said)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        smtp.noop()


def test_it_is_silent(box: Sandbox) -> None:
    box.faults("latency", service="smtp", path="/CONNECT", seconds=60)
    with pytest.raises((TimeoutError, smtplib.SMTPServerDisconnected)):
        smtplib.SMTP("127.0.0.1", box.mail.port, timeout=0.2)


def test_what_was_asked_is_counted(box: Sandbox, smtp: smtplib.SMTP) -> None:
    smtp.login(USER, WORD)
    smtp.sendmail(USER, ["a@b.org"], "x")
    paths = box.requests()["smtp"]["paths"]
    assert isinstance(paths, dict)
    assert {"/CONNECT", "/EHLO", "/AUTH", "/MAIL", "/RCPT/a@b.org", "/DATA"} <= set(paths)
    assert WORD not in json.dumps(box.requests())


def test_a_mailbox_does_not_grow_for_ever() -> None:
    mailbox = Mailbox()
    for number in range(600):
        mailbox.take("a@b.org", ("c@d.org",), b"x" * 1000, at=number, via="smtp")
    assert [one.number for one in mailbox.all()] == list(range(101, 601))
    for _ in range(5):
        mailbox.take("a@b.org", ("c@d.org",), b"x" * 30 * 2**20, at=0, via="smtp")
    assert len(mailbox.all()) == 2


def test_mails_that_are_none_are_shown_too() -> None:
    mailbox = Mailbox()
    for content in (
        b"",
        b"\xff\xfe\x00",
        b"Content-Type: multipart/mixed\r\n\r\nx",
        b"Subject: =?utf-8?q?x=0Ay?=\r\n\r\n",
    ):
        assert mailbox.take("a@b.org", (), content, at=0, via="smtp").whole()["size"] == len(content)
