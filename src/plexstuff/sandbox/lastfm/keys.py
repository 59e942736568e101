"""The key and the shared secret that the fake Last.fm accepts: 32 hex digits, worth nothing anywhere."""

from __future__ import annotations

LASTFM_KEY = "1a57f0005a9db0c51a57f0005a9db0c5"
LASTFM_SECRET = "5ec2e7005a9db0c55ec2e7005a9db0c5"
