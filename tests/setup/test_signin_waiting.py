"""Waiting for a browser that never comes back: the time ends, and nothing is left listening."""

from __future__ import annotations

import asyncio

import pytest

from plexstuff.errors import ConsentNeeded
from plexstuff.oauth.loopback import Listener
from plexstuff.service import Pending
from plexstuff.services.google import GOOGLE_SERVICE
from plexstuff.setup import Walk
from plexstuff.setup.entrance import first_to_end


def test_a_tab_that_was_closed_is_not_waited_for_without_end() -> None:
    async def scenario() -> int:
        async with Listener() as listener:

            async def heard() -> Walk:
                await listener.address()
                raise AssertionError("nobody came")

            with pytest.raises(ConsentNeeded, match="nobody has signed in within the time") as caught:
                await first_to_end([heard], Pending("http://sandbox.test/", expires_at=1.0), GOOGLE_SERVICE)
            assert "services setup google" in caught.value.advice
            return listener.port

    port = asyncio.run(scenario())

    async def again() -> None:
        async with Listener(port) as listener:
            assert listener.port == port, "the port is free again"

    asyncio.run(again())
