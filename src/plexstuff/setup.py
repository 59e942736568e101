"""One walk through the steps of a service: state in, question out; question, answer, try, keep.

Every front end walks the same way:

    walk = begin(service, configuration)
    match question(service, walk):
        case Page():      # show it
            walk = proceed(service, walk)
        case Ask():       # ask for its fields
            walk = proceed(service, walk, {"api_key": "what was typed"})
        case Try():
            walk = await attempt(service, walk, configuration, Plexstuff)
        case Decide():    # it did not work: once more, or keep it anyway, or stop
            walk = again(service, walk)
        case Ready():     # it works
            walk = keep(service, walk, configuration)

A walk is plain frozen data and touches nothing: it can be held between two requests for a page, gone back in, dropped.
Nothing is kept before the live check has passed, unless the user says "keep it anyway".
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from plexstuff.config import Configuration
from plexstuff.config.kinds import typed
from plexstuff.errors import ConfigurationError, InvalidValue, NotConfigured, ServiceRetired, Unreachable
from plexstuff.service import Field, Form, Health, LifecycleState, Recognised, Service, State, Visit


class Checker(Protocol):
    """What can try a service live; `plexstuff.app.Plexstuff` can."""

    async def check(self, key: str, values: Mapping[str, str] | None = None) -> Health:
        """Try the service with `values` (field key -> text, "" for none) in place of those that are set. Keeps nothing.

        Trouble comes back as a Health that names the error, never as an error.
        """
        ...


@dataclass(frozen=True, slots=True)
class Walk:
    """How far a set-up has come. `answers` holds what was given so far, secrets too, and is left out of `repr`."""

    service: str
    place: int = 0
    have: frozenset[str] = frozenset()
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    #: What was wrong with the last answers, and what was understood of them, by field.
    problems: Mapping[str, Recognised] = field(default_factory=dict, repr=False)
    notes: Mapping[str, str] = field(default_factory=dict)
    health: Health | None = None
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Show this page to open."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask for these fields. Those in `have` are set and may be left empty; `problems` is why it is asked again."""

    fields: tuple[Field, ...]
    have: frozenset[str]
    problems: Mapping[str, Recognised] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Try:
    """Everything is answered: try it."""


@dataclass(frozen=True, slots=True)
class Decide:
    """It was tried and did not work: go back, keep it anyway, or stop."""

    health: Health


@dataclass(frozen=True, slots=True)
class Ready:
    """It works: keep it. When `kept`, that is done too."""

    health: Health | None
    kept: bool


Question = Page | Ask | Try | Decide | Ready


def begin(service: Service, configuration: Configuration) -> Walk:
    """The first step. Raises ServiceRetired for a service that is gone."""
    if service.lifecycle.state is LifecycleState.RETIRED:
        life = service.lifecycle
        raise ServiceRetired(
            f"{service.title} was retired in {life.since}: {life.why}", f"Use {life.instead}." if life.instead else ""
        )
    return Walk(service.key, have=frozenset(configuration.values(service.key)))


def given(service: Service, configuration: Configuration, texts: Mapping[str, str], *, anyway: bool = False) -> Walk:
    """A walk that is at its end at once: only these values change (fields, or settings that every service has).

    With `anyway` a secret of an unknown shape is taken too: services change the shapes of their keys. Raises UsageError
    for a key that there isn't, InvalidValue for a value that can't be one, ServiceRetired.
    """
    answers, notes = {}, {}
    start = begin(service, configuration)
    for key, text in texts.items():
        one = configuration.known.field(service.key, key)
        seen = typed(one, text)
        if seen.refusal and anyway and one.secret:
            seen = replace(typed(replace(one, recognise=None), text), note=f"{seen.refusal} It is taken all the same.")
        if seen.refusal:
            raise InvalidValue(f"{service.title}: {seen.refusal}", seen.advice)
        answers[key] = seen.value
        if seen.note:
            notes[key] = seen.note
    return replace(start, place=len(service.steps), answers=answers, notes=notes)


def question(service: Service, walk: Walk) -> Question:
    """What comes next."""
    if walk.place < len(service.steps):
        step = service.steps[walk.place]
        return Ask(step.fields, walk.have, walk.problems) if isinstance(step, Form) else Page(step)
    if walk.kept or (walk.health is not None and walk.health.state is State.WORKING):
        return Ready(walk.health, walk.kept)
    return Try() if walk.health is None else Decide(walk.health)


def proceed(service: Service, walk: Walk, texts: Mapping[str, str] | None = None) -> Walk:
    """The walk with the answers to its question. When one can't be taken the walk stays, with `problems` that say why.

    The others are taken all the same. An empty answer leaves a value as it is, or skips one that is not required.
    """
    if walk.place >= len(service.steps):
        return walk
    step = service.steps[walk.place]
    if not isinstance(step, Form):
        return replace(walk, place=walk.place + 1)
    answers, notes, problems = dict(walk.answers), dict(walk.notes), {}
    for one in step.fields:
        text = (texts or {}).get(one.key, "")
        if not text.strip():
            if one.required and not one.default and one.key not in walk.have and one.key not in answers:
                problems[one.key] = Recognised(refusal=f"{one.label} is needed.", advice=one.hint)
            continue
        seen = typed(one, text)
        if seen.refusal:
            problems[one.key] = seen
            continue
        answers[one.key] = seen.value
        notes.pop(one.key, None)
        if seen.note:
            notes[one.key] = seen.note
    if problems:
        return replace(walk, answers=answers, notes=notes, problems=problems)
    return replace(walk, place=walk.place + 1, answers=answers, notes=notes, problems={}, health=None)


def back(walk: Walk) -> Walk:
    """One step back; the answers stay, the result of trying them does not."""
    return replace(walk, place=max(0, walk.place - 1), problems={}, health=None)


def again(service: Service, walk: Walk) -> Walk:
    """Back to the last form, where other answers can be given; the pages before it were seen."""
    walk = back(walk)
    while walk.place and not isinstance(service.steps[walk.place], Form):
        walk = back(walk)
    return walk


async def attempt(
    service: Service, walk: Walk, configuration: Configuration, checker: Callable[[Configuration], Checker]
) -> Walk:
    """Try the service live with the answers in place of what is set. Raises NotConfigured when one is missing still."""
    candidate = _candidate(service, walk, configuration)
    missing = [one.label for one in service.fields if one.required and not candidate[one.key]]
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
    health = await checker(trial).check(service.key, candidate)
    return replace(walk, health=health)


def keep(service: Service, walk: Walk, configuration: Configuration, *, anyway: bool = False) -> Walk:
    """Keep the answers and what trying them found. Raises ConfigurationError unless that was good, or `anyway`.

    What a flag or an environment variable says still wins over what is kept here: see `hidden`.
    """
    if not anyway and (walk.health is None or walk.health.state is not State.WORKING):
        raise ConfigurationError(f"{service.title} has not been seen working with these values; nothing was kept.")
    candidate = _candidate(service, walk, configuration)
    fields = {key: configuration.known.field(service.key, key) for key in walk.answers}
    for key, text in walk.answers.items():
        if fields[key].secret:
            configuration.set_secret(service.key, key, text)
    for key, text in walk.answers.items():
        if not fields[key].secret:
            configuration.set(service.key, key, text)
    configuration.forget_kept(service.key)
    # When something hides what was tried, the next run asks with other values: then nothing is known of those.
    true = all((configuration.value(service.key, key).text or "") == text for key, text in candidate.items())
    configuration.keep_health(service.key, walk.health if true and not hidden(service, walk, configuration) else None)
    return replace(walk, kept=True)


def hidden(service: Service, walk: Walk, configuration: Configuration) -> dict[str, str]:
    """The answers that will not count, though kept: key -> the place whose value wins over them."""
    found = {}
    for key, text in walk.answers.items():
        value = configuration.value(service.key, key)
        if value.text != text:
            found[key] = value.where
    return found


def _candidate(service: Service, walk: Walk, configuration: Configuration) -> dict[str, str]:
    return {
        one.key: walk.answers.get(one.key) or configuration.value(service.key, one.key).text or ""
        for one in service.fields
    }


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
