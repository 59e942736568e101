"""The People API: the contacts of the account, and what Google noted by itself; what is empty is left out."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from plexstuff.sandbox.ask import Ask, natural
from plexstuff.sandbox.google import keys
from plexstuff.sandbox.google.face import consent_of, refusal
from plexstuff.sandbox.seed import hexadecimal

_FIELDS = frozenset(
    "addresses ageRanges biographies birthdays calendarUrls clientData coverPhotos emailAddresses events externalIds "
    "genders imClients interests locales locations memberships metadata miscKeywords names nicknames occupations "
    "organizations phoneNumbers photos relations sipAddresses skills urls userDefined".split()
)


@dataclass(frozen=True, slots=True)
class Contact:
    """An entry: each mail with its type; the one at `primary` is the main one. `profile` adds a second copy."""

    name: str
    mails: tuple[tuple[str, str], ...] = ()
    primary: int = 0
    profile: bool = False


CONTACTS = (
    Contact("Ada Quillfeather", (("ada.quillfeather@sandbox.example", "home"),), profile=True),
    Contact("Bram Oosterveld", (("bram@work.sandbox.example", "work"), ("bram@sandbox.example", "Old")), primary=1),
    Contact("Tilda Makebelieve"),
    Contact("", (("celia@sandbox.example", "other"),)),
    Contact("Dario Lanternetti", (("DARIO@sandbox.example", "home"), ("dario@sandbox.example", "home"))),
    Contact("Ünal \x1b[31mRot", (("uenal@sandbox.example", ""),)),
)
OTHERS = (
    Contact("Celia Marchbanks", (("celia@sandbox.example", ""),)),
    Contact("", (("newsletter@sandbox.example", ""),)),
    Contact("Edda Winterborn", (("edda@sandbox.example", ""),)),
)


def connections(ask: Ask) -> object:
    """GET people/me/connections?personFields=… -> a page; an account without contacts answers {}."""
    fields = _mask(ask, "personFields")
    if ask.query.get("syncToken"):
        raise refusal(
            400,
            "Sync token is expired. Clear local cache and retry call without the sync token.",
            details=[
                {
                    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                    "reason": "EXPIRED_SYNC_TOKEN",
                    "domain": "people.googleapis.com",
                    "metadata": {},
                }
            ],
        )
    rows = [_entry(one, "people", "CONTACT", fields) for one in _of(ask, CONTACTS)]
    page, token = _paged(ask, rows)
    answer: dict[str, object] = {}
    if page:
        answer["connections"] = page
        answer["totalPeople"] = answer["totalItems"] = len(rows)
    if token:
        answer["nextPageToken"] = token
    elif ask.query.get("requestSyncToken") == "true":
        answer["nextSyncToken"] = "5a9db0c5sync"
    return answer


def others(ask: Ask) -> object:
    """GET otherContacts?readMask=…."""
    fields = _mask(ask, "readMask")
    rows = [_entry(one, "otherContacts", "OTHER_CONTACT", fields) for one in _of(ask, OTHERS)]
    page, token = _paged(ask, rows)
    answer: dict[str, object] = {"otherContacts": page, "totalSize": len(rows)} if page else {}
    return {**answer, **({"nextPageToken": token} if token else {})}


def me(ask: Ask) -> object:
    """GET people/me?personFields=… -> who signed in."""
    fields = _mask(ask, "personFields")
    account = consent_of(ask).account
    return _entry(Contact("Sandbox Owner", ((account, ""),)), "people", "PROFILE", fields)


def _of(ask: Ask, rows: Sequence[Contact]) -> Sequence[Contact]:
    return rows if consent_of(ask).account == keys.ACCOUNT else ()


def _mask(ask: Ask, name: str) -> frozenset[str]:
    wanted = frozenset(one.strip() for one in ask.query.get(name, "").split(",") if one.strip())
    if not wanted:
        raise refusal(400, f"{name} mask is required. Please specify one or more valid paths.")
    if strange := wanted - _FIELDS:
        raise refusal(400, f'Invalid {name} mask path: "{min(strange)}".')
    return wanted


def _paged(ask: Ask, rows: list[object]) -> tuple[list[object], str]:
    size = natural(ask.query.get("pageSize", "")) if "pageSize" in ask.query else 100
    if size is None or size > 1000:
        raise refusal(400, "Page size must be less than or equal to 1000.")
    start = 0
    if token := ask.query.get("pageToken"):
        begin, _, end = base64.urlsafe_b64decode(token + "==").decode("ascii", "replace").partition(":")
        if begin != "page" or natural(end) is None:
            raise refusal(400, "Invalid page token.")
        start = int(end)
    # However many are asked for, a page here has two: who reads only the first is found out.
    stop = start + max(1, min(size or 100, 2))
    rest = base64.urlsafe_b64encode(f"page:{stop}".encode()).decode().rstrip("=") if stop < len(rows) else ""
    return rows[start:stop], rest


def _entry(one: Contact, kind: str, source: str, fields: frozenset[str]) -> object:
    own = hexadecimal(16, kind, one.name, *one.mails)
    number = f"c{int(own, 16) % 10**19}"
    origin = {"type": source, "id": own}
    entry: dict[str, object] = {"resourceName": f"{kind}/{number}", "etag": f"%{own}="}
    if "metadata" in fields:
        entry["metadata"] = {"sources": [{**origin, "etag": f"#{own}="}], "objectType": "PERSON"}
    if "names" in fields and one.name:
        given, _, family = one.name.partition(" ")
        name: dict[str, object] = {
            "metadata": {"primary": True, "source": origin},
            "displayName": one.name,
            **({"familyName": family} if family else {}),
            "givenName": given,
            "displayNameLastFirst": f"{family}, {given}" if family else given,
            "unstructuredName": one.name,
        }
        second = {**name, "metadata": {"source": {"type": "PROFILE", "id": str(int(own[:12], 16))}}}
        entry["names"] = [name, second] if one.profile else [name]
    if "emailAddresses" in fields and one.mails:
        entry["emailAddresses"] = [
            {
                "metadata": {**({"primary": True} if place == one.primary else {}), "source": origin},
                "value": mail,
                **({"type": sort, "formattedType": sort.capitalize()} if sort else {}),
            }
            for place, (mail, sort) in enumerate(one.mails)
        ]
    if "phoneNumbers" in fields:
        entry["phoneNumbers"] = [
            {
                "metadata": {"primary": True, "source": origin},
                "value": "555 0100",
                "type": "home",
                "formattedType": "Home",
            }
        ]
    return entry
