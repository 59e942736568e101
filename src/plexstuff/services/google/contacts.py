"""The address book: the contacts of the account, and those that Google noted by itself (People API v1)."""

from __future__ import annotations

from collections.abc import Mapping

from plexstuff.errors import UnexpectedResponse
from plexstuff.http import ServiceHttp
from plexstuff.models import Person
from plexstuff.services.google import answers
from plexstuff.services.google.features import FEATURES
from plexstuff.services.google.session import Session

#: Entries on a page, the most that Google gives; and the most pages that are read.
PAGE, MOST_PAGES = 1000, 50
_FIELDS = "names,emailAddresses,metadata"


class Contacts:
    """The contacts of the account that signed in."""

    def __init__(self, http: ServiceHttp, session: Session) -> None:
        self._http = http
        self._session = session

    async def names(self) -> list[Person]:
        """GET people/me/connections, and otherContacts where that is allowed -> everybody who has a mail address.

        Whoever stands in both lists is named as in the contacts. Raises as `client.Google` says.
        """
        self._session.need("contacts")
        entries = await self._connections()
        if FEATURES["contacts"].scopes[1] in self._session.grant.scopes:
            entries += await self._others()
        self._session.tried("contacts")
        return people(entries)

    async def permitted(self) -> None:
        """GET people/me/connections, one entry: the API is switched on, and the contacts may be read."""
        await self._session.ask(
            lambda proof: self._page("v1/people/me/connections", answers.Connections, proof, size=1)
        )

    async def _connections(self) -> list[answers.Person]:
        found: list[answers.Person] = []
        token: str | None = None
        for _ in range(MOST_PAGES):

            async def page(proof: Mapping[str, str], token: str | None = token) -> answers.Connections:
                return await self._page("v1/people/me/connections", answers.Connections, proof, token=token)

            seen = await self._session.ask(page)
            found += seen.connections or ()
            if not (token := seen.next_page_token):
                return found
        raise _endless()

    async def _others(self) -> list[answers.Person]:
        found: list[answers.Person] = []
        token: str | None = None
        for _ in range(MOST_PAGES):

            async def page(proof: Mapping[str, str], token: str | None = token) -> answers.OtherContacts:
                return await self._page("v1/otherContacts", answers.OtherContacts, proof, token=token)

            seen = await self._session.ask(page)
            found += seen.other_contacts or ()
            if not (token := seen.next_page_token):
                return found
        raise _endless()

    async def _page(
        self,
        path: str,
        as_: type[answers.PageT],
        proof: Mapping[str, str],
        *,
        token: str | None = None,
        size: int = PAGE,
    ) -> answers.PageT:
        mask = "readMask" if path.endswith("otherContacts") else "personFields"
        wanted = "otherContacts,nextPageToken" if mask == "readMask" else "connections,nextPageToken"
        return await self._http.get(
            path,
            as_,
            # An empty list is left out: only by naming what may come is an answer told from somebody else's.
            params={mask: _FIELDS, "pageSize": size, "pageToken": token, "fields": wanted},
            headers=proof,
            cache=False,
        )


def people(entries: list[answers.Person]) -> list[Person]:
    """The entries that have a mail address, each address once (whatever its case) and with the first that has it."""
    seen: set[str] = set()
    found = []
    for entry in entries:
        if entry.metadata is not None and entry.metadata.deleted:
            continue
        mails = []
        for one in sorted(entry.email_addresses or (), key=lambda one: not _primary(one.metadata)):
            mail = (one.value or "").strip()
            if mail and mail.casefold() not in seen:
                seen.add(mail.casefold())
                mails.append(mail)
        if mails:
            found.append(Person(_name(entry), tuple(mails)))
    return found


def _name(entry: answers.Person) -> str:
    """The primary name, which is not always the first; "" for an entry without one."""
    for one in sorted(entry.names or (), key=lambda one: not _primary(one.metadata)):
        name = one.display_name or " ".join(filter(None, (one.given_name, one.family_name)))
        if name.strip():
            return name.strip()
    return next((one.display_name.strip() for one in entry.email_addresses or () if one.display_name), "")


def _primary(metadata: answers.ItemMetadata | None) -> bool:
    return metadata is not None and bool(metadata.primary)


def _endless() -> UnexpectedResponse:
    return UnexpectedResponse(
        f"Google gives the contacts without an end (more than {PAGE * MOST_PAGES} entries).", "Try again later."
    )
