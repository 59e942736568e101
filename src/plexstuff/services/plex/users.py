"""Who a Plex account shares its servers with, from plex.tv's XML (GET /api/users/, still the working list in 2026)."""

from __future__ import annotations

from plexstuff.errors import UnexpectedResponse
from plexstuff.markup import Element, read
from plexstuff.models import ServerUser


def users(body: bytes, machine: str) -> list[ServerUser]:
    """Friends and managed users, in Plex's order, with what they see of the server `machine`.

    Managed users have neither user name nor mail; their name is the title. Raises UnexpectedResponse.
    """
    root = read(body, title="Plex")
    if root.tag != "MediaContainer":
        raise UnexpectedResponse(
            "Plex gave something else than the list of its users.", "Look for a newer version of Plexstuff."
        )
    return [_user(one, machine) for one in root.iter("User") if one.get("id", "").isdecimal()]


def _user(user: Element, machine: str) -> ServerUser:
    server = next((one for one in user.iter("Server") if one.get("machineIdentifier") == machine), None)
    return ServerUser(
        id=int(user.get("id", "0")),
        title=user.get("title", ""),
        username=user.get("username", ""),
        mail=user.get("email", ""),
        home=user.get("home") == "1",
        restricted=user.get("restricted") == "1",
        shared=server is not None,
        pending=server is not None and server.get("pending") == "1",
        all_libraries=server is not None and server.get("allLibraries") == "1",
        libraries=_number(server.get("numLibraries", "")) if server is not None else 0,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
