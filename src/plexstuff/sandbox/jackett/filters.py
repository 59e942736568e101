"""Jackett's expressions in the place of an indexer's id, such as `!status:failing,test:passed`."""

from __future__ import annotations

import re
from typing import NamedTuple


class Facts(NamedTuple):
    """What can be asked about an indexer."""

    type: str
    tags: frozenset[str]
    lang: str
    test: str
    status: str


_TERM = re.compile(r"(!?)(type|tag|lang|test|status):([\w.-]+)")


def is_expression(text: str) -> bool:
    """Whether this is a filter rather than an id: terms joined by `+` (and) and `,` (or), each negated by `!`."""
    return bool(text) and all(_TERM.fullmatch(term) for part in text.split(",") for term in part.split("+"))


def fits(text: str, facts: Facts) -> bool:
    """Whether an indexer fits the expression: any of the parts, and of that each term."""
    return any(all(_true(term, facts) for term in part.split("+")) for part in text.split(","))


def _true(term: str, facts: Facts) -> bool:
    found = _TERM.fullmatch(term)
    if found is None:
        return False
    negated, what, value = found.groups()
    value = value.lower()
    if what == "tag":
        held = value in facts.tags
    elif what == "lang":
        held = facts.lang.lower().startswith(value)
    else:
        held = getattr(facts, what) == value
    return held != bool(negated)
