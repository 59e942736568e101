"""Makes the hand-made catalogue from the data files, completing from a seed what they leave open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from random import Random

from plexstuff.sandbox.catalogue import entries, identities
from plexstuff.sandbox.catalogue.entries import Entry
from plexstuff.sandbox.catalogue.model import Alias, Catalogue, CatalogueMovie, CatalogueSeries
from plexstuff.sandbox.catalogue.plan import plan_episodes
from plexstuff.sandbox.catalogue.schedule import day_in

#: The country that a translation is filed under when the data names only the language.
COUNTRY_OF_LANGUAGE = {
    "cs": "CZ", "da": "DK", "de": "DE", "el": "GR", "en": "US", "es": "ES", "fi": "FI", "fr": "FR", "he": "IL",
    "hi": "IN", "hu": "HU", "it": "IT", "ja": "JP", "ko": "KR", "nl": "NL", "no": "NO", "pl": "PL", "pt": "PT",
    "ru": "RU", "sk": "SK", "sv": "SE", "tr": "TR", "uk": "UA", "zh": "CN",
}  # fmt: skip

MOVIE_GENRES = (28, 12, 16, 35, 80, 99, 18, 10751, 14, 36, 27, 10402, 9648, 10749, 878, 53, 10752, 37)
SERIES_GENRES = (10759, 16, 35, 80, 99, 18, 10751, 9648, 10765, 10768, 37)
MOVIE_OVERVIEWS = (
    "Somebody has to choose, and everybody around has an opinion.",
    "What looked like an ordinary week turns into the longest of several lives.",
    "An old promise is called in at the worst possible moment.",
    "Two people who should never have met find that they need each other.",
    "Nobody believes the only witness, least of all the witness.",
)
SERIES_OVERVIEWS = (
    "A small group of people keeps getting into more trouble than it gets out of.",
    "Every answer that the heroes find asks for another season.",
    "Work, family and an old secret get in each other's way.",
    "Nothing ever happened here, until it did.",
)


@cache
def load() -> Catalogue:
    """The hand-made catalogue; made once a process, equal in every run. README.md here says what is in it."""
    collections = _collections()
    return Catalogue(_movies(), _series(), collections)


def aliases_of(entry: Entry) -> tuple[Alias, ...]:
    """The translations and other names of an entry; the latter are filed under the country it comes from."""
    found = []
    for tag, text in entry.names.items():
        language, _, country = tag.partition("-")
        found.append(Alias(text, language, country or COUNTRY_OF_LANGUAGE[language], translation=True))
    found += [Alias(text, "", entry.countries[0]) for text in entry.aliases]
    return tuple(found)


def draw_popularity(random: Random, top: float) -> float:
    """A long tail from 3 up to `top`: few are asked for a lot."""
    return round(3.0 + (top - 3.0) * random.random() ** 4, 3)


def draw_genres(random: Random, genres: Sequence[int]) -> tuple[int, ...]:
    """One to three of `genres`."""
    return tuple(random.sample(genres, random.randrange(1, 4)))


def _collections() -> dict[str, int]:
    recorded = entries.collections()
    numbers = identities.Numbers(identities.COLLECTIONS)
    names = dict.fromkeys(entry.collection for _, entry in entries.movies() if entry.collection)
    return {name: recorded.get(name) or numbers.number(name) for name in names}


def _movies() -> tuple[CatalogueMovie, ...]:
    tmdb, tvdb = identities.Numbers(identities.MOVIES), identities.Numbers(identities.MOVIES)
    imdb = identities.Numbers(identities.IMDB[::2])
    found = []
    for theme, entry in entries.movies():
        key = f"film {entry.key}"
        random = identities.seeded(identities.seed_number(key))
        day, runtime = day_in(entry.year, random), random.randrange(84, 150)
        popularity, genres = draw_popularity(random, 60.0), draw_genres(random, MOVIE_GENRES)
        found.append(
            CatalogueMovie(
                tmdb=entry.tmdb or tmdb.number(key),
                tvdb=entry.tvdb or tvdb.number(f"tvdb {key}"),
                imdb=entry.imdb or f"tt{imdb.number(key)}",
                title=entry.title,
                original_title=entry.original or entry.title,
                original_language=entry.language,
                released=entry.released or day,
                countries=entry.countries,
                runtime=entry.runtime or runtime,
                popularity=popularity if entry.popularity is None else entry.popularity,
                aliases=aliases_of(entry),
                genres=entry.genres or genres,
                overview=random.choice(MOVIE_OVERVIEWS),
                collection=entry.collection,
                synthetic=entry.tmdb is None and entry.tvdb is None,
                theme=theme,
            )
        )
    return tuple(found)


def _series() -> tuple[CatalogueSeries, ...]:
    tmdb, tvdb = identities.Numbers(identities.SERIES), identities.Numbers(identities.SERIES)
    imdb = identities.Numbers(identities.IMDB[1::2])
    blocks = identities.Numbers(identities.EPISODES[:: identities.EPISODES_PER_SERIES])
    found = []
    for theme, entry, facts in entries.series():
        key = f"series {entry.key}"
        seed = identities.seed_number(key)
        random = identities.seeded(seed)
        first = entry.first_aired or day_in(entry.year, random)
        popularity, genres = draw_popularity(random, 200.0), draw_genres(random, SERIES_GENRES)
        found.append(
            CatalogueSeries(
                tmdb=entry.tmdb or tmdb.number(key),
                tvdb=entry.tvdb or tvdb.number(f"tvdb {key}"),
                imdb=entry.imdb or f"tt{imdb.number(key)}",
                title=entry.title,
                original_title=entry.original or entry.title,
                original_language=entry.language,
                first_aired=first,
                countries=entry.countries,
                popularity=popularity if entry.popularity is None else entry.popularity,
                episodes=plan_episodes(entry, facts, first, blocks.number(key), seed),
                aliases=aliases_of(entry),
                genres=entry.genres or genres,
                overview=random.choice(SERIES_OVERVIEWS),
                status=entry.status,
                type=entry.type,
                synthetic=entry.tmdb is None and entry.tvdb is None,
                theme=theme,
                tvdb_title=entry.tvdb_title,
            )
        )
    return tuple(found)
