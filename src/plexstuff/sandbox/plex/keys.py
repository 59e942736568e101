"""What the fake Plex gives out and accepts: made up, and worth nothing anywhere else."""

from __future__ import annotations

#: A token of Plex has 20 characters.
TOKEN = "PLEX-SANDBOX-TOKEN-1"
#: One that was signed out.
DEAD_TOKEN = "PLEX-SANDBOX-SIGNOUT"
#: The token of the entry of the account's own server, and of the one that somebody else shares.
SERVER_TOKEN = "PLEX-SANDBOX-SERVER-"
SHARED_TOKEN = "PLEX-SANDBOX-SHARED-"
#: That of a browser, which opens nothing here.
PLAYER_TOKEN = "PLEX-SANDBOX-BROWSER"
#: The ids of both servers: 40 hex digits.
SERVER = "5a9db0c5" * 5
SHARED_SERVER = "0c55a9db" * 5
