"""A walk through the steps of a service: what comes next, and what is answered. Touches nothing but to keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from plexstuff.config import Configuration
from plexstuff.config.kinds import typed
from plexstuff.errors import ConfigurationError, InvalidValue, ServiceRetired
from plexstuff.health import Health, State
from plexstuff.service import (
    Authorize,
    Choose,
    Field,
    Form,
    LifecycleState,
    Offer,
    Pending,
    Recognised,
    Service,
    Step,
    Visit,
    fields_of,
)


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
    #: The sign-in that is under way, and what the live service offered, at the present step.
    pending: Pending | None = field(default=None, repr=False)
    offered: tuple[Offer, ...] | None = None


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
class Enter:
    """Sign in. Without `pending`, start; with it, show its page, and poll, listen, or take the pasted address.

    When `have`, somebody is signed in already, and the step may be passed over.
    """

    step: Authorize
    pending: Pending | None
    have: bool


@dataclass(frozen=True, slots=True)
class Pick:
    """Choose one of `offered` (None: look first). When `have`, one is chosen, and the step may be passed over."""

    step: Choose
    offered: tuple[Offer, ...] | None
    have: bool
    problem: Recognised | None = None


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


Question = Page | Ask | Enter | Pick | Try | Decide | Ready


def begin(service: Service, configuration: Configuration) -> Walk:
    """The first step. Raises ServiceRetired for a service that is gone."""
    if service.lifecycle.state is LifecycleState.RETIRED:
        life = service.lifecycle
        raise ServiceRetired(
            f"{service.title} was retired in {life.since}: {life.why}",
            f"Instead: {life.instead}." if life.instead else "",
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
        return _question_of(service.steps[walk.place], walk)
    if walk.kept or (walk.health is not None and walk.health.state is State.WORKING):
        return Ready(walk.health, walk.kept)
    return Try() if walk.health is None else Decide(walk.health)


def _question_of(step: Step, walk: Walk) -> Question:
    match step:
        case Visit():
            return Page(step)
        case Form():
            return Ask(step.fields, walk.have, walk.problems)
        case Authorize():
            return Enter(step, walk.pending, _has(walk, step.field))
        case Choose():
            return Pick(step, walk.offered, _has(walk, step.field), walk.problems.get(step.field.key))


def _has(walk: Walk, one: Field) -> bool:
    return one.key in walk.have or one.key in walk.answers


def proceed(service: Service, walk: Walk, texts: Mapping[str, str] | None = None) -> Walk:
    """The walk with the answers to its question. When one can't be taken the walk stays, with `problems` that say why.

    The others are taken all the same. An empty answer leaves a value as it is, or skips one that is not required.
    """
    if walk.place >= len(service.steps):
        return walk
    step = service.steps[walk.place]
    if isinstance(step, Choose) and (chosen := (texts or {}).get(step.field.key, "").strip()):
        value = _offered(walk, chosen)
        if not value:
            refusal = Recognised(refusal=f"{step.field.label}: there is no {chosen[:60]!r} to choose.")
            return replace(walk, problems={step.field.key: refusal})
        texts = {step.field.key: value}
    answers, notes, problems = dict(walk.answers), dict(walk.notes), {}
    for one in fields_of(step):
        seen = judge(walk, one, (texts or {}).get(one.key, ""))
        if seen.refusal:
            problems[one.key] = seen
        if seen.refusal or not seen.value:
            continue
        answers[one.key] = seen.value
        notes.pop(one.key, None)
        if seen.note:
            notes[one.key] = seen.note
    if problems:
        return replace(walk, answers=answers, notes=notes, problems=problems)
    return onward(service, replace(walk, answers=answers, notes=notes))


def _offered(walk: Walk, chosen: str) -> str:
    """The value of the offer that is meant by its value or by what is shown of it; "" when there is none."""
    offers = walk.offered or ()
    if not offers or any(one.value == chosen for one in offers):
        return chosen
    named = [one.value for one in offers if one.label.casefold() == chosen.casefold()]
    return named[0] if len(named) == 1 else ""


def judge(walk: Walk, one: Field, text: str) -> Recognised:
    """What `proceed` makes of this answer: a value, why it can't be taken, or neither for an empty one that may be."""
    if text.strip():
        return typed(one, text)
    if one.required and not one.default and not _has(walk, one):
        return Recognised(refusal=f"{one.label}: nothing was given, and it is needed.", advice=one.hint)
    return Recognised()


def onward(service: Service, walk: Walk) -> Walk:
    """The next step that applies; the answers stay."""
    place = walk.place + 1
    while place < len(service.steps) and not _applies(service.steps[place], walk):
        place += 1
    return _at(walk, place)


def past_pages(service: Service, walk: Walk) -> Walk:
    """At the first step that asks for something, when what its pages lead to is there already; else as it was.

    That is all that is needed, or what signing in stands on.
    """
    signs_in = any(isinstance(step, Authorize) and step.when and _applies(step, walk) for step in service.steps)
    if not signs_in and service.missing(lambda key: key in walk.have):
        return walk
    while walk.place < len(service.steps) and isinstance(service.steps[walk.place], Visit):
        walk = onward(service, walk)
    return walk


def back(service: Service, walk: Walk) -> Walk:
    """One step back, to one that applies; the answers stay, the result of trying them does not."""
    place = max(0, walk.place - 1)
    while place and not _applies(service.steps[place], walk):
        place -= 1
    return _at(walk, place)


def _applies(step: Step, walk: Walk) -> bool:
    """Whether what a step stands on was given."""
    when = step.when if isinstance(step, Authorize | Choose) else ""
    return not when or any(key in walk.have or key in walk.answers for key in when.split())


def _at(walk: Walk, place: int) -> Walk:
    return replace(walk, place=place, problems={}, health=None, pending=None, offered=None)


def signs_in_later(service: Service, walk: Walk) -> Authorize | None:
    """The step of signing in that is still to come, when all that this walk gives is what it stands on."""
    for place, step in enumerate(service.steps):
        if isinstance(step, Authorize) and not _has(walk, step.field):
            return (
                step
                if (_applies(step, walk) and _comes_before(service, walk, place)) or wishes(service, walk)
                else None
            )
    return None


def wishes(service: Service, walk: Walk) -> bool:
    """Whether all that this walk gives is about the next sign-in, such as what to ask permission for there.

    That are fields before it that have a default and are no secret. Nothing is wrong with them when what was allowed
    so far is something else.
    """
    place = next((number for number, step in enumerate(service.steps) if isinstance(step, Authorize)), -1)
    given = [one for one in service.fields if one.key in walk.answers]
    return place >= 0 and _comes_before(service, walk, place) and all(one.default and not one.secret for one in given)


def _comes_before(service: Service, walk: Walk, place: int) -> bool:
    before = {one.key for earlier in service.steps[:place] for one in fields_of(earlier)}
    return bool(walk.answers) and set(walk.answers) <= before


def again(service: Service, walk: Walk) -> Walk:
    """Back to the last step that asks for something; the pages before it were seen."""
    walk = back(service, walk)
    while walk.place and isinstance(service.steps[walk.place], Visit):
        walk = back(service, walk)
    return walk


def keep(service: Service, walk: Walk, configuration: Configuration, *, anyway: bool = False) -> Walk:
    """Keep the answers and what trying them found. Raises ConfigurationError unless that was good, or `anyway`.

    What a flag or an environment variable says still wins over what is kept here: see `hidden`.
    """
    if not anyway and (walk.health is None or walk.health.state is not State.WORKING):
        raise ConfigurationError(f"{service.title} has not been seen working with these values; nothing was kept.")
    tried = candidate(service, walk, configuration)
    fields = {key: configuration.known.field(service.key, key) for key in walk.answers}
    for key, text in walk.answers.items():
        if fields[key].secret:
            configuration.set_secret(service.key, key, text)
    for key, text in walk.answers.items():
        if not fields[key].secret:
            configuration.set(service.key, key, text)
    configuration.forget_kept(service.key)
    # When something hides what was tried, the next run asks with other values: then nothing is known of those.
    true = all((configuration.value(service.key, key).text or "") == text for key, text in tried.items())
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


def candidate(service: Service, walk: Walk, configuration: Configuration) -> dict[str, str]:
    """The value of every field as it would be: the answers before what is set; "" for none."""
    return {
        one.key: walk.answers.get(one.key) or configuration.value(service.key, one.key).text or ""
        for one in service.fields
    }
