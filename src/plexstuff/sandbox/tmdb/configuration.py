"""TMDB's configuration: where pictures are, which languages and countries it names; and the test of a key."""

from __future__ import annotations

from plexstuff.sandbox.ask import Ask
from plexstuff.sandbox.places import COUNTRIES, LANGUAGES

_CHANGE_KEYS = """
    adult air_date also_known_as alternative_titles biography birthday budget cast certifications character_names
    created_by crew deathday episode episode_number episode_run_time freebase_id freebase_mid general genres
    guest_stars homepage images imdb_id languages name network origin_country original_name original_title overview
    parts place_of_birth plot_keywords production_code production_companies production_countries releases revenue
    runtime season season_number season_regular spoken_languages status tagline title translations tvdb_id tvrage_id
    type video videos
""".split()


def authentication(_ask: Ask) -> object:
    """GET /authentication: who comes this far has a good key."""
    return {"success": True}


def configuration(_ask: Ask) -> object:
    """GET /configuration."""
    return {
        "change_keys": _CHANGE_KEYS,
        "images": {
            "base_url": "http://image.tmdb.org/t/p/",
            "secure_base_url": "https://image.tmdb.org/t/p/",
            "backdrop_sizes": ["w300", "w780", "w1280", "original"],
            "logo_sizes": ["w45", "w92", "w154", "w185", "w300", "w500", "original"],
            "poster_sizes": ["w92", "w154", "w185", "w342", "w500", "w780", "original"],
            "profile_sizes": ["w45", "w185", "h632", "original"],
            "still_sizes": ["w92", "w185", "w300", "original"],
        },
    }


def languages(_ask: Ask) -> object:
    """GET /configuration/languages."""
    return [
        {"english_name": one.english, "iso_639_1": one.code, "name": "" if one.own == "_" else one.own}
        for one in sorted(LANGUAGES.values(), key=lambda one: one.english)
    ]


def countries(_ask: Ask) -> object:
    """GET /configuration/countries."""
    return [
        {"english_name": one.english, "iso_3166_1": one.code, "native_name": one.english}
        for one in sorted(COUNTRIES.values(), key=lambda one: one.english)
    ]


def primary_translations(_ask: Ask) -> object:
    """GET /configuration/primary_translations."""
    homes = [f"{one.code}-{one.country}" for one in LANGUAGES.values() if one.country]
    return sorted({*homes, "en-GB", "pt-BR", "es-MX", "fr-CA", "zh-TW"})
