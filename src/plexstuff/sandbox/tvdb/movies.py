"""TheTVDB's films."""

from __future__ import annotations

from plexstuff.sandbox.ask import Ask
from plexstuff.sandbox.catalogue.model import CatalogueMovie
from plexstuff.sandbox.people import companies_of
from plexstuff.sandbox.places import country
from plexstuff.sandbox.tvdb.artworks import artwork_rows
from plexstuff.sandbox.tvdb.common import character_rows, content_rating_rows, genre_rows, translation, translations
from plexstuff.sandbox.tvdb.face import not_found, number_in, success
from plexstuff.sandbox.tvdb.records import company_row, land, movie_record, no_companies, three
from plexstuff.sandbox.tvdb.remote import remote_ids


def movie_of(ask: Ask) -> CatalogueMovie:
    """The film that the path names."""
    found = ask.world.movies_by_tvdb.get(number_in(ask))
    if found is None:
        raise not_found("movie")
    return found


def base(ask: Ask) -> object:
    """GET /movies/{id}."""
    return success(movie_record(movie_of(ask)))


def by_slug(ask: Ask) -> object:
    """GET /movies/slug/{slug}."""
    found = ask.world.movies_by_slug.get(ask.path["slug"])
    if found is None:
        raise not_found("movie")
    return success(movie_record(found))


def extended(ask: Ask) -> object:
    """GET /movies/{id}/extended with meta=translations and short=true."""
    movie = movie_of(ask)
    record = _extended(movie)
    if ask.query.get("short", "").lower() == "true":
        record |= {"artworks": None, "characters": None}
    if ask.query.get("meta") == "translations":
        record["translations"] = translations(movie)
    return success(record)


def _extended(movie: CatalogueMovie) -> dict[str, object]:
    home = land(movie.countries)
    releases = [{"country": home or "global", "date": str(movie.released), "detail": None}] if movie.released else []
    studios = [company_row(one, 2, "Studio") for one in companies_of("movie", movie.tmdb)]
    return movie_record(movie) | {
        "artworks": artwork_rows("movie", movie.tvdb, movie.original_language),
        "audioLanguages": None,
        "awards": None,
        "boxOffice": "",
        "boxOfficeUS": "",
        "budget": "",
        "characters": character_rows("movie", movie.tvdb),
        "companies": no_companies() | {"studio": studios},
        "contentRatings": content_rating_rows(movie.countries),
        "first_release": releases[0] if releases else {"country": None, "date": None, "detail": None},
        "genres": genre_rows(movie.genres),
        "inspirations": None,
        "lists": None,
        "originalCountry": home,
        "originalLanguage": three(movie.original_language),
        "production_countries": [
            {"id": place + 1, "country": country(code).code3.lower(), "name": country(code).english}
            for place, code in enumerate(movie.countries)
        ],
        "releases": releases,
        "remoteIds": remote_ids(movie),
        "spoken_languages": [three(movie.original_language)],
        "studios": [{"id": one["id"], "name": one["name"], "parentStudio": 0} for one in studios],
        "subtitleLanguages": None,
        "tagOptions": None,
        "trailers": [],
        "translations": None,
    }


def translated(ask: Ask) -> object:
    """GET /movies/{id}/translations/{language}."""
    return success(translation(movie_of(ask), ask.path["language"]))
