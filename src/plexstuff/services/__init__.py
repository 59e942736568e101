"""Every outside service that Plexstuff knows, one folder each."""

from __future__ import annotations

from plexstuff.errors import UsageError
from plexstuff.service import Service
from plexstuff.services.google import GOOGLE_SERVICE
from plexstuff.services.gracenote import GRACENOTE_SERVICE
from plexstuff.services.imgur import IMGUR_SERVICE
from plexstuff.services.jackett import JACKETT_SERVICE
from plexstuff.services.lastfm import LASTFM_SERVICE
from plexstuff.services.musicbrainz import MUSICBRAINZ_SERVICE
from plexstuff.services.playmusic import PLAYMUSIC_SERVICE
from plexstuff.services.plex import PLEX_SERVICE
from plexstuff.services.smtp import SMTP_SERVICE
from plexstuff.services.tmdb import TMDB_SERVICE
from plexstuff.services.tvdb import TVDB_SERVICE
from plexstuff.services.ytmusic import YTMUSIC_SERVICE

#: Sorted by group, then by title.
ALL: tuple[Service, ...] = (
    JACKETT_SERVICE,
    PLEX_SERVICE,
    GOOGLE_SERVICE,
    IMGUR_SERVICE,
    SMTP_SERVICE,
    TVDB_SERVICE,
    TMDB_SERVICE,
    PLAYMUSIC_SERVICE,
    GRACENOTE_SERVICE,
    LASTFM_SERVICE,
    MUSICBRAINZ_SERVICE,
    YTMUSIC_SERVICE,
)


def find(key: str) -> Service:
    """The service with this key. Raises UsageError that names the nearest key, or all of them."""
    for service in ALL:
        if service.key == key:
            return service
    import difflib

    near = difflib.get_close_matches(key.casefold(), [one.key for one in ALL], n=1)
    known = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(one.key for one in ALL)}."
    raise UsageError(f"There is no service called {key[:40]!r}.", known)
