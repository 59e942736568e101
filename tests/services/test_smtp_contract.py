"""The contract of every service (tests/every_service), as it reads for SMTP."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
import traceback
from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from smtp_server import FROM, HANG_UP, PASSWORD, SILENCE, USER, Played, Server, real_server, scripted

from plexstuff.app import Plexstuff
from plexstuff.config import Configuration
from plexstuff.connection import Connection
from plexstuff.errors import PlexstuffError
from plexstuff.health import Health, Proof, State
from plexstuff.models import OutgoingMail
from plexstuff.roles import MailSender
from plexstuff.sandbox import Sandbox
from plexstuff.services import ALL, find
from plexstuff.setup import check_all

READY = b"220 mail.test ready\r\n"
HELLO = b"250-mail.test\r\n250-SIZE 1000000\r\n250 AUTH PLAIN LOGIN\r\n"
IN = b"235 2.7.0 welcome\r\n"
OK = b"250 2.0.0 OK\r\n"


def check(home: Path, environment: dict[str, str]) -> Health:
    """`plexstuff services check smtp`."""
    return asyncio.run(Plexstuff(Configuration.load(home, environment)).check("smtp"))


def trusting(server: Server, folder: Path, **changed: str) -> dict[str, str]:
    """Settings with the server's own certificate."""
    file = folder / "ca.pem"
    server.authority.cert_pem.write_to_path(file)
    return server.settings(ca_file=str(file), **changed)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_all_is_well_and_nothing_is_sent(home: Path, tmp_path: Path, security: str) -> None:
    with real_server(security) as server:
        environment = trusting(server, tmp_path)
        health = check(home, environment)
        assert (health.state, health.proof, health.error) == (State.WORKING, Proof.PERMISSION, "")
        assert "nothing was sent" in health.sentence
        assert health.latency is not None
        commands = server.record.commands[:]
        assert [one.split()[0] for one in commands if "EHLO" not in one] == ["AUTH", "MAIL", "RCPT", "RSET", "QUIT"]
        assert f"RCPT {USER}" in commands
        check(home, environment)
        assert server.record.commands == commands * 2, "it is asked anew every time"
    assert (server.record.arrived, server.record.wrong) == ([], [])


def test_the_sandbox_is_well_too(home: Path) -> None:
    with Sandbox() as box:
        health = check(home, box.environment())
        assert (health.state, health.proof) == (State.WORKING, Proof.PERMISSION)
        assert box.app.state.world.mailbox.all() == []


def test_it_plays_its_role(home: Path) -> None:
    with scripted(READY) as stage:
        client = Connection(Configuration.load(home, stage.settings()), ALL).mail_sender()
    assert isinstance(client, MailSender)
    assert client.key == "smtp"
    assert asyncio.run(client.sender()) == FROM


@pytest.mark.parametrize("word", [PASSWORD, "pässwörd-hummingbird", "abcd efgh ijkl mnop", "ABCD\u00a0efgh ijkl mnop"])
def test_passwords_of_all_shapes(home: Path, tmp_path: Path, word: str) -> None:
    with real_server() as server:
        state = check(home, trusting(server, tmp_path, password=word)).state
    assert state is (State.NOT_WORKING if word.startswith("ABCD") else State.WORKING)


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        ("535 5.7.8 Username and Password not accepted", "KeyRefused", "app password"),
        ("534 5.7.9 Application-specific password required", "KeyRefused", "apppasswords"),
        ("534 5.7.14 Please log in through your web browser", "KeyRefused", "browser"),
        ("535 5.7.139 Authentication unsuccessful, basic authentication is disabled", "KeyRefused", "Microsoft"),
        ("550 5.7.30 Basic authentication is not supported for Client Submission", "KeyRefused", "Microsoft"),
        ("454 4.7.0 Too many login attempts", "RateLimited", "Nothing is wrong with the password"),
        ("421 4.7.0 Try again later", "RateLimited", "minutes"),
    ],
)
def test_a_log_in_that_is_refused(home: Path, tmp_path: Path, answer: str, error: str, words: str) -> None:
    with real_server(answers={"AUTH": answer}) as server:
        health = check(home, trusting(server, tmp_path))
    assert (health.state, health.error, health.proof) == (State.NOT_WORKING, error, None)
    assert words in health.sentence + health.advice


@pytest.mark.parametrize(
    ("answers", "error", "words"),
    [
        ({"MAIL": "550 5.7.60 not permitted to send as this sender"}, "InvalidValue", "smtp.from"),
        ({"MAIL": "530 5.7.0 Authentication required"}, "KeyRefused", "smtp.password"),
        ({"MAIL": "530 5.7.0 Must issue a STARTTLS command first"}, "InvalidValue", "starttls"),
        ({"MAIL": "451 4.3.0 try later"}, "ServerError", "minutes"),
        ({"MAIL": "550 5.4.5 Daily user sending limit exceeded"}, "RateLimited", "24 hours"),
        ({"RCPT": "550 5.1.1 no such user"}, "InvalidValue", "smtp.from"),
        ({"RCPT": "554 5.7.1 relaying denied"}, "InvalidValue", "smtp.from"),
        ({"RCPT": "450 4.2.1 later"}, "ServerError", "quarter of an hour"),
    ],
)
def test_a_log_in_that_succeeds_proves_nothing(
    home: Path, tmp_path: Path, answers: dict[str, str], error: str, words: str
) -> None:
    with real_server(answers=answers) as server:
        health = check(home, trusting(server, tmp_path))
    assert (health.state, health.error) == (State.NOT_WORKING, error)
    assert "SMTP" in health.sentence
    assert health.sentence.endswith(".")
    assert words in health.sentence + health.advice


@pytest.mark.parametrize("word", [PASSWORD, "pässwörd-hummingbird"])
@pytest.mark.parametrize("missing", ["PLAIN", "LOGIN"])
def test_each_way_to_log_in(home: Path, tmp_path: Path, word: str, missing: str) -> None:
    with real_server(auth_exclude_mechanism=[missing]) as server:
        assert check(home, trusting(server, tmp_path, password=word)).state is State.WORKING
        assert check(home, trusting(server, tmp_path, password="wrong")).error == "KeyRefused"
        # Those who count wrong passwords lock the account after a few.
        assert len([one for one in server.record.commands if one.startswith("AUTH")]) == 2


def test_cram_md5_as_rfc_2195_has_it(home: Path) -> None:
    challenge = b64encode(b"<1896.697170952@postoffice.reston.mci.net>")
    hello = b"250-mail.test\r\n250-AUTH=CRAM-MD5\r\n250 AUTH CRAM-MD5\r\n"
    with scripted(READY, hello, b"334 " + challenge + b"\r\n", IN, OK, OK, OK, OK) as stage:
        assert check(home, stage.settings(user="tim", password="tanstaaftanstaaf")).state is State.WORKING
    assert b64decode(stage.heard[2]) == b"tim b913a602c7eda7a495b4e6e7334d3890"


@pytest.mark.parametrize("challenge", [b"334 !!!", b"334 ", b"334 " + b"A" * 3001])
def test_a_challenge_that_is_none(home: Path, challenge: bytes) -> None:
    with scripted(READY, b"250-mail.test\r\n250 AUTH CRAM-MD5\r\n", challenge + b"\r\n", b"535 no\r\n") as stage:
        assert check(home, stage.settings()).error in ("UnexpectedResponse", "KeyRefused")


def test_a_way_that_is_offered_and_not_known_after_all(home: Path) -> None:
    ask = b"334 VXNlcm5hbWU6\r\n"
    with scripted(READY, HELLO, b"504 5.5.4 unknown\r\n", ask, ask, IN, OK, OK, OK, OK) as stage:
        assert check(home, stage.settings()).state is State.WORKING
    assert [b64decode(line).decode() for line in stage.heard[3:5]] == [USER, PASSWORD]


# -- encryption -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_nobody_vouches_for(home: Path, tmp_path: Path, security: str) -> None:
    with real_server(security) as server:
        health = check(home, server.settings())
        assert (health.error, "certificate" in health.sentence) == ("Unreachable", True)
        assert "ca_file" in health.advice
        assert not [one for one in server.record.commands if one.startswith("AUTH")], "it was told the password"
        assert check(home, server.settings(verify_tls="false")).state is State.WORKING
        (tmp_path / "none.pem").write_text("no certificate")
        health = check(home, server.settings(ca_file=str(tmp_path / "none.pem")))
        assert (health.error, "holds no certificate" in health.sentence) == ("InvalidValue", True)


def test_a_certificate_for_another_name(home: Path, tmp_path: Path) -> None:
    with real_server(names=["elsewhere.test"]) as server:
        health = check(home, trusting(server, tmp_path))
    assert (health.error, "certificate" in health.sentence) == ("Unreachable", True)


def test_the_wrong_kind_of_encryption(home: Path, tmp_path: Path) -> None:
    with real_server("starttls") as server:
        health = check(home, trusting(server, tmp_path, security="tls"))
        assert (health.error, "465" in health.advice) == ("Unreachable", True)
    with real_server("tls") as server:
        health = check(home, trusting(server, tmp_path, security="starttls", timeout="0.5"))
        assert (health.error, "465" in health.advice) == ("Unreachable", True)


def test_a_server_without_encryption_is_told_nothing(home: Path) -> None:
    with scripted(READY, HELLO, OK, OK) as stage:
        health = check(home, stage.settings(security="starttls"))
    assert (health.error, "offers no encryption" in health.sentence) == ("Unreachable", True)
    assert not any(b"AUTH" in line for line in stage.heard)


def test_what_comes_before_the_encryption_does_not_count_after_it(home: Path) -> None:
    """An answer slipped in behind that to STARTTLS, before the encryption, is not taken for the server's."""
    with scripted(READY, b"250-mail.test\r\n250 STARTTLS\r\n", b"220 go on\r\n250-evil\r\n250 AUTH PLAIN\r\n") as stage:
        health = check(home, stage.settings(security="starttls"))
    assert health.error == "Unreachable"
    assert not any(b"AUTH" in line for line in stage.heard)


@pytest.mark.parametrize("host", ["smtp.example.org", "203.0.113.7", "192.168.1.5"])
def test_no_password_goes_out_in_the_clear(home: Path, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("it was asked"))
    with scripted(READY) as stage:
        health = check(home, stage.settings(host=host))
    assert health.error == "InvalidValue"
    assert "smtp.security" in health.advice


def test_a_relay_in_the_house_may_do_without(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        asked.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with scripted(READY) as stage:
        health = check(home, stage.settings(host="192.168.1.5", user="", password="", port=""))
    assert (health.error, asked) == ("Unreachable", [("192.168.1.5", 25)])


# -- the network ----------------------------------------------------------------------------------------------------


def drip(client: socket.socket) -> None:
    for sign in b"220 mail.test ready when it comes to it\r\n" * 10:
        client.send(bytes([sign]))
        client.settimeout(0.1)
        try:
            client.recv(1)
        except TimeoutError:
            continue


def endless(client: socket.socket) -> None:
    for _ in range(10_000):
        client.sendall(b"220-mail.test still talking and talking and talking\r\n")


TALKS: dict[str, tuple[tuple[Played, ...], str]] = {
    "silence": ((SILENCE,), "Unreachable"),
    "a drip": ((drip,), "Unreachable"),
    "hung up at once": ((HANG_UP,), "Unreachable"),
    "hung up in the greeting": ((b"22",), "UnexpectedResponse"),
    "not for us": ((b"554 5.7.1 go away\r\n",), "Unreachable"),
    "not ready": ((b"450 4.3.2 not now\r\n",), "ServerError"),
    "too many": ((b"421 4.7.0 too many\r\n",), "RateLimited"),
    "a web server": ((b"HTTP/1.1 400 Bad Request\r\n\r\n",), "UnexpectedResponse"),
    "garbage": ((b"\x00\xff\xfe\r\n" * 5,), "UnexpectedResponse"),
    "endless": ((endless,), "UnexpectedResponse"),
    "a line without end": ((b"220 " + b"x" * 100_000,), "UnexpectedResponse"),
    "ssh": ((b"SSH-2.0-OpenSSH_9.6\r\n",), "UnexpectedResponse"),
    "hung up after the greeting": ((READY, HANG_UP), "Unreachable"),
    "no greeting back": ((READY, b"502 5.5.1 no\r\n", b"502 5.5.1 no\r\n"), "Unreachable"),
    "no way to log in": ((READY, b"250 mail.test\r\n", OK), "KeyRefused"),
    "a way that nobody knows": ((READY, b"250-mail.test\r\n250 AUTH GSSAPI\r\n", OK), "KeyRefused"),
    "hung up at the log-in": ((READY, HELLO, HANG_UP), "Unreachable"),
    "silence at the log-in": ((READY, HELLO, SILENCE), "Unreachable"),
    "hung up at the sender": ((READY, HELLO, IN, HANG_UP), "Unreachable"),
    "hung up in an answer": ((READY, HELLO, IN, b"250-first line\r\n", HANG_UP), "Unreachable"),
    "hung up at the recipient": ((READY, HELLO, IN, OK, HANG_UP), "Unreachable"),
    "silence at the recipient": ((READY, HELLO, IN, OK, SILENCE), "Unreachable"),
    "garbage at the recipient": ((READY, HELLO, IN, OK, b"<html>\r\n"), "UnexpectedResponse"),
}


@pytest.mark.parametrize("talk", TALKS)
def test_a_check_tells_what_is_wrong(home: Path, talk: str) -> None:
    script, error = TALKS[talk]
    with scripted(*script) as stage:
        health = check(home, stage.settings())
    assert (health.state, health.proof, health.error) == (State.NOT_WORKING, None, error)
    assert "SMTP" in health.sentence
    assert health.sentence.endswith(".")
    assert health.advice
    assert health.latency is not None
    assert health.latency < 3


def test_a_silent_server_holds_nobody_beyond_the_limit(home: Path) -> None:
    """Nor the end of the program, which waits for threads."""
    with scripted(READY, HELLO, SILENCE) as stage:
        app = Plexstuff(Configuration.load(home, {**stage.settings(), "PLEXSTUFF__SMTP__TIMEOUT": "30"}))
        started = time.monotonic()
        found = asyncio.run(check_all([find("smtp")], app, limit=0.3))
        assert time.monotonic() - started < 2
    assert (found["smtp"].error, "within 0.3 seconds" in found["smtp"].sentence) == ("Unreachable", True)


def test_nobody_listens(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with scripted(READY) as stage:
            health = check(home, stage.settings(port=str(taken.getsockname()[1])))
    assert (health.error, "refuses connections" in health.sentence) == ("Unreachable", True)


@pytest.mark.parametrize("host", ["nowhere.invalid", "näme.invalid", "a..b"])
def test_no_such_name(home: Path, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        assert address[0].isascii()
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "create_connection", connect)
    with scripted(READY) as stage:
        health = check(home, stage.settings(host=host, security="tls"))
    assert (health.error, "can't be found" in health.sentence) == ("Unreachable", True)


# -- settings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["host", "from", "user", "password"])
def test_what_was_never_given_is_asked_for(home: Path, name: str) -> None:
    with scripted(READY) as stage:
        health = check(home, stage.settings(**{name: ""}))
    assert (health.state, health.error) == (State.NOT_WORKING, "NotConfigured")
    assert "plexstuff services setup smtp" in health.advice
    assert stage.heard == []


def test_two_ports_that_differ(home: Path) -> None:
    with scripted(READY) as stage:
        health = check(home, stage.settings(host="127.0.0.1:2525"))
        assert (health.error, "2525" in health.sentence) == ("InvalidValue", True)
    with scripted(READY, HELLO, IN, OK, OK, OK, b"221 bye\r\n") as stage:
        assert check(home, stage.settings(host=f"127.0.0.1:{stage.port}", port="")).state is State.WORKING


# -- secrets --------------------------------------------------------------------------------------------------------


def told(client: socket.socket) -> None:
    """Says back what it heard last, as some servers do."""
    client.sendall(
        b"535 5.7.8 you said " + b64encode(f"\0{USER}\0{PASSWORD}".encode()) + b" " + PASSWORD.encode() + b"\r\n"
    )


@pytest.mark.parametrize("place", range(6))
def test_the_password_is_never_shown(home: Path, place: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    script: list[Played] = [READY, HELLO, IN, OK, OK, b"354 go on\r\n", OK]
    echo = b"550 5.7.1 you said %s and %s\r\n" % (b64encode(f"\0{USER}\0{PASSWORD}".encode()), PASSWORD.encode())
    script[place + 1] = echo
    with scripted(*script) as stage:
        configuration = Configuration.load(home, stage.settings())
        shown: list[str] = []

        async def scenario() -> None:
            async with Connection(configuration, ALL) as connection:
                client = connection.mail_sender()
                shown.extend((repr(client), repr(vars(client))))
                try:
                    shown.append(repr(await client.send([OutgoingMail(USER, "bob@example.org", "<1@x>", b"\r\n")])))
                except PlexstuffError as error:
                    shown.extend((error.sentence, error.advice, repr(error), *traceback.format_exception(error)))

        asyncio.run(scenario())
    with scripted(*script) as stage:
        shown.append(repr(check(home, stage.settings())))
    everything = "\n".join(shown) + caplog.text
    coded = b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
    assert any(coded.encode() in line for line in stage.heard) or place == 0, "it was never sent"
    assert PASSWORD not in everything
    assert coded not in everything
    assert coded.rstrip("=") not in everything
    for file in home.rglob("*"):
        assert not file.is_file() or PASSWORD.encode() not in file.read_bytes()
