"""Signing in, whichever way ends it first: the browser comes back, the service says so, or an address is pasted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

from plexstuff.errors import ConsentNeeded, RateLimited, ServerError, Unreachable
from plexstuff.oauth.loopback import Listener
from plexstuff.service import Authorize, Pending, Service, SignIn, resolve
from plexstuff.setup.live import Doorman, finish, poll, start
from plexstuff.setup.walk import Walk, proceed


@dataclass(frozen=True, slots=True)
class Front:
    """What a front end does while somebody signs in.

    `show` is told the sign-in and the port of the listener (0: none). `pasted` waits for the next text that the user
    gives, None when there will be none. `refused` is told why a text was not the right one; the next may be. Where the
    sign-in is `optional`, an empty text leaves it out.
    """

    show: Callable[[Pending, int], None]
    pasted: Callable[[], Awaitable[str | None]]
    refused: Callable[[ConsentNeeded], None]
    optional: bool = False


async def enter(
    service: Service, step: Authorize, walk: Walk, doorman: Doorman, front: Front, *, port: int = 0
) -> Walk:
    """The walk, one step on. Raises ConsentNeeded when the user said no or took too long, Conflict for a taken port."""
    way: SignIn = resolve(step.sign_in)
    async with AsyncExitStack() as stack:
        listener = await stack.enter_async_context(Listener(port)) if way.hears else None
        walk = await start(service, walk, doorman, redirect=listener.redirect if listener else "")
        if walk.pending is None:
            return walk
        front.show(walk.pending, listener.port if listener else 0)
        ways: list[Callable[[], Awaitable[Walk]]] = []
        if listener is not None:
            ways.append(lambda: _heard(service, walk, doorman, listener))
        if walk.pending.polls:
            ways.append(lambda: _polled(service, walk, doorman))
        if walk.pending.pastes:
            ways.append(lambda: _pasted(service, walk, doorman, front))
        return await first_to_end(ways, walk.pending, service)


async def first_to_end(ways: list[Callable[[], Awaitable[Walk]]], pending: Pending, service: Service) -> Walk:
    """What the first of these ways comes to; the others are called off."""
    tasks = [asyncio.ensure_future(way()) for way in ways]
    try:
        left = max(0.0, pending.expires_at - time.time())
        done, _ = await asyncio.wait(tasks, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        if not done:
            raise ConsentNeeded(
                f"{service.title}: nobody has signed in within the time that there was.",
                f"Start again: plexstuff services setup {service.key}",
            )
        return next(iter(done)).result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _heard(service: Service, walk: Walk, doorman: Doorman, listener: Listener) -> Walk:
    return await finish(service, walk, doorman, await listener.address())


async def _polled(service: Service, walk: Walk, doorman: Doorman) -> Walk:
    assert walk.pending is not None
    place, wait = walk.place, walk.pending.every
    while True:
        await asyncio.sleep(wait)
        try:
            walk = await poll(service, walk, doorman)
        except (Unreachable, ServerError):
            continue  # it passes, or the time runs out
        except RateLimited as error:
            wait = max(wait * 2, error.wait or 0.0)
        if walk.place != place:
            return walk


async def _pasted(service: Service, walk: Walk, doorman: Doorman, front: Front) -> Walk:
    while True:
        text = await front.pasted()
        if text is None:
            await asyncio.Event().wait()  # nobody types here; the other ways go on
        if not text and front.optional:
            return proceed(service, walk)
        try:
            return await finish(service, walk, doorman, text or "")
        except ConsentNeeded as error:
            front.refused(error)
