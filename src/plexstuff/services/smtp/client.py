"""The client for sending mail over SMTP (RFC 5321, RFC 6409, RFC 8314)."""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from email.utils import parseaddr

from plexstuff.blocking import finishing, leaving
from plexstuff.errors import InvalidValue, NotConfigured, PlexstuffError, ServerError, Unreachable
from plexstuff.health import Checked, Proof
from plexstuff.models import MailOutcome, MailResult, OutgoingMail
from plexstuff.service import Keep, Terms
from plexstuff.services.smtp import split_port
from plexstuff.services.smtp.session import Session, Uncertain
from plexstuff.services.smtp.trouble import Mailbox, Refused

PORTS = {"tls": 465, "starttls": 587, "none": 25}
#: After so many mails the connection is made anew: servers cut long ones off.
MOST_MAILS = 80
_UNCERTAIN = "the connection broke before the server said whether it took the mail"
_ASK = "Ask them whether the mail came, before you send it again (--again)."


class SMTP:
    """A mailbox that mail is sent from. Every method raises KeyRefused, InvalidValue, Unreachable, RateLimited,

    ServerError or UnexpectedResponse. `sleep` waits seconds, `now` gives seconds since the epoch.
    """

    key = "smtp"

    def __init__(
        self,
        terms: Terms,
        values: Mapping[str, str],
        keep: Keep,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.mailbox = _mailbox(terms, values)
        self._from = values["from"]
        self._pause = terms.rate.seconds / terms.rate.requests
        self._sleep = sleep
        self._now = now

    @property
    def address(self) -> str:
        """The bare address that mails come from."""
        return parseaddr(self._from)[1]

    async def sender(self) -> str:
        """From whom the mails come, as it was set; nobody is asked."""
        return self._from

    async def permitted(self) -> None:
        """Log in and ask whether a mail to the own address would be taken (MAIL FROM, RCPT TO, RSET); sends nothing."""
        session = Session(self.mailbox)

        def ask() -> None:
            try:
                session.connect()
                session.permitted(self.address, self.address)
            finally:
                session.close()

        try:
            await leaving(ask)
        except Refused as refusal:
            server = self.mailbox.server
            if refusal.temporary:
                raise ServerError(f"{server} takes no mail to you: {refusal.why}.", refusal.advice) from None
            raise InvalidValue(
                f"{server} takes no mail to the address in smtp.from: {refusal.why}.",
                refusal.advice or "Set smtp.from to an address of your own that can be written to.",
            ) from None

    async def send(
        self,
        mails: Sequence[OutgoingMail],
        *,
        begun: Callable[[OutgoingMail], None] | None = None,
        told: Callable[[MailResult], None] | None = None,
    ) -> list[MailResult]:
        """Send mails over one connection; see `roles.MailSender`."""
        session = Session(self.mailbox)
        results: list[MailResult] = []
        stopped: PlexstuffError | None = None
        try:
            for mail in mails:
                if results and stopped is None:
                    await self._sleep(self._pause)
                if stopped is None:
                    try:
                        result = await self._one(session, mail, begun, told)
                    except PlexstuffError as error:
                        stopped = error
                if stopped is not None:
                    result = MailResult(mail.recipient, MailOutcome.NOT_TRIED, stopped.sentence, stopped.advice)
                    if told:
                        told(result)
                results.append(result)
        finally:
            session.leave()
            await leaving(session.close)
        if stopped is not None and all(one.outcome is MailOutcome.NOT_TRIED for one in results):
            raise stopped
        return results

    async def _one(
        self,
        session: Session,
        mail: OutgoingMail,
        begun: Callable[[OutgoingMail], None] | None,
        told: Callable[[MailResult], None] | None,
    ) -> MailResult:
        if session.delivered >= MOST_MAILS:
            await leaving(session.close)
        if not session.open:
            await leaving(session.connect)
        if begun:
            begun(mail)
        # Once begun, a mail is brought to its end and told of, even when the whole is cancelled meanwhile.
        return await finishing(lambda: self._delivered(session, mail), told or (lambda _: None))

    def _delivered(self, session: Session, mail: OutgoingMail) -> MailResult:
        """Send one mail; blocks. A connection that was used before may have been cut off: then once more."""
        used = session.delivered > 0
        try:
            return self._tried(session, mail)
        except Unreachable:
            if not used:
                raise
        session.connect()
        return self._tried(session, mail)

    def _tried(self, session: Session, mail: OutgoingMail) -> MailResult:
        try:
            session.deliver(mail.sender, mail.recipient, mail.content)
        except Refused as refusal:
            return MailResult(
                mail.recipient, MailOutcome.REFUSED, refusal.why, refusal.advice, self._now(), refusal.temporary
            )
        except Uncertain:
            return MailResult(mail.recipient, MailOutcome.UNCERTAIN, _UNCERTAIN, _ASK, self._now())
        return MailResult(mail.recipient, MailOutcome.SENT, at=self._now())

    def __repr__(self) -> str:
        return f"<SMTP at {self.mailbox.address}>"


async def check(client: SMTP) -> Checked:
    """Prove that mail may be sent; sends nothing."""
    await client.permitted()
    login = "takes the log-in and " if client.mailbox.user else ""
    lock = "" if client.mailbox.security != "none" else ", in the clear"
    return Checked(
        f"{client.mailbox.host} {login}would take a mail from you to {client.address}{lock}; nothing was sent.",
        Proof.PERMISSION,
    )


def _mailbox(terms: Terms, values: Mapping[str, str]) -> Mailbox:
    """The mailbox that these settings mean. Raises InvalidValue where they contradict each other, NotConfigured."""
    host, inside = split_port(values["host"])
    port, security = values.get("port", ""), values.get("security") or "tls"
    if port and inside and port != inside:
        raise InvalidValue(
            f"SMTP: smtp.host names the port {inside}, and smtp.port is {port}.",
            "Take the port out of one of them: plexstuff config set smtp.host NAME",
        )
    user, password = values.get("user", ""), values.get("password", "")
    if bool(user) != bool(password):
        missing, there = ("Password", "user name") if user else ("User name", "password")
        raise NotConfigured(
            f"SMTP: {missing} is not set, and the {there} is.",
            "Run: plexstuff services setup smtp   (for a server without a log-in forget both)",
        )
    if security == "none" and not _may_be_open(host, bool(password)):
        raise InvalidValue(
            f"SMTP: without encryption anybody between here and {host} could read the mails"
            + (" and the password." if password else "."),
            "Set smtp.security to tls or starttls. none is only for a server on this computer, or for one in your own "
            "house, named by its private address, that wants no log-in.",
        )
    number = int(port or inside or PORTS[security])
    return Mailbox(host, number, security, user, password, terms.timeout, terms.verify)


def _may_be_open(host: str, secret: bool) -> bool:
    """Whether mail may go to this host unencrypted: this computer, or without a secret one in a private network."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or (address.is_private and not address.is_unspecified and not secret)
