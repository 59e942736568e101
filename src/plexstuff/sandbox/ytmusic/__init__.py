"""A fake of YouTube Music's uploads, as ytmusicapi asks for them and reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plexstuff.sandbox.fake import Fake
from plexstuff.sandbox.ytmusic.keys import HEADERS
from plexstuff.sandbox.ytmusic.routes import FACE, router
from plexstuff.sandbox.ytmusic.state import Locker

if TYPE_CHECKING:
    from plexstuff.sandbox.world import World


def _state(world: World) -> Locker:
    return Locker(world.clock)


def _expire(world: World) -> None:
    locker: Locker = world.state("ytmusic")
    locker.signed_in = False


FAKE = Fake(
    "ytmusic",
    "YouTube Music",
    "/ytmusic",
    FACE,
    router,
    values={"headers": HEADERS},
    addresses={"library_url": "/ytmusic/music", "upload_url": "/ytmusic/upload"},
    state=_state,
    expire=_expire,
)
