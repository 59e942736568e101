"""A fake of Google: the page of consent, tokens, Gmail, contacts, YouTube and spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plexstuff.sandbox.fake import Fake
from plexstuff.sandbox.google import keys
from plexstuff.sandbox.google.face import FACE
from plexstuff.sandbox.google.routes import router
from plexstuff.sandbox.google.state import State

if TYPE_CHECKING:
    from plexstuff.sandbox.world import World


def _state(world: World) -> State:
    return State(world.clock)


def _expire(world: World) -> None:
    state: State = world.state("google")
    state.expire()


FAKE = Fake(
    "google",
    "Google",
    "/google",
    FACE,
    router,
    values={"client": keys.CLIENT, "grant": keys.GRANT},
    addresses={
        "base_url": "/google/oauth2",
        "accounts_url": "/google/accounts/o/oauth2/v2/auth",
        "gmail_url": "/google/gmail",
        "people_url": "/google/people",
        "youtube_url": "/google/youtube/v3",
        "sheets_url": "/google/sheets/v4",
    },
    state=_state,
    expire=_expire,
)
