"""The account's own server: its libraries, filled from the sandbox's catalogue."""

from __future__ import annotations

from plexstuff.sandbox.ask import Ask
from plexstuff.sandbox.plex import household
from plexstuff.sandbox.plex.face import contained, page_refusal, state_of
from plexstuff.sandbox.plex.household import Library

CREATED = 1_600_000_000
SCANNED = 1_790_000_000


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
    tags = {"mediaTagPrefix": "/system/bundle/media/flags/", "mediaTagVersion": SCANNED}
    container = {"size": len(rows), "allowSync": False, "identifier": "com.plexapp.plugins.library", **tags}
    return contained(ask, {**container, "title1": "Plex Library", "Directory": rows})


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


def wanted(ask: Ask) -> Library:
    """The library that is asked for."""
    found = next((one for one in household.LIBRARIES if str(one.key) == ask.path["key"]), None)
    if found is None:
        raise page_refusal(404)
    return found


def scan(ask: Ask) -> object:
    """GET /library/sections/{key}/refresh -> 200 and nothing else."""
    state_of(ask).scanned[wanted(ask).key] = ask.now
    return b""
