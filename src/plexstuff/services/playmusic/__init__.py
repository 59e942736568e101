"""Google Play Music: the music locker of former years, gone since 2020; YouTube Music took its place."""

from __future__ import annotations

from plexstuff.service import Group, Lifecycle, OldSetting, Service

_NOW = "Run: plexstuff services setup ytmusic"

PLAYMUSIC_SERVICE = Service(
    key="playmusic",
    title="Google Play Music",
    group=Group.MUSIC,
    purpose="The music locker of former years; nothing of it is left to ask",
    lifecycle=Lifecycle.retired(
        "2020-12",
        "Google closed it for everybody from October to December 2020, and deleted what was kept there in "
        "February 2021.",
        "YouTube Music, which keeps your own files too (plexstuff services setup ytmusic), or your Plex server "
        "itself, which plays a music library anywhere with Plexamp",
    ),
    old_settings=(
        OldSetting("email", "Google Play Music is gone.", _NOW),
        OldSetting("android_id", "Google Play Music is gone.", _NOW),
        OldSetting("oauth", "Google Play Music is gone.", _NOW),
    ),
    notes=(
        "Nobody can move files from there any more. What you still have on a disk goes to YouTube Music with "
        "`plexstuff music upload FILE`.",
        "The library gmusicapi that spoke to it still installs, and every call of it fails.",
    ),
)
