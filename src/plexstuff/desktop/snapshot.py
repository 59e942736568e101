"""What the windows show of a service, read in the background: its health and its values, of secrets only whether."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plexstuff.app import Plexstuff
from plexstuff.config import Origin, Value
from plexstuff.errors import ConfigurationError, PlexstuffError
from plexstuff.health import Health, State
from plexstuff.service import Field, Group, Service

#: States that are nobody's fault, and are counted apart from those that work and those that do not.
APART = (State.CLOSED, State.RETIRED)


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as it may be shown. `text` is "" for a secret; `fixed` says that it can't be changed here, and why."""

    field: Field
    text: str = ""
    given: bool = False
    fixed: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A service, what is known of it, and its values."""

    service: Service
    health: Health
    values: Mapping[str, Shown] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tally:
    """A row of the first table: how many services of a group there are, work, and are nobody's fault."""

    group: Group
    services: int
    working: int
    failing: int
    apart: int
    unchecked: int

    @property
    def state(self) -> State:
        """The one that tints the row: the gravest that is somebody's fault."""
        if self.failing:
            return State.NOT_WORKING
        if self.working and self.working + self.apart == self.services:
            return State.WORKING
        return State.UNCHECKED if self.working or self.unchecked else State.NOT_SET_UP


def tally(group: Group, snapshots: Mapping[str, Snapshot]) -> Tally:
    """Count the services of a group."""
    states = [one.health.state for one in snapshots.values() if one.service.group is group]
    return Tally(
        group,
        len(states),
        states.count(State.WORKING),
        states.count(State.NOT_WORKING),
        sum(states.count(one) for one in APART),
        states.count(State.UNCHECKED),
    )


def read_all(app: Plexstuff) -> dict[str, Snapshot]:
    """Every service as it is now, by key. What can't be read of one is its trouble, and nobody else's."""
    return {service.key: read(app, service) for service in app.services}


def read(app: Plexstuff, service: Service) -> Snapshot:
    """One service as it is now."""
    try:
        health = app.health(service.key)
    except PlexstuffError as error:
        health = Health.failed(error)
    return Snapshot(service, health, {one.key: _shown(app, service, one) for one in service.fields})


def _shown(app: Plexstuff, service: Service, one: Field) -> Shown:
    try:
        value = app.configuration.value(service.key, one.key)
    except ConfigurationError as error:
        return Shown(one, trouble=f"{error.sentence} {error.advice}")
    if value.origin is Origin.DEFAULT:
        return Shown(one, value.text or "")
    text = "" if one.secret else value.text or ""
    return Shown(one, text, bool(value), _fixed(value))


def _fixed(value: Value) -> str:
    return f"from {value.where}" if value.origin in (Origin.ENVIRONMENT, Origin.FLAG) else ""
