"""`plexstuff services setup`: the walk through a service's steps, at a terminal."""

from __future__ import annotations

import asyncio

import click

from plexstuff.cli.application import configuration as load_configuration
from plexstuff.cli.fields import ask, at_terminal
from plexstuff.cli.output import safe, speak
from plexstuff.cli.services_check import exit_code
from plexstuff.cli.services_show import life
from plexstuff.config import Configuration
from plexstuff.errors import UsageError
from plexstuff.service import Health, LifecycleState, Service
from plexstuff.setup import Ask, Decide, Page, Ready, Try, Walk, again, attempt, begin, hidden, keep, proceed, question


def walk_through(key: str) -> int:
    """Walk to the end, or to where the user stops; the exit code. Raises UsageError without a terminal."""
    from plexstuff.app import Plexstuff
    from plexstuff.services import find

    service = find(key)
    if not at_terminal():
        raise UsageError(
            "Nobody can be asked here: standard input is no terminal.",
            f"Run it in a terminal, or: plexstuff services set {key} < file",
        )
    configuration = load_configuration()
    walk = begin(service, configuration)
    _head(service)
    while True:
        match question(service, walk):
            case Page() | Ask() as asked:
                walk = _step(service, walk, asked)
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
                return 0


def _head(service: Service) -> None:
    click.echo(safe(f"{service.title}: {service.purpose}"), err=True)
    if service.lifecycle.state is not LifecycleState.ACTIVE:
        click.echo(safe(life(service)), err=True)
    if service.attribution:
        click.echo(safe(service.attribution), err=True)


def _step(service: Service, walk: Walk, asked: Page | Ask) -> Walk:
    total = len(service.steps)
    click.echo(f"\n[{walk.place + 1}/{total}]", err=True)
    if isinstance(asked, Page):
        for line in (asked.visit.title, asked.visit.address, asked.visit.text):
            click.echo(f"  {safe(line)}", err=True)
        if asked.visit.success:
            click.echo(f"  Done when: {safe(asked.visit.success)}", err=True)
        click.prompt("Return when you are there", default="", show_default=False, err=True)
        return proceed(service, walk)
    answers = {}
    for field in asked.fields:
        problem = asked.problems.get(field.key)
        if asked.problems and problem is None:
            continue
        said = f"{problem.refusal} {problem.advice}".strip() if problem else ""
        answers[field.key] = ask(field, have=field.key in asked.have or field.key in walk.answers, problem=said)
    after = proceed(service, walk, answers)
    for key, note in after.notes.items():
        if walk.notes.get(key) != note:
            click.echo(f"  {safe(key)}: {safe(note)}", err=True)
    return after


def _decided(service: Service, walk: Walk, configuration: Configuration, health: Health) -> Walk | int:
    speak(health.sentence, health.advice)
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
