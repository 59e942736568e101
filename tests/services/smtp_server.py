"""Mail servers for the tests, none of them the sandbox's: a strict real one (aiosmtpd), and one that plays a script."""

# ruff: noqa: N802 - aiosmtpd names its hooks so

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD, FROM = "ann@example.org", "hummingbird-secret-word", "Ann Exämple <ann@example.org>"


@dataclass
class Arrived:
    """A mail as it came: the envelope, the options, the bytes."""

    sender: str
    recipients: list[str]
    options: list[str]
    content: bytes


@dataclass
class Record:
    """What a server saw. `wrong` are breaches of the protocol by the client."""

    commands: list[str] = field(default_factory=list)
    arrived: list[Arrived] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    connections: int = 0


class _Strict(SMTP):
    """Takes what RFC 5321 allows and writes down everything else."""

    def __init__(self, record: Record, answers: dict[str, str], **options: Any) -> None:
        self.record, self.answers = record, answers
        super().__init__(self._handler(), hostname="mail.test", **options)

    def _handler(self) -> object:
        record, answers = self.record, self.answers

        class Handler:
            async def handle_EHLO(self, _s: SMTP, session: Session, _e: Envelope, name: str, lines: list[str]):
                session.host_name = name
                record.commands.append(f"EHLO {name}")
                if not (name.startswith("[") and name.endswith("]")):
                    record.wrong.append(f"EHLO with {name!r}, a name that no name server knows")
                return lines

            async def handle_MAIL(self, _s: SMTP, _n: Session, envelope: Envelope, address: str, options: list[str]):
                record.commands.append(f"MAIL {address} {' '.join(options)}")
                if answer := answers.get("MAIL"):
                    return answer
                envelope.mail_from = address
                envelope.mail_options.extend(options)
                return "250 OK"

            async def handle_RCPT(self, _s: SMTP, _n: Session, envelope: Envelope, address: str, _o: list[str]):
                record.commands.append(f"RCPT {address}")
                if answer := answers.get(f"RCPT {address}", answers.get("RCPT")):
                    return answer
                envelope.rcpt_tos.append(address)
                return "250 OK"

            async def handle_RSET(self, *_: object) -> str:
                record.commands.append("RSET")
                return "250 OK"

            async def handle_QUIT(self, *_: object) -> str:
                record.commands.append("QUIT")
                return "221 Bye"

            async def handle_DATA(self, _s: SMTP, _n: Session, envelope: Envelope) -> str:
                content = envelope.content
                assert isinstance(content, bytes)
                record.commands.append("DATA")
                if answer := answers.get("MESSAGE"):
                    return answer
                _judge(record, envelope, content)
                record.arrived.append(
                    Arrived(str(envelope.mail_from), envelope.rcpt_tos[:], envelope.mail_options[:], content)
                )
                return "250 2.0.0 taken"

        return Handler()

    async def smtp_AUTH(self, arg: str) -> None:
        self.record.commands.append(f"AUTH {arg.split()[0]}")
        if answer := self.answers.get("AUTH"):
            await self.push(answer.replace("{arg}", arg))
        else:
            await super().smtp_AUTH(arg)


def _judge(record: Record, envelope: Envelope, content: bytes) -> None:
    lines = content.split(b"\r\n")
    if any(b"\n" in line or b"\r" in line for line in lines):
        record.wrong.append("a line that does not end with CRLF")
    if any(len(line) > 998 for line in lines):
        record.wrong.append("a line of more than 998 bytes")
    if not content.isascii() and "SMTPUTF8" not in envelope.mail_options:
        record.wrong.append("eight bits without SMTPUTF8")
    if not any(option.startswith("SIZE=") for option in envelope.mail_options):
        record.wrong.append("no SIZE said")


def _accept(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode()) in ACCOUNTS
    return AuthResult(success=good, handled=False)


ACCOUNTS = {(USER, PASSWORD), (USER, "pässwörd-hummingbird"), (USER, "abcdefghijklmnop")}


@dataclass
class Server:
    """A real server while it runs."""

    port: int
    authority: trustme.CA
    record: Record
    security: str

    def settings(self, **changed: str) -> dict[str, str]:
        """The environment that points Plexstuff at it; `ca_file` must be given."""
        values = {
            "host": "127.0.0.1",
            "port": str(self.port),
            "security": self.security,
            "user": USER,
            "password": PASSWORD,
            "from": FROM,
            "timeout": "5",
            "requests_per_second": "1000",
            **changed,
        }
        return {f"PLEXSTUFF__SMTP__{key.upper()}": text for key, text in values.items() if text}


@contextmanager
def real_server(
    security: str = "tls",
    *,
    answers: dict[str, str] | None = None,
    names: Sequence[str] = ("127.0.0.1",),
    **options: Any,
) -> Iterator[Server]:
    """aiosmtpd with TLS and AUTH; `answers` puts other answers in place of its own (see `_Strict`)."""
    authority, record = trustme.CA(), Record()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    loop, ready = asyncio.new_event_loop(), threading.Event()
    listening = socket.create_server(("127.0.0.1", 0))
    usual = {
        "authenticator": _accept,
        "auth_require_tls": security == "starttls",
        "tls_context": context if security == "starttls" else None,
        "require_starttls": security == "starttls",
        "enable_SMTPUTF8": True,
        "timeout": 30,
    }

    def make() -> _Strict:
        record.connections += 1
        return _Strict(record, answers or {}, **{**usual, **options})

    def run() -> None:
        asyncio.set_event_loop(loop)
        server = loop.run_until_complete(
            loop.create_server(make, sock=listening, ssl=context if security == "tls" else None)
        )
        ready.set()
        loop.run_forever()
        server.close()
        for task in (tasks := asyncio.all_tasks(loop)):
            task.cancel()
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield Server(listening.getsockname()[1], authority, record, security)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        listening.close()


#: What a script does in place of an answer.
HANG_UP, SILENCE = "hang up", "silence"
Played = bytes | str | Callable[[socket.socket], None]


@dataclass
class Stage:
    """A server that plays a script: one entry for the greeting, one for each line (or whole mail) of the client."""

    port: int
    heard: list[bytes] = field(default_factory=list)

    def settings(self, **changed: str) -> dict[str, str]:
        """The environment that points Plexstuff at it, in the clear."""
        return Server(self.port, None, Record(), "none").settings(timeout="0.5", **changed)  # type: ignore[arg-type]


@contextmanager
def scripted(*script: Played, again: bool = False) -> Iterator[Stage]:
    """Plays the script to the first client, with `again` to each."""
    listening = socket.create_server(("127.0.0.1", 0))
    stage, over = Stage(listening.getsockname()[1]), threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                client, _ = listening.accept()
            except OSError:
                return
            with client:
                _play(client, script, stage, over)
            if not again:
                return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield stage
    finally:
        over.set()
        # Closing alone does not wake a thread that waits in accept().
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)


def _play(client: socket.socket, script: Sequence[Played], stage: Stage, over: threading.Event) -> None:
    client.settimeout(5)
    lines = client.makefile("rb")
    in_data = False
    for number, entry in enumerate(script):
        if number:
            line = lines.readline()
            while in_data and line and line != b".\r\n":
                stage.heard.append(line)
                line = lines.readline()
            in_data = False
            stage.heard.append(line)
            if not line:
                return
        try:
            if entry == HANG_UP:
                return
            if entry == SILENCE:
                over.wait(5)
                return
            if callable(entry):
                entry(client)
            else:
                assert isinstance(entry, bytes)
                client.sendall(entry)
                in_data = entry.startswith(b"354")
        except OSError:
            return
