"""The mails that the sandbox took, as the mail program of whoever got them would read them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Lock

#: How many mails are kept, and how many bytes all of them may have.
_KEPT, _BYTES = 500, 64 * 2**20


@dataclass(frozen=True, slots=True)
class Taken:
    """One mail that was taken: its number, who sent it to whom (the envelope), when (seconds), and the whole text."""

    number: int
    sender: str
    recipients: tuple[str, ...]
    at: float
    content: bytes
    via: str

    @property
    def message(self) -> EmailMessage:
        """The mail, parsed."""
        return message_from_bytes(self.content, EmailMessage, policy=policy.default)

    def summary(self) -> dict[str, object]:
        """What a list of mails says of it."""
        message = self.message
        return {
            "number": self.number,
            "via": self.via,
            "sender": self.sender,
            "recipients": list(self.recipients),
            "from": str(message["From"] or ""),
            "to": str(message["To"] or ""),
            "subject": str(message["Subject"] or ""),
            "message_id": str(message["Message-ID"] or ""),
            "at": self.at,
            "size": len(self.content),
        }

    def whole(self) -> dict[str, object]:
        """The summary, the texts, and what else is in it."""
        message = self.message
        text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
        parts = [
            {
                "content_type": part.get_content_type(),
                "content_id": str(part["Content-ID"] or ""),
                "filename": part.get_filename() or "",
                "size": len(part.get_payload(decode=True) or b""),
            }
            for part in message.walk()
            if part.get_content_maintype() == "image"
        ]
        return {
            **self.summary(),
            "text": text.get_content() if text else "",
            "html": html.get_content() if html else "",
            "pictures": parts,
        }


class Mailbox:
    """All mails that were taken, the oldest first; safe to use from several threads."""

    def __init__(self) -> None:
        self._taken: deque[Taken] = deque(maxlen=_KEPT)
        self._number = 0
        self._lock = Lock()

    def take(self, sender: str, recipients: tuple[str, ...], content: bytes, *, at: float, via: str) -> Taken:
        """Keep a mail that came by the service `via`; the oldest go when there are too many."""
        with self._lock:
            self._number += 1
            taken = Taken(self._number, sender, recipients, at, content, via)
            self._taken.append(taken)
            while len(self._taken) > 1 and sum(len(one.content) for one in self._taken) > _BYTES:
                self._taken.popleft()
            return taken

    def all(self) -> list[Taken]:
        """Every mail."""
        with self._lock:
            return list(self._taken)

    def find(self, number: int) -> Taken | None:
        """The mail with this number."""
        return next((one for one in self.all() if one.number == number), None)

    def clear(self) -> None:
        """Throw all mails away."""
        with self._lock:
            self._taken.clear()
