"""TMDB's films: the details, and the calls that can be appended to them or made alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from plexstuff.sandbox import seed
from plexstuff.sandbox.ask import Ask
from plexstuff.sandbox.catalogue.model import CatalogueMovie
from plexstuff.sandbox.people import companies_of
from plexstuff.sandbox.tmdb.aliases import alternative_titles, translations
from plexstuff.sandbox.tmdb.append import appended
from plexstuff.sandbox.tmdb.credits import movie_credits
from plexstuff.sandbox.tmdb.face import number_in, paged, refusal
from plexstuff.sandbox.tmdb.genres import genre_rows
from plexstuff.sandbox.tmdb.images import images_of
from plexstuff.sandbox.tmdb.items import movie_item, picture
from plexstuff.sandbox.tmdb.shared import company_lines, country_lines, language_lines, social_ids
from plexstuff.sandbox.tmdb.tongue import known_in, tongue_of
from plexstuff.sandbox.world import World


def movie_of(ask: Ask) -> CatalogueMovie:
    """The film that the path names, by TMDB id or by IMDb id."""
    text = ask.path["id"]
    found = ask.world.by_imdb.get(text) if text.startswith("tt") else ask.world.movies.get(number_in(ask, "id"))
    if not isinstance(found, CatalogueMovie):
        raise refusal(34)
    return found


def movie(ask: Ask) -> object:
    """GET /movie/{id}, with append_to_response."""
    wanted = movie_of(ask)
    calls = {name: partial(call, ask, wanted) for name, call in PARTS.items()}
    return details(ask, wanted) | appended(ask, calls)


def details(ask: Ask, wanted: CatalogueMovie) -> dict[str, object]:
    """The film itself."""
    tongue = tongue_of(ask)
    item = movie_item(wanted, tongue)
    del item["genre_ids"]
    budget = seed.draw("budget", wanted.tmdb) % 200 * 1_000_000
    return item | {
        "belongs_to_collection": _collection(ask.world, wanted),
        "budget": budget,
        "genres": genre_rows("movie", wanted.genres, tongue.language),
        "homepage": "",
        "imdb_id": wanted.imdb or None,
        "origin_country": list(wanted.countries),
        "production_companies": company_lines(companies_of("movie", wanted.tmdb)),
        "production_countries": country_lines(wanted.countries),
        "revenue": budget * 2,
        "runtime": wanted.runtime if wanted.runtime is not None else 0,
        "spoken_languages": language_lines([wanted.original_language]),
        "status": "Released" if wanted.released else "Planned",
        "tagline": "One of the sandbox's films." if known_in(wanted, tongue) and tongue.english else "",
    }


def _collection(world: World, wanted: CatalogueMovie) -> object:
    if not wanted.collection:
        return None
    number = world.catalogue.collections[wanted.collection]
    return {
        "id": number,
        "name": wanted.collection,
        "poster_path": picture("poster", number),
        "backdrop_path": picture("backdrop", number),
    }


def _external_ids(_ask: Ask, wanted: CatalogueMovie) -> dict[str, object]:
    return {
        "id": wanted.tmdb,
        "imdb_id": wanted.imdb or None,
        "wikidata_id": f"Q{seed.synthetic_id('wikidata', wanted.tmdb)}",
        **social_ids("movie", wanted.tmdb),
    }


def _release_dates(_ask: Ask, wanted: CatalogueMovie) -> dict[str, object]:
    homes = wanted.countries or ("US",)
    if wanted.released is None:
        return {"id": wanted.tmdb, "results": []}
    marks = {"US": "PG-13", "GB": "12A", "DE": "12", "FR": "U"}
    rows = [
        {
            "certification": marks.get(home, ""),
            "descriptors": [],
            "iso_639_1": "",
            "note": "",
            "release_date": f"{wanted.released.isoformat()}T00:00:00.000Z",
            "type": 3,
        }
        for home in homes
    ]
    results = [{"iso_3166_1": home, "release_dates": [row]} for home, row in zip(homes, rows, strict=True)]
    return {"id": wanted.tmdb, "results": results}


def _keywords(_ask: Ask, wanted: CatalogueMovie) -> dict[str, object]:
    return {"id": wanted.tmdb, "keywords": [{"id": seed.synthetic_id("keyword", "sandbox"), "name": "sandbox"}]}


def _videos(_ask: Ask, wanted: CatalogueMovie) -> dict[str, object]:
    return {"id": wanted.tmdb, "results": []}


def _recommendations(ask: Ask, wanted: CatalogueMovie) -> dict[str, object]:
    alike = [one for one in ask.world.catalogue.movies if one is not wanted and set(one.genres) & set(wanted.genres)]
    alike.sort(key=lambda one: -one.popularity)
    tongue = tongue_of(ask)
    return paged(ask, alike[:40], lambda one: movie_item(one, tongue) | {"media_type": "movie"})


def _changes(_ask: Ask, _wanted: CatalogueMovie) -> dict[str, object]:
    return {"changes": []}


Part = Callable[[Ask, CatalogueMovie], dict[str, object]]

PARTS: dict[str, Part] = {
    "alternative_titles": lambda ask, wanted: alternative_titles(ask, wanted, "titles"),
    "changes": _changes,
    "credits": lambda _ask, wanted: movie_credits(wanted),
    "external_ids": _external_ids,
    "images": lambda ask, wanted: images_of(ask, "movie", wanted.tmdb, wanted.original_language),
    "keywords": _keywords,
    "recommendations": _recommendations,
    "release_dates": _release_dates,
    "translations": lambda _ask, wanted: translations(wanted),
    "videos": _videos,
}


def part(ask: Ask) -> object:
    """GET /movie/{id}/{part}: one of PARTS alone."""
    wanted = movie_of(ask)
    if ask.path["part"] not in PARTS:
        raise refusal(34)
    return PARTS[ask.path["part"]](ask, wanted)
