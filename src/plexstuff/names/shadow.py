"""The shadow of a name: of the same length, but in small letters and plain signs, for the rules to read."""

from __future__ import annotations

import unicodedata

# Signs of other scripts that mean what a plain sign means, each one character for one.
_PLAIN = str.maketrans(
    {
        "【": "[",
        "】": "]",
        "「": "[",
        "」": "]",
        "『": "[",
        "』": "]",
        "〔": "[",
        "〕": "]",
        "《": "[",
        "》": "]",
        "（": "(",
        "）": ")",
        "［": "[",
        "］": "]",
        "–": "-",
        "—": "-",
        "‒": "-",
        "−": "-",
        "－": "-",
        "～": "~",
        "〜": "~",
        "：": ":",
        "．": ".",
        "＋": "+",
        "＆": "&",
        "／": "/",
        "×": "x",
        "х": "x",
        "’": "'",
        "‘": "'",
        "´": "'",
        "\u00a0": " ",
        "\u3000": " ",
        "\t": " ",
        "\n": " ",
        "\r": " ",
    }
    | {0xFF10 + digit: str(digit) for digit in range(10)}
)


def shadow(text: str) -> str:
    """`text` in small letters with plain signs, of the same length, so that a place in one is the same in the other."""
    low = text.lower()
    if low.isascii():
        return low if low.isprintable() else low.translate(_PLAIN)
    if len(low) != len(text):
        # A few letters grow when they are made small (İ); those stay as they are.
        low = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return low.translate(_PLAIN)


def folded(text: str) -> str:
    """`text` without case, accents, punctuation and spaces, to compare two spellings of a title."""
    plain = unicodedata.normalize("NFKD", text).casefold().replace("&", "and")
    return "".join(letter for letter in plain if letter.isalnum())
