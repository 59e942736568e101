"""`plexstuff services check`: every service tried at once, and the exit code that follows."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from plexstuff import errors
from plexstuff.cli.application import application
from plexstuff.cli.output import emit_json
from plexstuff.cli.services_show import as_data, show_table, speak_advice
from plexstuff.errors import NotConfigured, PlexstuffError
from plexstuff.health import Health, State
from plexstuff.service import Service
from plexstuff.setup import check_all

#: Which trouble decides the exit code, the first before the others: what needs the user before what may pass by itself.
_GRAVEST_FIRST = (4, 3, 7, 1, 5)
_OF_STATE = {State.WORKING: 0, State.NOT_SET_UP: 3, State.CLOSED: 3, State.RETIRED: 7}


def exit_code(health: Health) -> int:
    """The documented exit code for what a check found."""
    kind = getattr(errors, health.error, None) if health.error else None
    if isinstance(kind, type) and issubclass(kind, PlexstuffError):
        return kind.exit_code
    return _OF_STATE.get(health.state, 1)


def gravest(codes: Iterable[int]) -> int:
    """The exit code for several services together."""
    found = set(codes) - {0}
    return next((code for code in _GRAVEST_FIRST if code in found), max(found, default=0))


def check_services(keys: tuple[str, ...], *, limit: float, as_json: bool) -> int:
    """Try these services, or all that are set up; print and remember what was found. Raises NotConfigured for none."""
    from plexstuff.services import find

    app = application()
    chosen: dict[str, Service] = {key: find(key) for key in keys}
    named = bool(chosen)
    chosen = chosen or {one.key: one for one in app.services}
    before = {key: app.health(key) for key in chosen}
    untried = {State.NOT_SET_UP, State.CLOSED, State.RETIRED}
    tried = [one for key, one in chosen.items() if before[key].state not in untried]
    if not named:
        before = {one.key: before[one.key] for one in tried}
        if not tried:
            if as_json:
                emit_json({"services": []})
            raise NotConfigured("No service is set up yet.", "Run: plexstuff services setup tmdb")
    found = before | asyncio.run(check_all(tried, app, limit=limit))
    if as_json:
        emit_json({"services": [as_data(chosen[key], health) for key, health in found.items()]})
    else:
        show_table([(chosen[key], health) for key, health in found.items()])
        speak_advice((chosen[key], health) for key, health in found.items())
    for one in tried:
        app.configuration.keep_health(one.key, found[one.key])
    return gravest(exit_code(health) for health in found.values())
