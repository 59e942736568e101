"""The contact that Plexstuff gives to the fake MusicBrainz; any mail or web address would do."""

from __future__ import annotations

CONTACT = "whoever-tries-the-sandbox@sandbox.example"
