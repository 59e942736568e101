"""How the services read a title: case, accents and most punctuation do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"\w+", re.UNICODE)
# Scripts written without spaces are matched sign by sign.
_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "_": " ", "&": " and "})


def fold(text: str) -> str:
    """`text` without case and accents; punctuation stays as it is."""
    if text.isascii():
        return text.lower().replace("_", " ").replace("&", " and ")
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", text).translate(_LETTERS)


def words(text: str) -> tuple[str, ...]:
    """The words of a folded text: "spider-man" gives two; kana and Han signs count as words of their own."""
    found: list[str] = []
    for word in _WORD.findall(text):
        if word.isascii() or not _SIGN.search(word):
            found.append(word)
        else:
            found.extend(part for part in _split_signs(word) if part)
    return tuple(found)


def _split_signs(word: str) -> list[str]:
    return _SIGN.sub(lambda sign: f" {sign.group()} ", word).split()


def joined(text: str) -> tuple[str, ...]:
    """What punctuation parts within a written word, put together: "s.w.a.t." gives "swat", "dall-as" "dallas"."""
    found = []
    for piece in text.split():
        parts = _WORD.findall(piece)
        if len(parts) > 1:
            found.append("".join(parts))
    return tuple(found)


@lru_cache(maxsize=4096)
def readings(query: str) -> tuple[tuple[str, ...], ...]:
    """The ways a query can be read: word by word, and with every hyphenated or dotted piece put together."""
    text = fold(query)
    apart = words(text)
    together = tuple(word for piece in text.split() for word in (joined(piece) or words(piece)))
    return (apart,) if together == apart else (apart, together)
