"""What a set-up asks the live service for: is it working, let me in, what is there to choose."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from plexstuff.config import Configuration
from plexstuff.errors import ConfigurationError, NotConfigured, Unreachable
from plexstuff.health import Health
from plexstuff.service import Authorize, Choose, Offer, Pending, Service
from plexstuff.setup.walk import Walk, candidate, onward, proceed


class Checker(Protocol):
    """What can try a service live, and sign in there; `plexstuff.app.Plexstuff` can."""

    async def check(self, key: str, values: Mapping[str, str] | None = None) -> Health:
        """Try the service with `values` (field key -> text, "" for none) in place of those that are set. Keeps nothing.

        Trouble comes back as a Health that names the error, never as an error.
        """
        ...


class Doorman(Protocol):
    """What can sign in at a service and say what it offers; `plexstuff.app.Plexstuff` can. See there."""

    async def offers(self, key: str, step: Choose, values: Mapping[str, str] | None = None) -> list[Offer]:
        """What can be chosen at this step."""
        ...

    async def make_offer(self, key: str, step: Choose, title: str, values: Mapping[str, str] | None = None) -> Offer:
        """Make something to choose, where the step lets one."""
        ...

    async def begin_sign_in(
        self, key: str, step: Authorize, values: Mapping[str, str], *, redirect: str = ""
    ) -> Pending:
        """Start to sign in."""
        ...

    async def poll_sign_in(self, key: str, step: Authorize, values: Mapping[str, str], pending: Pending) -> str | None:
        """What the sign-in gave; None while the user is not done."""
        ...

    async def finish_sign_in(
        self, key: str, step: Authorize, values: Mapping[str, str], pending: Pending, address: str
    ) -> str:
        """What the sign-in gave, from the address on which the browser ended."""
        ...


async def attempt(
    service: Service, walk: Walk, configuration: Configuration, checker: Callable[[Configuration], Checker]
) -> Walk:
    """Try the service live with the answers in place of what is set. Raises NotConfigured when one is missing still."""
    tried = candidate(service, walk, configuration)
    missing = service.missing(tried.get)
    if missing:
        dotted = next((f"{service.key}.{key}" for key in walk.answers if service.field(key) is None), "")
        raise NotConfigured(
            f"{service.title} can't be tried: {' and '.join(missing)} not set. Nothing was kept.",
            f"To keep it untried: plexstuff config set {dotted}=…"
            if dotted
            else f"Give all of it at once: plexstuff services setup {service.key}",
        )
    settings = {key: text for key, text in walk.answers.items() if service.field(key) is None}
    trial = configuration.with_flags({f"{service.key}.{key}": text for key, text in settings.items()})
    health = await checker(trial).check(service.key, tried)
    return replace(walk, health=health)


async def start(service: Service, walk: Walk, doorman: Doorman, *, redirect: str = "") -> Walk:
    """Start to sign in at the present step; `redirect` is the address of a listener on this machine.

    Raises ServiceErrors, ConsentNeeded, and NotConfigured when a value that signing in needs is not there.
    """
    step = _authorize(service, walk)
    return replace(walk, pending=await doorman.begin_sign_in(service.key, step, walk.answers, redirect=redirect))


async def poll(service: Service, walk: Walk, doorman: Doorman) -> Walk:
    """Ask whether the user is done: the walk is then at its next step. Raises ConsentNeeded when it is too late."""
    if walk.pending is None:
        return walk
    step = _authorize(service, walk)
    return _signed_in(service, walk, step, await doorman.poll_sign_in(service.key, step, walk.answers, walk.pending))


async def finish(service: Service, walk: Walk, doorman: Doorman, address: str) -> Walk:
    """Sign in with the address on which the browser ended. Raises ConsentNeeded when it is not the right one."""
    if walk.pending is None:
        return walk
    step = _authorize(service, walk)
    given = await doorman.finish_sign_in(service.key, step, walk.answers, walk.pending, address)
    return _signed_in(service, walk, step, given)


def _authorize(service: Service, walk: Walk) -> Authorize:
    step = service.steps[walk.place]
    if not isinstance(step, Authorize):
        raise ConfigurationError(f"{service.title}: this is not the step to sign in.")
    return step


def _signed_in(service: Service, walk: Walk, step: Authorize, given: str | None) -> Walk:
    return walk if given is None else onward(service, replace(walk, answers={**walk.answers, step.field.key: given}))


async def look(service: Service, walk: Walk, doorman: Doorman) -> Walk:
    """See what the live service offers at the present step. Raises what its client raises."""
    step = service.steps[walk.place]
    if not isinstance(step, Choose):
        return walk
    return replace(walk, offered=tuple(await doorman.offers(service.key, step, walk.answers)))


async def make(service: Service, walk: Walk, title: str, doorman: Doorman) -> Walk:
    """Make something called `title` at the present step, and choose it. Raises what the service's client raises."""
    step = service.steps[walk.place]
    if not isinstance(step, Choose) or not step.makes:
        return walk
    made = await doorman.make_offer(service.key, step, title, walk.answers)
    return proceed(service, replace(walk, offered=(*(walk.offered or ()), made)), {step.field.key: made.value})


async def check_all(services: Sequence[Service], checker: Checker, *, limit: float) -> dict[str, Health]:
    """Try all these services at once; who has not answered after `limit` seconds counts as not working."""
    tasks = {one.key: asyncio.create_task(checker.check(one.key)) for one in services}
    try:
        if tasks:
            await asyncio.wait(tasks.values(), timeout=limit)
        late = {one.key: _too_late(one, limit) for one in services if not tasks[one.key].done()}
    finally:
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
    return {one.key: late.get(one.key) or tasks[one.key].result() for one in services}


def _too_late(service: Service, limit: float) -> Health:
    return Health.failed(
        Unreachable(f"{service.title} did not answer within {limit:g} seconds.", "Try again later, or with --limit.")
    )
