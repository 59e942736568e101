"""A fake of Plex: plex.tv with its page to sign in on, and one server, as documents and recorded answers say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plexstuff.sandbox.fake import Fake
from plexstuff.sandbox.plex import keys
from plexstuff.sandbox.plex.face import FACE
from plexstuff.sandbox.plex.routes import router
from plexstuff.sandbox.plex.state import State

if TYPE_CHECKING:
    from plexstuff.sandbox.world import World


def _state(world: World) -> State:
    return State(world.clock)


def _expire(world: World) -> None:
    state: State = world.state("plex")
    state.sign_out_all()


FAKE = Fake(
    "plex",
    "Plex",
    "/plex",
    FACE,
    router,
    values={"token": keys.TOKEN, "server": keys.SERVER},
    addresses={"base_url": "/plex/tv", "auth_url": "/plex/auth"},
    state=_state,
    expire=_expire,
)
