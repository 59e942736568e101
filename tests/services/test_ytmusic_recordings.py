"""Recorded answers of YouTube Music: who they were for is seen in each, and the fake has their shapes."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from ytmusic_server import Played, playing

from plexstuff.errors import KeyRefused, PlexstuffError, UnexpectedResponse
from plexstuff.sandbox.ytmusic import keys, pages
from plexstuff.sandbox.ytmusic.state import Locker
from plexstuff.service import Rate, Terms
from plexstuff.services.ytmusic.client import YTMusic

#: Recording -> whether somebody was signed in; None where it was cut down to the part without that.
RECORDINGS = {
    "browse-2024-03-get-album": True,
    "browse-2024-03-get-playlist": True,
    "browse-2025-01-get-playlist-chart": False,
    "browse-2025-10-get-playlist-collaborative": False,
    "browse-2025-11-get-explore": True,
    "browse-2025-12-get-playlist-audio": False,
    "browse-2026-05-get-album": False,
    "browse-2026-05-get-artist1": False,
    "browse-2026-07-get-artist-hashtag": None,
    "browse-2026-07-get-charts-us-albums-no-genres": False,
}


@pytest.mark.parametrize("name", RECORDINGS)
def test_who_it_was_for_is_seen(shared: Path, name: str) -> None:
    body = (shared / "fixtures" / "ytmusic" / f"{name}.json").read_bytes()
    with playing(Played(200, body)) as stage:
        values = {"headers": keys.HEADERS, "library_url": stage.url, "upload_url": stage.url}
        client = YTMusic(Terms(Rate(1000), 5.0), values, None)  # type: ignore[arg-type]
        ended: object = None
        try:
            ended = asyncio.run(client.uploads())
        except PlexstuffError as error:
            ended = type(error)
    if RECORDINGS[name] is False:
        assert ended is KeyRefused
    else:
        # A page of another kind is no list of uploads: it says so, or lists none.
        assert ended is UnexpectedResponse or (RECORDINGS[name] and ended == [])


def within(thing: Any, key: str) -> Any:
    """What stands under this key, wherever it is."""
    inner = thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ()
    if isinstance(thing, dict) and key in thing:
        return thing[key]
    return next((found for one in inner if (found := within(one, key)) is not None), None)


def paths(thing: Any, before: str = "") -> set[str]:
    """Every path in a JSON value, without the places in lists."""
    if isinstance(thing, dict):
        return {path for key, one in thing.items() for path in {f"{before}/{key}"} | paths(one, f"{before}/{key}")}
    return {path for one in thing for path in paths(one, before)} if isinstance(thing, list) else set()


def test_the_fake_has_their_shapes(shared: Path) -> None:
    recorded = json.loads((shared / "fixtures" / "ytmusic" / "browse-2024-03-get-album.json").read_bytes())
    song = next(one for one in Locker(lambda: 0.0).shown() if one.album)
    answer = json.loads(json.dumps(pages.library("x", [song, song], more="")))
    assert paths(answer["responseContext"]) <= paths(recorded["responseContext"])
    made = answer["contents"]["singleColumnBrowseResultsRenderer"]["tabs"][0]["tabRenderer"]["content"]
    item = within(made, "musicShelfRenderer")["contents"][1]
    there = paths({"musicResponsiveListItemRenderer": within(recorded, "musicResponsiveListItemRenderer")})
    # Only songs of one's own can be deleted, and name artist and album with links to other pages of their kind.
    own = {path for path in paths(item) if "confirmDialogEndpoint" in path or "/browseEndpoint" in path}
    assert paths(item) - own <= there
