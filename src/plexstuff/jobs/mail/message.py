"""Makes the message to one person out of a letter: whole MIME (RFC 2045, RFC 2387, RFC 2392), ready to go."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from plexstuff.jobs.mail.headers import address_field, text_field
from plexstuff.jobs.mail.letter import Letter
from plexstuff.jobs.mail.pictures import plain_name
from plexstuff.jobs.mail.recipients import Recipient
from plexstuff.models import OutgoingMail

# Everything but a name beyond ASCII in an address goes in seven bits: every server takes that.
_SEVEN_BITS = policy.SMTP.clone(cte_type="7bit")
_CID = re.compile(r'(<img\b[^<>]*?\bsrc\s*=\s*)"cid:(\d+)"', re.IGNORECASE)


def compose(letter: Letter, sender: Recipient, to: Recipient, *, now: float) -> OutgoingMail:
    """The message for one person; `now` (seconds) is its date. Raises InvalidValue for what no header may hold."""
    domain = sender.address.rpartition("@")[2]
    message_id = make_msgid(domain=domain)
    head = [
        f"Date: {formatdate(now, localtime=True)}",
        address_field("From", sender),
        address_field("To", to),
        text_field("Subject", letter.subject),
        f"Message-ID: {message_id}",
    ]
    content = "\r\n".join(head).encode() + b"\r\n" + _body(letter, domain).as_bytes()
    return OutgoingMail(sender.address, to.address, message_id, content)


def _body(letter: Letter, domain: str) -> EmailMessage:
    message = EmailMessage(policy=_SEVEN_BITS)
    message.set_content(letter.text)
    if letter.html:
        names = {number: make_msgid(domain=domain) for number in range(1, len(letter.pictures) + 1)}

        def named(found: re.Match[str]) -> str:
            name = names.get(int(found[2]))
            return f'{found[1]}"cid:{name[1:-1]}"' if name else found[0]

        message.add_alternative(_CID.sub(named, letter.html), subtype="html")
        html = message.get_payload(1)
        assert isinstance(html, EmailMessage)
        for number, picture in enumerate(letter.pictures, 1):
            html.add_related(
                picture.content,
                maintype="image",
                subtype=picture.kind,
                cid=names[number],
                filename=plain_name(picture, number),
                disposition="inline",
            )
        if letter.pictures:
            html.set_param("type", "text/html")
    return message
