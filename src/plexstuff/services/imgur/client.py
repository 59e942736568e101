"""The client of Imgur's API v3 (https://apidocs.imgur.com): pictures and albums, with an account or without."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import BinaryIO, TypeVar

from plexstuff.errors import ConfigurationError, KeyRefused, NotFound, RateLimited
from plexstuff.health import Checked, Proof
from plexstuff.http import ServiceHttp
from plexstuff.http.exchange import FileForm
from plexstuff.models import HostedImage, ImageAlbum
from plexstuff.oauth import code
from plexstuff.oauth.fresh import FreshGrant
from plexstuff.oauth.grant import Grant
from plexstuff.service import Keep, Offer
from plexstuff.services.imgur.answers import Account, Album, Credits, Envelope, Image, Made
from plexstuff.services.imgur.signin import TOKEN, client_of
from plexstuff.services.imgur.trouble import SIGN_IN_AGAIN, TokenRefused, explain

__all__ = ["Imgur", "check", "explain", "offer_albums"]

T = TypeVar("T")
#: So many pictures or albums are on a page of an account, and so many pages are read at most.
_PAGE, _MOST_PAGES = 50, 20
#: So many seconds it may think about a picture that it has got.
_PATIENCE = 60.0


class Imgur:
    """Imgur for a client id, and for an account where somebody signed in. `now` gives seconds since the epoch.

    Every method raises KeyRefused, ConsentNeeded, RateLimited, NotFound, ServiceRetired, ServerError, Unreachable,
    InvalidValue or UnexpectedResponse.
    """

    key = "imgur"

    def __init__(
        self, http: ServiceHttp, values: Mapping[str, str], keep: Keep, *, now: Callable[[], float] = time.time
    ) -> None:
        self._http = http
        self._values = values
        self._keep = keep
        self._now = now
        self._fresh: FreshGrant | None = None

    @property
    def signed_in(self) -> bool:
        """Whether pictures go into an account."""
        return bool(self._values.get("grant"))

    @property
    def main_album(self) -> str:
        """The id of the album that pictures are put into; "" for none."""
        return self._values.get("main_album", "") if self.signed_in else ""

    async def upload_image(self, file: BinaryIO, *, name: str = "", title: str = "", album: str = "") -> HostedImage:
        """POST /3/image -> the picture as it is there now, with what takes it back. Never sent twice by itself.

        The file is read while it is sent. Raises FileTrouble where it changes, OSError where it can't be read.
        """
        form = {"type": "file"}
        form |= {key: text for key, text in (("name", name), ("title", title), ("album", album)) if text}
        if album and not self.signed_in:
            raise ConfigurationError("Imgur: an album belongs to an account, and nobody is signed in.", SIGN_IN_AGAIN)
        body = FileForm(form, "image", file, name or "picture")
        said = await self._ask(
            lambda headers: self._http.send(
                "POST", "3/image", Envelope[Image], body=body, headers=headers, patience=_PATIENCE
            )
        )
        return _image(said.data)

    async def remove_image(self, image: str, delete_key: str = "") -> None:
        """DELETE /3/image/{delete hash, or id within an account}. Raises NotFound when it is not there any more."""
        if not delete_key and not self.signed_in:
            raise ConfigurationError(
                f"Imgur: the delete hash of {image} is not known, so it can't be taken back.",
                "Only where it was put there from is it known; or sign in, if it is in your account.",
            )
        await self._ask(
            lambda headers: self._http.send(
                "DELETE", f"3/image/{delete_key or image}", Envelope[object], headers=headers, repeat=True
            )
        )

    async def images(self, *, most: int = 50) -> list[HostedImage]:
        """GET /3/account/me/images/{page} -> the pictures of the account, the latest first; none without an account."""
        if not self.signed_in:
            return []
        pages = await self._pages("images", Envelope[list[Image]], most)
        return [_image(one) for one in pages]

    async def albums(self) -> list[ImageAlbum]:
        """GET /3/account/me/albums/{page} -> the albums of the account."""
        self._need_account()
        pages = await self._pages("albums", Envelope[list[Album]], _PAGE * _MOST_PAGES)
        return [_album(one) for one in pages]

    async def album(self, album: str) -> ImageAlbum:
        """GET /3/album/{id} -> one album."""
        said = await self._ask(
            lambda headers: self._http.get(f"3/album/{album}", Envelope[Album], headers=headers, cache=False)
        )
        return _album(said.data)

    async def make_album(self, title: str) -> ImageAlbum:
        """POST /3/album -> a new album, which only those see who know its address."""
        self._need_account()
        form = {"title": title, "privacy": "hidden"}
        said = await self._ask(lambda headers: self._http.post("3/album", Envelope[Made], form=form, headers=headers))
        return ImageAlbum(said.data.id, title, f"https://imgur.com/a/{said.data.id}")

    async def rename_album(self, album: str, title: str) -> None:
        """POST /3/album/{id}: another title."""
        self._need_account()
        await self._ask(
            lambda headers: self._http.post(
                f"3/album/{album}", Envelope[object], form={"title": title}, headers=headers, repeat=True
            )
        )

    async def remove_album(self, album: str) -> None:
        """DELETE /3/album/{id}: the album is gone, its pictures stay."""
        self._need_account()
        await self._ask(
            lambda headers: self._http.send(
                "DELETE", f"3/album/{album}", Envelope[object], headers=headers, repeat=True
            )
        )

    async def credits(self) -> Credits:
        """GET /3/credits -> how often may still be asked; free."""
        said = await self._ask(
            lambda headers: self._http.get("3/credits", Envelope[Credits], headers=headers, cache=False)
        )
        return said.data

    async def account(self) -> str:
        """GET /3/account/me -> the name of whoever signed in."""
        said = await self._ask(
            lambda headers: self._http.get("3/account/me", Envelope[Account], headers=headers, cache=False)
        )
        return said.data.url

    async def _pages(self, what: str, kind: type[Envelope[list[T]]], most: int) -> list[T]:
        found: list[T] = []
        for page in range(_MOST_PAGES):
            said = await self._page(f"3/account/me/{what}/{page}", kind)
            found += said
            if len(said) < _PAGE or len(found) >= most:
                break
        return found[:most]

    async def _page(self, path: str, kind: type[Envelope[list[T]]]) -> list[T]:
        said = await self._ask(lambda headers: self._http.get(path, kind, headers=headers, cache=False))
        return said.data

    async def _ask(self, question: Callable[[Mapping[str, str]], Awaitable[T]]) -> T:
        """What `question` gets, with the header that proves who asks; once more where the token was refused."""
        if not self.signed_in:
            return await question({"Authorization": f"Client-ID {self._values['client_id']}"})
        fresh = self._granted()
        token = await fresh.token()
        try:
            return await question({"Authorization": f"Bearer {token}"})
        except TokenRefused:
            token = await fresh.token(refused=token)
        return await question({"Authorization": f"Bearer {token}"})

    def _granted(self) -> FreshGrant:
        if self._fresh is None:
            client = client_of(self._values)

            async def renew(grant: Grant) -> Grant:
                return await code.renew(self._http, client, grant, path=TOKEN, clock=self._now)

            self._fresh = FreshGrant(
                self._values["grant"],
                title=self._http.title,
                key=self.key,
                keep=self._keep,
                renew=renew,
                clock=self._now,
            )
        return self._fresh

    def _need_account(self) -> None:
        if not self.signed_in:
            raise ConfigurationError("Imgur: albums belong to an account, and nobody is signed in.", SIGN_IN_AGAIN)


async def check(client: Imgur) -> Checked:
    """See that the client id or the sign-in is accepted, that credits are left and the main album can be read."""
    who = (
        f"Signed in as {await client.account()}"
        if client.signed_in
        else "The client id is accepted, without an account"
    )
    left = await client.credits()
    if left.user_remaining <= 0:
        raise RateLimited("Imgur: your credits for this hour are spent.", "Try again in an hour.")
    if left.client_remaining <= 0:
        raise RateLimited(
            "Imgur: this client id is spent for today.",
            "Try again tomorrow, or give your own client id: that of a well-known program is spent every day.",
        )
    album = ""
    if client.main_album:
        try:
            found = await client.album(client.main_album)
        except (NotFound, KeyRefused) as error:
            raise ConfigurationError(
                "Imgur: the main album is not there any more, or not yours.",
                "Choose another one: plexstuff images albums main ID",
            ) from error
        album = f"; the main album is {found.title or found.id}"
    rest = f"{left.user_remaining} of {left.user_limit} credits are left in this hour"
    return Checked(f"{who}; {rest}{album}.", Proof.PERMISSION)


async def offer_albums(client: Imgur) -> list[Offer]:
    """The albums of the account, to choose the main one."""
    return [
        Offer(one.id, one.title or one.id, f"{one.images} picture{'' if one.images == 1 else 's'}")
        for one in await client.albums()
    ]


async def make_offered_album(client: Imgur, title: str) -> Offer:
    """A new album, to be the main one."""
    made = await client.make_album(title)
    return Offer(made.id, made.title, "0 pictures")


def _image(said: Image) -> HostedImage:
    return HostedImage(
        id=said.id,
        link=(said.link or f"https://i.imgur.com/{said.id}").replace("http://", "https://", 1),
        title=said.title or "",
        name=said.name or "",
        kind=said.type,
        width=said.width,
        height=said.height,
        size=said.size,
        added_at=said.datetime,
        delete_key=said.deletehash or "",
    )


def _album(said: Album) -> ImageAlbum:
    link = (said.link or f"https://imgur.com/a/{said.id}").replace("http://", "https://", 1)
    return ImageAlbum(said.id, said.title or "", link, said.images_count)
