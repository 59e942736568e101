"""Google: one sign-in with the user's own client; mail, contacts, YouTube, spreadsheets, each where it is allowed."""

from __future__ import annotations

from plexstuff.roles import Role
from plexstuff.service import Authorize, Field, FieldKind, Form, Group, OldSetting, Rate, Service, Visit
from plexstuff.services.google.features import FEATURES
from plexstuff.services.google.pasted import (
    id_is_given,
    recognise_client,
    recognise_features,
    recognise_id,
    recognise_key,
    recognise_secret,
    secret_is_given,
)

_AGAIN = "Run: plexstuff services setup google"
_LIBRARY = "https://console.cloud.google.com/apis/library/"

CLIENT = Field(
    "client",
    "Client (the JSON)",
    FieldKind.SECRET,
    'Paste all of the file that Google gave for the Desktop client; it begins with {"installed". Where the file lies '
    "on this machine, its name will do. Leave it empty to give id and secret by themselves. Without being asked: "
    "plexstuff services set google client < FILE",
    required=False,
    recognise=recognise_client,
    lines=True,
)
CLIENT_ID = Field(
    "client_id",
    "Client id",
    FieldKind.TEXT,
    "Only without the JSON; it ends in .apps.googleusercontent.com.",
    required=False,
    recognise=recognise_id,
    needless=id_is_given,
)
CLIENT_SECRET = Field(
    "client_secret",
    "Client secret",
    FieldKind.SECRET,
    "Only without the JSON; it begins with GOCSPX-.",
    required=False,
    recognise=recognise_secret,
    needless=secret_is_given,
)
FEATURE_LIST = Field(
    "features",
    "What to ask permission for",
    FieldKind.CHOICES,
    "Each is a box of its own on Google's page; the fewer, the fewer to tick.",
    required=False,
    default=" ".join(FEATURES),
    choices=tuple(FEATURES),
    meanings=tuple(one.use for one in FEATURES.values()),
    recognise=recognise_features,
)
YOUTUBE_KEY = Field(
    "youtube_key",
    "API key for YouTube",
    FieldKind.SECRET,
    "Only for YouTube without signing in; 39 characters that begin with AIza, from "
    "https://console.cloud.google.com/apis/credentials (Create credentials, API key).",
    required=False,
    recognise=recognise_key,
)
GRANT = Field("grant", "Sign-in at Google", FieldKind.GRANT, "Signing in gives it.", required=False)

_UNVERIFIED = (
    "A page of accounts.google.com opens. Choose your account. Google then warns: “Google hasn't verified this app”. "
    "The app is your own: click Advanced, then “Go to Plexstuff (unsafe)”. On the next page tick every box (“Select "
    "all”), and click Continue. Where the browser is on another machine, its last page can't be reached: copy that "
    "page's whole address and paste it here."
)


def _switch_on(key: str, why: str) -> Visit:
    one = FEATURES[key]
    return Visit(
        f"Switch on the {one.api_title}",
        f"{_LIBRARY}{one.api}",
        f"See that your project is chosen at the top, and click Enable. {why}",
        "The page says “API enabled”, and the button is now called Manage.",
    )


GOOGLE_SERVICE = Service(
    key="google",
    title="Google",
    group=Group.CREDENTIALS,
    purpose="Sends mail through Gmail, names users by your contacts, finds songs on YouTube, fills spreadsheets",
    base_url="https://oauth2.googleapis.com",
    addresses={
        "accounts_url": "https://accounts.google.com/o/oauth2/v2/auth",
        "gmail_url": "https://gmail.googleapis.com",
        "people_url": "https://people.googleapis.com",
        "youtube_url": "https://youtube.googleapis.com/youtube/v3",
        "sheets_url": "https://sheets.googleapis.com/v4",
    },
    steps=(
        Visit(
            "Make a project",
            "https://console.cloud.google.com/projectcreate",
            "Sign in with the account that shall send the mail. Type Plexstuff as the project name, leave the rest as "
            "it is, and click Create. It costs nothing, and no card is asked for.",
            "Plexstuff stands in the field for projects at the top of the page; choose it there if it does not.",
        ),
        _switch_on("mail", "It sends mail; leave it out if you use SMTP for that."),
        _switch_on("contacts", "It knows your contacts; the Contacts API of former years is gone."),
        _switch_on("youtube", "It finds songs; 100 searches a day are free."),
        _switch_on("sheets", "It reads and fills spreadsheets."),
        Visit(
            "Make the consent screen",
            "https://console.cloud.google.com/auth/overview",
            "Click Get started. App name: Plexstuff; user support email: your own. Audience: External (Internal is "
            "only for Workspace, and needs none of the next step). Contact information: your own address. Agree to the "
            "policy, click Continue and Create. No logo and no web pages: they would start a verification.",
            "The page “OAuth overview” shows figures instead of “Get started”.",
        ),
        Visit(
            "Add yourself, and publish the app",
            "https://console.cloud.google.com/auth/audience",
            "Under Test users click Add users, type your own address, and Save. Then under Publishing status click "
            "Publish app and Confirm. As long as it says Testing, Google ends every sign-in after 7 days. Published "
            "and not verified it goes on living; you alone use it, so pass over everything about verification.",
            "Publishing status: In production.",
        ),
        Visit(
            "Make the client",
            "https://console.cloud.google.com/auth/clients",
            "Click Create client. Application type: Desktop app (no other: a Web application can't come back to this "
            "machine). Name: Plexstuff. Click Create, and in the box that opens Download JSON. Do it now: the secret "
            "is shown this once.",
            'A file client_secret_….json lies among your downloads; it begins with {"installed".',
        ),
        Form((CLIENT, CLIENT_ID, CLIENT_SECRET, FEATURE_LIST, YOUTUBE_KEY)),
        Authorize(
            "Sign in",
            _UNVERIFIED,
            GRANT,
            "plexstuff.services.google.signin:SIGN_IN",
            "The browser says “Back to Plexstuff”, and Plexstuff goes on by itself.",
            when="client client_id",
            button="CLIENT REFRESH",
        ),
    ),
    client="plexstuff.services.google.client:Google",
    check="plexstuff.services.google.check:check",
    rate=Rate(10, seconds=1.0, connections=6),
    any_of=("grant", "youtube_key"),
    roles={Role.MAIL: 2, Role.NAMES: 1, Role.SHEETS: 1, Role.VIDEOS: 1},
    stands_on={Role.MAIL: "grant", Role.NAMES: "grant", Role.SHEETS: "grant"},
    before_end="Publish the app on https://console.cloud.google.com/auth/audience (Publish app, Confirm), then sign in "
    "again: plexstuff services setup google",
    old_settings=(
        OldSetting("username", "Google is not signed in to with a user name and password.", _AGAIN),
        OldSetting("password", "Google is not signed in to with a user name and password.", _AGAIN),
        OldSetting("refresh_token", "What a sign-in gives is kept as google.grant.", _AGAIN),
        OldSetting("api_key", "The API key is called youtube_key here; it is good for YouTube alone.", _AGAIN),
    ),
    uses=(
        "plexstuff sheet read ADDRESS",
        "plexstuff music youtube Cher Believe",
        "plexstuff users list",
        'plexstuff mail send --from-service google --to ann@example.org --subject "Films" --text news.txt --dry-run',
    ),
    notes=(
        "Changed since 2019: the code that was copied out of the browser (“out of band”) is blocked for everybody "
        "since 31 January 2023; the browser now comes back to this machine, or its address is pasted.",
        "Changed since 2019: each permission has a box of its own that can be left unticked; the check names those "
        "that are missing.",
        "Changed since 2019: the secret of a client is shown once, when it is made; clients that nobody used for six "
        "months are deleted.",
        "Changed since 2019: the Contacts API (m8/feeds) ended in January 2022; the People API took its place.",
        "A sign-in ends when you remove Plexstuff on https://myaccount.google.com/connections, change your password "
        "(where mail is allowed), do not use it for six months, or, in Testing, after 7 days.",
        "The check renews the sign-in, reads back what is allowed, and sees that each API is switched on: it asks for "
        "one video on YouTube (1 of 10,000 units a day, never one of the 100 searches), for one contact, for a "
        "spreadsheet that does not exist, and hands Gmail an empty mail, which it refuses. It sends nothing.",
        "What was used in earnest is shown as tried, the rest as permission proved.",
        "YouTube alone works with youtube_key too, without signing in.",
        "Gmail: about 500 recipients in 24 hours for a private account, and 60 mails a minute.",
        "When it works, the check says “Signed in as you@gmail.com: mail permission proved, …”.",
        "A box that was left unticked is named by the check: run plexstuff services setup google again, say that you "
        "want to sign in anew, and tick it. After publishing an app that was in Testing, sign in anew too.",
        "On a machine without a browser: open the address elsewhere and paste the one on which that browser ends; or "
        "choose a port (plexstuff services setup google --port 8765), run the line with ssh -L that is shown, and only "
        "then open the address.",
        "Error 403 access_denied on Google's page (“has not completed the Google verification process”): the app is in "
        "Testing and your address is not among the test users. Error 400 redirect_uri_mismatch: the client is none of "
        "the type Desktop app. Error 401 invalid_client or deleted_client: the client is gone; make another one. Error "
        "400 admin_policy_enforced: the administrator of a Workspace account does not allow it.",
        "“… is not switched on in your project”: follow the link that stands there, click Enable, and wait a few "
        "minutes. “The code was used before, or is too old” also comes from a clock that is wrong.",
    ),
)
