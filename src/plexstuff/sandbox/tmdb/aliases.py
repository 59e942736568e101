"""TMDB's other names of a thing: alternative titles by country, translations by language."""

from __future__ import annotations

from plexstuff.sandbox.ask import Ask
from plexstuff.sandbox.catalogue.model import CatalogueMovie, CatalogueSeries
from plexstuff.sandbox.places import language
from plexstuff.sandbox.tmdb.tongue import Tongue, overview_of


def alternative_titles(ask: Ask, thing: CatalogueMovie | CatalogueSeries, key: str) -> dict[str, object]:
    """The names that are no translations; `key` is "titles" for films and "results" for series."""
    wanted = ask.query.get("country", "").upper()
    rows = [
        {"iso_3166_1": alias.country or language(alias.language).country or "US", "title": alias.text, "type": ""}
        for alias in thing.aliases
        if not alias.translation
    ]
    return {"id": thing.tmdb, key: [row for row in rows if not wanted or row["iso_3166_1"] == wanted]}


def translations(thing: CatalogueMovie | CatalogueSeries) -> dict[str, object]:
    """Every language that the thing is told in. The title is empty where it is the original one, as TMDB has it."""
    tongues = [(Tongue("en", "US"), thing.title)]
    if thing.original_language != "en":
        tongues.append(
            (Tongue(thing.original_language, language(thing.original_language).country), thing.original_title)
        )
    for alias in thing.aliases:
        if alias.translation:
            tongues.append((Tongue(alias.language, alias.country or language(alias.language).country), alias.text))
    return {"id": thing.tmdb, "translations": [_row(thing, tongue, title) for tongue, title in tongues]}


def _row(thing: CatalogueMovie | CatalogueSeries, tongue: Tongue, title: str) -> dict[str, object]:
    data: dict[str, object] = {"homepage": "", "overview": overview_of(thing, tongue), "tagline": ""}
    shown = "" if title == thing.original_title else title
    if isinstance(thing, CatalogueMovie):
        data |= {"title": shown, "runtime": thing.runtime or 0}
    else:
        data |= {"name": shown}
    spoken = language(tongue.language)
    return {
        "data": data,
        "english_name": spoken.english,
        "iso_3166_1": tongue.country,
        "iso_639_1": tongue.language,
        "name": spoken.own,
    }
