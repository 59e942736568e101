"""What the libraries of the account's server hold: the films, series and episodes of the sandbox's catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plexstuff.sandbox.ask import Ask, natural
from plexstuff.sandbox.catalogue.model import CatalogueEpisode, CatalogueMovie, CatalogueSeries
from plexstuff.sandbox.people import cast_of, companies_of, crew_of
from plexstuff.sandbox.places import country
from plexstuff.sandbox.plex.face import contained, said, wants_json
from plexstuff.sandbox.plex.household import Library
from plexstuff.sandbox.plex.pms import CREATED, SCANNED, wanted
from plexstuff.sandbox.seed import hexadecimal

#: However few are asked for, a page never has fewer items (but none when none are asked for).
LEAST_PAGE = 10

_EPISODES = "4"
Thing = CatalogueMovie | CatalogueSeries | tuple[CatalogueSeries, CatalogueEpisode]
Row = dict[str, object]


def items(ask: Ask) -> object:
    """GET /library/sections/{key}/all[?type=…] -> a page of its items; the size asked for is not kept to."""
    library = wanted(ask)
    rows = _things(ask, library)
    start = natural(said(ask, "X-Plex-Container-Start")) or 0
    size = natural(said(ask, "X-Plex-Container-Size"))
    many = len(rows) if size is None else max(size, LEAST_PAGE) if size else 0
    guids = ask.query.get("includeGuids") == "1"
    shown = [_item(one, guids=guids) for one in rows[start : start + many]]
    episodes = ask.query.get("type") == _EPISODES
    name = "Metadata" if wants_json(ask) else "Video" if library.kind == "movie" or episodes else "Directory"
    return contained(
        ask,
        {
            "size": len(shown),
            "totalSize": len(rows),
            "offset": start,
            "allowSync": True,
            "art": f"/:/resources/{library.kind}-fanart.jpg",
            "content": "secondary",
            "identifier": "com.plexapp.plugins.library",
            "librarySectionID": library.key,
            "librarySectionTitle": library.title,
            "librarySectionUUID": f"5a9db0c5-0000-4000-8000-{library.key:012}",
            "mediaTagPrefix": "/system/bundle/media/flags/",
            "mediaTagVersion": SCANNED,
            "nocache": True,
            "thumb": f"/:/resources/{library.kind}.png",
            "title1": library.title,
            "title2": f"All {library.title}",
            "viewGroup": "episode" if episodes else library.kind,
            name: shown,
        },
    )


def _things(ask: Ask, library: Library) -> Sequence[Thing]:
    catalogue = ask.world.catalogue
    if library.key == 1:
        return catalogue.movies
    if library.key == 2 and ask.query.get("type") == _EPISODES:
        episodes: list[Thing] = [(series, episode) for series in catalogue.series for episode in series.episodes]
        return episodes
    return catalogue.series if library.key == 2 else ()


def _item(thing: Thing, *, guids: bool) -> Row:
    if isinstance(thing, CatalogueMovie):
        row = _movie(thing)
    elif isinstance(thing, CatalogueSeries):
        row = _show(thing)
    else:
        row = _episode(*thing)
    if not guids:
        row.pop("Guid", None)
    return row


def _common(kind: str, number: int, title: str, ids: Mapping[str, object]) -> Row:
    thumb = f"/library/metadata/{number}/thumb/{SCANNED}"
    return {
        "ratingKey": str(number),
        "key": f"/library/metadata/{number}",
        "guid": f"plex://{kind}/{hexadecimal(24, 'plex', kind, number)}",
        "type": kind,
        "title": title,
        "summary": "",
        "thumb": thumb,
        "art": f"/library/metadata/{number}/art/{SCANNED}",
        "addedAt": CREATED + number % 100_000_000,
        "updatedAt": SCANNED,
        "Image": [{"alt": title, "type": "coverPoster", "url": thumb}],
        "UltraBlurColors": {"topLeft": "0b0b0b", "topRight": "232222", "bottomRight": "030403", "bottomLeft": "101110"},
        "Guid": [{"id": f"{name}://{value}"} for name, value in ids.items() if value],
    }


def _movie(movie: CatalogueMovie) -> Row:
    number = 1_000_000_000 + movie.tmdb
    row = _common("movie", number, movie.title, {"imdb": movie.imdb, "tmdb": movie.tmdb, "tvdb": movie.tvdb})
    year = movie.released.year if movie.released else None
    folder = _plain(f"{movie.title} ({year})" if year else movie.title)
    row |= {
        "slug": str(number),
        "studio": companies_of("movie", movie.tmdb)[0].name,
        "contentRating": "PG-13",
        "summary": movie.overview,
        "rating": 6.1,
        "audienceRating": 7.2,
        "tagline": "",
        "audienceRatingImage": "rottentomatoes://image.rating.upright",
        "ratingImage": "rottentomatoes://image.rating.ripe",
        "Media": [_media(number, movie.runtime or 100, f"/media/films/{folder}/{folder}.mkv")],
        "Genre": [{"tag": "Drama"}],
        "Country": [{"tag": country(code).english} for code in movie.countries],
        "Director": [{"tag": one.name} for one in crew_of("movie", movie.tmdb)],
        "Writer": [{"tag": one.name} for one in crew_of("movie", movie.tmdb)],
        "Role": [{"tag": one.name} for one in cast_of("movie", movie.tmdb)[:3]],
    }
    if movie.runtime:
        row["duration"] = movie.runtime * 60_000
    if movie.released:
        row |= {"year": year, "originallyAvailableAt": movie.released.isoformat()}
    return row


def _show(series: CatalogueSeries) -> Row:
    number = _show_number(series)
    row = _common("show", number, series.title, {"imdb": series.imdb, "tmdb": series.tmdb, "tvdb": series.tvdb})
    row |= {
        "key": f"/library/metadata/{number}/children",
        "slug": str(number),
        "studio": companies_of("series", series.tmdb)[0].name,
        "contentRating": "TV-14",
        "summary": series.overview,
        "index": 1,
        "audienceRating": 8.1,
        "audienceRatingImage": "themoviedb://image.rating",
        "leafCount": len(series.episodes),
        "viewedLeafCount": 0,
        "childCount": len({one.season for one in series.episodes}),
        "Genre": [{"tag": "Drama"}],
        "Country": [{"tag": country(code).english} for code in series.countries],
        "Role": [{"tag": one.name} for one in cast_of("series", series.tmdb)[:3]],
    }
    if series.first_aired:
        row |= {"year": series.first_aired.year, "originallyAvailableAt": series.first_aired.isoformat()}
    return row


def _episode(series: CatalogueSeries, episode: CatalogueEpisode) -> Row:
    number = 3_000_000_000 + episode.tmdb
    show = _show_number(series)
    season = show * 100 + episode.season
    row = _common("episode", number, episode.title, {"tmdb": episode.tmdb, "tvdb": episode.tvdb})
    name = _plain(series.title)
    file = f"{name} - S{episode.season:02}E{episode.number:02}.mkv"
    row |= {
        "parentRatingKey": str(season),
        "grandparentRatingKey": str(show),
        "parentGuid": f"plex://season/{hexadecimal(24, 'plex', 'season', season)}",
        "grandparentGuid": f"plex://show/{hexadecimal(24, 'plex', 'show', show)}",
        "grandparentSlug": str(show),
        "grandparentKey": f"/library/metadata/{show}",
        "parentKey": f"/library/metadata/{season}",
        "grandparentTitle": series.title,
        "parentTitle": f"Season {episode.season}" if episode.season else "Specials",
        "contentRating": "TV-14",
        "index": episode.number,
        "parentIndex": episode.season,
        "audienceRating": 8.1,
        "audienceRatingImage": "themoviedb://image.rating",
        "parentThumb": f"/library/metadata/{season}/thumb/{SCANNED}",
        "grandparentThumb": f"/library/metadata/{show}/thumb/{SCANNED}",
        "grandparentArt": f"/library/metadata/{show}/art/{SCANNED}",
        "duration": (episode.runtime or 45) * 60_000,
        "Media": [
            _media(number, episode.runtime or 45, f"/media/shows/{name}/Season {episode.season:02}/{file}"),
        ],
        "Director": [{"tag": one.name} for one in crew_of("series", series.tmdb)],
        "Writer": [{"tag": one.name} for one in crew_of("series", series.tmdb)],
        "Role": [{"tag": one.name} for one in cast_of("series", series.tmdb)[:3]],
    }
    if episode.aired:
        row |= {"year": episode.aired.year, "originallyAvailableAt": episode.aired.isoformat()}
    return row


def _show_number(series: CatalogueSeries) -> int:
    return 2_000_000_000 + series.tmdb


def _media(number: int, minutes: int, file: str) -> Row:
    part = {
        "id": number + 1,
        "key": f"/library/parts/{number + 1}/{CREATED}/file.mkv",
        "duration": minutes * 60_000,
        "file": file,
        "size": minutes * 45_000_000,
        "container": "mkv",
        "videoProfile": "high",
        "indexes": "sd",
    }
    return {
        "id": number,
        "duration": minutes * 60_000,
        "bitrate": 6000,
        "width": 1920,
        "height": 804,
        "aspectRatio": 2.35,
        "audioChannels": 6,
        "audioCodec": "ac3",
        "videoCodec": "h264",
        "videoResolution": "1080",
        "container": "mkv",
        "videoFrameRate": "24p",
        "videoProfile": "high",
        "hasVoiceActivity": False,
        "Part": [part],
    }


def _plain(text: str) -> str:
    return "".join("-" if one in '/\\:*?"<>|' else one for one in text)
