"""YouTube Music: keeps your own music files, and is spoken to as its web page speaks to it, for it offers no way in."""

from __future__ import annotations

from plexstuff.roles import Role
from plexstuff.service import Field, FieldKind, Form, Group, OldSetting, Rate, Recognised, Service, Visit

_OAUTH = "Signing in with OAuth can't upload, and reading by it is broken since August 2025: it wants browser headers."


def recognise_headers(text: str) -> Recognised:
    """The request headers of a browser that is signed in, in any form in which browsers give them; see `pasted`."""
    from plexstuff.services.ytmusic.pasted import recognise

    return recognise(text)


HEADERS = Field(
    "headers",
    "Browser headers",
    FieldKind.SECRET,
    "Paste all that you copied, many lines as they are. Where you saved it in a file on this machine, the name of the "
    "file will do; remove the file afterwards. Without being asked: plexstuff services set ytmusic headers < FILE",
    recognise=recognise_headers,
    lines=True,
)

YTMUSIC_SERVICE = Service(
    key="ytmusic",
    title="YouTube Music",
    group=Group.MUSIC,
    purpose="Keeps your own music files, to be heard anywhere (unofficial: it may break any day)",
    protocol="YouTube Music's web pages",
    addresses={"library_url": "https://music.youtube.com", "upload_url": "https://upload.youtube.com"},
    steps=(
        Visit(
            "Open YouTube Music in a private window and sign in",
            "https://music.youtube.com/library/uploaded_songs",
            "Open it in a private window (Firefox: Ctrl+Shift+P; Chrome and Edge: Ctrl+Shift+N): one that stays open "
            "renews its cookie, and the copy is worth nothing then. Sign in with the Google account whose library it "
            "shall be; a free one will do. Then open the browser's developer tools (F12, or Ctrl+Shift+I) and in them "
            "the tab Network, and type browse into its filter box.",
            "Your picture stands at the top right, and the list in the developer tools is empty or short.",
        ),
        Visit(
            "Copy the headers of one request",
            "https://music.youtube.com/library",
            "With the developer tools still open click Library, so that the page asks for something. In the list a "
            "POST request named browse?… appears. Firefox: right-click it, Copy Value, Copy Request Headers. Chrome "
            "and Edge: right-click it, Copy, Copy as cURL (bash). Close the private window at once, and do not sign "
            "out. What you copied is pasted at the next step.",
            "The text holds a long line with cookie, in which __Secure-3PAPISID= stands, and one with x-goog-authuser.",
        ),
        Form((HEADERS,)),
    ),
    client="plexstuff.services.ytmusic.client:YTMusic",
    check="plexstuff.services.ytmusic.client:check",
    rate=Rate(1, seconds=2.0, connections=1),
    roles={Role.MUSIC_LOCKER: 1},
    old_settings=(
        OldSetting("oauth", _OAUTH, "Run: plexstuff services setup ytmusic"),
        OldSetting("client_id", _OAUTH, "Run: plexstuff services setup ytmusic"),
        OldSetting("client_secret", _OAUTH, "Run: plexstuff services setup ytmusic"),
    ),
    uses=("plexstuff music upload song.mp3 --dry-run",),
    notes=(
        "It needs the extra music: pip install 'plexstuff[music]'. Google offers no interface for uploads, so the "
        "library ytmusicapi does as the web page does. When YouTube Music changes its pages it breaks, and an update "
        "of that library mends it: pip install --upgrade ytmusicapi",
        "The headers hold a cookie that is worth your whole Google account. Of what you give, only the cookie, the "
        "account's number and what names the browser are kept, among the secrets; remove the file that you saved. "
        "Signing out in that window makes them worthless.",
        "When they end is not written in them. ytmusicapi's manual says about two years; others saw hours where the "
        "window stayed open, and sometimes days even when it was closed. The check finds out.",
        "The check lists your uploads, and sees whether the answer was given to somebody who is signed in. Uploading "
        "needs the same sign-in and nothing more; it is not tried, for it can't be taken back unseen.",
        "Several accounts in one browser: x-goog-authuser is the number of the one that was open. With a wrong one the "
        "library is empty, and nothing is said.",
        "It takes mp3, m4a, wma, flac and ogg of less than 300 MB, 100,000 songs at most. Title, artist, album and "
        "cover are those of the tags in the file, and can't be changed there: tag first.",
        "A file that was accepted shows after minutes. One that is unreadable, or there already, vanishes without a "
        "word; so Plexstuff remembers what it sent.",
    ),
)
