"""How long a second identification of 100,000 files takes when none of them has changed."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from plexstuff.sandbox.catalogue.model import Catalogue, CatalogueEpisode, CatalogueSeries

EPISODES = 50
SEASONS = 10
#: What a developer may have set, and what makes every start compile every module and every write a system call.
_NOT_A_USERS = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
#: Runs a command and says its exit code, seconds and peak memory. It is a small process of its own because Linux counts
#: to a new process the memory of the one that started it, and this one holds a catalogue of 100,000 files.
LAUNCHER = """
import os, sys, time
started = time.perf_counter()
_, status, usage = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ), 0)
taken = time.perf_counter() - started
print([os.waitstatus_to_exitcode(status), taken, usage.ru_maxrss / 1024], file=sys.stderr)
"""


def catalogue(files: int) -> Catalogue:
    """Long-running invented series, so that as many files as are wanted can be told apart."""
    made = []
    for number in range(1, files // (EPISODES * SEASONS) + 1):
        base = 950_000_000 + number * 1000
        episodes = tuple(
            CatalogueEpisode(
                base + place, base + place, place // EPISODES + 1, place % EPISODES + 1, f"Chapter {place}", None
            )
            for place in range(SEASONS * EPISODES)
        )
        made.append(
            CatalogueSeries(
                base, base, f"tt{base}", f"Invented Show Number {number:03}", f"Invented Show Number {number:03}", "en",
                dt.date(2001, 1, 1), ("US",), 5.0, episodes,
            )
        )  # fmt: skip
    return Catalogue((), tuple(made), {})


def lay(folder: Path, made: Catalogue) -> int:
    """A file for every episode, left alone for long."""
    count = 0
    for series in made.series:
        for episode in series.episodes:
            season = folder / series.title / f"Season {episode.season}"
            if episode.number == 1:
                season.mkdir(parents=True)
            file = season / f"{series.title.replace(' ', '.')}.S{episode.season:02}E{episode.number:02}.1080p.WEB.mkv"
            file.write_bytes(b"x")
            os.utime(file, (1, 1))
            count += 1
    return count


def identify(folder: Path, out: Path) -> tuple[float, float, dict[str, object]]:
    """Seconds, peak memory in MiB and the answer of `plexstuff identify --json`."""
    command = [str(Path(sys.executable).parent / "plexstuff"), "identify", str(folder), "--json"]
    environment = {name: text for name, text in os.environ.items() if name not in _NOT_A_USERS}
    with out.open("wb") as answer:
        launched = subprocess.run(
            [sys.executable, "-S", "-c", LAUNCHER, *command],
            stdout=answer, stderr=subprocess.PIPE, text=True, env=environment, check=False,
        )  # fmt: skip
    *said, figures = launched.stderr.splitlines()
    code, taken, peak = json.loads(figures)
    if code:
        sys.exit("\n".join([*said, f"identify ended with {code}"]))
    return taken, peak, json.loads(out.read_bytes())


def main() -> None:
    """Identify once for real, then measure the second time."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--files", type=int, default=100_000)
    given = arguments.parse_args()
    from plexstuff.sandbox import Sandbox

    made = catalogue(given.files)
    with tempfile.TemporaryDirectory() as place, Sandbox(made) as box:
        os.environ |= box.environment() | {"PLEXSTUFF_HOME": str(Path(place, "home"))}
        folder = Path(place, "files")
        files = lay(folder, made)
        first, _, answer = identify(folder, Path(place, "first.json"))
        matched = sum(1 for item in answer["items"] if item["decision"] == "matched")
        print(f"first time: {first:.1f} s, {matched} of {files} matched, {answer['requests']}", file=sys.stderr)
        wall, peak, again = identify(folder, Path(place, "second.json"))
    if again["items"] != answer["items"] or len(again["items"]) != files:
        sys.exit("The second answer is not the first one.")
    requests = sum(again["requests"].values())
    line = {"bench": "rescan", "files": files, "wall_s": round(wall, 2), "peak_mib": round(peak), "requests": requests}
    print(json.dumps(line))


if __name__ == "__main__":
    main()
