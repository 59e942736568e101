"""A fake of Jackett: its Torznab interface over made-up sites, its log-in page, its downloads."""

from __future__ import annotations

from plexstuff.sandbox.fake import Fake
from plexstuff.sandbox.jackett.face import FACE
from plexstuff.sandbox.jackett.indexers import Sites
from plexstuff.sandbox.jackett.keys import JACKETT_KEY
from plexstuff.sandbox.jackett.routes import router

FAKE = Fake(
    "jackett",
    "Jackett",
    "/jackett",
    FACE,
    router,
    values={"api_key": JACKETT_KEY},
    addresses={"address": "/jackett"},
    state=lambda _: Sites(),
)
