"""The account's own server: its libraries, filled from the sandbox's catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from plexstuff.sandbox.ask import Ask, natural
from plexstuff.sandbox.catalogue.model import CatalogueMovie, CatalogueSeries
from plexstuff.sandbox.plex import household
from plexstuff.sandbox.plex.face import contained, page_refusal, said, state_of, wants_json
from plexstuff.sandbox.plex.household import Library

CREATED = 1_600_000_000
SCANNED = 1_790_000_000
#: However few are asked for, a page never has fewer items (but none when none are asked for).
LEAST_PAGE = 10


def identity(ask: Ask) -> object:
    """GET /identity, open to all."""
    container = {"size": 0, "apiVersion": "1.1.1", "claimed": True, "machineIdentifier": household.SERVERS[0].id}
    return contained(ask, {**container, "version": household.VERSION})


def root(ask: Ask) -> object:
    """GET / -> what the server is called and can."""
    flags = dict.fromkeys(
        ("allowCameraUpload", "allowChannelAccess", "allowSharing", "allowSync", "backgroundProcessing", "sync"), True
    )
    return contained(
        ask,
        {
            "size": 2,
            **flags,
            "allowMediaDeletion": False,
            "certificate": True,
            "countryCode": "deu",
            "diagnostics": "logs,databases,streaminglogs",
            "friendlyName": household.SERVERS[0].name,
            "livetv": 7,
            "machineIdentifier": household.SERVERS[0].id,
            "mediaProviders": True,
            "multiuser": True,
            "myPlex": True,
            "myPlexMappingState": "mapped",
            "myPlexSigninState": "ok",
            "myPlexSubscription": True,
            "myPlexUsername": household.MAIL,
            "platform": "Linux",
            "platformVersion": "6.1 (Sandbox)",
            "transcoderActiveVideoSessions": 0,
            "updatedAt": SCANNED,
            "version": household.VERSION,
            "Directory": [
                {"count": 1, "key": "identity", "title": "identity"},
                {"count": 1, "key": "library", "title": "library"},
            ],
        },
    )


def library(ask: Ask) -> object:
    """GET /library -> where its libraries are."""
    rows = [{"key": "sections", "title": "Library Sections"}]
    return contained(ask, {"size": len(rows), "allowSync": False, "title1": "Plex Library", "Directory": rows})


def sections(ask: Ask) -> object:
    """GET /library/sections -> all libraries."""
    rows = [_section(ask, one) for one in household.LIBRARIES]
    return contained(ask, {"size": len(rows), "allowSync": False, "title1": "Plex Library", "Directory": rows})


def _section(ask: Ask, library: Library) -> dict[str, object]:
    scanned = int(state_of(ask).scanned.get(library.key, SCANNED + library.key))
    return {
        "allowSync": True,
        "art": f"/:/resources/{library.kind}-fanart.jpg",
        "composite": f"/library/sections/{library.key}/composite/{scanned}",
        "filters": True,
        "refreshing": False,
        "thumb": f"/:/resources/{library.kind}.png",
        "key": str(library.key),
        "type": library.kind,
        "title": library.title,
        "agent": library.agent,
        "scanner": library.scanner,
        "language": library.language,
        "uuid": f"5a9db0c5-0000-4000-8000-{library.key:012}",
        "updatedAt": SCANNED,
        "createdAt": CREATED,
        "scannedAt": scanned,
        "content": True,
        "directory": True,
        "contentChangedAt": 123_456 + library.key,
        "hidden": library.hidden,
        "Location": [{"id": library.key * 10 + place, "path": path} for place, path in enumerate(library.folders, 1)],
    }


def _wanted(ask: Ask) -> Library:
    found = next((one for one in household.LIBRARIES if str(one.key) == ask.path["key"]), None)
    if found is None:
        raise page_refusal(404)
    return found


def items(ask: Ask) -> object:
    """GET /library/sections/{key}/all -> a page of films or series; the size that was asked for is not kept to."""
    library = _wanted(ask)
    rows = _things(ask, library)
    start = natural(said(ask, "X-Plex-Container-Start")) or 0
    wanted = natural(said(ask, "X-Plex-Container-Size"))
    size = len(rows) if wanted is None else max(wanted, LEAST_PAGE) if wanted else 0
    shown = [_item(library, one) for one in rows[start : start + size]]
    name = "Metadata" if wants_json(ask) else _tag(library.kind)
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
            "thumb": f"/:/resources/{library.kind}.png",
            "title1": library.title,
            "title2": f"All {library.title}",
            "viewGroup": library.kind,
            name: shown,
        },
    )


def _tag(kind: str) -> str:
    return "Video" if kind == "movie" else "Directory"


def _things(ask: Ask, library: Library) -> Sequence[CatalogueMovie | CatalogueSeries]:
    if library.key == 1:
        return ask.world.catalogue.movies
    if library.key == 2:
        return ask.world.catalogue.series
    return ()


def _item(library: Library, thing: CatalogueMovie | CatalogueSeries) -> dict[str, object]:
    number = str(1_000_000 * library.key + thing.tmdb % 1_000_000)
    begun = thing.released if isinstance(thing, CatalogueMovie) else thing.first_aired
    found: dict[str, object] = {
        "ratingKey": number,
        "key": f"/library/metadata/{number}" + ("" if library.kind == "movie" else "/children"),
        "guid": f"plex://{library.kind}/5a9db0c5{thing.tmdb:016x}",
        "slug": number,
        "type": library.kind,
        "title": thing.title,
        "summary": thing.overview,
        "addedAt": CREATED + thing.tmdb % 100_000_000,
        "updatedAt": SCANNED,
    }
    if begun:
        found |= {"year": begun.year, "originallyAvailableAt": begun.isoformat()}
    if isinstance(thing, CatalogueMovie) and thing.runtime:
        found["duration"] = thing.runtime * 60_000
    return found


def scan(ask: Ask) -> object:
    """GET /library/sections/{key}/refresh -> 200 and nothing else."""
    state_of(ask).scanned[_wanted(ask).key] = ask.now
    return b""
