"""Which of MusicBrainz's and the Cover Art Archive's paths is answered by what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from starlette.routing import Route, Router

from plexstuff.sandbox.ask import Ask, Endpoint, Handler
from plexstuff.sandbox.musicbrainz import answering, pictures
from plexstuff.sandbox.musicbrainz.face import FACE

PATHS: dict[str, Handler] = {
    "/ws/2/release": answering.releases,
    "/ws/2/release/{mbid}": answering.release,
    "/ws/2/release-group": answering.groups,
    "/ws/2/release-group/{mbid}": answering.group,
    "/ws/2/artist": answering.artists,
    "/ws/2/artist/{mbid}": answering.artist,
}
#: The pictures; nobody has to introduce himself for them.
PICTURES: dict[str, Handler] = {
    "/coverart/release/{mbid}": pictures.listing,
    "/coverart/release/{mbid}/{file}": pictures.file,
    "/coverart/release-group/{mbid}": pictures.group_listing,
    "/coverart/release-group/{mbid}/{file}": pictures.group_file,
    "/archive/{mbid}/{file}": pictures.stored,
}


def _kind(ask: Ask, body: bytes) -> Mapping[str, str]:
    if body.startswith(b"{"):
        return {"Content-Type": "application/json"}
    return {"Content-Type": "image/png" if body.startswith(b"\x89PNG") else "image/jpeg"}


def router() -> Router:
    """The fakes as an application to be mounted."""
    open_face = replace(FACE, dress=_kind)
    return Router(
        routes=[
            *(Route(path, Endpoint(FACE, handler)) for path, handler in PATHS.items()),
            # Lists answer with a slash at the end, too: so older libraries ask for them.
            *(Route(f"{path}/", Endpoint(FACE, handler)) for path, handler in PATHS.items() if "{" not in path),
            *(Route(path, Endpoint(open_face, handler, open_to_all=True)) for path, handler in PICTURES.items()),
        ],
        redirect_slashes=False,
        default=Endpoint(FACE, answering.nothing, open_to_all=True),
    )
