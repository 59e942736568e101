"""What the contract must know of a service to try everything that a job can ask of it."""

from __future__ import annotations

import importlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from plexstuff.health import Proof
from plexstuff.sandbox.fakes import FAKES


def nothing(_: object) -> set[str]:
    return set()


@dataclass(frozen=True)
class Example:
    """One service in the contract; each stands in a file of its own, `example_KEY.py`, as EXAMPLE.

    `uses` is everything that a job can ask, by the name of the method; each finds something in the sandbox. `wrong` are
    values (in place of `values`, which stand in place of the fake's own) with which the service refuses. `entrance`
    says of a request that it only proves the key; `secrets` finds what is secret in a body that the service answered.
    `none` names the uses for which 404 is an answer: None. `other_ends` says for a trouble (see test_contract) which
    error it ends with here instead.
    """

    key: str
    uses: Mapping[str, Callable[[Any], Awaitable[object]]]
    wrong: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)
    entrance: Callable[[httpx2.Request], bool] = lambda _: False
    #: Says of a request that it is made once for ever, whatever is checked later.
    once: Callable[[httpx2.Request], bool] = lambda _: False
    secrets: Callable[[bytes], set[str]] = nothing
    none: frozenset[str] = frozenset()
    other_ends: Mapping[str, str] = field(default_factory=dict)
    #: What is secret within the values: the tokens of a grant.
    parts: frozenset[str] = frozenset()
    proof: Proof = Proof.TRIED
    #: Whether answers are kept in the cache of HTTP.
    cached: bool = True

    @property
    def settings(self) -> dict[str, str]:
        """All that is set, the addresses of the sandbox included."""
        fake = next(one for one in FAKES if one.key == self.key)
        return {**fake.settings("http://sandbox.test"), **self.values}

    @property
    def keys(self) -> set[str]:
        """The user's own secrets."""
        from plexstuff.services import find

        secret = {one.key for one in find(self.key).fields if one.secret}
        return {text for key, text in self.settings.items() if key in secret and text} | self.parts


EXAMPLES: dict[str, Example] = {
    example.key: example
    for file in sorted(Path(__file__).parent.glob("example_*.py"))
    for example in [importlib.import_module(file.stem).EXAMPLE]
}
