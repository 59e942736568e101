"""Recorded answers as judges: what keys an answer must have, and of which types its values may be."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Shape:
    """What was seen at one place of an answer: types, and below them keys or elements."""

    types: set[str] = field(default_factory=set)
    keys: dict[str, Shape] = field(default_factory=lambda: defaultdict(Shape))
    elements: Shape | None = None

    def see(self, value: object) -> None:
        self.types.add(kind(value))
        if isinstance(value, dict):
            for key, below in value.items():
                self.keys[key].see(below)
        elif isinstance(value, list):
            self.elements = self.elements or Shape()
            for element in value:
                self.elements.see(element)


def kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int"
    if isinstance(value, float):
        return "float"
    return {str: "text", list: "list", dict: "object"}[type(value)]


def wrong_types(ours: object, shape: Shape, where: str = "") -> list[str]:
    """Values of ours whose type was never recorded at that place; places that no recording shows are left alone."""
    here = kind(ours)
    if shape.types and here not in shape.types and not (here == "int" and "float" in shape.types):
        return [f"{where or 'answer'}: {here}, recorded only {'/'.join(sorted(shape.types))}"]
    found: list[str] = []
    if isinstance(ours, dict):
        for key, value in ours.items():
            if key in shape.keys:
                found += wrong_types(value, shape.keys[key], f"{where}.{key}")
    elif isinstance(ours, list) and shape.elements is not None:
        for element in ours:
            found += wrong_types(element, shape.elements, f"{where}[]")
    return list(dict.fromkeys(found))


def missing_keys(ours: object, recorded: object, where: str = "") -> list[str]:
    """Keys that the recording has (in every element, where it is a list) and ours has not."""
    found: list[str] = []
    if isinstance(recorded, dict) and isinstance(ours, dict):
        for key, value in recorded.items():
            if key not in ours:
                found.append(f"{where}.{key}")
            else:
                found += missing_keys(ours[key], value, f"{where}.{key}")
    elif isinstance(recorded, list) and isinstance(ours, list) and all(isinstance(one, dict) for one in recorded):
        always = set.intersection(*(set(one) for one in recorded)) if recorded else set()
        for element in ours:
            found += missing_keys(element, {key: recorded[0][key] for key in always}, f"{where}[]")
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Recording:
    """One recorded answer: file, status, and the request (path without the base, query)."""

    file: Path
    status: int
    path: str
    query: dict[str, str]

    @property
    def answer(self) -> object:
        return json.loads(self.file.read_text(encoding="utf-8"))

    @property
    def endpoint(self) -> str:
        """The path with every id replaced, so that recordings of one endpoint can be put together."""
        return re.sub(r"(?<=/)(tt\d+|nm\d+|\d+|[0-9a-f]{24})(?=/|$)", "{id}", self.path)


def tmdb_recordings(shared: Path) -> list[Recording]:
    """All recorded answers of TMDB that are listed with their requests."""
    folder = shared / "fixtures" / "tmdb"
    rows = re.findall(
        r"^\| `([^`]+)` \| (\d+) \| `GET ([^`]+)`", (folder / "SOURCES.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    found = []
    for name, status, address in rows:
        parts = urlsplit(address)
        if (folder / name).is_file() and parts.path.startswith("/3/"):
            query = {key: value for key, value in parse_qsl(parts.query) if key != "api_key"}
            found.append(Recording(folder / name, int(status), parts.path[2:].rstrip("/"), query))
    return found
