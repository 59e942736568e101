"""How long it takes to check every service at once, as a multiple of the slowest check alone.

Each fake of the sandbox answers with a latency of its own, from 50 to 400 ms. Where there are fewer than twelve
services that can be checked, copies of one of them under other names make up the number.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from plexstuff.app import Plexstuff
from plexstuff.config import Configuration
from plexstuff.health import State
from plexstuff.sandbox import Sandbox
from plexstuff.service import Service
from plexstuff.services import ALL, find
from plexstuff.setup import check_all

FEWEST = 12
#: Milliseconds; services take these in turn.
LATENCIES = (50, 400, 150, 300, 100, 250, 200, 350)


class Copies(Plexstuff):
    """Plexstuff with more services than there are."""

    def __init__(self, configuration: Configuration, services: tuple[Service, ...]) -> None:
        super().__init__(configuration)
        self._all = services

    @property
    def services(self) -> tuple[Service, ...]:
        """All of them."""
        return self._all

    def find(self, key: str) -> Service:
        """One of them, copies too."""
        return next(one for one in self._all if one.key == key)


async def one(app: Plexstuff, service: Service) -> float:
    """Seconds that this check takes alone."""
    start = time.perf_counter()
    await check_all([service], app, limit=60)
    return time.perf_counter() - start


async def together(app: Plexstuff, services: list[Service]) -> float:
    """Seconds that all take at once. Ends the benchmark when one of them fails."""
    start = time.perf_counter()
    found = await check_all(services, app, limit=60)
    taken = time.perf_counter() - start
    bad = {key: health.sentence for key, health in found.items() if health.state is not State.WORKING}
    if bad:
        sys.exit(f"not working: {bad}")
    return taken


def main() -> None:
    """Set everything up against a sandbox, measure by turns, print the ratio of the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="how often each is measured (%(default)s)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as home, Sandbox() as box:
        environment = {name: text for name, text in os.environ.items() if not name.startswith("PLEXSTUFF_")}
        environment |= box.environment()
        settings = Configuration.load(Path(home), environment)
        able = [one for one in ALL if Plexstuff(settings).health(one.key).state is State.UNCHECKED]
        tmdb = find("tmdb")
        copies = [replace(tmdb, key=f"copy{number}") for number in range(max(0, FEWEST - len(able)))]
        for copy in copies:
            environment |= {
                f"PLEXSTUFF__{copy.key.upper()}__{name}": environment[f"PLEXSTUFF__TMDB__{name}"]
                for name in ("BASE_URL", "API_KEY")
            }
        services = [*able, *copies]
        app = Copies(Configuration.load(Path(home), environment, services=(*ALL, *copies)), (*ALL, *copies))
        for number, service in enumerate(able):
            box.faults("latency", service=service.key, count=None, seconds=LATENCIES[number % len(LATENCIES)] / 1000)
        asyncio.run(together(app, services))  # imports, tokens
        alone = {service.key: asyncio.run(one(app, service)) for service in services}
        slowest = max(services, key=lambda service: alone[service.key])
        taken: list[tuple[float, float]] = []
        for _ in range(runs):
            taken.append((asyncio.run(one(app, slowest)), asyncio.run(together(app, services))))
    single, whole = (statistics.median(times) for times in zip(*taken, strict=True))
    print(f"slowest alone ({slowest.title}): {single:.2f} s; all: {whole:.2f} s", file=sys.stderr)
    print(json.dumps({"bench": "checks", "services": len(services), "ratio": round(whole / single, 2)}))


if __name__ == "__main__":
    main()
