"""A fake of Last.fm's web service 2.0, in JSON and in XML, as its documents and recorded answers say."""

from __future__ import annotations

from plexstuff.sandbox.fake import Fake
from plexstuff.sandbox.lastfm.face import FACE
from plexstuff.sandbox.lastfm.keys import LASTFM_KEY, LASTFM_SECRET
from plexstuff.sandbox.lastfm.routes import router

FAKE = Fake(
    "lastfm",
    "Last.fm",
    "/lastfm",
    FACE,
    router,
    values={"api_key": LASTFM_KEY, "shared_secret": LASTFM_SECRET},
    addresses={"base_url": "/lastfm/2.0/"},
)
