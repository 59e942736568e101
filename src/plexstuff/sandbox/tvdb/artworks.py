"""TheTVDB's artworks, with ids that tell what they belong to."""

from __future__ import annotations

from plexstuff.sandbox import seed
from plexstuff.sandbox.ask import Ask
from plexstuff.sandbox.tvdb.face import not_found, number_in, success
from plexstuff.sandbox.tvdb.records import three

#: Kinds of artwork: number, what it is of, name, slug, width and height.
TYPES = tuple(
    {
        "id": number,
        "name": name,
        "recordType": record,
        "slug": slug,
        "imageFormat": "PNG" if slug.startswith("clear") else "JPG",
        "width": width,
        "height": height,
        "thumbWidth": width // 3,
        "thumbHeight": height // 3,
    }
    for number, record, name, slug, width, height in (
        (1, "series", "Banner", "banners", 758, 140),
        (2, "series", "Poster", "posters", 680, 1000),
        (3, "series", "Background", "backgrounds", 1920, 1080),
        (5, "series", "Icon", "icons", 1024, 1024),
        (6, "season", "Banner", "banners", 758, 140),
        (7, "season", "Poster", "posters", 680, 1000),
        (8, "season", "Background", "backgrounds", 1920, 1080),
        (11, "episode", "16:9 Screencap", "screencap", 640, 360),
        (12, "episode", "4:3 Screencap", "screencap", 640, 480),
        (14, "movie", "Poster", "posters", 680, 1000),
        (15, "movie", "Background", "backgrounds", 1920, 1080),
        (16, "movie", "Banner", "banners", 758, 140),
        (22, "series", "ClearArt", "clearart", 1000, 562),
        (23, "series", "ClearLogo", "clearlogo", 800, 310),
        (25, "movie", "ClearLogo", "clearlogo", 800, 310),
    )
)

_OWNERS = ("episodeId", "movieId", "networkId", "peopleId", "seasonId", "seriesId", "seriesPeopleId")
_KINDS = {"series": (2, 3, 1), "movie": (14, 15)}


def artwork_rows(kind: str, number: int, original: str) -> list[dict[str, object]]:
    """The artworks of a film or series: each kind without text, in English and in the original language."""
    rows = []
    for which in _KINDS[kind]:
        for place, code in enumerate(dict.fromkeys((None, "eng", three(original)))):
            rows.append(_row(kind, number, which, place, code))
    return rows


def _row(kind: str, number: int, which: int, place: int, code: str | None) -> dict[str, object]:
    shape = next(one for one in TYPES if one["id"] == which)
    name = seed.hexadecimal(13, kind, number, which, code)
    stem = f"https://artworks.thetvdb.com/banners/v4/{kind}/{number}/{shape['slug']}/{name}"
    owners: dict[str, object] = dict.fromkeys(_OWNERS)
    owners["seriesId" if kind == "series" else "movieId"] = number
    return owners | {
        "id": number * 1000 + which * 10 + place,
        "image": f"{stem}.jpg",
        "thumbnail": f"{stem}_t.jpg",
        "language": code,
        "type": which,
        "score": 100_000 - place,
        "width": shape["width"],
        "height": shape["height"],
        "includesText": code is not None,
        "thumbnailWidth": shape["thumbWidth"],
        "thumbnailHeight": shape["thumbHeight"],
        "updatedAt": 0,
        "status": {"id": 2, "name": None},
        "tagOptions": None,
    }


def _artwork_of(ask: Ask) -> dict[str, object]:
    wanted = number_in(ask)
    world, owner = ask.world, wanted // 1000
    for kind, thing in (("series", world.series_by_tvdb.get(owner)), ("movie", world.movies_by_tvdb.get(owner))):
        if thing is None:
            continue
        for row in artwork_rows(kind, owner, thing.original_language):
            if row["id"] == wanted:
                return row
    raise not_found("artwork")


def base(ask: Ask) -> object:
    """GET /artwork/{id}."""
    row = _artwork_of(ask)
    kept = ("id", "image", "thumbnail", "language", "type", "score", "width", "height", "includesText")
    return success({key: row[key] for key in kept})


def extended(ask: Ask) -> object:
    """GET /artwork/{id}/extended."""
    return success(_artwork_of(ask))


def types(_ask: Ask) -> object:
    """GET /artwork/types."""
    return success(TYPES)


def statuses(_ask: Ask) -> object:
    """GET /artwork/statuses."""
    return success([{"id": 1, "name": "Low Quality"}, {"id": 2, "name": "Improper Action Shot"}])
