"""The pages of the fake YouTube Music as its browser asks for them: deep JSON, in which ytmusicapi finds its way."""

from __future__ import annotations

from collections.abc import Sequence

from plexstuff.sandbox.ytmusic.state import Song

#: So many songs stand on a page.
PAGE = 25
_COLUMN = "musicResponsiveListItemFlexColumnRenderer"


def context(browse_id: str, *, signed_in: bool) -> dict[str, object]:
    """What every answer begins with; in it, whether it is for somebody signed in."""
    told = {"browse_id": browse_id, "browse_id_prefix": "", "logged_in": "1" if signed_in else "0"}
    params = [{"key": key, "value": value} for key, value in told.items()]
    return {
        "serviceTrackingParams": [
            {"service": "GFEEDBACK", "params": params},
            {"service": "CSI", "params": [{"key": "c", "value": "WEB_REMIX"}]},
        ],
    }


def library(browse_id: str, songs: Sequence[Song], *, more: str) -> dict[str, object]:
    """The first page of the uploads; `more` is the token of the next one, "" for none."""
    shelf = {**_shelf(more), "contents": [_shuffle(), *map(_item, songs)]}
    inside = {"musicShelfRenderer": shelf} if songs else {"messageRenderer": {"text": _runs("No uploads yet")}}
    return {"responseContext": context(browse_id, signed_in=True), "contents": _tab(inside)}


def signed_out(browse_id: str) -> dict[str, object]:
    """What stands there for somebody who is not signed in."""
    inside = {"messageRenderer": {"text": _runs("Sign in to see your library")}}
    return {"responseContext": context(browse_id, signed_in=False), "contents": _tab(inside)}


def further(browse_id: str, songs: Sequence[Song], *, more: str) -> dict[str, object]:
    """A page after the first."""
    shelf = {**_shelf(more), "contents": [_item(one) for one in songs]}
    return {
        "responseContext": context(browse_id, signed_in=True),
        "continuationContents": {"musicShelfContinuation": shelf},
    }


def _tab(inside: object) -> dict[str, object]:
    sections = {"contents": [{"itemSectionRenderer": {"contents": [inside]}}]}
    tab = {"selected": True, "content": {"sectionListRenderer": sections}}
    return {"singleColumnBrowseResultsRenderer": {"tabs": [{"tabRenderer": tab}]}}


def _shelf(more: str) -> dict[str, object]:
    return {"continuations": [{"nextContinuationData": {"continuation": more}}]} if more else {}


def _shuffle() -> dict[str, object]:
    return {"musicResponsiveListItemRenderer": {"flexColumns": [{_COLUMN: {"text": _runs("Shuffle all")}}]}}


def _item(song: Song) -> dict[str, object]:
    artist = _linked(song.artist, f"FEmusic_library_privately_owned_artist_detaila_po_{song.entity[5:]}")
    album = _linked(song.album, f"FEmusic_library_privately_owned_release_detailb_po_{song.entity[5:]}")
    columns = [_runs(song.title), artist, album]
    return {
        "musicResponsiveListItemRenderer": {
            "flexColumns": [{_COLUMN: {"text": text}} for text in columns],
            "fixedColumns": [{"musicResponsiveListItemFixedColumnRenderer": {"text": _runs(song.length)}}],
            "menu": {"menuRenderer": _menu(song)},
        }
    }


def _menu(song: Song) -> dict[str, object]:
    delete = {"musicDeletePrivatelyOwnedEntityCommand": {"entityId": song.entity}}
    asks = {"confirmDialogRenderer": {"confirmButton": {"buttonRenderer": {"command": delete}}}}
    queue = {"queueAddEndpoint": {"queueTarget": {"videoId": song.video}}}
    return {
        "items": [
            {"menuServiceItemRenderer": {"text": _runs("Play next"), "serviceEndpoint": queue}},
            {"menuNavigationItemRenderer": {"navigationEndpoint": {"confirmDialogEndpoint": {"content": asks}}}},
        ],
        "topLevelButtons": [{"likeButtonRenderer": {"likeStatus": "INDIFFERENT"}}],
    }


def _runs(text: str) -> dict[str, object]:
    return {"runs": [{"text": text}]}


def _linked(text: str, browse_id: str) -> dict[str, object]:
    if not text:
        return {}
    return {"runs": [{"text": text, "navigationEndpoint": {"browseEndpoint": {"browseId": browse_id}}}]}
