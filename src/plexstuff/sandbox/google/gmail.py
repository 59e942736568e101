"""Gmail: takes mails from those who may send, keeps them readable for the sandbox's own pages, delivers nothing."""

from __future__ import annotations

import base64
import binascii
import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses

import msgspec

from plexstuff.sandbox.ask import Ask, Refusal
from plexstuff.sandbox.google.face import consent_of, refusal, state_of

#: Mails a minute, and the most bytes of one.
A_MINUTE, LARGEST = 60, 36_700_160
_ALPHABET = re.compile(r"[A-Za-z0-9_-]*={0,2}")


class _Body(msgspec.Struct):
    raw: str | None = None


def send(ask: Ask) -> object:
    """POST users/me/messages/send {"raw": base64url}."""
    try:
        given = msgspec.json.decode(ask.body or b"{}", type=_Body)
    except msgspec.MsgspecError:
        raise refusal(400, "Invalid JSON payload received.", reason="badRequest") from None
    if not given.raw:
        raise refusal(
            400,
            "'raw' RFC822 payload message string or uploading message via /upload/* URL required",
            reason="invalidArgument",
        )
    try:
        if not _ALPHABET.fullmatch(given.raw):
            raise binascii.Error
        content = base64.urlsafe_b64decode(given.raw + "=" * (-len(given.raw) % 4))
    except binascii.Error:
        raise refusal(400, "Invalid value for ByteString", reason="invalidArgument") from None
    return _taken(ask, content)


def upload(ask: Ask) -> object:
    """POST /upload/…/messages/send?uploadType=media with the message itself."""
    if ask.query.get("uploadType") != "media":
        raise refusal(400, "Upload type is not supported here.", reason="badRequest")
    if not ask.headers.get("content-type", "").startswith("message/rfc822"):
        raise refusal(400, "Media type is not supported. Valid media types: [message/*]", reason="badContent")
    return _taken(ask, ask.body)


def _taken(ask: Ask, content: bytes) -> object:
    if len(content) > LARGEST:
        raise Refusal(413, b"")
    account = consent_of(ask).account
    message = message_from_bytes(content, EmailMessage, policy=policy.default)
    people = [mail for name in ("To", "Cc", "Bcc") for _, mail in getaddresses(message.get_all(name, []))]
    if not people:
        raise refusal(400, "Recipient address required", reason="invalidArgument")
    if any("@" not in mail for mail in people):
        raise refusal(400, "Invalid To header", reason="invalidArgument")
    state = state_of(ask)
    with state.lock:
        state.mails_in_a_minute = [one for one in state.mails_in_a_minute if ask.now - one < 60]
        if len(state.mails_in_a_minute) >= A_MINUTE:
            raise refusal(
                403,
                "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service "
                "'gmail.googleapis.com' for consumer 'project_number:900000000000'.",
                reason="rateLimitExceeded",
                domain="usageLimits",
            )
        state.mails_in_a_minute.append(ask.now)
    taken = ask.world.mailbox.take(account, tuple(people), content, at=ask.now, via="google")
    number = f"5a9db0c5{taken.number:08x}"
    return {"id": number, "threadId": number, "labelIds": ["SENT"]}


def profile(ask: Ask) -> object:
    """GET users/me/profile; permission to send is not enough for it."""
    mails = ask.world.mailbox.all()
    return {
        "emailAddress": consent_of(ask).account,
        "messagesTotal": len(mails),
        "threadsTotal": len(mails),
        "historyId": str(1000 + len(mails)),
    }
