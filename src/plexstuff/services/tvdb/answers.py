"""The answers of TheTVDB v4, as far as they are used; unknown keys are ignored, nearly everything may be missing.

Source: the OpenAPI description of version 4.7.10 (github.com/thetvdb/v4-api) and recorded answers, which outrank it.
Languages are ISO 639-2/T, countries ISO 3166-1 alpha-3 in small letters.
"""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

DataT = TypeVar("DataT")


class Links(msgspec.Struct):
    """Where the other pages are; only paged answers have it."""

    prev: str | None = None
    self: str | None = None
    next: str | None = None
    total_items: int | None = None
    page_size: int | None = None


class Envelope(msgspec.Struct, Generic[DataT]):
    """What every answer comes in; a miss is `data: null` or an empty list. What has no `data` is no answer of v4."""

    data: DataT | None
    status: str | None = None
    message: str | None = None
    links: Links | None = None


class Token(msgspec.Struct):
    """POST /login."""

    token: str


class RemoteId(msgspec.Struct):
    """An id of another service; `sourceName` says whose (IMDB, TheMovieDB.com), and the id may carry blanks."""

    id: str | None = None
    type: int | None = None
    source_name: str | None = msgspec.field(name="sourceName", default=None)


class Alias(msgspec.Struct):
    """Another name."""

    name: str | None = None
    language: str | None = None


class Translation(msgspec.Struct, rename="camel"):
    """A name or an overview in a language."""

    language: str | None = None
    name: str | None = None
    overview: str | None = None
    is_alias: bool | None = None
    is_primary: bool | None = None


class Translations(msgspec.Struct, rename="camel"):
    """All names and overviews, with `meta=translations`."""

    name_translations: list[Translation] | None = None
    overview_translations: list[Translation] | None = None


class SearchItem(msgspec.Struct):
    """A row of /search; ids are strings. In 2021 `translations` and `overviews` were missing."""

    tvdb_id: str | None = None
    type: str | None = None
    name: str | None = None
    year: str | None = None
    first_air_time: str | None = None
    country: str | None = None
    primary_language: str | None = None
    status: str | None = None
    overview: str | None = None
    overviews: dict[str, str | None] | None = None
    translations: dict[str, str | None] | None = None
    aliases: list[str] | None = None
    remote_ids: list[RemoteId] | None = None


class RecordStatus(msgspec.Struct):
    """Continuing, Ended, Upcoming; for films Released and others."""

    name: str | None = None


class SeasonType(msgspec.Struct):
    """An order of episodes: official, dvd, absolute, …"""

    id: int | None = None
    type: str | None = None
    name: str | None = None


class Season(msgspec.Struct):
    """A season in one of the orders."""

    id: int | None = None
    number: int | None = None
    type: SeasonType | None = None


class ArtworkType(msgspec.Struct, rename="camel"):
    """What the number in an artwork's `type` means, such as the poster of a series."""

    id: int
    name: str | None = None
    record_type: str | None = None
    slug: str | None = None
    width: int | None = None
    height: int | None = None


class Artwork(msgspec.Struct, rename="camel"):
    """A picture; what `type` means, GET /artwork/types says."""

    id: int | None = None
    image: str | None = None
    thumbnail: str | None = None
    language: str | None = None
    type: int | None = None
    score: float | None = None
    width: int | None = None
    height: int | None = None


class Series(msgspec.Struct, rename="camel"):
    """A series, base or extended."""

    id: int
    name: str | None = None
    slug: str | None = None
    year: str | None = None
    first_aired: str | None = None
    original_country: str | None = None
    original_language: str | None = None
    overview: str | None = None
    score: float | None = None
    status: RecordStatus | None = None
    average_runtime: int | None = None
    aliases: list[Alias] | None = None
    name_translations: list[str] | None = None
    remote_ids: list[RemoteId] | None = None
    seasons: list[Season] | None = None
    season_types: list[SeasonType] | None = None
    artworks: list[Artwork] | None = None
    translations: Translations | None = None


class Release(msgspec.Struct):
    """When a film came out somewhere."""

    country: str | None = None
    date: str | None = None
    detail: str | None = None


class Movie(msgspec.Struct, rename="camel"):
    """A film, base or extended; its overview is among the translations only."""

    id: int
    name: str | None = None
    slug: str | None = None
    year: str | None = None
    runtime: int | None = None
    score: float | None = None
    status: RecordStatus | None = None
    original_country: str | None = None
    original_language: str | None = None
    aliases: list[Alias] | None = None
    name_translations: list[str] | None = None
    remote_ids: list[RemoteId] | None = None
    artworks: list[Artwork] | None = None
    first_release: Release | None = msgspec.field(name="first_release", default=None)
    translations: Translations | None = None


class Episode(msgspec.Struct, rename="camel"):
    """An episode under the numbers of the order that was asked for; an absolute number of 0 means none."""

    id: int
    series_id: int | None = None
    name: str | None = None
    overview: str | None = None
    aired: str | None = None
    runtime: int | None = None
    season_number: int | None = None
    number: int | None = None
    absolute_number: int | None = None
    finale_type: str | None = None
    name_translations: list[str] | None = None

    @property
    def title(self) -> str:
        """The name; "" when there is none yet, which TheTVDB also writes as `TBA`."""
        return "" if self.name is None or self.name.strip().upper() in ("TBA", "TBD") else self.name.strip()


class EpisodePage(msgspec.Struct, rename="camel"):
    """A page of episodes, with the series beside it; with a language they stand within the series' own record."""

    episodes: list[Episode] | None = None
    series: Series | None = None
    original_language: str | None = None

    @property
    def made_in(self) -> str:
        """The language that the series was made in (ISO 639-2/T), "" when the page does not say."""
        return (self.series.original_language if self.series else None) or self.original_language or ""


class RemoteMatch(msgspec.Struct):
    """A row of /search/remoteid/{id}: one of these is there."""

    series: Series | None = None
    movie: Movie | None = None
    episode: Episode | None = None


class Failure(msgspec.Struct):
    """The body of an error: `{"status":"failure","message":"InvalidAPIKey: apikey invalid","data":null}`.

    The retired interface says `{"Error": …}` instead.
    """

    status: str | None = None
    message: str | None = None
    error: str | None = msgspec.field(name="Error", default=None)
