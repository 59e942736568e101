"""A connection to a mail server through the standard library's blocking smtplib, bounded in time and in bytes."""

from __future__ import annotations

import smtplib
import ssl
import time
from pathlib import Path
from typing import Any

from plexstuff.errors import InvalidValue
from plexstuff.services.smtp.trouble import Mailbox

#: No answer of a server is longer. Bytes.
_ANSWER_LIMIT = 64 * 1024


class _Reader:
    """Reads lines from a socket, not beyond a moment and not more than a number of bytes in one answer."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock
        self._waiting = b""
        self._left = 0
        self._until = 0.0

    def begin(self, patience: float) -> None:
        """An answer begins, which must be whole within so many seconds."""
        self._left = _ANSWER_LIMIT
        self._until = time.monotonic() + patience

    def readline(self, _limit: int = -1) -> bytes:
        """The next line, as files give it."""
        while b"\n" not in self._waiting:
            left = self._until - time.monotonic()
            if left <= 0:
                raise TimeoutError("the answer does not come to its end")
            self._sock.settimeout(left)
            more = self._sock.recv(4096)
            self._left -= len(more)
            if self._left < 0:
                raise ValueError("the answer is over-long")
            if not more:
                line, self._waiting = self._waiting, b""
                return line
            self._waiting += more
        line, mark, self._waiting = self._waiting.partition(b"\n")
        return line + mark

    def close(self) -> None:
        """Nothing is held."""


class Line(smtplib.SMTP):
    """smtplib, which by itself waits for the end of an answer as long as now and then a byte comes."""

    #: Seconds for the next answer, where they are not the usual ones.
    patience = 0.0

    def getreply(self) -> tuple[int, bytes]:
        """One answer: its code and text. Raises TimeoutError, and ValueError for one that is over-long."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        if not isinstance(self.file, _Reader):
            self.file = _Reader(self.sock)
        self.file.begin(self.patience or self.timeout)
        try:
            return super().getreply()
        except ValueError:
            self.close()
            raise
        except smtplib.SMTPServerDisconnected as error:
            # smtplib makes this of a time-out too.
            if isinstance(error.__context__, TimeoutError):
                raise error.__context__ from None
            raise
        finally:
            if self.sock is not None:
                self.sock.settimeout(self.timeout)


class _Encrypted(Line, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


def open_line(box: Mailbox, context: ssl.SSLContext | None) -> Line:
    """Connected and greeted. The name is replaced when our own address is known; without, smtplib looks for one."""
    host, name = _ascii(box.host), "[127.0.0.1]"
    if box.security == "tls":
        return _Encrypted(host, box.port, local_hostname=name, timeout=box.timeout, context=context)
    return Line(host, box.port, local_hostname=name, timeout=box.timeout)


def tls_context(box: Mailbox) -> ssl.SSLContext:
    """Which certificates count. Raises InvalidValue when `verify` is a file that holds none."""
    context = ssl.create_default_context()
    if box.verify is False:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    elif isinstance(box.verify, Path):
        try:
            context.load_verify_locations(cafile=box.verify)
        except OSError as error:
            reason = "it holds no certificate" if isinstance(error, ssl.SSLError) else error.strerror
            raise InvalidValue(
                f"The certificate file {box.verify} for SMTP can't be used: {reason}.",
                "ca_file wants a file in PEM form, which begins with -----BEGIN CERTIFICATE-----.",
            ) from None
    return context


def _ascii(host: str) -> str:
    return host if host.isascii() else host.encode("idna").decode("ascii")
