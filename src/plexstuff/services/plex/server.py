"""A Plex Media Server that was found: its libraries, asked for with the token of its own entry."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping
from urllib.parse import quote

from plexstuff.http import ServiceHttp
from plexstuff.models import Library
from plexstuff.services.plex.answers import Container, Section, Sections, Size, yes
from plexstuff.services.plex.items import Item, Items, Kind

#: Items that are asked for at a time.
PAGE = 200


class Server:
    """One server at one address. Every method raises ServiceErrors and KeyRefused."""

    def __init__(self, http: ServiceHttp, token: str, headers: Mapping[str, str]) -> None:
        self._http = http
        # Only what is asked here carries the token: who asks this address for its identity shows none.
        self._headers = {**headers, "X-Plex-Token": token}

    async def sections(self) -> list[Section]:
        """GET /library/sections -> all libraries that the token may see."""
        said = await self._http.get("library/sections", Container[Sections], headers=self._headers, cache=False)
        return said.container.sections

    async def count(self, section: Section) -> int:
        """GET /library/sections/{key}/all with a page of no items -> how many there are: films, series, artists."""
        nothing = {"X-Plex-Container-Start": 0, "X-Plex-Container-Size": 0}
        said = await self._http.get(
            f"library/sections/{quote(section.key, safe='')}/all",
            Container[Size],
            params=nothing,
            headers=self._headers,
            cache=False,
        )
        return said.container.size if said.container.total_size is None else said.container.total_size

    async def items(self, library: str, kind: Kind | None = None) -> list[Item]:
        """GET /library/sections/{key}/all, page by page -> all its items with their ids; None: films, series, artists.

        A page may hold more or fewer items than were asked for, and the next begin within it.
        """
        found: dict[str, Item] = {}
        start = 0
        while True:
            page = {"X-Plex-Container-Start": start, "X-Plex-Container-Size": PAGE, "includeGuids": 1, "type": kind}
            said = await self._http.get(
                f"library/sections/{quote(library, safe='')}/all",
                Container[Items],
                params=page,
                headers=self._headers,
                cache=False,
            )
            came = said.container
            found.update((one.rating_key, one) for one in came.items)
            start += len(came.items)
            if not came.items or came.total_size is None or start >= came.total_size:
                return list(found.values())

    async def libraries(self) -> list[Library]:
        """All libraries with the number of their items; one request more for each."""
        sections = await self.sections()
        try:
            async with asyncio.TaskGroup() as group:
                counts = [group.create_task(self.count(one)) for one in sections]
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from None
        return [_library(one, count.result()) for one, count in zip(sections, counts, strict=True)]


def _library(section: Section, count: int) -> Library:
    return Library(
        key=section.key,
        kind=section.type,
        title=section.title,
        items=count,
        folders=tuple(one.path for one in section.locations),
        scanned=_moment(section.scanned_at),
        scanning=yes(section.refreshing),
        language=section.language,
        agent=section.agent,
    )


def _moment(seconds: int | None) -> dt.datetime | None:
    """None for never, and for what no calendar holds."""
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC) if seconds else None
    except (OverflowError, OSError, ValueError):
        return None
