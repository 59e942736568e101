"""Sending over SMTP: what arrives at a strict real server, and what is said of each mail when something goes wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from smtp_server import PASSWORD, USER, Server, real_server, scripted

from plexstuff.errors import KeyRefused, RateLimited, Unreachable
from plexstuff.keeping import ForThisRun
from plexstuff.models import MailOutcome, MailResult, OutgoingMail
from plexstuff.service import Rate, Terms
from plexstuff.services.smtp import client as smtp_client
from plexstuff.services.smtp.client import SMTP

READY, OK, GO_ON = b"220 mail.test ready\r\n", b"250 2.0.0 OK\r\n", b"354 go on\r\n"
HELLO = b"250-mail.test\r\n250 AUTH PLAIN\r\n"
IN = b"235 2.7.0 welcome\r\n"
SENT, REFUSED, UNCERTAIN, NOT_TRIED = MailOutcome


class Watch:
    """Sleeps at once, and writes down how long it should have been."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)


def client_of(port: int, security: str, folder: Path | None = None, watch: Watch | None = None, **changed: str) -> SMTP:
    terms = Terms(Rate(1, seconds=2.0), timeout=1.0, verify=folder / "ca.pem" if folder else True)
    values = {
        "host": "127.0.0.1", "port": str(port), "security": security, "user": USER, "password": PASSWORD,
        "from": f"Ann <{USER}>", **changed,
    }  # fmt: skip
    return SMTP(terms, values, ForThisRun(), sleep=watch or Watch(), now=lambda: 1_800_000_000.0)


def trusting(server: Server, folder: Path, watch: Watch | None = None) -> SMTP:
    server.authority.cert_pem.write_to_path(folder / "ca.pem")
    return client_of(server.port, server.security, folder, watch)


def mail(recipient: str, content: bytes = b"Subject: hello\r\n\r\nhello\r\n") -> OutgoingMail:
    return OutgoingMail(USER, recipient, "<1@example.org>", content)


def send(client: SMTP, *mails: OutgoingMail) -> tuple[list[MailResult], list[str]]:
    """The results, and what was told on the way."""
    said: list[str] = []
    results = asyncio.run(
        client.send(
            mails,
            begun=lambda one: said.append(f"begun {one.recipient}"),
            told=lambda one: said.append(f"{one.outcome} {one.recipient}"),
        )
    )
    return results, said


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_one_connection_carries_a_mail_to_each(tmp_path: Path, security: str) -> None:
    watch = Watch()
    with real_server(security) as server:
        results, said = send(trusting(server, tmp_path, watch), *(mail(f"{n}@example.org") for n in range(4)))
        # STARTTLS counts as a connection of the library's, not of the client's.
        assert len([one for one in server.record.commands if one.startswith("AUTH")]) == 1
        assert server.record.connections == 1
    assert [one.outcome for one in results] == [SENT] * 4
    assert results[0].at == 1_800_000_000.0
    assert said == [f"{state} {n}@example.org" for n in range(4) for state in ("begun", "sent")]
    assert [one.recipients for one in server.record.arrived] == [[f"{n}@example.org"] for n in range(4)]
    assert {one.sender for one in server.record.arrived} == {USER}
    assert server.record.wrong == []
    assert server.record.commands[-1] == "QUIT"
    assert watch.slept == [2.0] * 3, "mails are spaced"


def test_who_is_refused_holds_up_nobody(tmp_path: Path) -> None:
    answers = {
        "RCPT gone@example.org": "550 5.1.1 no such user",
        "RCPT full@example.org": "552 5.2.2 mailbox full",
        "RCPT grey@example.org": "451 4.7.1 greylisted",
        "RCPT odd@example.org": "599 \x1b[31mnot \u202ehere",
    }
    names = ["ann", "gone", "bob", "full", "grey", "odd", "eve"]
    with real_server(answers=answers) as server:
        results, _ = send(trusting(server, tmp_path), *(mail(f"{name}@example.org") for name in names))
        assert server.record.connections == 1
    assert [one.outcome for one in results] == [SENT, REFUSED, SENT, REFUSED, REFUSED, REFUSED, SENT]
    assert [one.recipient for one in results] == [f"{name}@example.org" for name in names]
    assert "no such address: 550 5.1.1 no such user" in results[1].why
    assert results[1].advice
    assert [one.temporary for one in results] == [False, False, False, False, True, False, False]
    assert results[5].why.isprintable(), "a terminal escape of the server's is shown"
    assert [one.recipients[0][:3] for one in server.record.arrived] == ["ann", "bob", "eve"]


def test_what_arrives_is_what_was_sent(tmp_path: Path) -> None:
    lines = [b"Subject: dots", b"", b".", b"..", b".hidden", b"a.b", b"x" * 998, b"From here", b" ", b"\tend", b"."]
    content = b"\r\n".join(lines) + b"\r\n"
    with real_server() as server:
        send(trusting(server, tmp_path), mail("bob@example.org", content), mail("eve@example.org", content[:-2]))
    assert [one.content for one in server.record.arrived] == [content, content]
    assert server.record.wrong == []


def test_a_mail_that_is_too_big_is_not_even_begun(tmp_path: Path) -> None:
    big = mail("bob@example.org", b"Subject: big\r\n\r\n" + b"x\r\n" * 500)
    with real_server(data_size_limit=1000) as server:
        results, _ = send(trusting(server, tmp_path), big, mail("eve@example.org"))
        assert not [one for one in server.record.commands if one.startswith("RCPT bob")]
    assert [one.outcome for one in results] == [REFUSED, SENT]
    assert "at most" in results[0].why
    assert "smaller pictures" in results[0].advice


def test_an_address_beyond_ascii(tmp_path: Path) -> None:
    with real_server() as server:
        results, _ = send(
            trusting(server, tmp_path), mail("jörg@example.org", "To: jörg\r\n\r\n".encode()), mail("a@b.org")
        )
        assert [one.outcome for one in results] == [SENT, SENT]
        assert [one.recipients for one in server.record.arrived] == [["jörg@example.org"], ["a@b.org"]]
        assert "SMTPUTF8" in server.record.arrived[0].options
        assert "SMTPUTF8" not in server.record.arrived[1].options
        assert server.record.wrong == []
    with real_server(enable_SMTPUTF8=False) as server:
        results, _ = send(trusting(server, tmp_path), mail("jörg@example.org"), mail("a@b.org"))
    assert [one.outcome for one in results] == [REFUSED, SENT]
    assert "SMTPUTF8" in results[0].why


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        ("RCPT 2@example.org", "550 5.4.5 Daily user sending limit exceeded"),
        ("RCPT 2@example.org", "421 4.7.0 try again later"),
        ("RCPT 2@example.org", "550 5.7.30 Basic authentication is not supported"),
    ],
)
def test_what_stops_all_leaves_the_rest_untried(tmp_path: Path, where: str, answer: str) -> None:
    with real_server(answers={where: answer}) as server:
        results, said = send(trusting(server, tmp_path), *(mail(f"{n}@example.org") for n in range(5)))
        assert not [one for one in server.record.commands if one.startswith("RCPT 3")]
    assert [one.outcome for one in results] == [SENT, SENT, NOT_TRIED, NOT_TRIED, NOT_TRIED]
    assert results[4].why
    assert said[-1] == "not tried 4@example.org"


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"AUTH": "535 5.7.8 no"}, KeyRefused),
        ({"RCPT": "550 5.4.5 Daily user sending limit exceeded"}, RateLimited),
    ],
)
def test_what_stops_all_before_any_is_raised(tmp_path: Path, answers: dict[str, str], error: type[Exception]) -> None:
    said: list[str] = []
    with real_server(answers=answers) as server, pytest.raises(error):
        client = trusting(server, tmp_path)
        asyncio.run(client.send([mail("a@b.org"), mail("c@d.org")], told=lambda one: said.append(one.outcome)))
    assert said == ["not tried", "not tried"]


def test_a_connection_that_was_cut_off_between_two_mails_is_made_anew() -> None:
    whole = (READY, HELLO, IN, OK, OK, GO_ON, OK)
    with scripted(*whole, again=True) as stage:
        results, _ = send(client_of(stage.port, "none"), *(mail(f"{n}@example.org") for n in range(3)))
    assert [one.outcome for one in results] == [SENT] * 3
    assert len([line for line in stage.heard if line.startswith(b"AUTH")]) == 3


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(lambda client: None, id="hung up"),
        pytest.param(lambda client: client.sendall(b"25"), id="hung up in the answer"),
        pytest.param(lambda client: client.sendall(b"garbage" * 20_000), id="garbage"),
    ],
)
def test_nobody_knows_what_became_of_a_mail_without_an_answer(after: Callable[[object], None]) -> None:
    with scripted(READY, HELLO, IN, OK, OK, GO_ON, after, again=True) as stage:
        results, _ = send(client_of(stage.port, "none"), mail("a@example.org"), mail("b@example.org"))
    assert {one.outcome for one in results} <= {UNCERTAIN, REFUSED, NOT_TRIED}
    assert results[0].outcome is UNCERTAIN
    assert "--again" in results[0].advice
    # It is never sent twice by itself.
    assert len([line for line in stage.heard if line.lower().startswith(b"rcpt to:<a@")]) == 1


def test_a_mail_cut_off_before_its_end_was_not_sent() -> None:
    with scripted(READY, HELLO, IN, OK, OK) as stage, pytest.raises(Unreachable):
        send(client_of(stage.port, "none"), mail("a@example.org"))


def test_after_many_mails_the_connection_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp_client, "MOST_MAILS", 2)
    with real_server() as server:
        results, _ = send(trusting(server, tmp_path), *(mail(f"{n}@example.org") for n in range(5)))
        assert server.record.connections == 3
    assert {one.outcome for one in results} == {SENT}


def test_a_mail_under_way_is_brought_to_its_end_and_told_of(tmp_path: Path) -> None:
    said: list[str] = []

    async def scenario(client: SMTP) -> None:
        working = asyncio.ensure_future(
            client.send(
                [mail("a@example.org"), mail("b@example.org")],
                begun=lambda _: asyncio.get_running_loop().call_soon(working.cancel) and None,
                told=lambda one: said.append(f"{one.outcome} {one.recipient}"),
            )
        )
        with pytest.raises(asyncio.CancelledError):
            await working

    with real_server() as server:
        asyncio.run(scenario(trusting(server, tmp_path)))
    assert said == ["sent a@example.org"]
    assert [one.recipients for one in server.record.arrived] == [["a@example.org"]]


def test_a_line_break_in_an_address_reaches_no_server(tmp_path: Path) -> None:
    """The job refuses such long before; this is the last door."""
    with real_server() as server:
        results, _ = send(trusting(server, tmp_path), mail("a@b.org>\r\nRCPT TO:<eve@evil.test"), mail("a@b.org"))
        assert not [one for one in server.record.commands if "eve" in one]
    assert [one.outcome for one in results] == [REFUSED, SENT]
