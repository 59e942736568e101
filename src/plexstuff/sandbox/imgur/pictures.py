"""Pictures and albums of the fake Imgur."""

from __future__ import annotations

import base64
import binascii
from typing import TypeVar

from plexstuff.sandbox.ask import Ask, natural
from plexstuff.sandbox.imgur import keys
from plexstuff.sandbox.imgur.face import account_of, good, left, refusal, spend, state_of
from plexstuff.sandbox.imgur.forms import file_of, form_of
from plexstuff.sandbox.imgur.state import Album, Picture

PAGE = 50
T = TypeVar("T")


def what_is_left(ask: Ask) -> object:
    """GET /3/credits: costs nothing."""
    return good(left(ask))


def upload(ask: Ask) -> object:
    """POST /3/image: a picture within a form, as a file or in base64."""
    spend(ask, 10)
    form = form_of(ask)
    content = _content(ask, form)
    found = measured(content)
    if found is None:
        raise refusal(ask, 400, "File type invalid (1)")
    state, account = state_of(ask), account_of(ask)
    album = form.get("album", "")
    if album and (album not in state.albums or state.albums[album].account != account):
        raise refusal(ask, 403, "You must own the album to add images")
    kind, width, height = found
    one = Picture(
        state.word(7),
        state.word(15),
        kind,
        len(content),
        width,
        height,
        int(ask.now),
        account,
        form.get("title"),
        form.get("name", ""),
    )
    state.pictures[one.id] = one
    if album:
        state.albums[album].pictures.append(one.id)
    return good(as_image(one, own=True))


def _content(ask: Ask, form: dict[str, str]) -> bytes:
    """The picture that was sent; empty for one in broken base64."""
    file = file_of(ask, "image")
    if file is not None:
        return file
    if not form.get("image"):
        raise refusal(ask, 400, "No image data was sent to the upload api")
    try:
        return base64.b64decode(form["image"].replace(" ", "+"), validate=False)
    except binascii.Error:
        return b""


def image(ask: Ask) -> object:
    """GET, POST and DELETE /3/image/{id or delete hash}."""
    spend(ask, 1)
    state, wanted = state_of(ask), ask.path["id"]
    by_hash = next((one for one in state.pictures.values() if one.delete == wanted), None)
    one = by_hash or state.pictures.get(wanted)
    if one is None:
        raise refusal(ask, 404, f"Unable to find an image with the id, {wanted}")
    mine = by_hash is not None or (bool(one.account) and one.account == account_of(ask))
    if ask.method in ("GET", "HEAD"):
        return good(as_image(one, own=mine))
    if not mine:
        raise refusal(ask, 403, "You must own the image")
    if ask.method == "DELETE":
        del state.pictures[one.id]
        for album in state.albums.values():
            album.pictures = [picture for picture in album.pictures if picture != one.id]
        return good(True)
    one.title = form_of(ask).get("title", one.title)
    return good(True)


def make_album(ask: Ask) -> object:
    """POST /3/album."""
    spend(ask, 1)
    state, form = state_of(ask), form_of(ask)
    one = Album(state.word(7), state.word(15), int(ask.now), account_of(ask), form.get("title"))
    one.privacy = form.get("privacy", one.privacy)
    state.albums[one.id] = one
    return good({"id": one.id, "deletehash": one.delete})


def album(ask: Ask) -> object:
    """GET, POST, PUT and DELETE /3/album/{id}."""
    spend(ask, 1)
    state = state_of(ask)
    one = state.albums.get(ask.path["id"])
    if one is None:
        raise refusal(ask, 404, f"Unable to find an album with the id, {ask.path['id']}")
    if ask.method in ("GET", "HEAD"):
        return good(as_album(ask, one, whole=True))
    if one.account != account_of(ask) or not one.account:
        raise refusal(ask, 403, "You must own the album")
    if ask.method == "DELETE":
        del state.albums[one.id]
    else:
        one.title = form_of(ask).get("title", one.title)
    return good(True)


def album_images(ask: Ask) -> object:
    """GET /3/album/{id}/images."""
    said = album(ask)
    assert isinstance(said, dict)
    return good(said["data"]["images"])


def account(ask: Ask) -> object:
    """GET /3/account/{me or name}."""
    spend(ask, 1)
    _owner(ask)
    return good(
        {"id": keys.ACCOUNT_ID, "url": keys.ACCOUNT, "bio": None, "reputation": 0, "created": 1577836800}
        | {"pro_expiration": False}
    )


def account_albums(ask: Ask) -> object:
    """GET /3/account/{me or name}/albums/{page}."""
    spend(ask, 1)
    own = [one for one in state_of(ask).albums.values() if one.account == _owner(ask)]
    return good([as_album(ask, one) for one in _page(ask, sorted(own, key=lambda one: (-one.at, one.id)))])


def account_images(ask: Ask) -> object:
    """GET /3/account/{me or name}/images/{page}."""
    spend(ask, 1)
    own = [one for one in state_of(ask).pictures.values() if one.account == _owner(ask)]
    return good([as_image(one, own=True) for one in _page(ask, own[::-1])])


def as_image(one: Picture, *, own: bool) -> dict[str, object]:
    """A picture as Imgur tells of it; the delete hash only to whom it belongs."""
    known: dict[str, object] = {
        "id": one.id,
        "title": one.title,
        "description": None,
        "datetime": one.at,
        "type": one.kind,
        "animated": False,
        "width": one.width,
        "height": one.height,
        "size": one.size,
        "views": 0,
        "bandwidth": 0,
        "vote": None,
        "favorite": False,
        "nsfw": None,
        "section": None,
        "account_url": one.account or None,
        "account_id": keys.ACCOUNT_ID if one.account else 0,
        "is_ad": False,
        "in_most_viral": False,
        "has_sound": False,
        "tags": [],
        "ad_type": 0,
        "ad_url": "",
        "edited": "0",
        "in_gallery": False,
        "name": one.name,
        "link": one.link,
    }
    return {**known, "deletehash": one.delete} if own else known


def as_album(ask: Ask, one: Album, *, whole: bool = False) -> dict[str, object]:
    """An album as Imgur tells of it."""
    inside = [state_of(ask).pictures[picture] for picture in one.pictures]
    said: dict[str, object] = {
        "id": one.id,
        "title": one.title,
        "description": None,
        "datetime": one.at,
        "cover": one.pictures[0] if one.pictures else None,
        "cover_width": inside[0].width if inside else None,
        "cover_height": inside[0].height if inside else None,
        "account_url": one.account or None,
        "account_id": keys.ACCOUNT_ID if one.account else None,
        "privacy": one.privacy,
        "layout": "blog",
        "views": 0,
        "link": f"https://imgur.com/a/{one.id}",
        "favorite": False,
        "nsfw": None,
        "section": None,
        "images_count": len(inside),
        "in_gallery": False,
        "is_ad": False,
    }
    if one.account == account_of(ask):
        said["deletehash"] = one.delete
    return {**said, "images": [as_image(picture, own=False) for picture in inside]} if whole else said


def measured(content: bytes) -> tuple[str, int, int] | None:
    """The kind and size in pixels of a picture; (0, 0) where that is not looked for; None for no picture."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return "image/png", int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if content.startswith((b"GIF87a", b"GIF89a")) and len(content) >= 10:
        return "image/gif", int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg", 0, 0
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp", 0, 0
    return None


def _owner(ask: Ask) -> str:
    account = account_of(ask)
    if not account or ask.path["name"] not in ("me", account):
        raise refusal(ask, 403)
    return account


def _page(ask: Ask, rows: list[T]) -> list[T]:
    start = (natural(ask.path.get("page", "0")) or 0) * PAGE
    return rows[start : start + PAGE]
