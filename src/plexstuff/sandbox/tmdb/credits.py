"""TMDB's credits, with the invented people of the sandbox."""

from __future__ import annotations

from plexstuff.sandbox import seed
from plexstuff.sandbox.catalogue.model import CatalogueEpisode, CatalogueMovie, CatalogueSeries
from plexstuff.sandbox.people import Person, cast_of, crew_of
from plexstuff.sandbox.tmdb.items import person_line


def movie_credits(movie: CatalogueMovie) -> dict[str, object]:
    """GET /movie/{id}/credits."""
    cast = [
        _actor(person, place, "movie", movie.tmdb) | {"cast_id": place + 1}
        for place, person in enumerate(cast_of("movie", movie.tmdb))
    ]
    return {"id": movie.tmdb, "cast": cast, "crew": _makers("movie", movie.tmdb)}


def series_credits(series: CatalogueSeries) -> dict[str, object]:
    """GET /tv/{id}/credits."""
    cast = [_actor(person, place, "tv", series.tmdb) for place, person in enumerate(cast_of("tv", series.tmdb))]
    return {"id": series.tmdb, "cast": cast, "crew": _makers("tv", series.tmdb)}


def episode_crew(episode: CatalogueEpisode) -> dict[str, object]:
    """The crew and guests of an episode: one of each."""
    guest = cast_of("guest", episode.tmdb)[0]
    return {
        "crew": _makers("episode", episode.tmdb)[:1],
        "guest_stars": [_actor(guest, 500, "guest", episode.tmdb)],
    }


def creators(series: CatalogueSeries) -> list[dict[str, object]]:
    """Who made up a series."""
    return [
        {
            "id": one.number,
            "credit_id": seed.hexadecimal(24, "creator", series.tmdb, one.number),
            "name": one.name,
            "original_name": one.name,
            "gender": one.gender,
            "profile_path": seed.path(".jpg", "profile", one.number),
        }
        for one in crew_of("tv", series.tmdb)[:1]
    ]


def _actor(person: Person, place: int, *about: object) -> dict[str, object]:
    return person_line(person) | {
        "character": f"Character {place + 1}",
        "credit_id": seed.hexadecimal(24, "cast", person.number, *about),
        "order": place,
    }


def _makers(*about: object) -> list[dict[str, object]]:
    return [
        person_line(person)
        | {
            "credit_id": seed.hexadecimal(24, "crew", person.number, *about),
            "department": person.trade,
            "job": "Director" if person.trade == "Directing" else "Writer",
        }
        for person in crew_of(*about)
    ]
