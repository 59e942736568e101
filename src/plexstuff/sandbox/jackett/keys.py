"""The key that the fake Jackett accepts: 32 small letters and digits, as Jackett's are; worth nothing anywhere."""

from __future__ import annotations

JACKETT_KEY = "sandboxjackettkeysandboxjackett0"
