"""Numbers and names drawn from a seed: the same thing gets the same picture path, company and vote in every run."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

#: From here up, ids are generated; below, they are those of real things.
FIRST_SYNTHETIC_ID = 900_000_000


def draw(*about: object) -> int:
    """A number of 64 bits that depends on nothing but `about`."""
    text = "\x1f".join(map(str, about))
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def pick(choices: Sequence[T], *about: object) -> T:
    """One of `choices`, by `about`."""
    return choices[draw(*about) % len(choices)]


def some(choices: Sequence[T], count: int, *about: object) -> list[T]:
    """`count` neighbours of `choices`, by `about`, none twice while `count` is not above their number."""
    start = draw(*about) % len(choices)
    return [choices[(start + step) % len(choices)] for step in range(count)]


def hexadecimal(digits: int, *about: object) -> str:
    """That many hex digits, as in TMDB's object ids."""
    text = "\x1f".join(map(str, about))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=(digits + 1) // 2).hexdigest()[:digits]


def path(suffix: str, *about: object) -> str:
    """A path such as TMDB gives to a picture: a slash, 27 letters and digits, `suffix`."""
    number = int(hexadecimal(48, *about), 16)
    letters = []
    for _ in range(27):
        number, rest = divmod(number, 62)
        letters.append(_LETTERS[rest])
    return "/" + "".join(letters) + suffix


def synthetic_id(*about: object) -> int:
    """An id in the range of generated ids, for things that the catalogue does not number itself."""
    return FIRST_SYNTHETIC_ID + draw(*about) % 90_000_000
