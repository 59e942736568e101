"""Recorded answers with the facts that they hold, and how to find each fact in what was decoded."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Recorded:
    """A recorded answer: the file, what kind of answer it is, and facts as `dotted.path` -> value."""

    file: str
    kind: str
    facts: Mapping[str, object]

    def __str__(self) -> str:
        return f"{self.file} ({self.kind})"


@dataclass(frozen=True)
class Rows:
    """A list of decoded things, with the total that the answer gives."""

    rows: list[object]
    total: int | None = None

    @property
    def count(self) -> int:
        return len(self.rows)


def facts(service: str) -> list[Recorded]:
    """The table of a service."""
    text = (HERE / f"{service}_facts.jsonl").read_text(encoding="utf-8")
    return [Recorded(**json.loads(line)) for line in text.splitlines()]


def found(thing: object, path: str) -> object:
    """What stands at a dotted path: attributes, keys and places in lists; `count` is the length of a list."""
    for part in path.split("."):
        if part == "count" and isinstance(thing, list):
            thing = len(thing)
        elif isinstance(thing, list | tuple):
            thing = thing[int(part)]
        elif isinstance(thing, dict):
            thing = thing[part]
        else:
            thing = getattr(thing, part)
    if isinstance(thing, dt.date):
        return thing.isoformat()
    return list(thing) if isinstance(thing, tuple) else thing


def untyped(kind: object) -> Iterator[str]:
    """Where below a type something may be anything."""
    yield from _untyped(msgspec.inspect.type_info(kind), "", set())


def _untyped(info: msgspec.inspect.Type, where: str, seen: set[object]) -> Iterator[str]:
    if isinstance(info, msgspec.inspect.AnyType | msgspec.inspect.RawType | msgspec.inspect.CustomType):
        yield where
    elif isinstance(info, msgspec.inspect.StructType):
        if info.cls not in seen:
            seen.add(info.cls)
            for one in info.fields:
                yield from _untyped(one.type, f"{where}.{one.name}", seen)
    elif isinstance(info, msgspec.inspect.UnionType):
        for each in info.types:
            yield from _untyped(each, where, seen)
    elif isinstance(info, msgspec.inspect.DictType):
        yield from _untyped(info.value_type, f"{where}{{}}", seen)
    elif isinstance(info, msgspec.inspect.ListType):
        yield from _untyped(info.item_type, f"{where}[]", seen)
