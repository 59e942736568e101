"""Which path of plex.tv, of its page to sign in on, and of the server is answered by what."""

from __future__ import annotations

from starlette.routing import Mount, Route, Router

from plexstuff.sandbox.ask import Ask, Endpoint, Handler
from plexstuff.sandbox.plex import account, items, pins, pms
from plexstuff.sandbox.plex.face import FACE, SERVER_FACE, gone, moved, page_refusal, refusal

#: plex.tv, with a token.
ACCOUNT: dict[str, Handler] = {
    "/api/v2/user": account.user,
    "/api/v2/ping": account.ping,
    "/api/v2/resources": account.resources,
    "/api/resources": account.resources_of_old,
    "/api/users/": account.users,
    "/api/users": account.users,
}
#: What Plex has done away with.
GONE = (
    "/api/friends/{id}",
    "/api/invites/requested",
    "/api/invites/requests",
    "/api/v2/friends",
)
#: The server, with a token.
SERVER: dict[str, Handler] = {
    "/": pms.root,
    "/library": pms.library,
    "/library/sections": pms.sections,
    "/library/sections/{key}/all": items.items,
    "/library/sections/{key}/refresh": pms.scan,
}
_ANY = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE"})


def _unknown(_: Ask) -> object:
    raise refusal(404)


def _unknown_at_server(_: Ask) -> object:
    raise page_refusal(404)


def router() -> Router:
    """The fake as an application to be mounted: `/tv` is plex.tv, `/auth` its page, `/pms` the account's server."""
    tv = Router(
        routes=[
            Route("/api/v2/pins", Endpoint(FACE, pins.make, open_to_all=True, methods=frozenset({"POST"}))),
            Route("/api/v2/pins/{id}", Endpoint(FACE, pins.look, open_to_all=True)),
            Route("/api/v2/users/signout", Endpoint(FACE, account.sign_out, methods=frozenset({"DELETE"}))),
            *(Route(path, Endpoint(FACE, handler)) for path, handler in ACCOUNT.items()),
            *(Route(path, Endpoint(FACE, gone)) for path in GONE),
        ],
        redirect_slashes=False,
        default=Endpoint(FACE, _unknown, open_to_all=True, methods=_ANY),
    )
    server = Router(
        routes=[
            Route("/identity", Endpoint(SERVER_FACE, pms.identity, open_to_all=True)),
            *(Route(path, Endpoint(SERVER_FACE, handler)) for path, handler in SERVER.items()),
        ],
        redirect_slashes=False,
        default=Endpoint(SERVER_FACE, _unknown_at_server),
    )
    return Router(
        routes=[
            Route("/auth", Endpoint(FACE, pins.page, open_to_all=True, methods=frozenset({"GET", "HEAD", "POST"}))),
            Route("/metadata/library/sections/watchlist/all", Endpoint(FACE, moved)),
            Mount("/tv", app=tv),
            Mount("/pms", app=server),
        ],
        redirect_slashes=False,
        default=Endpoint(FACE, _unknown, open_to_all=True),
    )
