"""The keys that the sandbox accepts: made up, known to everybody, worth nothing anywhere else."""

from __future__ import annotations

import base64


def _part(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


#: A TMDB v3 key has 32 hex digits; these spell "sandbox" as far as hex digits can.
TMDB_KEY = "5a9db0c5" * 4
#: A TMDB v3 key that was taken away from its owner.
TMDB_SUSPENDED_KEY = "deadbeef" * 4
#: A TMDB v4 read access token is a JWT.
TMDB_TOKEN = ".".join(
    (
        _part('{"alg":"HS256"}'),
        _part('{"aud":"sandbox","sub":"sandbox","scopes":["api_read"],"version":1}'),
        _part("sandbox-not-a-real-signature-xxx"),
    )
)
#: A TheTVDB v4 key is a UUID. This one is licensed: it needs no PIN.
TVDB_KEY = "5a9db0c5-0000-4000-8000-00005a9db0c5"
#: This one is user-supported: it needs TVDB_PIN.
TVDB_KEY_NEEDING_PIN = "5a9db0c5-0000-4000-8000-9140005a9db0"
TVDB_PIN = "PIN-SANDBOX"
