"""What the sandbox's mail server says to each command, and how it breaks on demand."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import Any, AnyStr

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from plexstuff.sandbox.faults import Fault, FaultKind, Faults
from plexstuff.sandbox.gate import Sleep
from plexstuff.sandbox.smtp import keys
from plexstuff.sandbox.smtp.mailbox import Mailbox
from plexstuff.sandbox.traffic import Traffic
from plexstuff.sandbox.world import World

#: The name under which faults and counts know it.
SERVICE = "smtp"
#: What Gmail takes.
SIZE_LIMIT = 35_882_577

#: What a server says with a code; others are said with "as was wished for".
_WORDS = {
    421: "4.7.0 Too many connections, try again later",
    450: "4.2.1 The user you are trying to contact is receiving mail at a rate that prevents delivery",
    451: "4.7.1 Greylisted, please try again in 5 minutes",
    452: "4.2.2 The recipient's inbox is out of storage space",
    454: "4.7.0 Too many login attempts, please try again later",
    530: "5.7.0 Authentication Required",
    534: "5.7.9 Application-specific password required",
    535: "5.7.8 Username and Password not accepted",
    550: "5.1.1 The email account that you tried to reach does not exist",
    552: "5.3.4 Your message exceeded the size limits",
    553: "5.1.3 The recipient address is not a valid address",
    554: "5.7.1 Message rejected under suspicion of spam",
}
_ADDRESS = re.compile(r"<([^>]*)>")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every conversation of the sandbox shares."""

    world: World
    faults: Faults
    traffic: Traffic
    mailbox: Mailbox
    latency: float
    sleep: Sleep = asyncio.sleep


class Conversation(SMTP):
    """One connection. A fault's path is the command, such as `/RCPT/ann@example.org`, `/DATA`, or `/CONNECT`."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        super().__init__(
            _Handler(around),
            hostname="sandbox.example.org",
            ident="Plexstuff sandbox, delivers to nobody",
            data_size_limit=SIZE_LIMIT,
            enable_SMTPUTF8=True,
            auth_require_tls=False,
            authenticator=_authenticate,
            timeout=60,
        )

    async def _handle_client(self) -> None:
        if await self._passes("/CONNECT"):
            await super()._handle_client()

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802 - named so by aiosmtpd, as those that follow
        """EHLO."""
        if await self._passes("/EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802
        """AUTH."""
        if await self._passes("/AUTH"):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802
        """MAIL FROM: only after the log-in, and only the account's own address."""
        if not await self._passes("/MAIL"):
            return
        found = _ADDRESS.search(arg or "")
        if self.session is not None and not self.session.authenticated:
            await self.push(f"530 {_WORDS[530]}")
        elif found and found[1].casefold() != keys.USER:
            await self.push("550 5.7.60 This account may not send as that address")
        else:
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802
        """RCPT TO: anybody but nobody."""
        found = _ADDRESS.search(arg or "")
        if not await self._passes(f"/RCPT/{found[1] if found else ''}"):
            return
        if found and found[1].casefold().startswith(f"{keys.NOBODY}@"):
            await self.push(f"550 {_WORDS[550]}")
        else:
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """DATA."""
        if await self._passes("/DATA"):
            await super().smtp_DATA(arg)

    async def push(self, status: AnyStr) -> None:
        """Say something, unless we hung up meanwhile."""
        if self.transport is not None and not self.transport.is_closing():
            await super().push(status)

    # -- faults -----------------------------------------------------------------------------------------------------

    async def _passes(self, path: str) -> bool:
        """Count a command, and break it if that is wished for; whether it goes its usual way."""
        around = self._around
        if around.latency:
            await around.sleep(around.latency)
        may_pass = around.traffic.enter(SERVICE, path)
        fault = around.faults.next(SERVICE, path) if may_pass else None
        status = 421 if not may_pass else (fault.status or 0) if fault else 250
        around.traffic.leave(SERVICE, path.split("/")[1], path, "", status)
        if not may_pass:
            await self.push(f"421 {_WORDS[421]}")
            self._hang_up()
        elif fault is not None:
            await self.broken(fault)
            if fault.kind is FaultKind.STATUS:
                await self.push(_line(fault))
                if fault.status == 421 or path == "/CONNECT":
                    self._hang_up()
        return may_pass and (fault is None or fault.kind in (FaultKind.LATENCY, FaultKind.DRIP))

    async def broken(self, fault: Fault) -> None:
        """Whatever is no plain answer."""
        if fault.kind in (FaultKind.LATENCY, FaultKind.DRIP):
            await self._around.sleep(fault.seconds)
        elif fault.kind is FaultKind.HTML:
            await self.push("<!DOCTYPE html><html><body>This is no mail server</body></html>")
        elif fault.kind is FaultKind.TRUNCATED:
            self._writer.write(b"25")
            self._hang_up()
        elif fault.kind in (FaultKind.RESET, FaultKind.DISCONNECT):
            self._hang_up()

    def _hang_up(self) -> None:
        if self.transport is not None:
            transport: Any = self.transport
            transport.close()


class _Handler:
    """What becomes of a whole mail."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    async def handle_DATA(self, server: Conversation, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep it, unless it is to be broken (path `/MESSAGE`)."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        fault = self._around.faults.next(SERVICE, "/MESSAGE")
        if fault is not None:
            await server.broken(fault)
            if fault.kind is FaultKind.STATUS:
                return _line(fault)
        taken = self._around.mailbox.take(
            str(envelope.mail_from), tuple(envelope.rcpt_tos), content, at=self._around.world.clock(), via=SERVICE
        )
        return f"250 2.0.0 OK, taken as number {taken.number}"


def _line(fault: Fault) -> str:
    status = fault.status or 451
    return f"{status} {_WORDS.get(status, 'as was wished for')}"


def _authenticate(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
    wanted = (keys.USER.encode(), keys.PASSWORD.replace(" ", "").encode())
    good = isinstance(data, LoginPassword) and (data.login, data.password) == wanted
    return AuthResult(success=good, handled=False, message=None if good else f"535 {_WORDS[535]}", auth_data=data)
