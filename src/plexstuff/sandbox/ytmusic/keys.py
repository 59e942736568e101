"""What signs in at the fake YouTube Music: made up, and worth nothing anywhere else."""

from __future__ import annotations

import json

SAPISID = "SANDBOX0sapisid0/A5a9db0c5a9db0c5"
COOKIE = f"VISITOR_INFO1_LIVE=SANDBOXvisitor; SID=SANDBOX-sid-5a9db0c5a9db0c5; __Secure-3PAPISID={SAPISID}; PREF=tz=UTC"
VISITOR = "CgtTQU5EQk9YMDAwMCiA5a9db0c5"
HEADERS = json.dumps(
    {
        "cookie": COOKIE,
        "x-goog-authuser": "0",
        "user-agent": "Mozilla/5.0 (sandbox)",
        "origin": "https://music.youtube.com",
    }
)
