"""A fake of Gracenote's Web API 1.0, as its documents, recorded answers and other people's clients say."""

from __future__ import annotations

from plexstuff.sandbox.fake import Fake
from plexstuff.sandbox.gracenote.answering import FACE, Users, router
from plexstuff.sandbox.gracenote.keys import GRACENOTE_CLIENT

FAKE = Fake(
    "gracenote",
    "Gracenote",
    "/gracenote",
    FACE,
    router,
    values={"client_id": GRACENOTE_CLIENT},
    addresses={"base_url": "/gracenote/webapi/xml/1.0/"},
    state=lambda _: Users(),
)
