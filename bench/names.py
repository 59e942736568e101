"""How often our reader of names is right and how fast it is, beside guessit and parsett, in one run.

The names are those of ../shared/names/dev.jsonl, compared as the score.py beside them does it; without them, our own
corpus in tests/names. Peers read a part of the names, by turns with us, so that all meet the same machine.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "names"
ROUNDS = 5
Answer = dict[str, Any]
Reader = Callable[[str], Answer]


def ours() -> Reader:
    """Our own."""
    from plexstuff.names import parse_dict

    return parse_dict


def guessit() -> Reader:
    """The field's standard; its answer under our keys."""
    from guessit import guessit as read

    def reader(name: str) -> Answer:
        guess = read(name)
        said = {key: guess.get(key) for key in ("title", "year", "season", "edition", "source")}
        date = guess.get("date")
        return said | {
            "alt_title": guess.get("alternative_title"),
            "episodes": many(guess.get("episode")),
            "absolute": many(guess.get("absolute_episode")),
            "air_date": date.isoformat() if isinstance(date, dt.date) else None,
            "resolution": guess.get("screen_size"),
            "group": guess.get("release_group"),
            "country": getattr(guess.get("country"), "alpha2", None),
        }

    return reader


def parsett() -> Reader:
    """The next best; its answer under our keys."""
    from PTT import parse_title

    def reader(name: str) -> Answer:
        said = parse_title(name)
        keys = ("title", "year", "episodes", "resolution", "group", "country", "edition")
        return {key: said.get(key) for key in keys} | {
            "season": said.get("seasons"),
            "air_date": said.get("date"),
            "source": said.get("quality"),
        }

    return reader


def many(value: object) -> list[object]:
    """A value or several, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


READERS: dict[str, Callable[[], Reader]] = {"ours": ours, "guessit": guessit, "parsett": parsett}


def judged() -> tuple[list[str], Callable[[Sequence[Answer]], float]]:
    """The names, and a function that says which share of the answers to them is right."""
    if (SHARED / "dev.jsonl").exists():
        spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
        assert spec and spec.loader
        score = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(score)
        rows = [json.loads(line) for line in (SHARED / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
        counted = [score.IDENT & row["expect"].keys() for row in rows]

        def share(answers: Sequence[Answer]) -> float:
            right = [
                not score.identity(row, answer)
                for row, answer, counts in zip(rows, answers, counted, strict=True)
                if counts
            ]
            return sum(right) / len(right)

        return [row["name"] for row in rows], share
    sys.path.insert(0, str(ROOT / "tests" / "names"))
    corpus = importlib.import_module("corpus").read()
    wanted = list(corpus.values())

    def agreed(answers: Sequence[Answer]) -> float:
        pairs = list(zip(wanted, answers, strict=True))
        return sum(same(fields, answer) for fields, answer in pairs) / len(pairs)

    return list(corpus), agreed


def same(wanted: Answer, answer: Answer) -> bool:
    """Whether an answer has the title, the year and the numbers that are wanted."""
    folded = ["".join(filter(str.isalnum, str(one or "").casefold())) for one in (wanted["title"], answer.get("title"))]
    numbers = (*wanted["episodes"], *wanted["absolute"])
    return (
        folded[0] == folded[1]
        and answer.get("year") == wanted["year"]
        and many(answer.get("season")) == list(wanted["seasons"])
        and [*many(answer.get("episodes")), *many(answer.get("absolute"))] == list(numbers)
    )


def measure(readers: dict[str, Reader], names: Sequence[str]) -> tuple[dict[str, float], list[float]]:
    """Names a second of each reader, the median of the rounds, and our time for each name in seconds."""
    rates: dict[str, list[float]] = {key: [] for key in readers}
    each: list[float] = []
    for turn in range(ROUNDS):
        for key, read in readers.items():
            # A peer reads a slice, or the run would take minutes.
            part = names if key == "ours" else names[turn :: 25 if key == "parsett" else 60]
            started = time.perf_counter()
            for name in part:
                read(name)
            rates[key].append(len(part) / (time.perf_counter() - started))
        ours_alone = readers["ours"]
        times = []
        for name in names:
            started = time.perf_counter()
            ours_alone(name)
            times.append(time.perf_counter() - started)
        # The quickest of the rounds for each name: what others did on the machine meanwhile is no part of it.
        each = times if not each else [min(pair) for pair in zip(each, times, strict=True)]
    return {key: sorted(found)[len(found) // 2] for key, found in rates.items()}, each


def start(key: str) -> float:
    """Seconds from nothing to the first name read, without the interpreter's own start; the best of three."""
    code = f"import sys; sys.path[:0] = {[str(ROOT / 'bench'), str(ROOT / 'src')]!r}\n"
    code += "import time; t = time.perf_counter()\n"
    code += f"import names; names.READERS[{key!r}]()('Heat.1995.mkv'); print(time.perf_counter() - t)"
    return min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    )


def main() -> None:
    """Read, judge, time, and print the line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--only-ours", action="store_true", help="leave the peers out (they take a minute or two)")
    keys: Iterable[str] = ["ours"] if arguments.parse_args().only_ours else READERS
    readers = {}
    for key in keys:
        try:
            readers[key] = READERS[key]()
        except ImportError:
            print(f"{key} is not installed; it is left out.", file=sys.stderr)
    names, share = judged()
    answer: dict[str, object] = {"bench": "names"}
    rates, each = measure(readers, names)
    for key, read in readers.items():
        right = share([read(name) for name in names])
        answer[key] = {
            "identity": round(right, 4),
            "names_per_s": round(rates[key]),
            "start_s": round(start(key), 3),
        }
    each.sort()
    found = answer["ours"]
    assert isinstance(found, dict)
    found["p99_ms"] = round(1000 * each[int(len(each) * 0.99)], 3)
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
