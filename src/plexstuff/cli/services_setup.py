"""`plexstuff services setup`: the walk through a service's steps, at a terminal."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from plexstuff.cli.application import configuration as load_configuration
from plexstuff.cli.fields import ask, at_terminal
from plexstuff.cli.output import safe, speak
from plexstuff.cli.services_check import exit_code
from plexstuff.cli.services_show import life
from plexstuff.config import Configuration
from plexstuff.errors import ConsentNeeded, NothingFound, ServiceError, UsageError
from plexstuff.health import Health
from plexstuff.service import Field, LifecycleState, Recognised, Service
from plexstuff.setup import (
    Ask,
    Decide,
    Enter,
    Page,
    Pick,
    Ready,
    Try,
    Walk,
    again,
    attempt,
    begin,
    candidate,
    hidden,
    judge,
    keep,
    look,
    make,
    past_pages,
    proceed,
    question,
)

if TYPE_CHECKING:
    from plexstuff.app import Plexstuff


# As advice ends with it, with the words that lead up to it.
_SET_UP = re.compile(r"(?:(?:^|,? and | )[Rr]un)?:? ?plexstuff services setup [a-z]+$")


def walk_through(key: str, *, port: int = 0, browser: bool = True) -> int:
    """Walk to the end, or to where the user stops; the exit code. Raises UsageError without a terminal.

    To sign in, listen on `port` (0: any) for the browser, and with `browser` open one where there is one.
    """
    from plexstuff.services import find

    service = find(key)
    configuration = load_configuration()
    walk = begin(service, configuration)  # says so, terminal or not, when the service is gone
    if not at_terminal():
        raise UsageError(
            "Nobody can be asked here: standard input is no terminal.",
            f"Run it in a terminal, or: plexstuff services set {key} < file",
        )
    _head(service)
    if (past := past_pages(service, walk)) != walk:
        walk = past
        speak(
            "What the first pages are for is there already, so they are passed over. They stand in: "
            f"plexstuff services show {key}"
        )
    try:
        return _walk_on(service, walk, configuration, port=port, browser=browser)
    except (click.Abort, KeyboardInterrupt):
        click.echo(err=True)
        speak("Stopped. Nothing was kept; what was set before is as it was.")
        return 130


def _walk_on(service: Service, walk: Walk, configuration: Configuration, *, port: int, browser: bool) -> int:
    """From this walk to its end; the exit code. What is kept is kept at the very end."""
    from plexstuff.app import Plexstuff

    while True:
        match question(service, walk):
            case Page() | Ask() as asked:
                walk = _step(service, walk, asked, configuration)
            case Enter() as asked:
                walk = _enter(service, walk, asked, Plexstuff(configuration), port=port, browser=browser)
            case Pick() as asked:
                walk = _pick(service, walk, asked, Plexstuff(configuration))
            case Try():
                speak(f"Trying {service.title} …")
                walk = asyncio.run(attempt(service, walk, configuration, Plexstuff))
            case Decide(health):
                decided = _decided(service, walk, configuration, health)
                if isinstance(decided, int):
                    return decided
                walk = decided
            case Ready(health, _):
                walk = keep(service, walk, configuration)
                speak(f"{service.title} works: {health.sentence if health else ''} Kept.")
                _warn(service, walk, configuration)
                if service.uses:
                    speak("Now use it:")
                    click.echo("\n".join(f"  {safe(one)}" for one in service.uses), err=True)
                return 0


def _head(service: Service) -> None:
    speak(f"{service.title}: {service.purpose}")
    if service.lifecycle.state is not LifecycleState.ACTIVE:
        speak(life(service))
    if service.attribution:
        speak(service.attribution)


def _number(service: Service, walk: Walk) -> None:
    click.echo(f"\n[{walk.place + 1}/{len(service.steps)}]", err=True)


def _enter(service: Service, walk: Walk, asked: Enter, app: Plexstuff, *, port: int, browser: bool) -> Walk:
    from plexstuff.cli.services_signin import sign_in

    _number(service, walk)
    for line in (asked.step.title, asked.step.text, asked.step.success and f"Done when: {asked.step.success}"):
        if line:
            speak(line, indent="  ")
    if asked.have and not click.confirm("Signed in already. Sign in anew?", default=False, err=True):
        return proceed(service, walk)
    # It may be left out where the service does something without it.
    optional = not service.missing(candidate(service, walk, app.configuration).get)
    while True:
        try:
            way = sign_in(service, asked.step, walk, app, port=port, browser=browser, optional=optional)
            return asyncio.run(way)
        except (ConsentNeeded, ServiceError) as error:
            speak(error.sentence, error.advice)
            if not click.confirm("Once more?", default=True, err=True):
                raise


def _pick(service: Service, walk: Walk, asked: Pick, app: Plexstuff) -> Walk:
    _number(service, walk)
    for line in (asked.step.title, asked.step.text):
        speak(line, indent="  ")
    if asked.problem is not None:
        speak(f"{asked.problem.refusal} {asked.problem.advice}", indent="  ")
    if asked.offered is None:
        walk = asyncio.run(look(service, walk, app))
    offered = walk.offered or ()
    keeps = asked.have or not asked.step.field.required
    if not offered and not asked.step.makes:
        sentence = f"{service.title} offers nothing to choose from here."
        if not keeps:
            raise NothingFound(sentence, asked.step.field.hint)
        speak(sentence)
        return proceed(service, walk)
    for number, offer in enumerate(offered, 1):
        detail = f"   {offer.detail}" if offer.detail else ""
        click.echo(safe(f"  {number}  {offer.label}{detail}"), err=True)
    ways = ["by its number"] if offered else []
    tail = f", {' or '.join([*ways, *(['the name of a new one'] if asked.step.makes else [])])}"
    tail += " (Return keeps it as it is)" if keeps else ""
    default = "" if keeps or not offered else "1"
    answer: str = click.prompt(
        safe(asked.step.field.label) + tail, default=default, show_default=bool(default), err=True
    )
    if answer.isdigit() and 1 <= int(answer) <= len(offered) and answer not in [one.value for one in offered]:
        answer = offered[int(answer) - 1].value
    known = {text.casefold() for one in offered for text in (one.value, one.label)}
    if asked.step.makes and answer.strip() and answer.strip().casefold() not in known:
        if click.confirm(safe(f"There is no {answer.strip()!r}. Make it?"), default=False, err=True):
            return asyncio.run(make(service, walk, answer.strip(), app))
        return walk
    return proceed(service, walk, {asked.step.field.key: answer})


def _step(service: Service, walk: Walk, asked: Page | Ask, configuration: Configuration) -> Walk:
    _number(service, walk)
    if isinstance(asked, Page):
        for line in (asked.visit.title, asked.visit.address, asked.visit.text):
            speak(line, indent="  ")
        if asked.visit.success:
            speak(f"Done when: {asked.visit.success}", indent="  ")
        # Not shown: who was told to copy a key is tempted to paste it here.
        typed: str = click.prompt(
            "Return when you are there", default="", show_default=False, hide_input=True, err=True
        )
        if typed.strip():
            speak("Nothing is asked for here, so what you typed was left out: give it where it is asked for by name.")
        return proceed(service, walk)
    answers: dict[str, str] = {}
    present = {**configuration.values(service.key), **walk.answers}
    for field in asked.fields:
        problem = asked.problems.get(field.key)
        if asked.problems and problem is None:
            continue
        if field.needless is not None and field.needless(present):
            continue
        answers[field.key], value = _answer(walk, field, present, problem or Recognised())
        present |= {field.key: value} if value else {}
    return proceed(service, walk, answers)


def _answer(walk: Walk, field: Field, present: Mapping[str, str], problem: Recognised) -> tuple[str, str]:
    """What is typed for this field, and its value: asked for until it can be taken, before anything else is."""
    while True:
        said = f"{problem.refusal} {_here(problem.advice)}".strip()
        text = ask(field, have=field.key in present, present=present.get(field.key, ""), problem=said)
        seen = judge(walk, field, text)
        if not seen.refusal:
            if seen.note:
                speak(f"{field.label}: {seen.note}", indent="  ")
            return text, seen.value
        problem = seen


def _here(advice: str) -> str:
    """The advice without its command to set the service up: that is where we are."""
    return _SET_UP.sub("", advice)


def _decided(service: Service, walk: Walk, configuration: Configuration, health: Health) -> Walk | int:
    speak(health.sentence, _here(health.advice))
    answer: str = click.prompt(
        "Once more, keep it anyway, or stop?",
        type=click.Choice(["again", "keep", "stop"]),
        default="again",
        err=True,
    )
    if answer == "again":
        return again(service, walk)
    if answer == "stop":
        speak("Nothing was kept.")
        return exit_code(health)
    walk = keep(service, walk, configuration, anyway=True)
    speak(f"{service.title}: kept, but not seen working.", f"Run: plexstuff services check {service.key}")
    _warn(service, walk, configuration)
    return 0


def _warn(service: Service, walk: Walk, configuration: Configuration) -> None:
    for key, where in hidden(service, walk, configuration).items():
        speak(f"{key} was kept, but does not count: {where} wins over it.")
