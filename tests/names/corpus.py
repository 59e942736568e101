"""Our own names with what they mean: `NAME => TITLE | field | field …`, a file for each kind in `corpus/`.

A field is a letter and its value: `y1995` year, `s3` or `s1-5` seasons, `e4` or `e4-6` episodes, `a143` absolute
numbers, `d2016-05-23` air date, `v2` version, `alt:…`, `ep:…` (title of the episode), `c:US`, `g:…` group, `r:1080p`,
`src:…`, `ed:…` edition, `l:de` language, `net:…` streaming service, and the words `proper`, `complete`, `special`.
Year, seasons, episodes, absolute numbers and date that are not told must not be read.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

FOLDER = Path(__file__).parent / "corpus"
NAMED = {
    "alt": "alternative_title",
    "ep": "episode_title",
    "c": "country",
    "g": "group",
    "r": "resolution",
    "src": "source",
    "ed": "edition",
    "net": "streaming_service",
}
COUNTED = {"s": "seasons", "e": "episodes", "a": "absolute"}


def read() -> dict[str, dict[str, object]]:
    """Name -> the fields that it must be read as."""
    found: dict[str, dict[str, object]] = {}
    for file in sorted(FOLDER.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                name, told = line.split(" => ")
                assert name not in found, name
                found[name] = _fields(told)
    return found


def _fields(told: str) -> dict[str, object]:
    title, *rest = told.split(" | ")
    fields: dict[str, object] = {"title": title, "year": None, "seasons": (), "episodes": (), "absolute": ()}
    fields["air_date"] = None
    for one in rest:
        key, colon, text = one.partition(":")
        if colon and key in NAMED:
            fields[NAMED[key]] = text
        elif colon and key == "l":
            fields["languages"] = text
        elif one in ("proper", "complete", "special"):
            fields[one] = True
        elif one[0] in COUNTED:
            fields[COUNTED[one[0]]] = _numbers(one[1:])
        elif one[0] == "y":
            fields["year"] = int(one[1:])
        elif one[0] == "v":
            fields["version"] = int(one[1:])
        elif one[0] == "d":
            fields["air_date"] = dt.date.fromisoformat(one[1:])
        else:
            raise AssertionError(one)
    return fields


def _numbers(text: str) -> tuple[int | float, ...]:
    if "." in text:
        return (float(text),)
    first, _, last = text.partition("-")
    return tuple(range(int(first), int(last or first) + 1))
