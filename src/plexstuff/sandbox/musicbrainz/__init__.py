"""A fake of MusicBrainz's web service 2 and of the Cover Art Archive, as their documents and recorded answers say."""

from __future__ import annotations

from plexstuff.sandbox.fake import Fake
from plexstuff.sandbox.musicbrainz.face import FACE, Manners
from plexstuff.sandbox.musicbrainz.keys import CONTACT
from plexstuff.sandbox.musicbrainz.routes import router

FAKE = Fake(
    "musicbrainz",
    "MusicBrainz",
    "/musicbrainz",
    FACE,
    router,
    values={"contact": CONTACT},
    addresses={"base_url": "/musicbrainz/ws/2", "cover_art_url": "/musicbrainz/coverart"},
    state=lambda _: Manners(),
)
