"""The household of the fake Plex: its account, servers, libraries and the people it is shared with. All invented."""

from __future__ import annotations

from dataclasses import dataclass

from plexstuff.sandbox.plex import keys


@dataclass(frozen=True, slots=True)
class Library:
    """A library of the server; `folders` as the server sees them."""

    key: int
    kind: str
    title: str
    agent: str
    scanner: str
    folders: tuple[str, ...]
    language: str = "en-US"
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with whom the account shares; managed users have neither user name nor mail."""

    id: int
    title: str
    username: str = ""
    mail: str = ""
    home: bool = False
    restricted: bool = False
    libraries: int = 0
    all_libraries: bool = False
    pending: bool = False
    shared: bool = True


@dataclass(frozen=True, slots=True)
class Server:
    """A server of the account, or one that somebody shares with it."""

    id: str
    name: str
    token: str
    owned: bool
    owner: str = ""


ACCOUNT = 9_000_001
USERNAME = "sandbox-owner"
MAIL = "owner@sandbox.example"
VERSION = "1.42.2.10156-5a9db0c5e"

SERVERS = (
    Server(keys.SERVER, "Sandbox Attic", keys.SERVER_TOKEN, owned=True),
    Server(keys.SHARED_SERVER, "Neighbour's Cellar", keys.SHARED_TOKEN, owned=False, owner="sandbox-neighbour"),
)

LIBRARIES = (
    Library(1, "movie", "Films", "tv.plex.agents.movie", "Plex Movie", ("/media/films", "/media/more-films")),
    Library(2, "show", "TV Shows", "tv.plex.agents.series", "Plex TV Series", ("/media/shows",)),
    Library(3, "artist", "Music", "tv.plex.agents.music", "Plex Music", ("/media/music",)),
    Library(4, "movie", "Heimvideos", "com.plexapp.agents.none", "Plex Video Files", ("/media/home",), "de-DE", 1),
)

USERS = (
    User(9_100_001, "quillfeather", "quillfeather", "ada.quillfeather@sandbox.example", libraries=2),
    User(9_100_002, "bram-o", "bram-o", "Bram@Sandbox.example", libraries=4, all_libraries=True),
    User(9_100_003, "Kids", home=True, restricted=True, libraries=1),
    User(9_100_004, "celia", "celia", "celia@sandbox.example", home=True, libraries=4, all_libraries=True),
    User(9_100_005, "dario", "dario", "dario@sandbox.example", libraries=1, pending=True),
    User(9_100_006, "edda", "edda", "edda@sandbox.example", shared=False),
)
