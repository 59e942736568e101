"""Google in the contract: its token endpoint, and the APIs behind a sign-in that is good still."""

from __future__ import annotations

import json
import re

from example import Example

from plexstuff.health import Proof
from plexstuff.sandbox.google import keys

OTHER_CLIENT = json.dumps({**json.loads(keys.CLIENT), "client_secret": "GOCSPX-another-secret-than-ours"})


def tokens(body: bytes) -> set[str]:
    """The tokens that renewing the sign-in gives."""
    return {one.decode() for one in re.findall(rb'"(?:access|refresh|id)_token":"([^"]+)"', body)}


EXAMPLE = Example(
    key="google",
    uses={
        "look at videos": lambda one: one.videos.look(["jNQXAC9IVRw"]),
        "names": lambda one: one.names(),
        "search_videos": lambda one: one.search_videos("Cher Believe"),
        "spreadsheet": lambda one: one.spreadsheet(keys.SPREADSHEET),
        "read_cells": lambda one: one.read_cells(keys.SPREADSHEET, "Films!A1:C4"),
        "write_cells": lambda one: one.write_cells(keys.SPREADSHEET, {"Films!D1": [["=1+1"]]}),
        "may send": lambda one: one.mail.permitted(),
    },
    wrong={"client": OTHER_CLIENT},
    parts=frozenset({keys.ACCESS_TOKEN, keys.REFRESH_TOKEN, keys.CLIENT_SECRET}),
    entrance=lambda request: request.url.path.endswith("/token"),
    secrets=tokens,
    proof=Proof.PERMISSION,
    cached=False,
)
