"""ytmusicapi as it is, against the fake YouTube Music: it lists, uploads and deletes, and refuses where it should."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
from ytmusicapi import YTMusic
from ytmusicapi.enums import ResponseStatus
from ytmusicapi.exceptions import YTMusicServerError
from ytmusicapi.mixins.uploads import UploadsMixin

from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.ytmusic import keys
from plexstuff.sandbox.ytmusic.state import PROCESSING, Locker

#: What of the library the fake has no answer for: Plexstuff asks none of it.
LACKS = {
    "get_library_upload_albums",
    "get_library_upload_artists",
    "get_library_upload_artist",
    "get_library_upload_album",
}


@pytest.fixture
def here(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """The library's own requests, those without a session too, find the sandbox in place of YouTube."""
    there = {
        "https://music.youtube.com": f"{box.url}/ytmusic/music",
        "https://upload.youtube.com": f"{box.url}/ytmusic/upload",
    }
    real = requests.Session.request

    def request(session: requests.Session, method: str, url: str, **more: object) -> requests.Response:
        for old, new in there.items():
            url = new + url.removeprefix(old) if url.startswith(old) else url
        return real(session, method, url, **more)

    monkeypatch.setattr(requests.Session, "request", request)
    return box


def library(**changed: str) -> YTMusic:
    headers = {**json.loads(keys.HEADERS), "authorization": "SAPISIDHASH 0_0", **changed}
    return YTMusic(headers)


def locker(box: Sandbox) -> Locker:
    return box.app.state.world.state("ytmusic")


def lists(box: Sandbox, folder: Path) -> bool:
    shown = locker(box).shown()
    found = library().get_library_upload_songs(limit=None)
    last = library().get_library_upload_songs(limit=None, order="z_to_a")[-1]
    one = next(one for one in found if one["title"] == "Strong Enough")
    return (
        len(library().get_library_upload_songs()) == 25
        and [song["entityId"] for song in found] == [song.entity for song in shown]
        and [song["videoId"] for song in found] == [song.video for song in shown]
        and last["entityId"] == found[0]["entityId"]
        and (one["artists"][0]["name"], one["album"]["name"], one["duration"]) == ("Cher", "Believe", "3:44")
    )


def uploads(box: Sandbox, folder: Path) -> bool:
    file = folder / "Ada Quillfeather - Second Light.mp3"
    file.write_bytes(b"ID3" + bytes(100_000))
    sent = library().upload_song(str(file))
    made = locker(box).songs[-1]
    return (
        sent == ResponseStatus.SUCCEEDED
        and made.title == "Second Light"
        and made not in locker(box).shown()
        and made.shows_at <= box.app.state.world.clock() + PROCESSING
    )


def deletes(box: Sandbox, folder: Path) -> bool:
    gone = locker(box).shown()[0]
    return library().delete_upload_entity(gone.entity) == ResponseStatus.SUCCEEDED and gone not in locker(box).songs


CALLS: dict[str, Callable[[Sandbox, Path], bool]] = {
    "get_library_upload_songs": lists,
    "upload_song": uploads,
    "delete_upload_entity": deletes,
}


@pytest.mark.parametrize("method", CALLS)
def test_the_library_understands(here: Sandbox, tmp_path: Path, method: str) -> None:
    assert CALLS[method](here, tmp_path)


def test_every_method_is_covered(keep_matrix) -> None:
    methods = [name for name in vars(UploadsMixin) if not name.startswith("_")]
    assert set(methods) == set(CALLS) | LACKS
    keep_matrix("ytmusicapi", [f"{name:60} {'ok' if name in CALLS else 'not in the fake'}" for name in methods])


def test_what_the_fake_lacks_is_an_error_to_it(here: Sandbox) -> None:
    with pytest.raises(YTMusicServerError, match="HTTP 400"):
        library().get_library_upload_albums()


def test_another_account_of_that_browser_has_nothing(here: Sandbox) -> None:
    assert library(**{"x-goog-authuser": "1"}).get_library_upload_songs() == []


def test_a_wrong_cookie_is_an_error_to_it(here: Sandbox) -> None:
    with pytest.raises(YTMusicServerError, match="HTTP 401"):
        library(cookie="__Secure-3PAPISID=other").get_library_upload_songs()


def test_who_is_signed_out_is_told_as_youtube_does(here: Sandbox, tmp_path: Path) -> None:
    """An empty list, and no place to upload to: the library takes neither for what it is."""
    file = tmp_path / "a.mp3"
    file.write_bytes(b"ID3")
    locker(here).signed_in = False
    try:
        assert library().get_library_upload_songs() == []
        with pytest.raises(KeyError):
            library().upload_song(str(file))
    finally:
        locker(here).signed_in = True


def test_what_is_no_music_or_there_already_vanishes(here: Sandbox, tmp_path: Path) -> None:
    before = len(locker(here).songs)
    for name, content in {"a.mp3": b"no music", "b.mp3": b"ID3 one", "c.mp3": b"ID3 one"}.items():
        (tmp_path / name).write_bytes(content)
        assert library().upload_song(str(tmp_path / name)) == ResponseStatus.SUCCEEDED
    assert len(locker(here).songs) == before + 1


def test_what_plexstuff_kept_of_the_headers_is_enough_for_it(here: Sandbox) -> None:
    from plexstuff.services.ytmusic.pasted import recognise

    pasted = f"accept: */*\ncookie: {keys.COOKIE}\nx-goog-authuser: 0\ncontent-length: 12"
    kept = json.loads(recognise(pasted).value)
    headers = {**kept, "origin": "https://music.youtube.com", "authorization": "SAPISIDHASH 0_0"}
    assert len(YTMusic(headers).get_library_upload_songs()) == 25
