"""imgurpython against the fake Imgur: every endpoint that we use and it covers."""

from __future__ import annotations

from pathlib import Path

import pytest
from imgurpython import ImgurClient, client
from imgurpython.helpers.error import ImgurClientError

from plexstuff.cli.demo_uses import picture
from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.imgur import keys

#: What of it we ask for, and whether the library can ask for it too.
ENDPOINTS = {
    "GET /3/credits": "ok",
    "POST /3/upload (the same as /3/image)": "ok",
    "GET /3/image/{id}": "ok",
    "DELETE /3/image/{id or delete hash}": "ok",
    "POST /3/album": "ok",
    "GET /3/album/{id}": "ok",
    "GET /3/album/{id}/images": "ok",
    "POST /3/album/{id}": "ok",
    "DELETE /3/album/{id}": "ok",
    "GET /3/account/{name}": "ok",
    "GET /3/account/{name}/albums/{page}": "ok",
    "GET /3/account/{name}/images/{page}": "ok",
    "POST /oauth2/token (refresh)": "ok",
    "GET /oauth2/authorize": "gap: it only makes the address",
}


@pytest.fixture
def library(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> ImgurClient:
    monkeypatch.setattr(client, "API_URL", f"{box.url}/imgur/")
    return ImgurClient(keys.CLIENT_ID, keys.CLIENT_SECRET, keys.ACCESS_TOKEN, keys.REFRESH_TOKEN)


def test_the_matrix(keep_matrix) -> None:
    keep_matrix("imgurpython", [f"{endpoint:60} {state}" for endpoint, state in ENDPOINTS.items()])


def test_credits(library: ImgurClient) -> None:
    assert set(library.credits) >= {"UserLimit", "UserRemaining", "UserReset", "ClientLimit", "ClientRemaining"}


def test_a_picture_comes_and_goes(library: ImgurClient, tmp_path: Path) -> None:
    file = tmp_path / "poster.png"
    file.write_bytes(picture(20, 30))
    made = library.upload_from_path(str(file), {"album": keys.ALBUM, "title": "A poster", "name": "poster"}, anon=False)
    assert made["link"].endswith(f"{made['id']}.png")
    found = library.get_image(made["id"])
    assert (found.title, found.width, found.height, found.type) == ("A poster", 20, 30, "image/png")
    assert made["id"] in [one.id for one in library.get_album_images(keys.ALBUM)]
    assert made["id"] in [one.id for one in library.get_account_images("me", page=0)]
    assert library.delete_image(made["id"]) is True
    with pytest.raises(ImgurClientError) as raised:
        library.get_image(made["id"])
    assert raised.value.status_code == 404


def test_a_picture_without_an_account_goes_by_its_delete_hash(library: ImgurClient, tmp_path: Path) -> None:
    file = tmp_path / "poster.png"
    file.write_bytes(picture(2, 2))
    made = library.upload_from_path(str(file), anon=True)
    assert made["account_url"] is None
    assert library.delete_image(made["deletehash"]) is True


def test_an_album_comes_and_goes(library: ImgurClient) -> None:
    made = library.create_album({"title": "Films", "privacy": "hidden"})
    assert library.get_album(made["id"]).title == "Films"
    library.update_album(made["id"], {"title": "Series", "ids": []})
    assert (made["id"], "Series") in [(one.id, one.title) for one in library.get_account_albums("me")]
    assert library.album_delete(made["id"]) is True


def test_whose_account_it_is(library: ImgurClient) -> None:
    found = library.get_account(keys.ACCOUNT)
    assert (found.url, found.id) == (keys.ACCOUNT, keys.ACCOUNT_ID)


def test_a_token_is_renewed(library: ImgurClient, box: Sandbox) -> None:
    library.auth.current_access_token = "0" * 40
    assert library.get_account("me").url == keys.ACCOUNT
    assert library.auth.get_current_access_token() != "0" * 40


def test_a_wrong_client_is_an_error_to_it(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "API_URL", f"{box.url}/imgur/")
    with pytest.raises(ImgurClientError) as raised:
        ImgurClient("f" * 15, "f" * 40)
    assert raised.value.status_code == 403
