"""Gracenote in the contract: it is registered with once, and everything is a POST of XML."""

from __future__ import annotations

import re

from example import Example


def users(body: bytes) -> set[str]:
    """The user id that registering gives."""
    return {one.decode() for one in re.findall(rb"<USER>([^<]+)</USER>", body)}


def registers(request) -> bool:
    return b"REGISTER" in request.content


EXAMPLE = Example(
    key="gracenote",
    uses={"find_album": lambda one: one.find_album("Cher", "Believe")},
    wrong={"client_id": "9990099-0123456789ABCDEF0123456789ABCDEF"},
    entrance=registers,
    once=registers,
    secrets=users,
    cached=False,
)
