"""Signing in at Imgur by a pasted address: a token behind the hash, or a code; and every way in which that fails."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest
from plex_household import Clock

from plexstuff.config import Configuration
from plexstuff.errors import ConsentNeeded, KeyRefused, NotConfigured, ServiceRetired
from plexstuff.http import HttpClient, Redactor, ServiceHttp
from plexstuff.keeping import KeptSecrets
from plexstuff.oauth.grant import Grant
from plexstuff.sandbox.app import create_app
from plexstuff.sandbox.imgur import FAKE, keys
from plexstuff.service import Pending, Rate
from plexstuff.services.imgur.client import Imgur, explain
from plexstuff.services.imgur.signin import ImgurSignIn

T = TypeVar("T")
URL = "http://sandbox.test"
CLIENT = {"client_id": keys.CLIENT_ID, "client_secret": keys.CLIENT_SECRET}


class Somebody:
    """Signs in at the sandbox's Imgur within the process."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.clock = Clock()
        self.app = create_app(clock=self.clock)
        self.values = {key: text for key, text in FAKE.settings(URL).items() if key.endswith("url")} | CLIENT
        self.sign_in = ImgurSignIn(self.clock)

    def ask(self, question: Callable[[ServiceHttp], Awaitable[T]]) -> T:
        async def main() -> T:
            wire = httpx2.ASGITransport(app=self.app)
            async with HttpClient(cache_folder=None, state_folder=self.home / "state", transport=wire) as client:
                address = self.values["base_url"]
                return await question(
                    client.service("imgur", "Imgur", address, rate=Rate(10_000, 1.0, 20), explain=explain)
                )

        return asyncio.run(main())

    def begin(self) -> Pending:
        return self.ask(lambda http: self.sign_in.begin(http, self.values))

    def finish(self, pending: Pending, address: str) -> Grant:
        return Grant.read(self.ask(lambda http: self.sign_in.finish(http, self.values, pending, address)), "Imgur")

    def answer(self, pending: Pending, word: str, *, response_type: str = "token") -> str:
        """The address on which the browser ends."""
        given = {name: values[0] for name, values in parse_qs(urlsplit(pending.address).query).items()}
        form = urlencode({**given, "response_type": response_type, "answer": word})

        async def press() -> str:
            wire = httpx2.ASGITransport(app=self.app)
            async with httpx2.AsyncClient(transport=wire) as browser:
                page = await browser.get(pending.address)
                assert "Allow" in page.text
                kind = {"Content-Type": "application/x-www-form-urlencoded"}
                done = await browser.post(pending.address, content=form, headers=kind)
                assert done.status_code == 302
                return done.headers["location"]

        return asyncio.run(press())

    def use(self, grant: str, question: Callable[[Imgur], Awaitable[T]]) -> T:
        configuration = Configuration.load(self.home, {})
        if configuration.secret("imgur", "grant") is None:
            configuration.set_secret("imgur", "grant", grant)
        keep = KeptSecrets(configuration, "imgur", Redactor())
        return self.ask(lambda http: question(Imgur(http, {**self.values, "grant": grant}, keep, now=self.clock)))


@pytest.fixture
def ann(tmp_path: Path) -> Somebody:
    return Somebody(tmp_path)


@pytest.mark.parametrize("response_type", ["token", "code"])
def test_allowed(ann: Somebody, response_type: str) -> None:
    pending = ann.begin()
    assert pending.pastes
    assert "response_type=token" in pending.address
    grant = ann.finish(pending, ann.answer(pending, "allow", response_type=response_type))
    assert grant.account == keys.ACCOUNT
    assert grant.refresh_token
    assert ann.use(grant.text(), lambda one: one.account()) == keys.ACCOUNT


def test_denied(ann: Somebody) -> None:
    pending = ann.begin()
    with pytest.raises(ConsentNeeded, match="the answer was no"):
        ann.finish(pending, ann.answer(pending, "deny"))


def test_a_code_is_used_once(ann: Somebody) -> None:
    pending = ann.begin()
    address = ann.answer(pending, "allow", response_type="code")
    ann.finish(pending, address)
    with pytest.raises(ConsentNeeded, match="used already"):
        ann.finish(pending, address)


def test_an_address_of_another_attempt(ann: Somebody) -> None:
    earlier = ann.answer(ann.begin(), "allow")
    with pytest.raises(ConsentNeeded, match="another attempt"):
        ann.finish(ann.begin(), earlier)


@pytest.mark.parametrize("text", ["", "https://imgur.com/", "hello", "https://imgur.com/#access_token=", "x" * 20_000])
def test_what_is_no_such_address(ann: Somebody, text: str) -> None:
    with pytest.raises(ConsentNeeded) as raised:
        ann.finish(ann.begin(), text)
    assert raised.value.advice


def test_the_page_that_everybody_gets_since_2025(ann: Somebody) -> None:
    with pytest.raises(ServiceRetired, match="1024"):
        ann.finish(ann.begin(), "Error (1024) Something went wrong")


def test_without_a_secret_nobody_signs_in(ann: Somebody) -> None:
    ann.values["client_secret"] = ""
    with pytest.raises(NotConfigured):
        ann.begin()


def test_a_token_that_ended_is_renewed_and_written_back(ann: Somebody) -> None:
    pending = ann.begin()
    grant = ann.finish(pending, ann.answer(pending, "allow"))
    ann.app.state.world.expire("imgur")
    assert ann.use(grant.text(), lambda one: one.account()) == keys.ACCOUNT
    kept = Grant.read(Configuration.load(ann.home, {}).secret("imgur", "grant") or "", "Imgur")
    assert kept.access_token != grant.access_token
    assert kept.refresh_token == grant.refresh_token


def test_a_sign_in_that_was_ended_outside(ann: Somebody) -> None:
    pending = ann.begin()
    grant = ann.finish(pending, ann.answer(pending, "allow"))
    ann.app.state.world.expire("imgur")
    ann.app.state.world.state("imgur").refresh.clear()
    with pytest.raises((ConsentNeeded, KeyRefused)) as raised:
        ann.use(grant.text(), lambda one: one.account())
    assert "plexstuff services setup imgur" in raised.value.advice
