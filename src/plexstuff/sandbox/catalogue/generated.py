"""Makes as many invented films and series as a benchmark wants, from a seed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from itertools import count as counting
from random import Random

from plexstuff.sandbox.catalogue import identities, reading
from plexstuff.sandbox.catalogue.ideas import Idea, Ideas
from plexstuff.sandbox.catalogue.model import (
    Catalogue,
    CatalogueEpisode,
    CatalogueMovie,
    CatalogueSeries,
    Episodes,
)
from plexstuff.sandbox.catalogue.naming import Namer
from plexstuff.sandbox.catalogue.schedule import Pace, day_in, season_dates

SHARE_OF_FILMS = 0.85
_COUNTRIES = ("US",) * 15 + ("GB",) * 3 + ("CA", "AU")


def generate(count: int = 100_000, seed: int = 7) -> Catalogue:
    """`count` invented titles, 85 % of them films; the same ones for the same `count` and `seed`.

    No title sounds like one of the hand-made catalogue, or like another one here, that is less than three years
    older or younger; apart from that they come as close as titles do (`theme` says how: remake, sequel, longer,
    article, translated, number, punctuation). The episodes of a series are built when somebody looks at them.
    """
    random = identities.seeded(identities.seed_number(f"generated {seed}"))
    films = round(count * SHARE_OF_FILMS)
    numbers = zip(counting(identities.GENERATED.start), counting(identities.GENERATED_IMDB.start), strict=True)
    hand_made = reading.load()
    ideas = Ideas(random, _names_of(hand_made.movies))
    movies = tuple(_movie(random, ideas.next(), *next(numbers)) for _ in range(films))
    ideas = Ideas(random, _names_of(hand_made.series))
    episode_id = identities.GENERATED_EPISODES.start
    series = []
    for _ in range(count - films):
        series.append(_one_series(random, ideas.next(), *next(numbers), episode_id))
        episode_id += len(series[-1].episodes)
    collections = dict.fromkeys(movie.collection for movie in movies if movie.collection)
    start = identities.GENERATED_COLLECTIONS.start
    return Catalogue(movies, tuple(series), {name: number for number, name in enumerate(collections, start)})


def _names_of(things: tuple[CatalogueMovie, ...] | tuple[CatalogueSeries, ...]) -> Iterator[tuple[str, int]]:
    for thing in things:
        day = thing.released if isinstance(thing, CatalogueMovie) else thing.first_aired
        if day is not None:
            for name in (thing.title, thing.original_title, *(alias.text for alias in thing.aliases)):
                yield name, day.year


def _popularity(random: Random) -> float:
    """Half lie below 1, one in a thousand above 90: a Pareto distribution, cut off."""
    return round(min(0.5 * random.paretovariate(1.3), 400.0), 3)


def _movie(random: Random, idea: Idea, number: int, imdb: int) -> CatalogueMovie:
    return CatalogueMovie(
        tmdb=number,
        tvdb=number,
        imdb=f"tt{imdb}",
        title=idea.title,
        original_title=idea.original or idea.title,
        original_language=idea.language,
        released=day_in(idea.year, random),
        countries=(idea.country or random.choice(_COUNTRIES),),
        runtime=random.randrange(74, 160),
        popularity=_popularity(random),
        aliases=idea.aliases,
        genres=(random.choice(reading.MOVIE_GENRES),),
        overview=random.choice(reading.MOVIE_OVERVIEWS),
        collection=idea.collection,
        theme=idea.kind,
    )


def _one_series(random: Random, idea: Idea, number: int, imdb: int, episode_id: int) -> CatalogueSeries:
    first = day_in(idea.year, random)
    seasons = tuple(random.randrange(6, 14) for _ in range(min(random.randrange(1, 5), random.randrange(1, 7))))
    usual = random.choice((22, 30, 45, 60))
    build = partial(_episodes, number, seasons, first, episode_id, usual, idea.language == "ja")
    return CatalogueSeries(
        tmdb=number,
        tvdb=number,
        imdb=f"tt{imdb}",
        title=idea.title,
        original_title=idea.original or idea.title,
        original_language=idea.language,
        first_aired=first,
        countries=(idea.country or random.choice(_COUNTRIES),),
        popularity=_popularity(random),
        episodes=Episodes(sum(seasons), build),
        aliases=idea.aliases,
        genres=(random.choice(reading.SERIES_GENRES),),
        overview=random.choice(reading.SERIES_OVERVIEWS),
        theme=idea.kind,
    )


def _episodes(
    seed: int, seasons: tuple[int, ...], first: dt.date, first_id: int, usual: int, absolute: bool
) -> tuple[CatalogueEpisode, ...]:
    """Season after season, a year apart; `usual` minutes each, give or take two."""
    random = identities.seeded(seed)
    namer = Namer(random)
    found: list[CatalogueEpisode] = []
    for season, episodes in enumerate(seasons, start=1):
        dates = season_dates(episodes, first + dt.timedelta(days=364 * (season - 1)), Pace.WEEKLY, {})
        for number, date in enumerate(dates, start=1):
            place = len(found)
            found.append(
                CatalogueEpisode(
                    tmdb=first_id + place,
                    tvdb=first_id + place,
                    season=season,
                    number=number,
                    title=namer.episode(last=number == episodes),
                    aired=date,
                    runtime=usual + random.randrange(-2, 3),
                    absolute=place + 1 if absolute else None,
                )
            )
    return tuple(found)
