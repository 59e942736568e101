"""Lists the people that a media server is shared with, under the names by which their host knows them.

A name comes from the user's own settings (section `people`: a mail address, user name or id = a name), else from an
address book where the mail address stands, else from the server itself; which of these is said for each.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plexstuff.errors import PlexstuffError
from plexstuff.models import Person, ServerUser
from plexstuff.roles import NameSource, UserSource

#: Where a name comes from when it is the user's own, from the settings.
SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class NamedUser:
    """A user with a name; `source` is "settings", or the key of the service that gave it."""

    user: ServerUser
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class UserReport:
    """Everybody, by name. `unused` are names in the settings that fit nobody.

    `troubles` says which address books could not be asked (key -> why); their names are missing.
    """

    server: str
    users: Sequence[NamedUser]
    unused: Sequence[str] = ()
    troubles: Mapping[str, PlexstuffError] | None = None


def spelling(who: str) -> str:
    """A mail address or user name as it is kept and compared: without space around it, in small letters."""
    return who.strip().casefold()


async def list_users(source: UserSource, books: Sequence[NameSource], own: Mapping[str, str]) -> UserReport:
    """Ask the server and every address book at the same time; `own` is what the user wrote into the settings.

    An address book that fails costs only its names. Raises ConfigurationErrors and ServiceErrors of the server.
    """
    tasks = [asyncio.create_task(_asked(one)) for one in books]
    try:
        found, server = await source.users(), await source.server_name()
        asked = [await one for one in tasks]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    known: dict[str, tuple[str, str]] = {}
    troubles: dict[str, PlexstuffError] = {}
    for book, answer in zip(books, asked, strict=True):
        if isinstance(answer, PlexstuffError):
            troubles[book.key] = answer
            continue
        for person in answer:
            for mail in person.mails if person.name.strip() else ():
                known.setdefault(spelling(mail), (person.name.strip(), book.key))
    mine = {spelling(who): name.strip() for who, name in own.items() if name.strip()}
    named = [_named(one, mine, known, source.key) for one in found]
    fit = {key for one in found for key in _keys(one)}
    return UserReport(
        server,
        tuple(sorted(named, key=lambda one: (one.name.casefold(), one.user.id))),
        tuple(who for who in own if spelling(who) not in fit),
        troubles,
    )


async def _asked(book: NameSource) -> Sequence[Person] | PlexstuffError:
    try:
        return await book.names()
    except PlexstuffError as error:
        return error


def _keys(user: ServerUser) -> list[str]:
    """Under what a user may stand in the settings, the surest first."""
    keys = (str(user.id), user.mail, user.username, user.title)
    return [spelling(one) for one in keys if one.strip()]


def fits(user: ServerUser, who: str) -> bool:
    """Whether what the settings call somebody (a mail address, user name or id) means this user."""
    return spelling(who) in _keys(user)


def _named(user: ServerUser, mine: Mapping[str, str], known: Mapping[str, tuple[str, str]], server: str) -> NamedUser:
    for key in _keys(user):
        if key in mine:
            return NamedUser(user, mine[key], SETTINGS)
    if user.mail and (found := known.get(spelling(user.mail))):
        return NamedUser(user, *found)
    return NamedUser(user, user.title or user.username or user.mail or str(user.id), server)
