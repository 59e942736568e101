"""What a check found may end on a known day: then that is said in time, and it is not called working afterwards."""

from __future__ import annotations

import time
from dataclasses import replace

from plexstuff.health import Health, State
from plexstuff.service import Service

#: So long before its end the user is warned. Seconds.
WARNING = 2 * 86400.0


def in_time(service: Service, health: Health, now: float) -> Health:
    """The same, with a warning where its end is near, or as not working where that has passed.

    Only for services of which the user must do something before (`Service.before_end`); `now` is seconds.
    """
    ends = health.expires_at
    if not service.before_end or ends is None or health.state is not State.WORKING or ends - now > WARNING:
        return health
    day = time.strftime("%Y-%m-%d %H:%M", time.localtime(ends))
    if now < ends:
        return replace(health, advice=f"The sign-in ends on {day}. {service.before_end}")
    return Health(
        State.NOT_WORKING,
        f"{service.title}: the sign-in has ended on {day}.",
        service.before_end,
        checked_at=health.checked_at,
        expires_at=ends,
        error="ConsentNeeded",
    )
