"""A fake of TheTVDB's API v4, as its documents and recorded answers say."""

from __future__ import annotations

from plexstuff.sandbox import keys
from plexstuff.sandbox.fake import Fake
from plexstuff.sandbox.tvdb.face import FACE
from plexstuff.sandbox.tvdb.routes import router
from plexstuff.sandbox.tvdb.tokens import Tokens

FAKE = Fake(
    "tvdb",
    "TheTVDB",
    "/tvdb/v4",
    FACE,
    router,
    values={"api_key": keys.TVDB_KEY},
    state=lambda world: Tokens(world.clock),
    expire=lambda world: world.state("tvdb").revoke_all(),
)
