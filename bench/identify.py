"""How near the identification of 10,000 files comes to what a service's rate and latency allow at best."""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from plexstuff.names import parse
from plexstuff.sandbox.catalogue import generate
from plexstuff.sandbox.catalogue.model import CatalogueMovie, CatalogueSeries

LATENCY, RATE, CONNECTIONS = 0.05, 40, 20
SEED = 11
TAILS = (
    "1080p.BluRay.x264-GRP",
    "720p.WEB-DL.DD5.1.H.264-NTb",
    "2160p.WEB.h265-ABC",
    "DVDRip.XviD-OLD",
    "1080p.WEBRip.x265",
)


def serve() -> None:
    """Serve the sandbox until the input ends; print where."""
    from plexstuff.sandbox import Sandbox

    # The sandbox refuses a little later than we stop asking, as TMDB does ("40 to 50 a second").
    with Sandbox(generate(), latency=LATENCY, rate=RATE + 10, connections=CONNECTIONS) as box:
        print(json.dumps(box.environment()), flush=True)
        sys.stdin.read()
        refused = {key: counted["refused"] for key, counted in box.requests().items()}
        print(f"refused by the sandbox: {refused}", file=sys.stderr)


def names(titles: int, files: int) -> tuple[list[str], int]:
    """Paths of `files` files of `titles` titles, and the least number of requests that they need."""
    chosen = random.Random(SEED)
    catalogue = generate()
    films = chosen.sample(distinct(catalogue.movies), titles * 2 // 3)
    shows = chosen.sample(distinct(catalogue.series), titles - len(films))
    paths, seasons = [], 0
    for film in films:
        year = film.released.year if film.released else 0
        for tail in chosen.sample(TAILS, chosen.choice((1, 1, 2))):
            paths.append(f"Films/{dotted(film.title)}.{year}.{tail}.mkv")
    wanted = files - len(paths)
    pools = [[one for one in show.episodes if one.season] for show in shows]
    share = max(1, wanted // len(shows))
    for show, pool in zip(shows, pools, strict=True):
        year = show.first_aired.year if show.first_aired else 0
        taken = pool[:share]
        seasons += len({one.season for one in taken})
        for copy in range(math.ceil(share / max(1, len(taken)))):
            for one in taken[: share - copy * len(taken)]:
                tail = TAILS[(copy + one.number) % len(TAILS)]
                paths.append(f"Shows/{copy}/{dotted(show.title)}.{year}.S{one.season:02}E{one.number:02}.{tail}.mkv")
    return paths, 2 * titles + seasons


def distinct(
    things: tuple[CatalogueMovie, ...] | tuple[CatalogueSeries, ...],
) -> list[CatalogueMovie | CatalogueSeries]:
    """Titles that a file name can hold as they are: the benchmark is about requests, not about reading names."""
    kept = []
    for one in things:
        if one.title.isascii() and all(letter.isalnum() or letter == " " for letter in one.title):
            said = parse(f"{dotted(one.title)}.1999.1080p.mkv") if len(kept) < 4000 else None
            if said is not None and said.title == one.title:
                kept.append(one)
    return kept


def dotted(title: str) -> str:
    """A title as releases write it."""
    return title.replace(" ", ".")


async def measure(folder: Path) -> tuple[object, float]:
    """Identify everything in `folder`."""
    from plexstuff.app import Plexstuff

    started = time.perf_counter()
    report = await Plexstuff().identify([folder])
    return report, time.perf_counter() - started


def main() -> None:
    """Lay the files, start the sandbox beside, identify, and compare with the bound."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--files", type=int, default=10_000)
    arguments.add_argument("--titles", type=int, default=1_500)
    arguments.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.serve:
        serve()
        return
    paths, needed = names(given.titles, given.files)
    with (
        tempfile.TemporaryDirectory() as place,
        subprocess.Popen(
            [sys.executable, __file__, "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as server,
    ):
        folder = Path(place, "files")
        for path in paths:
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"x")
            os.utime(file, (1, 1))
        assert server.stdout and server.stdin
        os.environ |= json.loads(server.stdout.readline())
        os.environ |= {"PLEXSTUFF_HOME": str(Path(place, "home"))}
        for service in ("TMDB", "TVDB"):
            os.environ[f"PLEXSTUFF__{service}__REQUESTS_PER_SECOND"] = str(RATE)
            os.environ[f"PLEXSTUFF__{service}__CONNECTIONS"] = str(CONNECTIONS)
        reading = time.perf_counter()
        for path in paths:
            parse(Path(path).name + " ")  # another text than the job's, so that nothing is remembered for it
        reading = time.perf_counter() - reading
        report, wall = asyncio.run(measure(folder))
        server.stdin.close()
    requests = report.requests
    total = sum(requests.values())
    # Both services are asked at once; the slower of them bounds the whole.
    bound = max(number / RATE for number in requests.values()) + LATENCY
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"decisions: {report.counts()}; requests: {requests}; reading names alone: {reading:.1f} s", file=sys.stderr)
    print(
        json.dumps(
            {
                "bench": "identify",
                "files": len(paths),
                "titles": given.titles,
                "distinct": needed,
                "requests": total,
                "wall_s": round(wall, 2),
                "bound_s": round(bound, 2),
                "ratio": round(wall / bound, 3),
                "names_s": round(reading, 2),
                "peak_mib": round(peak),
            }
        )
    )


if __name__ == "__main__":
    main()
