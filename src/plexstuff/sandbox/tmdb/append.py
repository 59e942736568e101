"""append_to_response: further calls that travel with one answer, each under its own name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from plexstuff.sandbox.ask import Ask
from plexstuff.sandbox.tmdb.face import APPEND_LIMIT, refusal

Call = Callable[[], dict[str, object]]


def names_in(ask: Ask) -> list[str]:
    """What is to be appended; more than 20 calls are refused with code 27."""
    names = list(dict.fromkeys(filter(None, ask.query.get("append_to_response", "").split(","))))
    if len(names) > APPEND_LIMIT:
        raise refusal(27)
    return names


def appended(ask: Ask, calls: Mapping[str, Call]) -> dict[str, object]:
    """The answers of the calls that are asked for and known, without the id that each would have alone."""
    found: dict[str, object] = {}
    for name in names_in(ask):
        if name in calls:
            found[name] = answer = calls[name]()
            # A season is a thing of its own and keeps its id; all others would only repeat that of the answer.
            if not name.startswith("season/"):
                answer.pop("id", None)
    return found
