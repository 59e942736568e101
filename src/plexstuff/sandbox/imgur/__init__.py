"""A fake of Imgur: its API v3 with pictures and albums, its page of consent, its page of error 1024."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plexstuff.sandbox.fake import Fake
from plexstuff.sandbox.imgur import keys
from plexstuff.sandbox.imgur.face import FACE
from plexstuff.sandbox.imgur.routes import router
from plexstuff.sandbox.imgur.state import State

if TYPE_CHECKING:
    from plexstuff.sandbox.world import World


def _state(world: World) -> State:
    return State(world.clock)


def _expire(world: World) -> None:
    state: State = world.state("imgur")
    state.expire()


FAKE = Fake(
    "imgur",
    "Imgur",
    "/imgur",
    FACE,
    router,
    values={
        "client_id": keys.CLIENT_ID,
        "client_secret": keys.CLIENT_SECRET,
        "grant": keys.GRANT,
        "main_album": keys.ALBUM,
    },
    addresses={"base_url": "/imgur", "authorize_url": "/imgur/oauth2/authorize"},
    state=_state,
    expire=_expire,
)
