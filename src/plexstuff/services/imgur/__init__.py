"""Imgur: keeps pictures where everybody can see them; for those who have a client there, for nobody new gets one."""

from __future__ import annotations

from plexstuff.roles import Role
from plexstuff.service import (
    Authorize,
    Choose,
    Field,
    FieldKind,
    Form,
    Group,
    Lifecycle,
    OldSetting,
    Rate,
    Service,
    Visit,
)
from plexstuff.services.imgur.pasted import recognise_id, recognise_secret

CLIENT_ID = Field(
    "client_id",
    "Client id",
    FieldKind.SECRET,
    "15 hex digits. It alone will do: then pictures are put there without an account.",
    recognise=recognise_id,
)
CLIENT_SECRET = Field(
    "client_secret",
    "Client secret",
    FieldKind.SECRET,
    "40 hex digits. Only for putting pictures into your account and its albums; leave it empty without.",
    required=False,
    recognise=recognise_secret,
)
GRANT = Field("grant", "Sign-in at Imgur", FieldKind.GRANT, "Signing in gives it.", required=False)
MAIN_ALBUM = Field(
    "main_album",
    "Main album",
    FieldKind.TEXT,
    "The id of the album that pictures are put into; empty for none.",
    required=False,
)

IMGUR_SERVICE = Service(
    key="imgur",
    title="Imgur",
    group=Group.CREDENTIALS,
    purpose="Keeps pictures where everybody can see them, such as those of a newsletter",
    base_url="https://api.imgur.com",
    addresses={"authorize_url": "https://api.imgur.com/oauth2/authorize"},
    steps=(
        Visit(
            "Look for your client id",
            "https://imgur.com/account/settings/apps",
            "Imgur registers no new applications since June 2025. If you have one from before, its client id stands "
            "under Applications, 15 hex digits. Without one leave this service out: "
            "a mail (plexstuff mail send --picture) holds its pictures itself, and every recipient sees them.",
            "You have a text of 15 hex digits.",
        ),
        Form((CLIENT_ID, CLIENT_SECRET)),
        Authorize(
            "Sign in, if Imgur lets you",
            "A page of Imgur opens. Click Allow. The browser ends on the page that the application was registered "
            "with, whatever that shows: copy its whole address, which holds a code or a token, and paste it. Since "
            "June 2025 Imgur shows “Error (1024)” in place of that page to everybody: then leave this out, and use "
            "the client id alone.",
            GRANT,
            "plexstuff.services.imgur.signin:SIGN_IN",
            "Plexstuff says who signed in.",
            when="client_secret",
            button="REFRESH CLIENT",
        ),
        Choose(
            "Choose the main album",
            "Pictures are put into it unless another one is named.",
            MAIN_ALBUM,
            "plexstuff.services.imgur.client:offer_albums",
            when="grant",
            makes="plexstuff.services.imgur.client:make_offered_album",
        ),
    ),
    client="plexstuff.services.imgur.client:Imgur",
    check="plexstuff.services.imgur.client:check",
    rate=Rate(4, seconds=1.0, connections=2),
    roles={Role.IMAGES: 1},
    lifecycle=Lifecycle.closed(
        "June 2025",
        "it registers no new applications, and its page for signing in shows “Error (1024)” to everybody.",
        "pictures within the mail itself, as plexstuff mail send --picture does",
    ),
    old_settings=(
        OldSetting(
            "refresh_token", "What a sign-in gives is kept as imgur.grant.", "Run: plexstuff services setup imgur"
        ),
        OldSetting(
            "access_token", "What a sign-in gives is kept as imgur.grant.", "Run: plexstuff services setup imgur"
        ),
        OldSetting("mainalbum", "The album is called main_album here.", "Run: plexstuff services setup imgur"),
    ),
    uses=(
        "plexstuff images add poster.png --dry-run",
        "plexstuff images list",
    ),
    notes=(
        "Changed since 2019: new applications can't be registered; signing in is broken; since 30 September 2025 "
        "nobody in the United Kingdom sees anything of Imgur, a placeholder stands in place of every picture.",
        "A picture that was put there without an account can be taken back by its delete hash alone. Plexstuff keeps "
        "it among the secrets: plexstuff images remove",
        "The check asks for the credits that are left (500 an hour for you, 12,500 a day for the client id; a picture "
        "costs 10), and with an account for its name and the main album. It puts nothing there.",
        "Everybody who knows the address of a picture sees it. Imgur deletes pictures without an account that nobody "
        "looks at, and changes large PNGs into JPEGs.",
        "In Python, step by step: docs/imgur.md.",
    ),
)
