"""In which words TMDB tells of a thing: titles fall back to the original, everything else to an empty text."""

from __future__ import annotations

from dataclasses import dataclass

from plexstuff.sandbox.ask import Ask
from plexstuff.sandbox.catalogue.model import Alias, CatalogueMovie, CatalogueSeries
from plexstuff.sandbox.places import language


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language (ISO 639-1) and perhaps a country (ISO 3166-1), as in `pt-BR`."""

    language: str = "en"
    country: str = ""

    @property
    def english(self) -> bool:
        """Whether this is some English."""
        return self.language == "en"


def tongue_of(ask: Ask) -> Tongue:
    """The `language` that is asked for; American English when there is none."""
    text = ask.query.get("language") or "en-US"
    code, _, country = text.partition("-")
    return Tongue(code.lower(), country.upper())


def translation(thing: CatalogueMovie | CatalogueSeries, tongue: Tongue) -> Alias | None:
    """The official name in that language, that of the same country first."""
    fitting = [one for one in thing.aliases if one.translation and one.language == tongue.language]
    return next((one for one in fitting if one.country == tongue.country), fitting[0] if fitting else None)


def title_of(thing: CatalogueMovie | CatalogueSeries, tongue: Tongue) -> str:
    """The title in that language; the original title where nobody translated it."""
    translated = translation(thing, tongue)
    if translated is not None:
        return translated.text
    return thing.title if tongue.english else thing.original_title


def known_in(thing: CatalogueMovie | CatalogueSeries, tongue: Tongue) -> bool:
    """Whether the thing has texts in that language."""
    return tongue.english or translation(thing, tongue) is not None


def overview_of(thing: CatalogueMovie | CatalogueSeries, tongue: Tongue) -> str:
    """The overview in that language, empty where there is none: TMDB never falls back to English here."""
    if not thing.overview or not known_in(thing, tongue):
        return ""
    return thing.overview if tongue.english else f"({language(tongue.language).own}) {thing.overview}"
