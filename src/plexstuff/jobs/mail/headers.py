"""The header fields of a message (RFC 5322, RFC 2047, RFC 6532), written so that none can begin another.

The standard library's own writer takes a text that looks like an encoded word for one, and before Python 3.11.10 writes
out the line break that hides in it. So these few fields are written here.
"""

from __future__ import annotations

import base64
import re

from plexstuff.errors import InvalidValue
from plexstuff.jobs.mail.recipients import Recipient

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
#: Bytes of text in an encoded word, which may have 75 characters in all.
_WORD = 45
_LINE = 76


def text_field(name: str, text: str) -> str:
    """`Subject: text`, folded. Raises InvalidValue for a line break or another control character in it."""
    if _CONTROL.search(text):
        raise InvalidValue(
            f"The {name.lower()} holds a line break or another control character.", "Give it in one plain line."
        )
    if text.isascii() and "=?" not in text and text == text.strip() and len(name) + len(text) + 2 <= _LINE:
        return f"{name}: {text}"
    return f"{name}: {_encoded(text)}"


def address_field(name: str, person: Recipient) -> str:
    """`To: Name <address>`, folded. Raises InvalidValue for a control character in it."""
    if _CONTROL.search(str(person)):
        raise InvalidValue(f"{name} holds a line break or another control character.", "Give name and address alone.")
    if not person.name:
        return f"{name}: {person.address}"
    said, address = _phrase(person.name), f"<{person.address}>"
    last = len(said.rpartition("\n")[2]) + (0 if "\n" in said else len(name) + 2)
    between = " " if last + len(address) < _LINE else "\r\n "
    return f"{name}: {said}{between}{address}"


def _phrase(name: str) -> str:
    """A name as it stands before an address: plain, quoted, or encoded."""
    if not name.isascii() or "=?" in name or len(name) > 60 or name != name.strip() or "  " in name:
        return _encoded(name)
    if _ATOMS.fullmatch(name):
        return name
    return '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


def _encoded(text: str) -> str:
    """`text` as encoded words, a line each."""
    words, word = [], b""
    for sign in text:
        more = sign.encode()
        if len(word) + len(more) > _WORD:
            words.append(word)
            word = b""
        word += more
    words.append(word)
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(one).decode('ascii')}?=" for one in words)
