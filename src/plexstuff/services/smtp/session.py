"""A conversation with a mail server, blocking: connect, encrypt, log in, ask, send; every trouble an error of ours."""

from __future__ import annotations

import base64
import hmac
import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from plexstuff.errors import PlexstuffError, UnexpectedResponse, Unreachable
from plexstuff.services.smtp import trouble
from plexstuff.services.smtp.line import Line, open_line, tls_context
from plexstuff.services.smtp.trouble import Answer, Mailbox, Refused, Stage

#: What goes between angle brackets; smtplib would read more into it.
_ADDRESS = re.compile(r"[^\s<>\x00-\x1f\x7f]+@[^\s<>@\x00-\x1f\x7f]+")
#: Bytes a second that any line to a server can carry.
_SLOWEST = 20_000
#: So many times the usual patience for the answer to a whole mail, which the server may look through first.
_AFTER_THE_DOT = 3.0
#: Seconds for the answer to a good-bye, which changes nothing.
_GOOD_BYE = 2.0


class Uncertain(Exception):
    """The connection broke after the whole mail was handed over, and before the answer: it may have been sent."""


def _plain(smtp: Line, user: str, password: str) -> tuple[int, bytes]:
    """RFC 4616."""
    return smtp.docmd("AUTH", f"PLAIN {_coded(f'{chr(0)}{user}{chr(0)}{password}'.encode())}")


def _login(smtp: Line, user: str, password: str) -> tuple[int, bytes]:
    """The way of old that no RFC describes: the server asks for one after the other."""
    answer = smtp.docmd("AUTH", "LOGIN")
    for text in (user, password):
        if answer[0] == 334:
            answer = smtp.docmd(_coded(text.encode()))
    return answer


def _cram_md5(smtp: Line, user: str, password: str) -> tuple[int, bytes]:
    """RFC 2195."""
    code, challenge = smtp.docmd("AUTH", "CRAM-MD5")
    if code != 334:
        return code, challenge
    digest = hmac.new(password.encode(), base64.b64decode(challenge), "md5").hexdigest()
    return smtp.docmd(_coded(f"{user} {digest}".encode()))


def _coded(text: bytes) -> str:
    return base64.b64encode(text).decode("ascii")


#: How to log in, the best first: all of it goes over an encrypted line. smtplib's own ways take ASCII only.
_WAYS = {"PLAIN": _plain, "LOGIN": _login, "CRAM-MD5": _cram_md5}


class Session:
    """One connection to a mail server, logged in. Every method blocks, and raises errors of ours."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox
        self._smtp: Line | None = None
        self.delivered = 0
        self._left = False

    @property
    def open(self) -> bool:
        """Whether there is a connection."""
        return self._smtp is not None

    def connect(self) -> None:
        """Connect, encrypt, log in. Raises Unreachable, UnexpectedResponse, KeyRefused and what `trouble` names."""
        box = self.mailbox
        self.delivered = 0
        with self._explained(Stage.CONNECT):
            context = None if box.security == "none" else tls_context(box)
            # The greeting with an address literal, as mail programs at home do: their own names are in no name server.
            smtp = open_line(box, context)
            self._smtp = smtp
            own = smtp.sock.getsockname()[0] if smtp.sock else "127.0.0.1"
            smtp.local_hostname = f"[IPv6:{own}]" if ":" in own else f"[{own}]"
            smtp.ehlo_or_helo_if_needed()
        if box.security == "starttls":
            with self._explained(Stage.STARTTLS):
                smtp.starttls(context=context)
                smtp.ehlo_or_helo_if_needed()
        if box.user and not self._left:
            with self._explained(Stage.LOGIN):
                self._log_in(smtp)
        if self._left:
            self.close()

    def permitted(self, sender: str, recipient: str) -> None:
        """Ask whether a mail would be taken, and take the question back: nothing is sent."""
        with self._explained(Stage.SENDER):
            smtp = self._begun(sender, recipient, b"")
        with self._explained(Stage.RECIPIENT):
            self._wanted(smtp.rcpt(recipient), Stage.RECIPIENT)
        with self._explained(Stage.SENDER):
            smtp.rset()

    def deliver(self, sender: str, recipient: str, content: bytes) -> None:
        """Send one mail. Raises Refused when the server does not take it (the connection stays good); Uncertain.

        What makes the connection useless is an error of ours.
        """
        try:
            with self._explained(Stage.SENDER):
                smtp = self._begun(sender, recipient, content)
            with self._explained(Stage.RECIPIENT):
                self._wanted(smtp.rcpt(recipient), Stage.RECIPIENT)
            with self._explained(Stage.CONTENT):
                self._hand_over(smtp, content)
        except Refused:
            self._take_back()
            raise
        self.delivered += 1

    def leave(self) -> None:
        """Nobody will use it any more: a connection that is still being made is closed as soon as it stands."""
        self._left = True

    def close(self) -> None:
        """Say good-bye, if anybody listens."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with suppress(OSError, smtplib.SMTPException, ValueError):
                smtp.timeout = min(self.mailbox.timeout, _GOOD_BYE)
                smtp.quit()
            smtp.close()

    # -- within -----------------------------------------------------------------------------------------------------

    def _begun(self, sender: str, recipient: str, content: bytes) -> Line:
        smtp = self._smtp
        if smtp is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        if not (_ADDRESS.fullmatch(sender) and _ADDRESS.fullmatch(recipient)):
            raise trouble.no_address()
        options = []
        if smtp.has_extn("size") and content:
            limit = smtp.esmtp_features["size"].strip()
            if limit.isascii() and limit.isdigit() and 0 < int(limit) < len(content):
                raise trouble.too_big(len(content), int(limit))
            options.append(f"SIZE={len(content)}")
        if not (sender + recipient).isascii():
            if not smtp.has_extn("smtputf8"):
                raise trouble.no_unicode()
            options += ["SMTPUTF8", "BODY=8BITMIME"]
        self._wanted(smtp.mail(sender, options), Stage.SENDER)
        return smtp

    def _wanted(self, answer: tuple[int, bytes], stage: Stage) -> None:
        if not 200 <= answer[0] < 300:
            raise self._error(Answer(*answer), stage)

    def _error(self, answer: Answer, stage: Stage) -> Exception:
        return trouble.refused(self.mailbox, answer, stage)

    def _hand_over(self, smtp: Line, content: bytes) -> None:
        """DATA, the text with its dots stuffed, and the answer to it."""
        code, said = smtp.docmd("DATA")
        if code != 354:
            raise self._error(Answer(code, said), Stage.CONTENT)
        stuffed = _stuffed(content)
        if smtp.sock is not None:
            smtp.sock.settimeout(self.mailbox.timeout + len(stuffed) / _SLOWEST)
        # Until the last dot is out the server must not take the mail; from then on nobody knows until it answers.
        smtp.send(stuffed + b".\r\n")
        smtp.patience = _AFTER_THE_DOT * self.mailbox.timeout
        try:
            answer = smtp.getreply()
        except (OSError, ValueError, smtplib.SMTPException):
            answer = (-1, b"")
        finally:
            smtp.patience = 0.0
        if not 200 <= answer[0] < 600:
            self._drop()
            raise Uncertain
        self._wanted(answer, Stage.CONTENT)

    def _log_in(self, smtp: Line) -> None:
        """Once, in the first way that both sides know: a wrong password counts as one try with those who count."""
        offered = smtp.esmtp_features.get("auth", "").upper().replace("=", " ").split()
        ways = [way for way in _WAYS if way in offered]
        if not ways:
            raise smtplib.SMTPNotSupportedError("no way to log in")
        code, said = 0, b""
        for way in ways:
            code, said = _WAYS[way](smtp, self.mailbox.user, self.mailbox.password)
            if code in (235, 503):
                return
            if code not in (500, 502, 504):  # else offered, and not known after all
                break
        raise smtplib.SMTPAuthenticationError(code, said)

    def _take_back(self) -> None:
        """After a refusal: the connection is good for the next mail, or dropped."""
        try:
            if self._smtp is not None:
                self._smtp.rset()
        except (OSError, smtplib.SMTPException):
            self._drop()

    def _drop(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()

    @contextmanager
    def _explained(self, stage: Stage) -> Iterator[None]:
        """Turn what smtplib, the network and TLS raise into errors of ours. None of them holds what we sent."""
        box = self.mailbox
        try:
            yield
        except (Refused, Uncertain):
            raise
        except PlexstuffError:
            self._drop()
            raise
        except smtplib.SMTPResponseException as error:
            self._drop()
            raise trouble.refused(box, Answer(error.smtp_code, error.smtp_error), stage, always=True) from None
        except smtplib.SMTPServerDisconnected:
            self._drop()
            raise trouble.hung_up(box, stage) from None
        except smtplib.SMTPNotSupportedError:
            self._drop()
            raise trouble.not_offered(box, stage) from None
        except (smtplib.SMTPException, OSError, UnicodeError, ValueError) as error:
            self._drop()
            if stage is Stage.LOGIN and isinstance(error, smtplib.SMTPException):
                raise trouble.not_offered(box, stage) from None  # a way to log in that smtplib does not know
            raise _network_trouble(box, error) from None


def _network_trouble(box: Mailbox, error: Exception) -> PlexstuffError:
    if isinstance(error, ssl.SSLError) and not isinstance(error, TimeoutError):
        return trouble.no_tls(box, error)
    if isinstance(error, socket.gaierror | UnicodeError):
        return Unreachable(
            f"SMTP: the name {box.host} can't be found.",
            "Check the internet connection, and smtp.host in the settings.",
        )
    if isinstance(error, TimeoutError):
        return trouble.silent(box)
    if isinstance(error, ConnectionRefusedError):
        return Unreachable(
            f"SMTP: {box.address} refuses connections.",
            "Check smtp.host and smtp.port: the usual port is 465 for tls and 587 for starttls.",
        )
    if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException):
        return Unreachable(f"SMTP: no connection to {box.address}.", "Check the internet connection and try again.")
    return UnexpectedResponse(
        f"SMTP: {box.address} answers what no mail server says.", "Check smtp.host and smtp.port in the settings."
    )


def _stuffed(content: bytes) -> bytes:
    """The text as it goes over the line: whole lines with CRLF, a dot before each dot that begins one."""
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removesuffix(b"\n").split(b"\n")
    return b"".join((b"." + line if line.startswith(b".") else line) + b"\r\n" for line in lines)
