"""What TMDB's lists hold: a film, a series, an episode, a season, a person or a collection in short."""

from __future__ import annotations

from plexstuff.sandbox import seed
from plexstuff.sandbox.catalogue.model import CatalogueEpisode, CatalogueMovie, CatalogueSeries
from plexstuff.sandbox.people import Person
from plexstuff.sandbox.tmdb.tongue import Tongue, overview_of, title_of
from plexstuff.sandbox.world import CollectionThing, World

#: Of the synthetic things that hardly anybody asks for, one of so many has no picture.
_WITHOUT_PICTURE, _HARDLY_ANYBODY = 6, 3.0


def picture(kind: str, number: int, popularity: float = 100.0) -> str | None:
    """The path of a picture. Some synthetic things have none, so that clients meet a null."""
    obscure = number >= seed.FIRST_SYNTHETIC_ID and popularity < _HARDLY_ANYBODY
    if obscure and seed.draw("no picture", kind, number) % _WITHOUT_PICTURE == 0:
        return None
    return seed.path(".jpg", kind, number)


def vote(number: int) -> tuple[float, int]:
    """A mean vote and how many voted."""
    return 4.0 + seed.draw("vote", number) % 5000 / 1000, 10 + seed.draw("votes", number) % 20_000


def movie_item(movie: CatalogueMovie, tongue: Tongue) -> dict[str, object]:
    """A film as searches and lists give it."""
    average, count = vote(movie.tmdb)
    return {
        "adult": False,
        "backdrop_path": picture("backdrop", movie.tmdb, movie.popularity),
        "genre_ids": list(movie.genres),
        "id": movie.tmdb,
        "original_language": movie.original_language,
        "original_title": movie.original_title,
        "overview": overview_of(movie, tongue),
        "popularity": movie.popularity,
        "poster_path": picture("poster", movie.tmdb, movie.popularity),
        "release_date": movie.released.isoformat() if movie.released else "",
        "softcore": False,
        "title": title_of(movie, tongue),
        "video": False,
        "vote_average": average,
        "vote_count": count,
    }


def series_item(series: CatalogueSeries, tongue: Tongue) -> dict[str, object]:
    """A series as searches and lists give it."""
    average, count = vote(series.tmdb)
    return {
        "adult": False,
        "backdrop_path": picture("backdrop", series.tmdb, series.popularity),
        "first_air_date": series.first_aired.isoformat() if series.first_aired else "",
        "genre_ids": list(series.genres),
        "id": series.tmdb,
        "name": title_of(series, tongue),
        "origin_country": list(series.countries),
        "original_language": series.original_language,
        "original_name": series.original_title,
        "overview": overview_of(series, tongue),
        "popularity": series.popularity,
        "poster_path": picture("poster", series.tmdb, series.popularity),
        "softcore": False,
        "vote_average": average,
        "vote_count": count,
    }


def collection_item(collection: CollectionThing) -> dict[str, object]:
    """A collection as searches give it."""
    return {
        "adult": False,
        "backdrop_path": picture("backdrop", collection.tmdb),
        "id": collection.tmdb,
        "name": collection.title,
        "original_language": "en",
        "original_name": collection.title,
        "overview": "",
        "poster_path": picture("poster", collection.tmdb),
    }


def person_line(person: Person) -> dict[str, object]:
    """What every list says of a person."""
    return {
        "adult": False,
        "gender": person.gender,
        "id": person.number,
        "known_for_department": person.trade,
        "name": person.name,
        "original_name": person.name,
        "popularity": seed.draw("popularity", person.number) % 3000 / 1000,
        "profile_path": seed.path(".jpg", "profile", person.number),
    }


def person_item(world: World, person: Person, tongue: Tongue) -> dict[str, object]:
    """A person as searches give it, with a film or three that they are known for."""
    known = seed.some(world.catalogue.movies, min(3, len(world.catalogue.movies)), person) if world.movies else []
    return person_line(person) | {"known_for": [movie_item(one, tongue) | {"media_type": "movie"} for one in known]}


def season_numbers(series: CatalogueSeries) -> dict[int, list[CatalogueEpisode]]:
    """The seasons of a series with their episodes, specials (0) first, as TMDB lists them."""
    seasons: dict[int, list[CatalogueEpisode]] = {}
    for episode in series.episodes:
        seasons.setdefault(episode.season, []).append(episode)
    return {number: sorted(seasons[number], key=lambda one: one.number) for number in sorted(seasons)}


def season_id(series: CatalogueSeries, number: int) -> int:
    """The id that TMDB gives to a season."""
    return seed.synthetic_id("season", series.tmdb, number)


def season_name(number: int) -> str:
    """The name that TMDB gives to a season nobody named."""
    return f"Season {number}" if number else "Specials"


def season_item(series: CatalogueSeries, number: int, episodes: list[CatalogueEpisode]) -> dict[str, object]:
    """A season as the series lists it."""
    aired = [one.aired for one in episodes if one.aired]
    return {
        "air_date": min(aired).isoformat() if aired else None,
        "episode_count": len(episodes),
        "id": season_id(series, number),
        "name": season_name(number),
        "overview": "",
        "poster_path": seed.path(".jpg", "season", series.tmdb, number),
        "season_number": number,
        "vote_average": vote(season_id(series, number))[0],
    }


def episode_item(
    series: CatalogueSeries, episode: CatalogueEpisode, tongue: Tongue, *, last: bool
) -> dict[str, object]:
    """An episode as seasons, groups and `find` give it; `last` tells whether it closes its season."""
    average, count = vote(episode.tmdb)
    return {
        "air_date": episode.aired.isoformat() if episode.aired else None,
        "episode_number": episode.number,
        "episode_type": "finale" if last and episode.season else "standard",
        "id": episode.tmdb,
        "name": _episode_name(episode, tongue),
        "overview": "",
        "production_code": "",
        "runtime": episode.runtime,
        "season_number": episode.season,
        "show_id": series.tmdb,
        "still_path": seed.path(".jpg", "still", episode.tmdb),
        "vote_average": average,
        "vote_count": count,
    }


# Nobody translated the episodes: TMDB counts them then, in the words of the language.
_EPISODE = {"de": "Folge", "fr": "Épisode", "es": "Episodio", "it": "Episodio", "nl": "Aflevering", "sv": "Avsnitt"}


def _episode_name(episode: CatalogueEpisode, tongue: Tongue) -> str:
    return episode.title if tongue.english else f"{_EPISODE.get(tongue.language, 'Episode')} {episode.number}"
