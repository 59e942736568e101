"""Last.fm in the contract."""

from __future__ import annotations

from example import Example

EXAMPLE = Example(
    key="lastfm",
    uses={"find_album": lambda one: one.find_album("Cher", "Believe")},
    wrong={"api_key": "0" * 32},
)
