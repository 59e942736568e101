"""Every fake that the sandbox serves."""

from __future__ import annotations

from plexstuff.sandbox import jackett, plex, tmdb, tvdb
from plexstuff.sandbox.fake import Fake

#: Sorted by key.
FAKES: tuple[Fake, ...] = (
    jackett.FAKE,
    plex.FAKE,
    tmdb.FAKE,
    tvdb.FAKE,
)
