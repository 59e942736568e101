"""From TMDB's answers to our own films, series and episodes."""

from __future__ import annotations

import datetime as dt

from plexstuff import models
from plexstuff.dates import date_of
from plexstuff.services.tmdb import answers


def movie(said: answers.Movie, language: str) -> models.Movie:
    """A film; its title in `language` when the answer holds a translation, else as TMDB gave it."""
    external = said.external_ids
    countries = said.origin_country or [one.iso_3166_1 or "" for one in said.production_countries]
    collection = said.belongs_to_collection
    return models.Movie(
        ids=models.Ids(tmdb=said.id, imdb=said.imdb_id or (external.imdb_id if external else None) or None),
        title=said.title or said.original_title or "",
        original_title=said.original_title or "",
        original_language=said.original_language or "",
        released=date_of(said.release_date),
        titles=_titles(said.alternative_titles, said.translations),
        countries=tuple(one for one in countries if one),
        runtime=said.runtime or None,
        popularity=said.popularity or 0.0,
        overview=said.overview or _overview(said.translations, language),
        genres=tuple(said.genre_ids or [one.id for one in said.genres]),
        collection=models.Collection(collection.id, collection.name or "") if collection else None,
    )


def series(said: answers.Series, language: str) -> models.Series:
    """A series."""
    external = said.external_ids
    return models.Series(
        ids=models.Ids(
            tmdb=said.id,
            tvdb=(external.tvdb_id if external else None) or None,
            imdb=(external.imdb_id if external else None) or None,
        ),
        title=said.name or said.original_name or "",
        original_title=said.original_name or "",
        original_language=said.original_language or "",
        first_aired=date_of(said.first_air_date),
        titles=_titles(said.alternative_titles, said.translations),
        countries=tuple(said.origin_country),
        popularity=said.popularity or 0.0,
        overview=said.overview or _overview(said.translations, language),
        status=said.status or "",
        seasons=tuple(one.season_number for one in said.seasons if one.season_number is not None),
    )


def episode(said: answers.Episode, season: int | None = None, number: int | None = None) -> models.Episode | None:
    """An episode, under other numbers where they are given; None when the answer gives it no number at all."""
    in_season = said.season_number if season is None else season
    counted = said.episode_number if number is None else number
    if in_season is None or counted is None:
        return None
    return models.Episode(
        ids=models.Ids(tmdb=said.id),
        season=in_season,
        number=counted,
        title=said.name or "",
        aired=date_of(said.air_date),
        runtime=said.runtime or None,
        overview=said.overview or "",
    )


def mixed(said: answers.Mixed, language: str) -> models.Movie | models.Series | None:
    """A row of /search/multi; None for persons and what else there may be."""
    if said.media_type == "movie":
        return movie(
            answers.Movie(
                said.id,
                said.title,
                said.original_title,
                said.original_language,
                said.overview,
                said.release_date,
                said.popularity,
                genre_ids=said.genre_ids,
                origin_country=said.origin_country,
            ),
            language,
        )
    if said.media_type == "tv":
        return series(
            answers.Series(
                said.id,
                said.name,
                said.original_name,
                said.original_language,
                said.overview,
                said.first_air_date,
                said.popularity,
                genre_ids=said.genre_ids,
                origin_country=said.origin_country,
            ),
            language,
        )
    return None


def collection(said: answers.Collection, language: str) -> models.Collection:
    """A collection with its films in the order of their release."""
    films = [movie(one, language) for one in said.parts]
    films.sort(key=lambda one: one.released or dt.date.max)
    return models.Collection(said.id, said.name or "", tuple(films))


def _titles(
    alternative: answers.AlternativeTitles | None, translations: answers.Translations | None
) -> tuple[models.Title, ...]:
    found: dict[str, models.Title] = {}
    for one in translations.translations if translations else []:
        text = one.data.title or one.data.name or ""
        if text and text not in found:
            found[text] = models.Title(text, one.iso_639_1 or "", one.iso_3166_1 or "")
    for other in (alternative.titles + alternative.results) if alternative else []:
        if other.title and other.title not in found:
            found[other.title] = models.Title(other.title, "", other.iso_3166_1 or "")
    return tuple(found.values())


def _overview(translations: answers.Translations | None, language: str) -> str:
    """TMDB leaves an overview empty that is not translated: the language's own from elsewhere, else the English one."""
    for wanted in (language[:2], "en"):
        for one in translations.translations if translations else []:
            if one.iso_639_1 == wanted and one.data.overview:
                return one.data.overview
    return ""
