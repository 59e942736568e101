"""Every fake that the sandbox serves."""

from __future__ import annotations

from plexstuff.sandbox import google, gracenote, imgur, jackett, lastfm, musicbrainz, plex, tmdb, tvdb, ytmusic
from plexstuff.sandbox.fake import Fake

#: Sorted by key.
FAKES: tuple[Fake, ...] = (
    google.FAKE,
    gracenote.FAKE,
    imgur.FAKE,
    jackett.FAKE,
    lastfm.FAKE,
    musicbrainz.FAKE,
    plex.FAKE,
    tmdb.FAKE,
    tvdb.FAKE,
    ytmusic.FAKE,
)
