"""The client of Plex: the account at plex.tv, and the one server of it that was chosen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

import msgspec

from plexstuff.errors import KeyRefused, NotConfigured, PlexstuffError
from plexstuff.health import Checked, Proof
from plexstuff.http import Credentials, ServiceHttp
from plexstuff.models import Library, ServerUser
from plexstuff.service import Keep, Offer
from plexstuff.services.plex import places, users
from plexstuff.services.plex.answers import Account, Resource, yes
from plexstuff.services.plex.device import headers, parted
from plexstuff.services.plex.items import Item, Kind
from plexstuff.services.plex.server import Server
from plexstuff.services.plex.trouble import explain, not_among

__all__ = ["Plex", "check", "explain", "servers"]

T = TypeVar("T")

#: Under this name is kept where the server was last reached, and with which token.
ROUTE = "route"


class _Route(msgspec.Struct, frozen=True):
    """Where a server is reached, and for which settings (`chosen`, `given`: an address) that was found."""

    chosen: str
    given: str
    server: str
    name: str
    uri: str
    token: str

    def __repr__(self) -> str:
        return f"<the way to {self.name!r}>"


class Plex:
    """Plex for an account (a token) and one of its servers.

    Every method raises ServiceErrors, KeyRefused when the sign-in is worth nothing any more, and, where it needs the
    server, NotConfigured when there are several and none was chosen.
    """

    key = "plex"

    def __init__(self, http: ServiceHttp, values: Mapping[str, str], keep: Keep) -> None:
        self._token, client = parted(values["token"])
        http.credentials = Credentials(headers={"X-Plex-Token": self._token})
        self._http = http
        self._headers = headers(client)
        self._chosen = values.get("server", "")
        self._given = values.get("server_url", "")
        self._keep = keep
        self._route: _Route | None = None

    async def account(self) -> Account:
        """GET /api/v2/user -> the account that the token belongs to: 200 says that it lives, 401 that it does not."""
        return await self._http.get("api/v2/user", Account, headers=self._headers, cache=False)

    async def servers(self) -> list[Resource]:
        """GET /api/v2/resources -> the servers of the account, own ones first; other devices are left out."""
        rows = await self._http.get(
            "api/v2/resources",
            list[Resource],
            params={"includeHttps": 1, "includeRelay": 1, "includeIPv6": 1},
            headers=self._headers,
            cache=False,
        )
        found = [one for one in rows if "server" in one.provides.split(",")]
        return sorted(found, key=lambda one: (not yes(one.owned), one.name.casefold()))

    async def libraries(self) -> list[Library]:
        """The libraries of the server with folders, last scan and number of items; a request for each, and one more."""
        return await self._ask(lambda server: server.libraries())

    async def items(self, library: str, kind: Kind | None = None) -> list[Item]:
        """Everything in the library with this key: see `Server.items`. Raises NotFound when there is none."""
        return await self._ask(lambda server: server.items(library, kind))

    async def users(self) -> list[ServerUser]:
        """GET /api/users/ -> friends and managed users of the account, with what they see of the server.

        The server itself is not asked, and need not run.
        """
        route = self._route or self._kept()
        return await self.users_of(route.server if route else (await self.entry()).client_identifier)

    async def users_of(self, machine: str) -> list[ServerUser]:
        """The same for the server with this id."""
        accept = {"Accept": "application/xml", **self._headers}
        return users.users(await self._http.get("api/users/", bytes, headers=accept, cache=False), machine)

    async def server_name(self) -> str:
        """What the chosen server is called."""
        route = self._route or self._kept()
        return route.name if route else (await self.entry()).name

    async def reach(self, entry: Resource) -> Server:
        """The server of this entry, wherever it answers now; kept for the next run. Raises Unreachable."""
        before = self._kept()
        if self._given:
            uri = await places.claimed(self._http, self._given, entry, self._headers)
        else:
            last = before.uri if before and before.server == entry.client_identifier else ""
            uri = await places.find(self._http, entry, self._headers, first=last)
        token = entry.access_token or self._token
        route = _Route(self._chosen, self._given, entry.client_identifier, entry.name, uri, token)
        if route != before:
            self._keep.set(ROUTE, msgspec.json.encode(route).decode())
        self._route = route
        return self._server(route)

    async def _ask(self, question: Callable[[Server], Awaitable[T]]) -> T:
        """What the server answers; where it was the last time, else wherever plex.tv says that it is."""
        kept = self._route or self._kept()
        if kept is not None and await self._still_there(kept):
            try:
                return await question(self._server(kept))
            except KeyRefused:
                self._keep.set(ROUTE, None)  # the token of its entry may have changed
        return await question(await self.reach(await self.entry()))

    async def _still_there(self, route: _Route) -> bool:
        try:
            found = await places.identity(self._http, route.uri, self._headers)
        except PlexstuffError:
            return False
        return found.machine_identifier == route.server

    async def entry(self) -> Resource:
        """The entry of the chosen server, asked for anew. Raises NotFound when the account has no such server."""
        there = await self.servers()
        if self._chosen:
            for one in there:
                if one.client_identifier == self._chosen:
                    return one
            for one in there:
                if one.name.casefold() == self._chosen.casefold():
                    return one
            raise not_among(self._chosen, [one.name for one in there])
        own = [one for one in there if yes(one.owned)]
        if len(own) == 1:
            return own[0]
        if not there:
            raise not_among("", [])
        raise NotConfigured(
            f"Plex: the account has several servers ({', '.join(one.name for one in own or there)}), and none is "
            "chosen.",
            "Run: plexstuff services setup plex",
        )

    def _kept(self) -> _Route | None:
        """The way that was found for the settings as they are now."""
        try:
            route = msgspec.json.decode(self._keep.get(ROUTE) or "", type=_Route)
        except msgspec.DecodeError:
            return None
        return route if (route.chosen, route.given) == (self._chosen, self._given) else None

    def _server(self, route: _Route) -> Server:
        return Server(self._http.at(route.uri), route.token, self._headers)


async def servers(client: Plex) -> list[Offer]:
    """The servers to choose from (`service.Choose`)."""
    return [_offer(one) for one in await client.servers()]


def _offer(entry: Resource) -> Offer:
    whose = "yours" if yes(entry.owned) else f"shared by {entry.source_title or 'somebody'}"
    seen = "" if yes(entry.presence) else f", last seen {entry.last_seen_at[:10]}" if entry.last_seen_at else ", off"
    version = f", version {entry.product_version.partition('-')[0]}" if entry.product_version else ""
    return Offer(entry.client_identifier, entry.name, f"{whose}{version}{seen}")


async def check(client: Plex) -> Checked:
    """Try all that is used: the token at plex.tv, the server with its libraries, the list of users."""
    account = await client.account()
    entry = await client.entry()
    sections = await (await client.reach(entry)).sections()
    among = [one for one in await client.users_of(entry.client_identifier) if one.shared and not one.pending]
    who = account.username or account.title or account.email or "you"
    return Checked(
        f"Signed in as {who}; the server {entry.name} has {_counted(len(sections), 'library', 'libraries')} and is "
        f"shared with {_counted(len(among), 'user', 'users')}.",
        Proof.TRIED,
    )


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
