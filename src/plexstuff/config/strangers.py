"""Finds what is set and is no setting: misspelt, in the wrong place, or asked for in former years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plexstuff.config.environment import twin, variable
from plexstuff.config.known import Known
from plexstuff.errors import UsageError
from plexstuff.service import OldSetting


@dataclass(frozen=True, slots=True)
class Stranger:
    """Something that is set and not used: the section it was meant for ("" when unknown), its name and its place."""

    section: str
    name: str
    place: str
    advice: str


def find_strangers(
    known: Known, sections: Mapping[str, Mapping[str, str]], file: Path, variables: Sequence[tuple[str, str]]
) -> list[Stranger]:
    """All of them in the settings file (its `sections`) and among the environment's `variables` (name and place)."""
    return [*_in_file(known, sections, file), *_in_environment(known, variables)]


def _in_file(known: Known, sections: Mapping[str, Mapping[str, str]], file: Path) -> Iterator[Stranger]:
    for section, settings in sections.items():
        for key in settings:
            try:
                secret = known.field(section, key).secret
            except UsageError as error:
                old = known.old(section, key)
                advice = f"{old.sentence} {old.advice}" if old else error.advice
            else:
                if not secret:
                    continue
                advice = f"It is a secret, and stands there for all to see. Run: plexstuff services set {section} {key}"
            yield Stranger(section, f"{section}.{key}", str(file), advice)


def _in_environment(known: Known, variables: Sequence[tuple[str, str]]) -> Iterator[Stranger]:
    if not variables:
        return
    names: set[str] = set()
    old: dict[str, OldSetting] = {}
    owner: dict[str, str] = {}
    for section in known.sections():
        owner[variable(section, "")] = section
        for field in known.fields(section):
            names.add(variable(section, field.key))
            if field.secret:
                names.add(twin(section, field.key))
        service = known.service(section)
        old |= {variable(section, one.key): one for one in (service.old_settings if service else ())}
    for name, place in variables:
        if name not in names:
            section = next((one for start, one in owner.items() if name.startswith(start)), "")
            known_once = old.get(name)
            advice = f"{known_once.sentence} {known_once.advice}" if known_once else _nearest(name, names)
            yield Stranger(section, name, place, advice)


def _nearest(name: str, names: set[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name, sorted(names), n=1)
    return f"Did you mean {near[0]}?" if near else "Nothing uses it."
