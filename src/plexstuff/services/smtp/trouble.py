"""What the answers of mail servers mean (RFC 5321, RFC 3463, RFC 4954, and what the big providers make of them)."""

from __future__ import annotations

import base64
import re
import ssl
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from plexstuff.errors import (
    InvalidValue,
    KeyRefused,
    PlexstuffError,
    RateLimited,
    ServerError,
    UnexpectedResponse,
    Unreachable,
)

_SET_UP = "Run: plexstuff services setup smtp"
_APP_PASSWORD = (
    "Make one on https://myaccount.google.com/apppasswords (it needs 2-step verification) and give it: "
    "plexstuff services set smtp password"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
#: So much of what a server says is shown.
_WORDS = 200


class Stage(StrEnum):
    """How far a conversation with a mail server has come."""

    CONNECT = "connect"
    STARTTLS = "starttls"
    LOGIN = "login"
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where and as whom mail is sent. `security` is tls, starttls or none; `user` is "" where no log-in is wanted."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 20.0
    verify: bool | Path = True

    @property
    def address(self) -> str:
        """Host and port."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def server(self) -> str:
        """What a sentence calls it."""
        return f"The mail server {self.address} (SMTP)"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: the code (-1: it has none) and the text."""

    code: int
    text: bytes | str = ""

    @property
    def plain(self) -> str:
        """The text in one line, without what plays tricks on terminals."""
        text = self.text.decode("utf-8", "replace") if isinstance(self.text, bytes) else self.text
        return _CONTROL.sub(" ", text).strip()

    @property
    def enhanced(self) -> str:
        """The first enhanced status code (RFC 3463), such as 5.7.8; "" for none."""
        found = _ENHANCED.search(self.plain)
        return found[0] if found else ""

    @property
    def temporary(self) -> bool:
        """Whether the same may be taken later."""
        return 400 <= self.code < 500


class Refused(Exception):
    """The server does not take this one mail; the connection is good for the next."""

    def __init__(self, why: str, advice: str = "", *, temporary: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.advice = advice
        self.temporary = temporary


def words(box: Mailbox, answer: Answer) -> str:
    """The server's own words, behind its code; a secret of ours that it repeats is masked."""
    text = answer.plain
    for secret in _spellings(box):
        text = text.replace(secret, "***")
    code = f"{answer.code} " if answer.code > 0 else ""
    return f"{code}{text}"[:_WORDS].strip().rstrip(".")


def _spellings(box: Mailbox) -> list[str]:
    if not box.password:
        return []
    pairs = [f"\0{box.user}\0{box.password}", f"{box.user}\0{box.user}\0{box.password}", box.password]
    coded = [base64.b64encode(one.encode()).decode("ascii") for one in pairs]
    return [one for text in [*coded, box.password] for one in (text, text.rstrip("="))]


def refused(box: Mailbox, answer: Answer, stage: Stage, *, always: bool = False) -> PlexstuffError | Refused:
    """What a refusal at this stage means: Refused where only this mail is meant (never when `always`), else an error.

    An error ends the work with this server.
    """
    if answer.code < 200 or answer.code > 599:
        return UnexpectedResponse(
            f"{box.server} answers what no mail server says.", "Check smtp.host and smtp.port in the settings."
        )
    general = _general(box, answer)
    if general is not None:
        return general
    match stage:
        case Stage.CONNECT:
            return _greeting(box, answer)
        case Stage.STARTTLS:
            return Unreachable(
                f"{box.server} will not encrypt: {words(box, answer)}.",
                "Set smtp.security to tls (port 465) if your provider offers that; else try again later.",
            )
        case Stage.LOGIN:
            return _login(box, answer)
        case Stage.SENDER if answer.code != 552:
            return _sender(box, answer)
    meant = _one_mail(box, answer)
    if not always:
        return meant
    return ServerError(f"{box.server}: {meant.why}.", meant.advice or "Try again later.", status=answer.code)


def _general(box: Mailbox, answer: Answer) -> PlexstuffError | None:
    """What has the same meaning at every stage."""
    text, said = answer.plain.casefold(), words(box, answer)
    if answer.enhanced == "5.4.5" or "daily user sending" in text or "sending quota" in text:
        return RateLimited(
            f"{box.server} takes no more mails from this account for today: {said}.",
            "Run the same again in 24 hours: who has the mail already is not sent it twice.",
        )
    if answer.enhanced == "5.7.30" or "5.7.139" in text or "basic authentication is" in text:
        return KeyRefused(
            "Microsoft takes no passwords for sending mail any more (SMTP).",
            f"Use a mailbox of another provider, or Google: plexstuff services setup google. {_SET_UP}",
        )
    if answer.code == 421:
        return RateLimited(
            f"{box.server} closes the connection for now: {said}.",
            "Run the same again in some minutes: who has the mail already is not sent it twice.",
        )
    if answer.code in (530, 538):
        if "starttls" in text:
            return InvalidValue(
                f"{box.server} wants an encrypted connection.", "Set smtp.security to starttls, or tls. " + _SET_UP
            )
        return KeyRefused(f"{box.server} wants a log-in.", f"Give smtp.user and smtp.password. {_SET_UP}")
    return None


def _greeting(box: Mailbox, answer: Answer) -> PlexstuffError:
    if answer.temporary:
        return ServerError(
            f"{box.server} is not ready: {words(box, answer)}.", "Try again in a few minutes.", status=answer.code
        )
    return Unreachable(
        f"{box.server} takes nothing from this connection: {words(box, answer)}.",
        "Check smtp.host and smtp.port; a provider's server for programs listens on 465 or 587, not on 25.",
    )


def _login(box: Mailbox, answer: Answer) -> PlexstuffError:
    # Nothing of what the server says here is shown: it may repeat what it was given.
    text = answer.plain.casefold()
    if answer.temporary:
        return RateLimited(
            f"{box.server} takes no log-in for now (code {answer.code}).",
            "Wait some minutes: there may have been too many log-ins. Nothing is wrong with the password.",
        )
    if answer.enhanced == "5.7.9" or "application-specific password" in text:
        return KeyRefused(f"{box.server} wants an app password, not your usual one.", _APP_PASSWORD)
    if answer.enhanced == "5.7.14" or "web browser" in text:
        return KeyRefused(
            f"{box.server} wants you to sign in with a browser first.",
            "Sign in to the mailbox in a browser and confirm that it was you; then try again.",
        )
    google = "Google takes an app password only, 16 letters. " + _APP_PASSWORD
    if box.host.endswith((".gmail.com", ".google.com")):
        return KeyRefused(f"{box.server} does not accept the user name and password.", google)
    return KeyRefused(
        f"{box.server} does not accept the user name and password.",
        "Many providers want an app password, made on their page, in place of the usual one; the user name is mostly "
        f"the whole address. {_SET_UP}",
    )


def _sender(box: Mailbox, answer: Answer) -> PlexstuffError:
    if answer.temporary:
        return ServerError(
            f"{box.server} takes no mail for now: {words(box, answer)}.",
            "Run the same again in some minutes: who has the mail already is not sent it twice.",
            status=answer.code,
        )
    return InvalidValue(
        f"{box.server} does not let this account send from the address in smtp.from: {words(box, answer)}.",
        "Set smtp.from to the account's own address, or one that the provider knows as its alias.",
    )


def _one_mail(box: Mailbox, answer: Answer) -> Refused:
    said, code = words(box, answer), answer.enhanced
    if answer.temporary:
        return Refused(
            f"not for now: {said}",
            "Run the same again in a quarter of an hour; many servers want that.",
            temporary=True,
        )
    if answer.code == 552 or code in ("5.2.3", "5.3.4"):
        return Refused(f"the mail is too big: {said}", "Use fewer or smaller pictures.")
    if code in ("5.1.1", "5.1.6", "5.1.10"):
        return Refused(f"there is no such address: {said}", "Correct the address, or leave it out.")
    if answer.code == 553 or code == "5.1.3":
        return Refused(f"the address can't be one: {said}", "Correct the address, or leave it out.")
    if code == "5.2.2":
        return Refused(f"the mailbox is full: {said}", "Tell them by another way.")
    if code.startswith("5.7."):
        return Refused(f"the server's rules forbid it: {said}", "Look up the code in your provider's help.")
    return Refused(f"the server says no: {said}")


def too_big(size: int, limit: int) -> Refused:
    """The server said beforehand how much it takes."""
    return Refused(
        f"the mail has {size / 1e6:.1f} MB, and the server takes at most {limit / 1e6:.1f} MB",
        "Use fewer or smaller pictures.",
    )


def no_address() -> Refused:
    """Something that would be more than one address on the line to the server."""
    return Refused("this is no address", "Correct the address, or leave it out.")


def no_unicode() -> Refused:
    """An address with letters beyond ASCII before the @, and a server that can't carry it."""
    return Refused(
        "the server can't carry an address with such letters (it has no SMTPUTF8)",
        "Ask for another address of this person.",
    )


def hung_up(box: Mailbox, stage: Stage) -> Unreachable:
    """The server closed the connection in the middle of a conversation."""
    advice = "Try again in a few minutes."
    if stage is Stage.CONNECT:
        advice = (
            "Check smtp.security and smtp.port: 465 goes with tls, 587 with starttls. Else try again in a few minutes."
        )
    return Unreachable(f"{box.server} broke the connection off.", advice)


def silent(box: Mailbox) -> Unreachable:
    """No answer in time."""
    return Unreachable(
        f"{box.server} did not answer within {box.timeout:.3g} s.",
        "Check smtp.host, and smtp.port with smtp.security: 465 goes with tls, 587 with starttls. Many providers of "
        "internet close port 25.",
    )


def not_offered(box: Mailbox, stage: Stage) -> PlexstuffError:
    """The server does not offer what is needed."""
    if stage is Stage.STARTTLS:
        return Unreachable(
            f"{box.server} offers no encryption, and nothing is told to it in the clear.",
            "Set smtp.security to tls (port 465). If the server offered it before, somebody may be listening in.",
        )
    return KeyRefused(
        f"{box.server} offers no way to log in that is known here.",
        "Check smtp.security: many servers take a log-in only when encrypted. A server that wants none needs no "
        "smtp.user.",
    )


def no_tls(box: Mailbox, error: ssl.SSLError) -> Unreachable:
    """The encryption did not come about."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return Unreachable(
            f"The certificate of {box.address} (SMTP) can't be trusted: {error.verify_message.rstrip('.')}.",
            "Check smtp.host: the certificate is for that very name. For a server of your own give its certificate as "
            "smtp.ca_file. Else check this computer's clock: somebody may also be listening in.",
        )
    reason = (error.reason or "no reason given").replace("_", " ").lower()
    return Unreachable(
        f"No encrypted connection to {box.address} (SMTP): {reason}.",
        "Check smtp.security and smtp.port: 465 goes with tls, 587 with starttls.",
    )
