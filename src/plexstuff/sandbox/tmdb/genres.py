"""TMDB's genres, which differ between films and series and are translated carelessly."""

from __future__ import annotations

from collections.abc import Iterable

from plexstuff.sandbox.ask import Ask
from plexstuff.sandbox.tmdb.tongue import tongue_of

MOVIE = {
    28: "Action", 12: "Adventure", 16: "Animation", 35: "Comedy", 80: "Crime", 99: "Documentary", 18: "Drama",
    10751: "Family", 14: "Fantasy", 36: "History", 27: "Horror", 10402: "Music", 9648: "Mystery", 10749: "Romance",
    878: "Science Fiction", 10770: "TV Movie", 53: "Thriller", 10752: "War", 37: "Western",
}  # fmt: skip
TV = {
    10759: "Action & Adventure", 16: "Animation", 35: "Comedy", 80: "Crime", 99: "Documentary", 18: "Drama",
    10751: "Family", 10762: "Kids", 9648: "Mystery", 10763: "News", 10764: "Reality", 10765: "Sci-Fi & Fantasy",
    10766: "Soap", 10767: "Talk", 10768: "War & Politics", 37: "Western",
}  # fmt: skip

# A few per language, with the blanks and gaps that the service has: match genres by id.
_TRANSLATED: dict[str, dict[int, str]] = {
    "de": {12: "Abenteuer", 35: "Komödie", 80: "Krimi", 99: "Dokumentarfilm", 10751: "Familie", 36: "Historie"},
    "da": {12: "Eventyr", 35: "Komedie", 80: "Kriminalitet", 10751: "Familie", 36: "Historie ", 27: "Gyser"},
    "fr": {12: "Aventure", 35: "Comédie", 18: "Drame", 10751: "Familial", 36: "Histoire", 27: "Horreur"},
}


def genre_rows(kind: str, numbers: Iterable[int], language: str) -> list[dict[str, object]]:
    """Genres with their names; `kind` is "movie" or "tv"."""
    names = {**TV, **MOVIE} if kind == "movie" else {**MOVIE, **TV}
    translated = _TRANSLATED.get(language, {})
    return [{"id": number, "name": translated.get(number, names.get(number, "Drama"))} for number in numbers]


def movie_list(ask: Ask) -> object:
    """GET /genre/movie/list."""
    return {"genres": genre_rows("movie", MOVIE, tongue_of(ask).language)}


def tv_list(ask: Ask) -> object:
    """GET /genre/tv/list."""
    return {"genres": genre_rows("tv", TV, tongue_of(ask).language)}
