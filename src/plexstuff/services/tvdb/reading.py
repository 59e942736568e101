"""From TheTVDB's answers to our own series, episodes and films."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from plexstuff import models
from plexstuff.codes import country_2, language_2, language_3
from plexstuff.dates import date_of, year_of
from plexstuff.services.tvdb import answers

#: The codes that TheTVDB has beside ISO 639-2: Brazilian Portuguese and Taiwanese Chinese have words of their own.
_CODES = {"pt-br": ("pt", "por"), "pt": ("por", "pt"), "zh-tw": ("zhtw", "zho"), "zh": ("zho", "zhtw")}
#: Where pictures lie whose addresses come without a host.
PICTURES = "https://artworks.thetvdb.com"


def codes(language: str) -> tuple[str, ...]:
    """TheTVDB's codes for a language (ISO 639-1, perhaps with a country: `de`, `pt-BR`), the most fitting first."""
    return _CODES.get(language.lower()) or (language_3(language),)


def found_series(said: answers.SearchItem, language: str) -> models.Series | None:
    """A series out of a search; None for a row without a usable id."""
    number = _number(said.tvdb_id)
    if number is None:
        return None
    translated = _translated(said, language)
    return models.Series(
        ids=_ids(said.remote_ids, number),
        title=translated or said.name or "",
        original_title=said.name or "",
        original_language=language_2(said.primary_language or ""),
        first_aired=date_of(said.first_air_time),
        titles=_search_titles(said),
        countries=_countries(said.country),
        overview=_overview(said, language),
        status=said.status or "",
        known_year=year_of(said.year),
    )


def found_movie(said: answers.SearchItem, language: str) -> models.Movie | None:
    """A film out of a search; None for a row without a usable id."""
    number = _number(said.tvdb_id)
    if number is None:
        return None
    return models.Movie(
        ids=_ids(said.remote_ids, number),
        title=_translated(said, language) or said.name or "",
        original_title=said.name or "",
        original_language=language_2(said.primary_language or ""),
        released=date_of(said.first_air_time),
        titles=_search_titles(said),
        countries=_countries(said.country),
        overview=_overview(said, language),
        known_year=year_of(said.year),
    )


def series(said: answers.Series, language: str) -> models.Series:
    """A series, base or extended."""
    return models.Series(
        ids=_ids(said.remote_ids, said.id),
        title=_name_in(said.translations, language) or said.name or "",
        original_title=said.name or "",
        original_language=language_2(said.original_language or ""),
        first_aired=date_of(said.first_aired),
        titles=_titles(said.aliases, said.translations),
        countries=_countries(said.original_country),
        popularity=said.score or 0.0,
        overview=_overview_in(said.translations, language) or said.overview or "",
        status=(said.status.name if said.status else "") or "",
        seasons=_seasons(said.seasons),
        known_year=year_of(said.year),
    )


def movie(said: answers.Movie, language: str) -> models.Movie:
    """A film, base or extended."""
    return models.Movie(
        ids=_ids(said.remote_ids, said.id),
        title=_name_in(said.translations, language) or said.name or "",
        original_title=said.name or "",
        original_language=language_2(said.original_language or ""),
        released=date_of(said.first_release.date if said.first_release else None),
        titles=_titles(said.aliases, said.translations),
        countries=_countries(said.original_country),
        runtime=said.runtime or None,
        popularity=said.score or 0.0,
        overview=_overview_in(said.translations, language),
        known_year=year_of(said.year),
    )


def episode(said: answers.Episode, *, absolute: bool = False) -> models.Episode | None:
    """An episode; None when the answer gives it no number. With `absolute` its number is the absolute one."""
    if said.season_number is None or said.number is None:
        return None
    counted = absolute and said.season_number != 0
    return models.Episode(
        ids=models.Ids(tvdb=said.id),
        season=1 if counted else said.season_number,
        number=said.number,
        title=said.title,
        aired=date_of(said.aired),
        absolute=said.number if counted else said.absolute_number or None,
        runtime=said.runtime or None,
        overview=said.overview or "",
    )


def artworks(said: list[answers.Artwork] | None) -> list[answers.Artwork]:
    """The pictures that have an address, each with the whole of it: some come as a path below TheTVDB's own host."""
    return [
        msgspec.structs.replace(one, image=_address(one.image), thumbnail=_address(one.thumbnail) or None)
        for one in said or []
        if one.image
    ]


def _address(text: str | None) -> str:
    return f"{PICTURES}{text}" if text and text.startswith("/") else text or ""


def _ids(remote: list[answers.RemoteId] | None, number: int) -> models.Ids:
    """The ids of other services are told apart by the names of their sources; the numbers of these have changed."""
    imdb: str | None = None
    tmdb: int | None = None
    for one in remote or []:
        text, source = (one.id or "").strip(), (one.source_name or "").casefold()
        if source == "imdb" and text.startswith("tt"):
            imdb = text
        elif source.startswith("themoviedb") and text.isascii() and text.isdigit():
            tmdb = int(text)
    return models.Ids(tmdb=tmdb, tvdb=number, imdb=imdb)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() else None


def _countries(code: str | None) -> tuple[str, ...]:
    country = country_2(code or "")
    return (country,) if country else ()


def _translated(said: answers.SearchItem, language: str) -> str:
    names = said.translations or {}
    return next((name for code in codes(language) if (name := names.get(code))), "")


def _overview(said: answers.SearchItem, language: str) -> str:
    texts = said.overviews or {}
    return next((text for code in (*codes(language), "eng") if (text := texts.get(code))), said.overview or "")


def _search_titles(said: answers.SearchItem) -> tuple[models.Title, ...]:
    named = [models.Title(text, language_2(code)) for code, text in (said.translations or {}).items() if text]
    return _distinct([*named, *(models.Title(text) for text in said.aliases or [] if text)], said.name or "")


def _titles(aliases: list[answers.Alias] | None, translations: answers.Translations | None) -> tuple[models.Title, ...]:
    said = (translations.name_translations if translations else None) or []
    named = [models.Title(one.name, language_2(one.language or "")) for one in said if one.name]
    others = [models.Title(one.name, language_2(one.language or "")) for one in aliases or [] if one.name]
    return _distinct([*named, *others], "")


def _distinct(titles: Iterable[models.Title], besides: str) -> tuple[models.Title, ...]:
    kept: dict[str, models.Title] = {}
    for one in titles:
        if one.text != besides:
            kept.setdefault(one.text, one)
    return tuple(kept.values())


def _name_in(translations: answers.Translations | None, language: str) -> str:
    for wanted in codes(language):
        for one in (translations.name_translations if translations else None) or []:
            if one.language == wanted and one.name and not one.is_alias:
                return one.name
    return ""


def _overview_in(translations: answers.Translations | None, language: str) -> str:
    for wanted in (*codes(language), "eng"):
        for one in (translations.overview_translations if translations else None) or []:
            if one.language == wanted and one.overview:
                return one.overview
    return ""


def _seasons(seasons: list[answers.Season] | None) -> tuple[int, ...]:
    official = {
        one.number
        for one in seasons or []
        if one.number is not None and (one.type is None or one.type.type == "official")
    }
    return tuple(sorted(official))
