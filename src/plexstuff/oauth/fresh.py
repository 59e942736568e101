"""Keeps a grant fresh: renewed before it ends, by one process alone, and written back before it is used."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from plexstuff.errors import ConsentNeeded
from plexstuff.oauth.grant import Grant
from plexstuff.service import Keep

Renew = Callable[[Grant], Awaitable[Grant]]


class FreshGrant:
    """The grant in the field `field`, of the service `title`; `renew` asks the service for a new access token.

    Two processes that find it ended at once do not both renew it: the second finds what the first has written. A
    refresh token that was rotated is so never lost.
    """

    def __init__(
        self,
        text: str,
        *,
        title: str,
        key: str,
        keep: Keep,
        renew: Renew,
        field: str = "grant",
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._grant = Grant.read(text, title)
        self._title = title
        self._key = key
        self._keep = keep
        self._renew = renew
        self._field = field
        self._clock = clock

    @property
    def grant(self) -> Grant:
        """As it is known now."""
        return self._grant

    async def token(self, *, refused: str = "") -> str:
        """An access token that is good for a minute at least; with `refused`, another one than that.

        Raises ConsentNeeded when only the user can get a new one, and what `renew` raises.
        """
        if self._good(self._grant, refused):
            return self._grant.access_token
        async with self._keep.renewing(self._field) as kept:
            found = Grant.read(kept.grant, self._title) if kept.grant else self._grant
            if not self._good(found, refused):
                if not found.refresh_token:
                    raise ConsentNeeded(
                        f"The sign-in at {self._title} has ended.",
                        f"Sign in again: plexstuff services setup {self._key}",
                    )
                found = await self._renew(found)
                kept.keep(found.text())
            self._grant = found
        return self._grant.access_token

    def _good(self, grant: Grant, refused: str) -> bool:
        return grant.fresh(self._clock()) and grant.access_token != refused
