"""Sending mail through Gmail (Gmail API v1): one message each, a result for each, and nothing twice."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable, Mapping, Sequence

from plexstuff.errors import (
    ConfigurationError,
    ConsentNeeded,
    InvalidValue,
    PlexstuffError,
    RateLimited,
    ServerError,
    ServiceError,
    UnexpectedResponse,
)
from plexstuff.http import ServiceHttp
from plexstuff.models import MailOutcome, MailResult, OutgoingMail
from plexstuff.services.google import answers
from plexstuff.services.google.session import Session
from plexstuff.services.google.trouble import SIGN_IN_AGAIN, TokenRefused

_SEND = "gmail/v1/users/me/messages/send"
#: Up to so many bytes a message goes as JSON, above it as it is; more than the second Gmail does not take.
LARGE, LARGEST = 3 * 2**20, 36_700_160
#: Seconds between two mails: Gmail takes 60 a minute. And how long a wait that it asks for is waited out.
PAUSE, PATIENCE = 1.0, 120.0
#: Without a word of its own how long, so many seconds are waited, one after the other.
_WAITS = (5.0, 15.0, 45.0)
#: A large message takes its time. Seconds.
_SLOW = 120.0
_UNCERTAIN = "the connection broke before Gmail said whether it took the mail"
_LOOK = "Look into Sent in Gmail before you send it again (--again)."


class Gmail:
    """The mailbox of the account that signed in; `sleep` waits seconds."""

    def __init__(self, http: ServiceHttp, session: Session, *, sleep: Callable[[float], Awaitable[None]]) -> None:
        self._http = http
        self._session = session
        self._sleep = sleep

    async def sender(self) -> str:
        """The address of the account, as the sign-in told it; Gmail puts it in the place of any other."""
        self._session.need("mail")
        if account := self._session.grant.account:
            return account
        raise ConsentNeeded("Google: the sign-in does not say whose it is.", SIGN_IN_AGAIN)

    async def permitted(self) -> bool:
        """POST messages/send with no message at all: True when Gmail refuses that as it does from whoever may send."""

        async def nothing(proof: Mapping[str, str]) -> object:
            return await self._http.post(_SEND, answers.Sent, json={}, headers=proof, repeat=True)

        try:
            await self._session.ask(nothing)
        except InvalidValue:
            return True
        raise UnexpectedResponse(
            "Google took an empty mail, which Gmail never does.", "If you changed gmail_url, check it."
        )

    async def send(
        self,
        mails: Sequence[OutgoingMail],
        *,
        begun: Callable[[OutgoingMail], None] | None = None,
        told: Callable[[MailResult], None] | None = None,
    ) -> list[MailResult]:
        """POST messages/send for each; see `roles.MailSender`. Waits where Gmail asks for a short wait."""
        self._session.need("mail")
        await self.permitted()
        results: list[MailResult] = []
        stopped: PlexstuffError | None = None
        for mail in mails:
            if stopped is None and results:
                await self._sleep(PAUSE)
            result = None
            if stopped is None:
                try:
                    if results and results[-1].outcome is MailOutcome.UNCERTAIN:
                        await self.permitted()
                    result = await self._one(mail, begun, told)
                except PlexstuffError as error:
                    stopped = error
            if result is None:
                assert stopped is not None
                result = MailResult(mail.recipient, MailOutcome.NOT_TRIED, stopped.sentence, stopped.advice)
                if told:
                    told(result)
            results.append(result)
        if stopped is not None and all(one.outcome is MailOutcome.NOT_TRIED for one in results):
            raise stopped
        return results

    async def _one(
        self,
        mail: OutgoingMail,
        begun: Callable[[OutgoingMail], None] | None,
        told: Callable[[MailResult], None] | None,
    ) -> MailResult:
        if begun:
            begun(mail)
        # Once begun, a mail is brought to its end and told of, even when the whole is cancelled meanwhile.
        working = asyncio.ensure_future(self._delivered(mail))
        try:
            result = await asyncio.shield(working)
        except asyncio.CancelledError:
            await asyncio.wait([working])
            if told and not working.cancelled() and working.exception() is None:
                told(working.result())
            raise
        if told:
            told(result)
        return result

    async def _delivered(self, mail: OutgoingMail) -> MailResult:
        """Raises what stops all mails: what the account may not, or a limit that lasts. See `_WAITS`."""
        if len(mail.content) > LARGEST:
            return MailResult(
                mail.recipient, MailOutcome.REFUSED, "the mail is larger than 35 MiB", "Take smaller pictures."
            )
        waits = iter(_WAITS)
        while True:
            try:
                await self._session.ask(lambda proof: self._post(mail, proof))
            except RateLimited as error:
                wait = error.wait if error.wait is not None else next(waits, None)
                if wait is None or wait > PATIENCE:
                    raise
                await self._sleep(wait)
                continue
            except TokenRefused:
                raise
            except InvalidValue as error:
                why = error.sentence.partition(": ")[2].rstrip(".") or error.sentence
                return MailResult(mail.recipient, MailOutcome.REFUSED, why, error.advice, self._session.now())
            except ConfigurationError:
                raise
            except ServerError as error:
                why = f"{_UNCERTAIN} ({error.status})"
                return MailResult(mail.recipient, MailOutcome.UNCERTAIN, why, _LOOK, self._session.now())
            except ServiceError:
                return MailResult(mail.recipient, MailOutcome.UNCERTAIN, _UNCERTAIN, _LOOK, self._session.now())
            self._session.tried("mail")
            return MailResult(mail.recipient, MailOutcome.SENT, at=self._session.now())

    async def _post(self, mail: OutgoingMail, proof: Mapping[str, str]) -> answers.Sent:
        if len(mail.content) <= LARGE:
            raw = base64.urlsafe_b64encode(mail.content).decode("ascii")
            return await self._http.post(_SEND, answers.Sent, json={"raw": raw}, headers=proof)
        return await self._http.send(
            "POST",
            f"upload/{_SEND}",
            answers.Sent,
            body=mail.content,
            kind="message/rfc822",
            params={"uploadType": "media"},
            headers=proof,
            patience=_SLOW,
        )
