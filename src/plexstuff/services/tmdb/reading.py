"""From TMDB's answers to our own films, series and episodes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

import msgspec

from plexstuff import models
from plexstuff.dates import date_of
from plexstuff.services.tmdb import answers

#: What TMDB calls an episode that has no title in a language (and a few more that people enter for want of one).
_NO_TITLE = re.compile(
    r"(?:episode|épisode|episodio|episódio|folge|teil|aflevering|avsnitt|afsnit|jakso|odcinek|epizoda|díl|epizód|rész|"
    r"bölüm|эпизод|серия|серія|епізод|επεισόδιο|エピソード|第|에피소드)?\W*0*(\d+)\W*(?:話|集|회|화|\.?\s*(?:rész|bölüm|серия))?",
    re.IGNORECASE,
)


def movie(said: answers.Movie, language: str) -> models.Movie:
    """A film, asked for in `language`: TMDB itself falls back to the original title, but not for the overview."""
    external = said.external_ids
    countries = said.origin_country or [one.iso_3166_1 or "" for one in said.production_countries or ()]
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
        genres=tuple(said.genre_ids or [one.id for one in said.genres or ()]),
        collection=models.Collection(collection.id, collection.name or "") if collection else None,
    )


def series(said: answers.Series, language: str) -> models.Series:
    """A series, asked for in `language`."""
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
        countries=tuple(one for one in said.origin_country or () if one),
        popularity=said.popularity or 0.0,
        overview=said.overview or _overview(said.translations, language),
        status=said.status or "",
        seasons=tuple(sorted({one.season_number for one in said.seasons or () if one.season_number is not None})),
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


def episodes(seasons: Iterable[answers.Season]) -> list[models.Episode]:
    """The episodes of these seasons, without those that have no number."""
    return [each for season in seasons for one in season.episodes or () if (each := episode(one))]


def untitled(one: models.Episode) -> bool:
    """Whether this episode has no title of its own: none at all, or nothing but its number (`Folge 5`)."""
    bare = _NO_TITLE.fullmatch(one.title.strip())
    return not one.title.strip() or (bare is not None and int(bare[1]) == one.number)


def titled(episodes: Iterable[models.Episode], others: Iterable[models.Episode]) -> list[models.Episode]:
    """These episodes, the untitled with title and overview from `others`, as far as these have them."""
    known = {one.ids.tmdb: one for one in others if not untitled(one)}
    return [
        msgspec.structs.replace(one, title=other.title, overview=one.overview or other.overview)
        if untitled(one) and (other := known.get(one.ids.tmdb))
        else one
        for one in episodes
    ]


def grouped(said: answers.Group, order: models.EpisodeOrder) -> list[models.Episode]:
    """The episodes of an episode group; a part of it is a season, except that ABSOLUTE counts through all parts.

    The part with order 0 holds the specials.
    """
    parts = [(part.order if part.order is not None else place, part) for place, part in enumerate(said.groups or ())]
    parts.sort(key=lambda pair: pair[0])
    found: list[models.Episode] = []
    count = 0
    for season, part in parts:
        for place, one in enumerate(part.episodes or ()):
            number = (one.order if one.order is not None else place) + 1
            absolute = None
            if order is models.EpisodeOrder.ABSOLUTE and season != 0:
                count += 1
                season, number, absolute = 1, count, count
            if each := episode(one, season=season, number=number):
                found.append(msgspec.structs.replace(each, absolute=absolute))
    return found


def mixed(said: answers.Mixed, language: str) -> models.Movie | models.Series | None:
    """A row of /search/multi; None for persons and what else there may be."""
    if said.media_type == "movie":
        return movie(
            answers.Movie(
                id=said.id,
                title=said.title,
                original_title=said.original_title,
                original_language=said.original_language,
                overview=said.overview,
                release_date=said.release_date,
                popularity=said.popularity,
                genre_ids=said.genre_ids,
                origin_country=said.origin_country,
            ),
            language,
        )
    if said.media_type == "tv":
        return series(
            answers.Series(
                id=said.id,
                name=said.name,
                original_name=said.original_name,
                original_language=said.original_language,
                overview=said.overview,
                first_air_date=said.first_air_date,
                popularity=said.popularity,
                genre_ids=said.genre_ids,
                origin_country=said.origin_country,
            ),
            language,
        )
    return None


def collection(said: answers.Collection, language: str) -> models.Collection:
    """A collection with its films in the order of their release."""
    films = [movie(one, language) for one in said.parts or ()]
    films.sort(key=lambda one: one.released or dt.date.max)
    return models.Collection(said.id, said.name or "", tuple(films))


def _titles(
    alternative: answers.AlternativeTitles | None, translations: answers.Translations | None
) -> tuple[models.Title, ...]:
    found: dict[str, models.Title] = {}
    for one, data in _translated(translations):
        text = data.title or data.name or ""
        if text and text not in found:
            found[text] = models.Title(text, one.iso_639_1 or "", one.iso_3166_1 or "")
    # Films have them under one key, series under another.
    for others in (alternative.titles, alternative.results) if alternative else ():
        for other in others or ():
            if other.title and other.title not in found:
                found[other.title] = models.Title(other.title, "", other.iso_3166_1 or "")
    return tuple(found.values())


def _translated(
    translations: answers.Translations | None,
) -> Iterable[tuple[answers.Translation, answers.TranslationData]]:
    return ((one, one.data) for one in (translations.translations if translations else None) or () if one.data)


def _overview(translations: answers.Translations | None, language: str) -> str:
    """TMDB leaves an overview empty that is not translated: the language's own from elsewhere, else the English one."""
    for wanted in (language[:2], "en"):
        for one, data in _translated(translations):
            if one.iso_639_1 == wanted and data.overview:
                return data.overview
    return ""
