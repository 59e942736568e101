"""The answers of TMDB v3, as far as they are used; unknown keys are ignored, nearly everything may be null or missing.

Source: the OpenAPI description published on developer.themoviedb.org, and recorded answers of 2017 to 2026, which
outrank it: many of them have nulls where the description allows none, so every list here may be one too.
"""

from __future__ import annotations

import functools
from typing import cast

import msgspec


class Authentication(msgspec.Struct):
    """GET /authentication: `{"success": true}`, sometimes with a code and a message."""

    success: bool
    status_code: int | None = None


class Status(msgspec.Struct):
    """An error: `{"success": false, "status_code": 34, "status_message": "…"}`; `success` may be missing."""

    success: bool | None = None
    status_code: int | None = None
    status_message: str | None = None


class Images(msgspec.Struct):
    """Where pictures lie and in which sizes (`w500`, `original`)."""

    base_url: str = ""
    secure_base_url: str = ""
    poster_sizes: list[str] | None = None
    backdrop_sizes: list[str] | None = None
    still_sizes: list[str] | None = None


class Settings(msgspec.Struct):
    """GET /configuration."""

    images: Images | None = None
    change_keys: list[str] | None = None


class Genre(msgspec.Struct):
    """A genre; some languages have no name for one."""

    id: int
    name: str | None = None


class Genres(msgspec.Struct):
    """GET /genre/movie/list and /genre/tv/list."""

    genres: list[Genre]


class ExternalIds(msgspec.Struct):
    """The ids of other services."""

    imdb_id: str | None = None
    tvdb_id: int | None = None
    wikidata_id: str | None = None


class AlternativeTitle(msgspec.Struct):
    """A title used in a country; `type` says what for, often nothing."""

    title: str | None = None
    iso_3166_1: str | None = None
    type: str | None = None


class AlternativeTitles(msgspec.Struct):
    """Films give them as `titles`, series as `results`."""

    titles: list[AlternativeTitle] | None = None
    results: list[AlternativeTitle] | None = None


class TranslationData(msgspec.Struct):
    """What is translated: films have a `title`, series a `name`; "" where it is not."""

    title: str | None = None
    name: str | None = None
    overview: str | None = None


class Translation(msgspec.Struct):
    """One language as used in one country."""

    iso_639_1: str | None = None
    iso_3166_1: str | None = None
    english_name: str | None = None
    data: TranslationData | None = None


class Translations(msgspec.Struct):
    """All translations."""

    translations: list[Translation] | None = None


class PartOf(msgspec.Struct):
    """The collection that a film belongs to."""

    id: int
    name: str | None = None


class Country(msgspec.Struct):
    """A country of production."""

    iso_3166_1: str | None = None
    name: str | None = None


class Movie(msgspec.Struct):
    """A film, from a list or from GET /movie/{id} with what was appended."""

    id: int
    title: str | None = None
    original_title: str | None = None
    original_language: str | None = None
    overview: str | None = None
    release_date: str | None = None
    popularity: float | None = None
    runtime: int | None = None
    imdb_id: str | None = None
    status: str | None = None
    genre_ids: list[int] | None = None
    genres: list[Genre] | None = None
    origin_country: list[str] | None = None
    production_countries: list[Country] | None = None
    belongs_to_collection: PartOf | None = None
    external_ids: ExternalIds | None = None
    alternative_titles: AlternativeTitles | None = None
    translations: Translations | None = None


class MoviePage(msgspec.Struct):
    """A page of films, 20 at most."""

    results: list[Movie]
    page: int = 1
    total_pages: int = 0
    total_results: int = 0


class Episode(msgspec.Struct):
    """An episode; in an episode group `order` is its place (from 0)."""

    id: int
    name: str | None = None
    overview: str | None = None
    air_date: str | None = None
    season_number: int | None = None
    episode_number: int | None = None
    episode_type: str | None = None
    runtime: int | None = None
    order: int | None = None


class SeasonStub(msgspec.Struct):
    """A season in the list of a series; 0 holds the specials."""

    id: int
    season_number: int | None = None
    episode_count: int | None = None
    name: str | None = None
    air_date: str | None = None


class Season(msgspec.Struct):
    """GET /tv/{id}/season/{number}."""

    id: int | None = None
    season_number: int | None = None
    name: str | None = None
    air_date: str | None = None
    overview: str | None = None
    episodes: list[Episode] | None = None


class Series(msgspec.Struct):
    """A series, from a list or from GET /tv/{id} with what was appended."""

    id: int
    name: str | None = None
    original_name: str | None = None
    original_language: str | None = None
    overview: str | None = None
    first_air_date: str | None = None
    popularity: float | None = None
    status: str | None = None
    origin_country: list[str] | None = None
    genre_ids: list[int] | None = None
    genres: list[Genre] | None = None
    seasons: list[SeasonStub] | None = None
    external_ids: ExternalIds | None = None
    alternative_titles: AlternativeTitles | None = None
    translations: Translations | None = None


class SeriesSeasons(msgspec.Struct):
    """A series with some of its seasons appended; which ones, only what is made by `with_seasons` knows."""

    id: int
    original_language: str | None = None

    def appended(self) -> list[Season]:
        """The seasons that came along, in the order in which they were asked for; TMDB leaves out what it hasn't."""
        values = (getattr(self, name) for name in self.__struct_fields__ if name.startswith("season_"))
        return [one for one in values if isinstance(one, Season)]


@functools.lru_cache(maxsize=128)
def with_seasons(numbers: tuple[int, ...]) -> type[SeriesSeasons]:
    """GET /tv/{id}?append_to_response=season/1,season/2: each season stands under a key of its own, `season/1`."""
    names = [f"season_{number}" for number in numbers]
    made = msgspec.defstruct(
        "SeriesSeasons",
        [(name, Season | None, None) for name in names],
        bases=(SeriesSeasons,),
        rename=dict(zip(names, (f"season/{number}" for number in numbers), strict=True)),
    )
    return cast("type[SeriesSeasons]", made)


class SeriesPage(msgspec.Struct):
    """A page of series, 20 at most."""

    results: list[Series]
    page: int = 1
    total_pages: int = 0
    total_results: int = 0


class Found(msgspec.Struct):
    """GET /find/{id}: a miss is five empty lists."""

    movie_results: list[Movie]
    tv_results: list[Series]
    tv_episode_results: list[Episode] | None = None
    tv_season_results: list[SeasonStub] | None = None


class Mixed(msgspec.Struct):
    """A row of /search/multi: a film, a series or (left alone) a person, as `media_type` says."""

    id: int
    media_type: str | None = None
    title: str | None = None
    original_title: str | None = None
    release_date: str | None = None
    name: str | None = None
    original_name: str | None = None
    first_air_date: str | None = None
    original_language: str | None = None
    origin_country: list[str] | None = None
    overview: str | None = None
    popularity: float | None = None
    genre_ids: list[int] | None = None


class MixedPage(msgspec.Struct):
    """A page of films, series and persons."""

    results: list[Mixed]
    page: int = 1
    total_pages: int = 0
    total_results: int = 0


class Collection(msgspec.Struct):
    """GET /collection/{id}."""

    id: int
    name: str | None = None
    overview: str | None = None
    parts: list[Movie] | None = None


class GroupStub(msgspec.Struct):
    """An order of episodes other than the aired one; `type` 2 is absolute, 3 DVD (all: 1 aired … 7 TV)."""

    id: str
    name: str | None = None
    type: int | None = None
    episode_count: int | None = None


class GroupStubs(msgspec.Struct):
    """GET /tv/{id}/episode_groups."""

    results: list[GroupStub]


class GroupPart(msgspec.Struct):
    """A season of such an order."""

    name: str | None = None
    order: int | None = None
    episodes: list[Episode] | None = None


class Group(msgspec.Struct):
    """GET /tv/episode_group/{id}."""

    id: str = ""
    name: str | None = None
    type: int | None = None
    groups: list[GroupPart] | None = None
