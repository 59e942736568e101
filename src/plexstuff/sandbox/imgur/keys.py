"""What the fake Imgur gives out and accepts: made up, and worth nothing anywhere else."""

from __future__ import annotations

import json

CLIENT_ID = "5a9db0c5a9db0c5"
CLIENT_SECRET = "5ec2e7005a9db0c55ec2e7005a9db0c55ec2e700"
#: Others that can be had here: spent for today, blocked for this network, and one whose page of consent is broken.
SPENT_ID, BANNED_ID, BROKEN_ID = "00000000005be27", "000000000000bad", "000000000001024"
ACCOUNT = "sandboxowner"
ACCOUNT_ID = 900000001
ACCESS_TOKEN = "a11ce5a9db0c5a11ce5a9db0c5a11ce5a9db0c50"
REFRESH_TOKEN = "bea7e5a9db0c5bea7e5a9db0c5bea7e5a9db0c50"
#: The main album of the account.
ALBUM = "SbxMain"
#: What signing in gave, as Plexstuff keeps it.
GRANT = json.dumps(
    {
        "access_token": ACCESS_TOKEN,
        "refresh_token": REFRESH_TOKEN,
        "expires_at": 4102444800.0,
        "account": ACCOUNT,
        "obtained_at": 1767225600.0,
    },
    separators=(",", ":"),
)
