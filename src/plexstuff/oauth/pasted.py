"""Reads the address on which the browser ended: a code in the query, a token in the fragment, or the user's no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from authlib.oauth2.rfc6749.errors import MismatchingStateException
from authlib.oauth2.rfc6749.parameters import parse_authorization_code_response, parse_implicit_response

from plexstuff.errors import ConsentNeeded

#: No browser makes longer addresses of this kind.
LONGEST = 16_384


@dataclass(frozen=True, slots=True)
class Landed:
    """What the address holds: a `code` to exchange, or the `token` answer itself, as its parameters."""

    code: str = field(default="", repr=False)
    token: Mapping[str, str] = field(default_factory=dict, repr=False)


def read_address(text: str, *, title: str, state: str) -> Landed:
    """What a pasted (or heard) address of the sign-in at the service `title` holds.

    Raises ConsentNeeded when the user said no, when it is no such address, or belongs to another attempt (its `state`
    is not the one that was sent, RFC 6749, 10.12).
    """
    again = "Copy the whole address out of the browser's address bar, also when its page can't be reached."
    address = "".join(text.split()).strip("\"'<>`“”‘’")
    if not address:
        raise ConsentNeeded(f"{title}: no address was given.", again)
    if len(address) > LONGEST:
        raise ConsentNeeded(f"{title}: this is too long for the address of a sign-in.", again)
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        query, fragment = dict(parse_qsl(parts.query)), dict(parse_qsl(parts.fragment))
    except ValueError:
        raise ConsentNeeded(f"{title}: this is no address.", again) from None
    if reason := query.get("error") or fragment.get("error"):
        raise _refused(reason, title)
    address = parts.geturl()
    try:
        if "access_token" in fragment:
            return Landed(
                token=parse_implicit_response(
                    address if "token_type" in fragment else f"{address}&token_type=bearer", state
                )
            )
        if "code" in query:
            return Landed(code=parse_authorization_code_response(address, state)["code"])
    except MismatchingStateException:
        raise ConsentNeeded(
            f"{title}: this address belongs to another attempt to sign in.",
            "Open the address that is shown now, and paste where that one ends.",
        ) from None
    raise ConsentNeeded(f"{title}: this address holds neither a code nor a token.", _hint(query, parts.path, again))


def _hint(query: Mapping[str, str], path: str, again: str) -> str:
    if "client_id" in query or "redirect_uri" in query:
        return "This is the page where you agree. Agree there, then paste the address on which the browser ends."
    return again


def _refused(reason: str, title: str) -> ConsentNeeded:
    if reason == "access_denied":
        return ConsentNeeded(f"{title}: on the page of consent, the answer was no.", "Start again and agree there.")
    word = "".join(letter for letter in reason if letter.isalnum() or letter in "_-")[:40]
    return ConsentNeeded(f"{title} did not let you in: {word}.", "Start again; the page said more about the reason.")
