"""What a window does with values: try what was typed, and keep it when it works; sign in; choose; forget."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from plexstuff import setup
from plexstuff.app import Plexstuff
from plexstuff.desktop.words import told
from plexstuff.errors import ConfigurationError, ConsentNeeded
from plexstuff.health import Health
from plexstuff.service import Authorize, Choose, Offer, Service, Step, fields_of
from plexstuff.setup import Walk
from plexstuff.setup.entrance import Front, enter
from plexstuff.setup.files import content


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it. Nothing is kept unless `kept`; `refused` says why by field, `wanted` what else must be given.

    `walk` holds the answers, secrets too, for keeping them anyway; it is left out of `repr`.
    """

    kept: bool = False
    refused: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    wanted: tuple[str, ...] = ()
    health: Health | None = None
    walk: Walk | None = field(default=None, repr=False)


async def try_values(app: Plexstuff, service: Service, texts: Mapping[str, str]) -> Tried:
    """Try the service with these texts (field key -> what was typed); keep them when it works."""
    walk, refused = await asyncio.to_thread(_read, app, service, texts)
    if refused:
        return Tried(refused=refused, notes=walk.notes)
    return await try_walk(app, service, walk)


async def try_walk(app: Plexstuff, service: Service, walk: Walk) -> Tried:
    """Try the service with the answers of a walk; keep them when it works."""
    whole = await asyncio.to_thread(setup.given, service, app.configuration, {})
    walk = replace(whole, answers=walk.answers, notes=walk.notes)
    candidate = await asyncio.to_thread(setup.candidate, service, walk, app.configuration)
    wish = setup.wishes(service, walk)
    if missing := service.missing(candidate.get):
        if wish:
            return await keep(app, service, walk, anyway=True)
        return Tried(notes=walk.notes, wanted=tuple(missing), walk=walk)
    walk = await setup.attempt(service, walk, app.configuration, Plexstuff)
    if wish and walk.health is not None and walk.health.error == ConsentNeeded.__name__:
        # What was allowed so far is no reason against a wish to have something else allowed.
        return await keep(app, service, walk, anyway=True)
    if not isinstance(setup.question(service, walk), setup.Ready):
        return Tried(notes=walk.notes, health=walk.health, walk=walk)
    return await keep(app, service, walk)


async def keep(app: Plexstuff, service: Service, walk: Walk, *, anyway: bool = False) -> Tried:
    """Keep the answers of a walk; `anyway` though they were not seen working."""
    walk = await asyncio.to_thread(lambda: setup.keep(service, walk, app.configuration, anyway=anyway))
    return Tried(kept=True, notes=walk.notes, health=walk.health, walk=walk)


async def sign_in(app: Plexstuff, service: Service, step: Authorize, texts: Mapping[str, str], front: Front) -> Walk:
    """Sign in at a service. Raises ConsentNeeded, ServiceErrors, and InvalidValue for a text that can't be a value."""
    walk = await asyncio.to_thread(lambda: setup.given(service, app.configuration, _contents(service, texts)))
    walk = replace(walk, place=service.steps.index(step))
    return await enter(service, step, walk, app, front)


async def offers(app: Plexstuff, service: Service, step: Choose, answers: Mapping[str, str]) -> list[Offer]:
    """What the live service offers to choose from."""
    return await app.offers(service.key, step, answers)


async def make_offer(app: Plexstuff, service: Service, step: Choose, title: str, answers: Mapping[str, str]) -> Offer:
    """Make something to choose, where the step lets one."""
    return await app.make_offer(service.key, step, title, answers)


async def forget(app: Plexstuff, service: Service) -> list[str]:
    """Forget all that was set of a service, and give its sign-ins back; returns what ended at the service."""
    ended = await app.revoke(service.key)
    await asyncio.to_thread(app.configuration.forget, service.key)
    return ended


def step_of(service: Service, key: str) -> Step:
    """The step that gives the value of this field."""
    return next(step for step in service.steps if any(one.key == key for one in fields_of(step)))


def _read(app: Plexstuff, service: Service, texts: Mapping[str, str]) -> tuple[Walk, dict[str, str]]:
    walk = setup.given(service, app.configuration, {})
    refused: dict[str, str] = {}
    for key, text in _contents(service, texts).items():
        try:
            seen = setup.given(service, app.configuration, {key: text})
        except ConfigurationError as error:
            refused[key] = told(error)
        else:
            walk = replace(walk, answers={**walk.answers, **seen.answers}, notes={**walk.notes, **seen.notes})
    return walk, refused


def _contents(service: Service, texts: Mapping[str, str]) -> dict[str, str]:
    """The same, with what is in a file where one is named for a value of many lines."""
    lines = {one.key for one in service.fields if one.lines}
    return {key: content(text) if key in lines else text for key, text in texts.items()}
