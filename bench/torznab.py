"""How long a search at 20 indexers takes with 500 results each, and what a dead indexer adds to the first results."""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import aclosing, contextmanager
from pathlib import Path

from plexstuff.app import Plexstuff
from plexstuff.models import TorrentQuery

INDEXERS, RESULTS = 20, 500
NAMES = [f"site{number:02}" for number in range(INDEXERS)]
QUERY = TorrentQuery("flood of results")


def serve() -> None:
    """Serve a Jackett with indexers that find much, and one that never answers, until stdin is closed."""
    from plexstuff.sandbox import Sandbox
    from plexstuff.sandbox.jackett.indexers import Site

    with Sandbox() as box:
        living = [Site(name, name.title(), flood=RESULTS) for name in NAMES]
        half = INDEXERS // 2
        box.app.state.world.state("jackett").replace(*living[:half], Site("dead", "Dead"), *living[half:])
        box.faults("latency", service="jackett", path="*/dead/*", count=None, seconds=3600)
        print(json.dumps(box.environment()), flush=True)
        sys.stdin.read()


@contextmanager
def jackett() -> Iterator[dict[str, str]]:
    """That server in a process of its own, as Jackett is; gives the environment that points at it."""
    command = [sys.executable, __file__, "--serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        yield json.loads(server.stdout.readline())
        server.stdin.close()


async def search(only: Sequence[str] = ()) -> tuple[float, float, int, int]:
    """Seconds until all that live have answered and are merged, until the first has; releases, merged results."""
    started = time.perf_counter()
    first = 0.0
    async with Plexstuff().search_torrents(QUERY, only=only, deadline=60) as under_way:
        async with aclosing(under_way.answers()) as answers:
            async for answer in answers:
                first = first or time.perf_counter() - started
                if answer.error is not None:
                    sys.exit(f"{answer.indexer.key}: {answer.error.sentence}")
                if len(under_way.heard) == INDEXERS:
                    break
        merged = under_way.found.results()
        wall = time.perf_counter() - started
    return wall, first, under_way.found.count, len(merged)


def main() -> None:
    """Measure with and without the dead one by turns, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9, metavar="N", help="how often each is measured (%(default)s)")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve()
        return
    with jackett() as environment, tempfile.TemporaryDirectory() as home:
        os.environ |= environment | {"PLEXSTUFF_HOME": str(Path(home))}
        asyncio.run(search(NAMES))  # the sandbox writes its answers once
        walls, firsts, dead_firsts = [], [], []
        for number in range(given.runs):
            # By turns also in their order: who comes second frees what the first one held.
            for beside in (number % 2, 1 - number % 2):
                wall, first, count, merged = asyncio.run(search(() if beside else NAMES))
                gc.collect()
                if beside:
                    dead_firsts.append(first)
                else:
                    walls.append(wall)
                    firsts.append(first)
            print(
                f"{walls[-1]:.3f} s, first {firsts[-1]:.3f} s, beside a dead one {dead_firsts[-1]:.3f} s",
                file=sys.stderr,
            )
    if count != INDEXERS * RESULTS:
        sys.exit(f"{count} results came, of {INDEXERS * RESULTS}")
    print(f"{count} releases, {merged} results", file=sys.stderr)

    def middle(times: list[float]) -> float:
        return round(sorted(times)[len(times) // 2], 3)

    figures = {"wall_s": middle(walls), "first_s": middle(firsts), "first_with_dead_s": middle(dead_firsts)}
    print(json.dumps({"bench": "torznab", "results": count, **figures}))


if __name__ == "__main__":
    main()
