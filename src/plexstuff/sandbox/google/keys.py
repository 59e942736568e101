"""What the fake Google gives out and accepts: made up, and worth nothing anywhere else."""

from __future__ import annotations

import json

CLIENT_ID = "900000000000-sandboxhummingbird.apps.googleusercontent.com"
CLIENT_SECRET = "GOCSPX-SANDBOX-lanternfish-0000"
PROJECT = "plexstuff-sandbox"
#: A client as Plexstuff keeps it.
CLIENT = json.dumps(
    {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "project_id": PROJECT},
    separators=(",", ":"),
    sort_keys=True,
)
#: The file that Google gives for it.
CLIENT_FILE = json.dumps(
    {
        "installed": {
            "client_id": CLIENT_ID,
            "project_id": PROJECT,
            "auth_uri": "https://accounts.google.com/o/oauth2/auth",
            "token_uri": "https://oauth2.googleapis.com/token",
            "auth_provider_x509_cert_url": "https://www.googleapis.com/oauth2/v1/certs",
            "client_secret": CLIENT_SECRET,
            "redirect_uris": ["http://localhost"],
        }
    }
)
#: An API key has 39 characters.
API_KEY = "AIzaSANDBOX-paperlantern-00000000000000"
#: The tokens of an account that has allowed everything, in an app that is published.
ACCESS_TOKEN = "ya29.SANDBOX-quillfeather-owner"
REFRESH_TOKEN = "1//SANDBOX-driftwood-owner"
ACCOUNT = "owner@sandbox.example"
#: Another account that can sign in here; it has no contacts at all.
SECOND_ACCOUNT = "second@sandbox.example"
SCOPES = (
    "https://www.googleapis.com/auth/contacts.other.readonly",
    "https://www.googleapis.com/auth/contacts.readonly",
    "https://www.googleapis.com/auth/gmail.send",
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/userinfo.email",
    "https://www.googleapis.com/auth/youtube.readonly",
    "openid",
)
#: The same as Plexstuff keeps what a sign-in gave.
GRANT = json.dumps(
    {
        "access_token": ACCESS_TOKEN,
        "refresh_token": REFRESH_TOKEN,
        "expires_at": 4102444800.0,
        "scopes": SCOPES,
        "account": ACCOUNT,
        "obtained_at": 1767225600.0,
    },
    separators=(",", ":"),
)
#: A spreadsheet that the account owns.
SPREADSHEET = "1SANDBOX-sheet-of-films-000000000000000000"
