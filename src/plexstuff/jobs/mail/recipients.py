"""To whom a letter goes: addresses as people write them, read strictly (RFC 5321, RFC 6531)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from plexstuff.errors import UsageError

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
#: Letters that the two standards of international names read differently: the mail could go to a stranger's domain.
_DOUBTFUL = re.compile("[ßς\u200c\u200d]")
_FORMS = "An address looks like ann@example.org, or Ann Example <ann@example.org>."
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody with an address; the name may be ""."""

    address: str
    name: str = ""

    @property
    def key(self) -> str:
        """What is the same for two spellings of one address."""
        return self.address.casefold()

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


def read_recipients(texts: Iterable[str]) -> list[Recipient]:
    """The recipients in `texts`, each one or several parted by commas; who is named twice is there once.

    Raises UsageError for what is no address, and when there is nobody.
    """
    found: dict[str, Recipient] = {}
    for text in texts:
        for piece in _pieces(text):
            one = read_recipient(piece)
            found.setdefault(one.key, one)
    if not found:
        raise UsageError("To whom?", "Add --to ADDRESS, once for each.")
    return list(found.values())


def read_recipient(text: str) -> Recipient:
    """One recipient: `ann@example.org`, `Ann <ann@example.org>` or `"Example, Ann" <ann@example.org>`.

    Raises UsageError; a line break is never let through, for it could begin another header.
    """
    if _CONTROL.search(text):
        raise UsageError(f"“{_shown(text)}” holds a line break or another control character.", _FORMS)
    name, address = "", text.strip()
    if found := re.fullmatch(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>", address):
        name, address = found["name"].strip(), found["address"].strip()
        if len(name) > 1 and name[0] == name[-1] == '"':
            name = re.sub(r"\\(.)", r"\1", name[1:-1]).strip()
        elif set(name) & set("@[]"):
            # Readers of addresses disagree about such; who means it puts it in quotes.
            raise UsageError(f"“{_shown(text)}” is no e-mail address.", _FORMS)
    if len(name) > 200:
        raise UsageError(f"“{_shown(name)}” is too long for a name.", _FORMS)
    return Recipient(_address(address, text), name)


def _address(address: str, text: str) -> str:
    local, at, domain = address.rpartition("@")
    wrong = UsageError(f"“{_shown(text)}” is no e-mail address.", _FORMS)
    if not at or not _LOCAL.fullmatch(local) or len(local.encode()) > 64:
        raise wrong
    if _DOUBTFUL.search(domain):
        raise UsageError(
            f"The name behind the @ in “{_shown(text)}” can be read in two ways.", "Give it in the form with xn--."
        )
    try:
        domain = domain.encode("idna").decode("ascii") if not domain.isascii() else domain
    except UnicodeError:
        raise wrong from None
    if not all(_LABEL.fullmatch(label) for label in domain.split(".")) or len(local) + len(domain) > 253:
        raise wrong
    return f"{local}@{domain.lower()}"


def _pieces(text: str) -> list[str]:
    """The texts between the commas that stand outside of quotes and angle brackets."""
    pieces, piece, quoted, inside, escaped = [], "", False, False, False
    for sign in text:
        if sign == "," and not quoted and not inside:
            pieces.append(piece)
            piece = ""
            continue
        if sign == '"' and not escaped:
            quoted = not quoted
        elif not quoted:
            inside = sign == "<" or (inside and sign != ">")
        escaped = sign == "\\" and not escaped
        piece += sign
    pieces.append(piece)
    return [one for one in pieces if one.strip()]


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
