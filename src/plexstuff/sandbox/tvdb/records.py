"""TheTVDB's base records: a film, a series, an episode, a season as every answer gives them."""

from __future__ import annotations

from collections.abc import Iterable

from plexstuff.sandbox import seed
from plexstuff.sandbox.catalogue.model import CatalogueEpisode, CatalogueMovie, CatalogueSeries
from plexstuff.sandbox.people import Company
from plexstuff.sandbox.places import country, language
from plexstuff.sandbox.tvdb.face import UPDATED_TEXT
from plexstuff.sandbox.world import tvdb_name, tvdb_season_id, tvdb_slug

_ARTWORKS = "https://artworks.thetvdb.com/banners"

#: Kinds of order: TheTVDB's number, word and name.
SEASON_TYPES = {
    "official": {"id": 1, "name": "Aired Order", "type": "official", "alternateName": None},
    "dvd": {"id": 2, "name": "DVD Order", "type": "dvd", "alternateName": None},
    "absolute": {"id": 3, "name": "Absolute Order", "type": "absolute", "alternateName": None},
    "alternate": {"id": 4, "name": "Alternate Order", "type": "alternate", "alternateName": None},
    "regional": {"id": 5, "name": "Regional Order", "type": "regional", "alternateName": None},
    "altdvd": {"id": 6, "name": "Alternate DVD Order", "type": "altdvd", "alternateName": None},
}

_STATUS = {
    "Returning Series": (1, "Continuing"),
    "Ended": (2, "Ended"),
    "Canceled": (2, "Ended"),
    "Planned": (3, "Upcoming"),
    "In Production": (3, "Upcoming"),
    "Pilot": (3, "Upcoming"),
}


def series_status(status: str) -> tuple[int, str]:
    """TheTVDB's number and name for a status of TMDB's."""
    return _STATUS.get(status, (1, "Continuing"))


def three(code: str, home: str = "") -> str:
    """A language in TheTVDB's code; Brazilian and Taiwanese keep their old ones."""
    if (code, home) == ("pt", "BR"):
        return "pt"
    if (code, home) == ("zh", "TW"):
        return "zhtw"
    return language(code).code3


def land(codes: Iterable[str]) -> str:
    """The first country in TheTVDB's code, empty when none is known."""
    return next((country(code).code3.lower() for code in codes), "")


def names_by_language(thing: CatalogueMovie | CatalogueSeries) -> dict[str, str]:
    """The official name in every language there is one in, the original language first."""
    names = {three(thing.original_language): thing.original_title, "eng": thing.title}
    if thing.original_language == "en":
        names["eng"] = tvdb_name(thing)
    for alias in thing.aliases:
        if alias.translation and alias.language:
            names.setdefault(three(alias.language, alias.country), alias.text)
    return names


def overviews_by_language(thing: CatalogueMovie | CatalogueSeries) -> dict[str, str]:
    """The overview in the languages that have one."""
    if not thing.overview:
        return {}
    return {
        code: thing.overview if code == "eng" else f"({code}) {thing.overview}" for code in names_by_language(thing)
    }


def alias_rows(thing: CatalogueMovie | CatalogueSeries) -> list[dict[str, object]]:
    """The names that are no translations."""
    return [
        {"language": three(alias.language or "en", alias.country), "name": alias.text}
        for alias in thing.aliases
        if not alias.translation
    ]


def company_row(company: Company, kind: int, kind_name: str) -> dict[str, object]:
    """A company as extended records give it."""
    return {
        "id": company.number,
        "name": company.name,
        "slug": company.name.lower().replace(" ", "-"),
        "nameTranslations": ["eng"],
        "overviewTranslations": [],
        "aliases": [],
        "country": country(company.country).code3.lower(),
        "primaryCompanyType": kind,
        "activeDate": None,
        "inactiveDate": None,
        "companyType": {"companyTypeId": kind, "companyTypeName": kind_name},
        "parentCompany": {"id": None, "name": None, "relation": {"id": None, "typeName": None}},
        "tagOptions": None,
    }


def no_companies() -> dict[str, object]:
    """The companies of a season: an object of kinds, all empty."""
    return dict.fromkeys(("studio", "network", "production", "distributor", "special_effects"))


def series_record(series: CatalogueSeries, today: str) -> dict[str, object]:
    """The base record of a series; `today` (YYYY-MM-DD) parts the aired from the coming."""
    days = sorted(str(one.aired) for one in series.episodes if one.aired and one.season)
    past, ahead = [day for day in days if day <= today], [day for day in days if day > today]
    number, name = series_status(series.status)
    runtimes = sorted(one.runtime for one in series.episodes if one.runtime)
    return {
        "id": series.tvdb,
        "name": tvdb_name(series),
        "slug": tvdb_slug(series),
        "image": f"{_ARTWORKS}/v4/series/{series.tvdb}/posters/{seed.hexadecimal(13, 'poster', series.tvdb)}.jpg",
        "nameTranslations": list(names_by_language(series)),
        "overviewTranslations": list(overviews_by_language(series)),
        "aliases": alias_rows(series),
        "firstAired": str(series.first_aired or (past[0] if past else "")),
        "lastAired": past[-1] if past else "",
        "nextAired": ahead[0] if ahead else "",
        "score": int(series.popularity * 1000),
        "status": {"id": number, "name": name, "recordType": "series", "keepUpdated": number == 1},
        "originalCountry": land(series.countries),
        "originalLanguage": three(series.original_language),
        "defaultSeasonType": 1,
        "isOrderRandomized": False,
        "lastUpdated": UPDATED_TEXT,
        "averageRuntime": runtimes[len(runtimes) // 2] if runtimes else None,
        "episodes": None,
        "overview": overviews_by_language(series).get(three(series.original_language), series.overview),
        "year": str(series.first_aired.year) if series.first_aired else "",
    }


def movie_record(movie: CatalogueMovie) -> dict[str, object]:
    """The base record of a film. Its image is a relative path, as TheTVDB often has it."""
    return {
        "id": movie.tvdb,
        "name": tvdb_name(movie),
        "slug": tvdb_slug(movie),
        "image": f"/banners/v4/movie/{movie.tvdb}/posters/{seed.hexadecimal(13, 'poster', movie.tvdb)}.jpg",
        "nameTranslations": list(names_by_language(movie)),
        "overviewTranslations": list(overviews_by_language(movie)),
        "aliases": alias_rows(movie),
        "score": int(movie.popularity * 1000),
        "runtime": movie.runtime,
        "status": {
            "id": 5 if movie.released else 1,
            "name": "Released" if movie.released else "Announced",
            "recordType": "movie",
            "keepUpdated": movie.released is None,
        },
        "lastUpdated": UPDATED_TEXT,
        "year": str(movie.released.year) if movie.released else "",
    }


def season_record(series: CatalogueSeries, kind: str, number: int) -> dict[str, object]:
    """The base record of a season."""
    wanted = tvdb_season_id(series, kind, number)
    return {
        "id": wanted,
        "seriesId": series.tvdb,
        "type": SEASON_TYPES[kind],
        "number": number,
        "nameTranslations": None,
        "overviewTranslations": None,
        "image": f"{_ARTWORKS}/v4/season/{wanted}/posters/{seed.hexadecimal(13, 'poster', wanted)}.jpg",
        "imageType": 7,
        "companies": no_companies(),
        "lastUpdated": UPDATED_TEXT,
    }


# What an episode is called where only its number is known in the original language.
_COUNTED = {"ja": "第{}話", "ko": "제{}화", "zh": "第{}集"}


def episode_name(series: CatalogueSeries, episode: CatalogueEpisode, code: str = "") -> str | None:
    """The name of an episode in a language, in the original one when none is given; None when there is none."""
    own = three(series.original_language)
    code = code or own
    if code == "eng":
        return episode.title or None
    if code == own:
        counted = _COUNTED.get(series.original_language)
        return counted.format(episode.number) if counted else episode.title or None
    return None


def episode_languages(series: CatalogueSeries) -> list[str]:
    """The languages in which the episodes of a series have names."""
    return list(dict.fromkeys((three(series.original_language), "eng")))


def episode_record(
    series: CatalogueSeries, episode: CatalogueEpisode, place: tuple[int, int], code: str = ""
) -> dict[str, object]:
    """The base record of an episode under the season and number of one order."""
    season, number = place
    record: dict[str, object] = {
        "id": episode.tvdb,
        "seriesId": series.tvdb,
        "name": episode_name(series, episode, code),
        "aired": str(episode.aired) if episode.aired else None,
        "runtime": episode.runtime,
        "nameTranslations": episode_languages(series),
        "overview": None,
        "overviewTranslations": [],
        "image": f"{_ARTWORKS}/v4/episode/{episode.tvdb}/screencap/{seed.hexadecimal(13, 'still', episode.tvdb)}.jpg",
        "imageType": 11,
        "isMovie": 0,
        "seasons": None,
        "number": number,
        "absoluteNumber": episode.absolute or 0,
        "seasonNumber": season,
        "lastUpdated": UPDATED_TEXT,
        "finaleType": None,
        "year": str(episode.aired.year) if episode.aired else None,
    }
    if season == 0:
        record |= {"airsBeforeSeason": 1, "airsBeforeEpisode": 1}
    return record
