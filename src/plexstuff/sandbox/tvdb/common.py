"""What TheTVDB's films and series have in common: translations, characters, genres, ratings."""

from __future__ import annotations

from collections.abc import Iterable

from plexstuff.sandbox.catalogue.model import CatalogueMovie, CatalogueSeries
from plexstuff.sandbox.people import cast_of
from plexstuff.sandbox.tvdb.face import refusal
from plexstuff.sandbox.tvdb.records import names_by_language, overviews_by_language, three

#: TheTVDB's genres: number, name, slug.
GENRES = tuple(
    {"id": number, "name": name, "slug": name.lower().replace(" ", "-")}
    for number, name in (
        (1, "Soap"), (2, "Science Fiction"), (3, "Reality"), (4, "News"), (5, "Mini-Series"), (6, "Horror"),
        (7, "Home and Garden"), (8, "Game Show"), (9, "Food"), (10, "Fantasy"), (11, "Family"), (12, "Drama"),
        (13, "Documentary"), (14, "Crime"), (15, "Comedy"), (16, "Children"), (17, "Animation"), (18, "Adventure"),
        (19, "Action"), (21, "Sport"), (22, "Suspense"), (23, "Talk Show"), (24, "Thriller"), (25, "Travel"),
        (26, "Western"), (27, "Anime"), (28, "Romance"), (29, "Musical"), (30, "Podcast"), (31, "Mystery"),
        (32, "Indie"), (33, "History"), (34, "War"), (35, "Martial Arts"), (36, "Awards Show"),
    )
)  # fmt: skip

# The catalogue has TMDB's numbers.
_OF_TMDB = {
    28: 19, 12: 18, 16: 17, 35: 15, 80: 14, 99: 13, 18: 12, 10751: 11, 14: 10, 36: 33, 27: 6, 10402: 29, 9648: 31,
    10749: 28, 878: 2, 53: 24, 10752: 34, 37: 26, 10759: 18, 10762: 16, 10763: 4, 10764: 3, 10765: 2, 10766: 1,
    10767: 23, 10768: 34,
}  # fmt: skip


def genre_rows(numbers: Iterable[int]) -> list[dict[str, object]]:
    """Genres of the catalogue as TheTVDB calls them."""
    wanted = {_OF_TMDB[number] for number in numbers if number in _OF_TMDB}
    return [dict(genre) for genre in GENRES if genre["id"] in wanted]


def content_rating_rows(countries: Iterable[str]) -> list[dict[str, object]]:
    """An age rating, where the country of origin gives one."""
    marks = {"US": (245, "TV-14", "usa"), "GB": (300, "15", "gbr"), "DE": (310, "12", "deu")}
    return [
        {
            "id": marks[code][0],
            "name": marks[code][1],
            "country": marks[code][2],
            "description": "",
            "contentType": "episode",
            "order": 5,
            "fullName": None,
        }
        for code in countries
        if code in marks
    ]


def character_rows(kind: str, number: int) -> list[dict[str, object]]:
    """Who plays whom."""
    return [
        {
            "id": person.number * 10 + place,
            "name": f"Character {place + 1}",
            "peopleId": person.number,
            "seriesId": number if kind == "series" else None,
            "series": None,
            "movieId": number if kind == "movie" else None,
            "movie": None,
            "episodeId": None,
            "episode": None,
            "type": 3,
            "image": None,
            "sort": place,
            "isFeatured": place == 0,
            "url": person.name.lower().replace(" ", "-"),
            "nameTranslations": None,
            "overviewTranslations": None,
            "aliases": None,
            "peopleType": "Actor",
            "personName": person.name,
            "tagOptions": None,
            "personImgURL": None,
        }
        for place, person in enumerate(cast_of(kind, number))
    ]


def translation(thing: CatalogueMovie | CatalogueSeries, code: str) -> dict[str, object]:
    """The texts in one language; a language that nobody entered is refused with 404."""
    names = names_by_language(thing)
    if code not in names:
        raise refusal(404, "NotFoundException: error fetching translation")
    row: dict[str, object] = {
        "name": names[code],
        "overview": overviews_by_language(thing).get(code, ""),
        "language": code,
        "aliases": [
            alias.text
            for alias in thing.aliases
            if not alias.translation and three(alias.language or "en", alias.country) == code
        ],
    }
    if code == three(thing.original_language):
        row["isPrimary"] = True
    if isinstance(thing, CatalogueMovie):
        row["tagline"] = ""
    return row


def translations(thing: CatalogueMovie | CatalogueSeries) -> dict[str, object]:
    """All translations, as extended records carry them."""
    names, overviews = names_by_language(thing), overviews_by_language(thing)
    own = three(thing.original_language)
    return {
        "nameTranslations": [
            {"name": text, "language": code} | ({"isPrimary": True} if code == own else {})
            for code, text in names.items()
        ],
        "overviewTranslations": [
            {"overview": text, "language": code} | ({"isPrimary": True} if code == own else {})
            for code, text in overviews.items()
        ],
        "alias": [],
    }
