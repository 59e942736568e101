"""Which of Jackett's paths is answered by what."""

from __future__ import annotations

from starlette.routing import Route, Router

from plexstuff.sandbox.ask import Endpoint, Handler
from plexstuff.sandbox.jackett import pages
from plexstuff.sandbox.jackett.answering import results, torznab
from plexstuff.sandbox.jackett.face import FACE

#: What wants the key; the end of a Torznab path is up to the client.
PATHS: dict[str, Handler] = {
    "/api/v2.0/indexers/{which}/results/torznab": torznab,
    "/api/v2.0/indexers/{which}/results/torznab/{end}": torznab,
    "/torznab/{which}/api": torznab,
}
#: What asks for the key in its own way, for a cookie, or for nothing.
OPEN: dict[str, Handler] = {
    "/api/v2.0/indexers/{which}/results": results,
    "/health": pages.health,
    "/dl/{indexer}/": pages.download,
    "/UI/Login": pages.login,
    "/UI/TestCookie": pages.test_cookie,
    "/UI/{page}": pages.management,
    "/": pages.management,
    "/api/v2.0/{rest:path}": pages.management,
}


def router() -> Router:
    """The fake as an application to be mounted."""
    return Router(
        routes=[
            *(Route(path, Endpoint(FACE, handler)) for path, handler in PATHS.items()),
            *(Route(path, Endpoint(FACE, handler, open_to_all=True)) for path, handler in OPEN.items()),
        ],
        redirect_slashes=False,
        default=Endpoint(FACE, pages.nothing, open_to_all=True),
    )
