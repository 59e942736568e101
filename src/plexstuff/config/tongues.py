"""What people write for a language or a country, read in one way wherever it is written."""

from __future__ import annotations

from plexstuff.codes import known_country, known_language
from plexstuff.service import Recognised


def language(text: str) -> Recognised:
    """ISO 639-1, with or without a country (`de`, `pt-BR`); `ger` and `deu`, `PT_br` are understood too."""
    said, dash, place = text.replace("_", "-").partition("-")
    code, country = known_language(said), known_country(place) if dash else ""
    if not code or (dash and not country):
        return Recognised(
            refusal="This is no language code.",
            advice="It has two letters, such as de, and where it matters a country's two, such as pt-BR.",
        )
    return _understood(text, f"{code}-{country}" if country else code)


def region(text: str) -> Recognised:
    """ISO 3166-1 alpha-2 (`AT`); `at` and `AUT` are understood too."""
    code = known_country(text)
    if not code:
        return Recognised(refusal="This is no country code.", advice="It has two letters, such as AT.")
    return _understood(text, code)


def _understood(text: str, code: str) -> Recognised:
    return Recognised(code, "" if text == code else f"Understood as {code}.")
