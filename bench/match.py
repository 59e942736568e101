"""How many hard names are identified rightly, among the sandbox's catalogue and 100,000 made-up titles.

`match_names.jsonl` holds a row a line: `path` (and in `also` the other parts of the same film), what it is (`expect`: a
film by its TMDB id, or episodes in aired order of a series by its TheTVDB id), and `why` it is hard. A row that expects
nothing is of a title that no service knows, or can't be decided by its name. Nothing was taken from what the program
answers: whoever changes a row asks what a careful person would say, who may look things up.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.catalogue import Catalogue, generate, load

NAMES = Path(__file__).with_name("match_names.jsonl")
TITLES = 100_000
OUTCOMES = ("right", "wrong", "abstained")
LONG_AGO = 1_000_000_000


def read(only: str | None) -> list[dict[str, Any]]:
    """The rows, or those of one kind of hardness."""
    rows = [json.loads(line) for line in NAMES.read_text(encoding="utf-8").splitlines()]
    kinds = {row["why"] for row in rows}
    if only is not None and only not in kinds:
        sys.exit(f"No row is of the kind {only!r}. There are: {', '.join(sorted(kinds))}.")
    return [row for row in rows if only in (None, row["why"])]


def both() -> Catalogue:
    """The hard titles and the made-up ones."""
    hard, made = load(), generate(TITLES)
    return Catalogue(hard.movies + made.movies, hard.series + made.series, made.collections | hard.collections)


def lay(folder: Path, rows: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """A file for every path, each row's in a folder of its own; the rows by file."""
    laid = {}
    for number, row in enumerate(rows, 1):
        for path in (row["path"], *row.get("also", ())):
            file = folder / str(number) / "downloads" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"x")
            os.utime(file, (LONG_AGO, LONG_AGO))
            laid[str(file)] = row
    return laid


def outcome(expected: dict[str, Any], answer: dict[str, Any]) -> str:
    """Which of OUTCOMES this answer (empty: the file was passed over) is."""
    if answer.get("decision") != "matched":
        return "right" if "nothing" in expected else "abstained"
    ids = answer.get("ids") or {}
    if expected.get("kind") == "movie":
        same = answer["kind"] == "movie" and ids.get("tmdb") == expected["tmdb"]
    elif expected.get("kind") == "episode":
        place = (ids.get("tvdb"), answer.get("season"), list(answer.get("episodes") or ()))
        same = answer["kind"] == "episode" and place == (expected["tvdb"], expected["season"], expected["episodes"])
    else:
        same = False
    return "right" if same else "wrong"


async def identify(folder: Path) -> dict[str, dict[str, Any]]:
    """What the program says of each file in `folder`."""
    from plexstuff.app import Plexstuff

    report = await Plexstuff().identify([folder])
    answers = (msgspec.to_builtins(item.details()) for item in report.items)
    return {str(answer["path"]): answer for answer in answers}


def main() -> None:
    """Lay the files, identify them, and compare with what they are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--failures", type=Path, metavar="FILE", help="write what was not right, a JSON object a line")
    parser.add_argument("--only", metavar="WHY", help="only the rows that are hard for this reason")
    given = parser.parse_args()
    rows = read(given.only)
    with tempfile.TemporaryDirectory() as place, Sandbox(both()) as box:
        folder = Path(place, "files").resolve()
        laid = lay(folder, rows)
        os.environ |= box.environment() | {"PLEXSTUFF_HOME": str(Path(place, "home"))}
        for service in ("TMDB", "TVDB"):
            os.environ[f"PLEXSTUFF__{service}__REQUESTS_PER_SECOND"] = "1000"
            os.environ[f"PLEXSTUFF__{service}__CONNECTIONS"] = "20"
        started = time.perf_counter()
        answers = asyncio.run(identify(folder))
        wall = time.perf_counter() - started
    counts: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    failures = []
    for file, row in laid.items():
        answer = answers.get(file, {})
        found = outcome(row["expect"], answer)
        counts[found] += 1
        kinds.setdefault(row["why"], Counter())[found] += 1
        if found != "right":
            told = answer | {"path": file.split("/downloads/", 1)[1]}
            failures.append({"outcome": found, "why": row["why"], "expected": row["expect"], "answered": told})
    if given.failures:
        lines = (json.dumps(failure, ensure_ascii=False, default=str) + "\n" for failure in failures)
        given.failures.write_text("".join(lines), encoding="utf-8")
    print(f"{wall:.0f} s; right, wrong and abstained by kind:", file=sys.stderr)
    for why, found in sorted(kinds.items(), key=lambda kind: kind[1]["right"] / kind[1].total()):
        print(f"  {why}: {', '.join(str(found[one]) for one in OUTCOMES)}", file=sys.stderr)
    shares = {one: round(counts[one] / counts.total(), 4) for one in OUTCOMES}
    print(json.dumps({"bench": "match", **shares, "files": len(laid)}))


if __name__ == "__main__":
    main()
