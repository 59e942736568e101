"""Which path of the fake Imgur is answered by what."""

from __future__ import annotations

from starlette.routing import Route, Router

from plexstuff.sandbox.ask import Ask, Endpoint, Face, Handler
from plexstuff.sandbox.imgur import consent, pictures
from plexstuff.sandbox.imgur.face import FACE, refusal

_READ, _WRITE = frozenset({"GET", "HEAD"}), frozenset({"POST"})
_ALL = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE"})
#: 200 MB and the form around them.
_PICTURE_LIMIT = 201 * 2**20


def router() -> Router:
    """The fake as an application to be mounted."""
    routes = [
        Route("/oauth2/authorize", _open(consent.authorize, _READ | _WRITE)),
        Route("/oauth2/token", _endpoint(consent.token, _WRITE, open_to_all=True)),
        Route("/landed", _open(consent.landed)),
        Route("/3/credits", _endpoint(pictures.what_is_left)),
        Route("/3/image", _endpoint(pictures.upload, _WRITE, limit=_PICTURE_LIMIT)),
        Route("/3/upload", _endpoint(pictures.upload, _WRITE, limit=_PICTURE_LIMIT)),
        Route("/3/image/{id}", _endpoint(pictures.image, _ALL)),
        Route("/3/album", _endpoint(pictures.make_album, _WRITE)),
        Route("/3/album/{id}", _endpoint(pictures.album, _ALL)),
        Route("/3/album/{id}/images", _endpoint(pictures.album_images)),
        Route("/3/account/{name}", _endpoint(pictures.account)),
        Route("/3/account/{name}/albums", _endpoint(pictures.account_albums)),
        Route("/3/account/{name}/albums/{page}", _endpoint(pictures.account_albums)),
        Route("/3/account/{name}/images", _endpoint(pictures.account_images)),
        Route("/3/account/{name}/images/{page}", _endpoint(pictures.account_images)),
    ]
    return Router(routes=routes, redirect_slashes=False, default=_endpoint(_unknown, _ALL, open_to_all=True))


def _unknown(ask: Ask) -> object:
    raise refusal(ask, 404, "Not found")


def _endpoint(
    handler: Handler, methods: frozenset[str] = _READ, *, limit: int = 64 * 1024, open_to_all: bool = False
) -> Endpoint:
    return Endpoint(FACE, handler, open_to_all=open_to_all, methods=methods, limit=limit)


def _open(handler: Handler, methods: frozenset[str] = _READ) -> Endpoint:
    """A page."""
    return Endpoint(_PAGES, handler, open_to_all=True, methods=methods)


_PAGES = Face("imgur", FACE.authorise, FACE.refuse, lambda _, __: {"Content-Type": consent.HTML})
