"""A letter from the command's own way through a real server with TLS and log-in, read by Python's parser at its end."""

from __future__ import annotations

import asyncio
import email
import re
from email import policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from smtp_server import USER, real_server

from plexstuff.app import Plexstuff
from plexstuff.config import Configuration
from plexstuff.health import Proof, State
from plexstuff.jobs.mail import read_recipients
from plexstuff.jobs.mail.letter import write
from plexstuff.jobs.mail.pictures import Picture
from plexstuff.store.mail import SentMail

PICTURES = (
    Picture("poster.png", "png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 200),
    Picture("Über uns.jpg", "jpeg", b"\xff\xd8\xff\xe0" + b"\r\n.\r\n" * 500),
)
HTML = '<h1>Neu</h1><p><img src="poster.png"> ' + "Ein langer Absatz über Filme. " * 400 + "</p>\n.\n<p>.</p>"
SUBJECT = "Neue Filme: Überraschungen, “Anführungen” und 🎬 " * 3


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_what_was_written_is_what_is_read(home: Path, tmp_path: Path, security: str, record_property) -> None:
    letter = write(SUBJECT, html=HTML, pictures=PICTURES)
    people = read_recipients(['"Müller, Jörg" <joerg@example.org>, bob@example.org', "李四 <jörg@münchen.example>"])
    with real_server(security) as server:
        server.authority.cert_pem.write_to_path(tmp_path / "ca.pem")
        app = Plexstuff(Configuration.load(home, server.settings(ca_file=str(tmp_path / "ca.pem"))))
        plan = asyncio.run(app.plan_mail(letter, people))
        assert server.record.commands == [], "planning asks nobody"
        report = asyncio.run(app.send_mail(plan))
    assert (report.whole, report.sent) == (True, 3)
    assert server.record.wrong == []
    assert [one.recipients for one in server.record.arrived] == [[one.address] for one in people]
    for arrived, person, sent in zip(server.record.arrived, people, plan.mails, strict=True):
        assert arrived.content == sent.content
        assert arrived.sender == USER
        seen = email.message_from_bytes(arrived.content, EmailMessage, policy=policy.default)
        _judge(seen, person.name)
        for other in people:
            assert other == person or other.address.encode() not in arrived.content
    assert len({one.message_id for one in plan.mails}) == 3
    kept = {one.recipient: one.message_id for one in SentMail(app.database.connection).latest()}
    assert kept == {one.recipient: one.message_id for one in plan.mails}
    health = app.health("smtp")
    assert (health.state, health.proof) == (State.WORKING, Proof.TRIED)
    _report(server.record.commands, security, record_property)


def _judge(seen: EmailMessage, name: str) -> None:
    assert "".join(seen["Subject"].split()) == "".join(SUBJECT.split())
    assert seen["From"] == f"Ann Exämple <{USER}>"
    assert seen["To"].addresses[0].display_name == name
    assert parsedate_to_datetime(seen["Date"]).tzinfo is not None
    assert re.fullmatch(r"<[^<>@\s]+@example\.org>", seen["Message-ID"])
    assert seen.defects == []
    assert seen.get_content_type() == "multipart/alternative"
    text, html = seen.get_body(("plain",)), seen.get_body(("related", "html"))
    assert text is not None
    assert html is not None
    assert "Ein langer Absatz über Filme." in text.get_content()
    page = seen.get_body(("html",))
    assert page is not None
    pictures = [part for part in seen.walk() if part.get_content_maintype() == "image"]
    assert [one.get_content() for one in pictures] == [one.content for one in PICTURES]
    named = set(re.findall(r'src="cid:([^"]+)"', page.get_content()))
    assert named == {one["Content-ID"].strip("<>") for one in pictures}
    assert "\n.\r\n" in page.get_content().replace("\r\n", "\r\n")
    for part in seen.walk():
        assert part.defects == []


def _report(commands: list[str], security: str, record_property) -> None:
    used = {line.split()[0] for line in commands} | ({"STARTTLS"} if security == "starttls" else set())
    expected = {"EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"}
    assert expected <= used
    options = sorted(
        {word.partition("=")[0] for line in commands if line.startswith("MAIL") for word in line.split()[2:]}
    )
    assert options == ["BODY", "SIZE", "SMTPUTF8"]
    record_property(
        "matrix",
        [
            f"our SMTP client against aiosmtpd ({security})",
            f"commands: {', '.join(sorted(used))}",
            f"options of MAIL: {', '.join(options)}",
        ],
    )
