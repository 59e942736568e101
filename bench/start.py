"""How long `plexstuff --help` and `plexstuff services` take, as multiples of Python doing nothing, by turns."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
COMMANDS = {
    "help": [str(BIN / "plexstuff"), "--help"],
    "services": [str(BIN / "plexstuff"), "services"],
    "nothing": [str(BIN / "python"), "-c", "pass"],
}


def seconds(command: list[str], environ: dict[str, str]) -> float:
    """The time from starting a command to its end."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environ)
    return time.perf_counter() - start


def main() -> None:
    """Run both by turns, so that whatever else the machine does falls on all, and print the ratio of the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=60, metavar="N", help="how often each is started (%(default)s)")
    runs = parser.parse_args().runs
    environ = {name: text for name, text in os.environ.items() if not name.startswith(("PYTHON", "COVERAGE_"))}
    for command in COMMANDS.values():  # the first start writes bytecode and fills the disk's cache
        seconds(command, environ)
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs):
        for name, command in COMMANDS.items():
            taken[name].append(seconds(command, environ))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    for name, median in medians.items():
        print(f"{name}: {median * 1000:.1f} ms ({min(taken[name]) * 1000:.1f} at best)", file=sys.stderr)
    ratios = {name: round(medians[name] / medians["nothing"], 2) for name in ("help", "services")}
    print(json.dumps({"bench": "start", "ratio": ratios["help"], "services_ratio": ratios["services"]}))


if __name__ == "__main__":
    main()
