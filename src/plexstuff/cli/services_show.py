"""What `plexstuff services` shows of the services: a line each, or all about one; never a secret."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from plexstuff.cli.application import application
from plexstuff.cli.output import counted, emit_json, fitted, safe, say, speak
from plexstuff.errors import ConfigurationError
from plexstuff.health import Health, State
from plexstuff.service import Form, LifecycleState, Service, Visit

if TYPE_CHECKING:
    from plexstuff.app import Plexstuff
    from plexstuff.config import Configuration, Value

# What stands before the text in a line of `services show`: the lines that it goes on in begin below the text.
_BEFORE_TEXT = re.compile(r"  [A-Z][a-z-]+(?: [a-z]+)? {2,}| *(?:\d+\. |- )?")
_COLOURS = {State.WORKING: "green", State.NOT_WORKING: "red", State.RETIRED: "dim", State.CLOSED: "yellow"}
# In these states the advice is shown beside all services; what to do in the others, is said once for all.
_ADVISED = (State.WORKING, State.NOT_WORKING, State.UNCHECKED)


def moment(seconds: float | None) -> str:
    """A moment for a person, in the time of this machine; "" for none."""
    return "" if seconds is None else time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))


def _stamp(seconds: float | None) -> str | None:
    """A moment for a program: ISO 8601 in UTC."""
    return None if seconds is None else time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def proof(health: Health) -> str:
    """How and when it was seen working, for a person."""
    if health.proof is None or health.checked_at is None:
        return f"failed {moment(health.checked_at)}" if health.checked_at is not None else "-"
    took = f", {health.latency * 1000:.0f} ms" if health.latency is not None else ""
    until = f", until {moment(health.expires_at)}" if health.expires_at is not None else ""
    return f"{health.proof} {moment(health.checked_at)}{took}{until}"


def as_data(service: Service, health: Health) -> dict[str, object]:
    """A service with what is known of it, as `--json` gives it; times are ISO 8601, the latency seconds."""
    return {
        "key": service.key,
        "title": service.title,
        "group": service.group.value,
        "lifecycle": service.lifecycle.state.value,
        "state": health.state.value,
        "sentence": health.sentence,
        "advice": health.advice,
        "proof": health.proof.value if health.proof else None,
        "checked_at": _stamp(health.checked_at),
        "expires_at": _stamp(health.expires_at),
        "latency": health.latency,
        "error": health.error or None,
        "parts": [
            {"key": one.key, "allowed": one.allowed, "proof": one.proof.value if one.proof else None}
            for one in health.parts
        ],
    }


def show_all(*, as_json: bool) -> None:
    """All services with what is known of each."""
    app = application()
    rows = [(service, _known(app, service)) for service in app.services]
    if as_json:
        emit_json({"services": [as_data(service, health) for service, health in rows]})
        return
    show_table(rows)
    speak_advice((service, health) for service, health in rows if health.state in _ADVISED)
    waiting = [service.key for service, health in rows if health.state is State.NOT_SET_UP]
    if waiting:
        speak(f"To set one up: plexstuff services setup {waiting[-1] if len(waiting) == 1 else 'SERVICE'}")
    for stranger in app.configuration.strangers():
        speak(f"{stranger.name} in {stranger.place} is not used.", stranger.advice)


def speak_advice(rows: Iterable[tuple[Service, Health]]) -> None:
    """What to do next for each; once for those to whom the same is said, as when the settings can't be read."""
    titles: dict[str, list[str]] = {}
    for service, health in rows:
        if health.advice:
            titles.setdefault(health.advice, []).append(service.title)
    for advice, those in titles.items():
        speak(f"{', '.join(those)}: {advice}")


def _known(app: Plexstuff, service: Service) -> Health:
    """What is known of the service; a value of its that can't be read is no reason not to show the others."""
    try:
        return app.health(service.key)
    except ConfigurationError as error:
        return Health.failed(error)


def show_table(rows: Sequence[tuple[Service, Health]]) -> None:
    """A line a service, in colour on a terminal, with plain columns in a pipe."""
    head = ("GROUP", "SERVICE", "STATE", "WHAT IS KNOWN", "LAST PROOF")
    lines = [
        (one.group.value, one.key, health.state.value.replace("_", " "), health.sentence, proof(health))
        for one, health in rows
    ]
    if sys.stdout.isatty():
        _draw(head, lines, [health.state for _, health in rows])
        return
    widths = [max(len(safe(line[place])) for line in (head, *lines)) for place in range(len(head))]
    for line in (head, *lines):
        say("  ".join(safe(text).ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())


def _draw(head: Sequence[str], lines: Sequence[Sequence[str]], states: Sequence[State]) -> None:
    from rich.markup import escape
    from rich.table import Table

    from plexstuff.cli.output import console

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in head:
        table.add_column(name, overflow="fold")
    for line, state in zip(lines, states, strict=True):
        cells = [escape(safe(text)) for text in line]
        if colour := _COLOURS.get(state):
            cells[2] = f"[{colour}]{cells[2]}[/]"
        table.add_row(*cells)
    console().print(table)


def show_one(key: str, *, as_json: bool) -> None:
    """All about one service: what it is for, what it asks, how to get that, what is set and from where."""
    from plexstuff.services import find

    app = application()
    service, health = find(key), app.health(key)
    if as_json:
        emit_json({"service": {**as_data(service, health), **_declaration(service, app.configuration)}})
        return
    for line in _lines(service, health, app.configuration):
        hanging = " " * len(_BEFORE_TEXT.match(line)[0])  # type: ignore[index]  # it matches every line
        say(fitted(safe(line), sys.stdout, hanging=hanging))
    for stranger in app.configuration.strangers():
        if stranger.section == key:
            speak(f"{stranger.name} in {stranger.place} is not used.", stranger.advice)


def _declaration(service: Service, configuration: Configuration) -> dict[str, object]:
    return {
        "purpose": service.purpose,
        "base_url": configuration.value(service.key, own).text if (own := service.address_field) else None,
        "attribution": service.attribution,
        "notes": list(service.notes),
        "fields": [
            {
                "key": one.key,
                "label": one.label,
                "kind": one.kind.value,
                "required": one.required,
                "set": bool(value := configuration.value(service.key, one.key)),
                "origin": value.origin.value,
                "where": value.where,
                "value": None if one.secret else value.text,
            }
            for one in service.fields
        ],
    }


def _lines(service: Service, health: Health, configuration: Configuration) -> list[str]:
    if service.lifecycle.state is LifecycleState.RETIRED:
        head = [f"{service.title}: {service.purpose}", "", f"  Group        {service.group.value}"]
        return [*head, f"  Life-cycle   {life(service)}", *(["", *service.notes] if service.notes else [])]
    own = service.address_field
    lines = [
        f"{service.title}: {service.purpose}",
        "",
        f"  Group        {service.group.value}",
        f"  State        {health.state.value.replace('_', ' ')}: {health.sentence}",
        *([f"               {health.advice}"] if health.advice else []),
        f"  Last proof   {proof(health)}",
        f"  Life-cycle   {life(service)}",
        *([f"  Address      {shown(configuration.value(service.key, own), secret=False)}"] if own else []),
        f"  Rate         {counted(service.rate.requests, 'request')} in {service.rate.seconds:g} s,"
        f" {counted(service.rate.connections, 'connection')}",
    ]
    if service.attribution:
        lines.append(f"  Attribution  {service.attribution}")
    lines += ["", "Values:"]
    for one in service.fields:
        optional = "" if one.required else " (not required)"
        lines.append(f"  {one.key}: {one.label}{optional}")
        lines.append(f"      {shown(configuration.value(service.key, one.key), secret=one.secret)}")
    lines += ["", "How to get them:", *steps(service)]
    lines += ["", "Then use it:", *(f"  {one}" for one in service.uses)] if service.uses else []
    lines += ["", *(f"- {note}" for note in service.notes)] if service.notes else []
    return lines


def shown(value: Value, *, secret: bool) -> str:
    """A value for a person: of a secret only whether it is set, and where it comes from."""
    if value.text is None:
        return "not set"
    return f"{'set, not shown' if secret else value.text} ({value.where})"


def life(service: Service) -> str:
    """The life-cycle of a service in a sentence."""
    cycle = service.lifecycle
    if cycle.state is LifecycleState.ACTIVE:
        return "open to everybody"
    said = "closed to new users" if cycle.state is LifecycleState.CLOSED else "retired"
    instead = f" Instead: {cycle.instead}." if cycle.instead else ""
    return f"{said} since {cycle.since}: {cycle.why}{instead}"


def steps(service: Service) -> list[str]:
    """The steps of a set-up, numbered."""
    lines = []
    for number, step in enumerate(service.steps, 1):
        if isinstance(step, Visit):
            lines += [f"  {number}. {step.title}", f"     {step.address}", f"     {step.text}"]
            lines += [f"     Done when: {step.success}"] if step.success else []
        elif isinstance(step, Form) and (len(step.fields) == 1 or any(one.required for one in step.fields)):
            keys = " ".join(one.key for one in step.fields)
            lines.append(f"  {number}. plexstuff services set {service.key} {keys}")
        else:
            what = "Answer the questions" if isinstance(step, Form) else step.title
            lines.append(f"  {number}. {what}: plexstuff services setup {service.key}")
    return lines
