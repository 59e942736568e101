"""Jackett: one search over all the torrent sites that are set up in it; a server of the user's own."""

from __future__ import annotations

from plexstuff.roles import Role
from plexstuff.service import Field, FieldKind, Form, Group, OldSetting, Rate, Service, Visit
from plexstuff.services.jackett.pasted import recognise_address, recognise_key

ADDRESS = Field(
    "address",
    "Address",
    FieldKind.ADDRESS,
    "As the browser shows it with Jackett's dashboard open, such as http://192.168.1.5:9117/UI/Dashboard.",
    recognise=recognise_address,
)
API_KEY = Field(
    "api_key",
    "API key",
    FieldKind.SECRET,
    "32 letters and digits, at the top right of Jackett's dashboard.",
    recognise=recognise_key,
)
_DASHBOARD = "http://127.0.0.1:9117/UI/Dashboard"

JACKETT_SERVICE = Service(
    key="jackett",
    title="Jackett",
    group=Group.LOGIN,
    purpose="Searches the torrent sites that are set up in it, all at once",
    base_url="",
    steps=(
        Visit(
            "Open Jackett's dashboard",
            _DASHBOARD,
            "Jackett is a program of your own: get it from https://github.com/Jackett/Jackett/releases and start it, "
            "if it does not run yet. On another machine, put that machine's name or address in place of 127.0.0.1. If "
            "it asks for a password, that is the one you gave it under Admin password.",
            "The page shows the API Key at its top right and the table Configured Indexers.",
        ),
        Visit(
            "Add indexers",
            _DASHBOARD,
            "Click + Add indexer, find a site that you use, click the + (or, for a site with an account, the wrench "
            "and fill in the log-in), and repeat for each. Then click Test All.",
            "Each site stands in the table Configured Indexers with a green tick in the column of tests.",
        ),
        Visit(
            "Copy the address and the key",
            _DASHBOARD,
            "Copy the address out of the browser's address bar, all of it, and the API Key by the button beside it.",
            "The key is 32 small letters and digits.",
        ),
        Form((ADDRESS, API_KEY)),
    ),
    client="plexstuff.services.jackett.client:Jackett",
    check="plexstuff.services.jackett.client:check",
    # It stands in the user's own house, and waits for slow sites: every indexer is asked at the same time.
    rate=Rate(500, seconds=1.0, connections=64),
    roles={Role.TORRENTS: 1},
    old_settings=(
        OldSetting("apikey", "Jackett's key is called api_key here.", "Run: plexstuff services set jackett api_key"),
        OldSetting("base_url", "Jackett's address is called address.", "Run: plexstuff services set jackett address"),
        OldSetting("url", "Jackett's address is called address.", "Run: plexstuff services set jackett address"),
    ),
    uses=('plexstuff torrents search "The Matrix" --movie --year 1999',),
    notes=(
        "The check spends no search: it lists the indexers, and asks which of them failed lately.",
        "Each indexer is asked on its own, so a slow or dead one holds up nobody: give it longer with `--deadline` "
        "(sites behind FlareSolverr may need 60 s).",
        "Links in `--json` never hold Jackett's key: it is taken out of `download`. To fetch such a link "
        "outside of Plexstuff, put `&jackett_apikey=` and the key behind it.",
        "Since 2019: television is no longer found by IMDb number, big public sites have closed (RARBG in May 2023), "
        "many others want FlareSolverr beside Jackett.",
    ),
)
