"""The sandbox as one ASGI application: the fakes, their faults, and pages about both."""

from __future__ import annotations

import time
from collections.abc import Callable

import anyio
from starlette.applications import Starlette
from starlette.routing import Mount

from plexstuff.sandbox.catalogue.model import Catalogue
from plexstuff.sandbox.fakes import FAKES
from plexstuff.sandbox.faults import Faults
from plexstuff.sandbox.gate import Gate, Sleep
from plexstuff.sandbox.pages import pages
from plexstuff.sandbox.traffic import Traffic
from plexstuff.sandbox.world import World


def create_app(
    catalogue: Catalogue | None = None,
    *,
    clock: Callable[[], float] = time.time,
    sleep: Sleep = anyio.sleep,
    latency: float = 0.0,
    rate: int | None = None,
    connections: int | None = None,
) -> Starlette:
    """The sandbox with this catalogue (its own when None is given).

    `clock` gives seconds since the epoch, `sleep` waits seconds; `latency` delays every answer by seconds; `rate` and
    `connections` limit each service to requests a second and at a time, and 429 answers what is more. The parts hang on
    `state`: `world`, `faults` and `traffic`.
    """
    if catalogue is None:
        from plexstuff.sandbox.catalogue import load

        catalogue = load()
    app = Starlette(
        routes=[
            *(Mount(fake.path, app=fake.router()) for fake in FAKES),
            *pages(),
        ]
    )
    app.state.world = World(catalogue, clock, FAKES)
    app.state.faults = Faults()
    app.state.traffic = Traffic(clock, rate=rate, connections=connections)
    app.add_middleware(
        Gate,
        faces={fake.path: fake.face for fake in FAKES},
        faults=app.state.faults,
        traffic=app.state.traffic,
        latency=latency,
        sleep=sleep,
    )
    return app
