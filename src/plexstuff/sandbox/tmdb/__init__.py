"""A fake of TMDB's API v3, as its documents and recorded answers say."""

from __future__ import annotations

from plexstuff.sandbox import keys
from plexstuff.sandbox.fake import Fake
from plexstuff.sandbox.tmdb.face import FACE
from plexstuff.sandbox.tmdb.routes import router

FAKE = Fake("tmdb", "TMDB", "/tmdb/3", FACE, router, values={"api_key": keys.TMDB_KEY})
