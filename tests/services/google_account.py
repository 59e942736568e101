"""A user of the sandbox's Google within the process: agrees on the page of consent, and uses what that gave."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit

import httpx2
from plex_household import Clock

from plexstuff.config import Configuration
from plexstuff.health import Checked
from plexstuff.http import HttpClient, Redactor
from plexstuff.keeping import KeptSecrets
from plexstuff.sandbox.app import create_app
from plexstuff.sandbox.google import FAKE, keys
from plexstuff.service import Pending, Rate
from plexstuff.services.google.check import check
from plexstuff.services.google.client import Google, explain
from plexstuff.services.google.features import FEATURES
from plexstuff.services.google.signin import GoogleSignIn

T = TypeVar("T")
URL = "http://sandbox.test"
FAST = Rate(10_000, 1.0, 20)
SCOPE = {key: one.scopes[0] for key, one in FEATURES.items()}


@dataclass
class Account:
    """`clock` is that of this computer, `theirs` that of Google; every request is noted in `asked`."""

    home: Path
    clock: Clock = field(default_factory=Clock)
    theirs: Clock = field(default_factory=Clock)
    values: dict[str, str] = field(default_factory=lambda: {"client": keys.CLIENT})

    def __post_init__(self) -> None:
        self.app = create_app(clock=self.theirs)
        self.asked: list[httpx2.Request] = []
        self.waited: list[float] = []
        self.sign_in = GoogleSignIn(self.clock)

    def pass_by(self, seconds: float) -> None:
        """Let time go by, here and there."""
        self.clock.now += seconds
        self.theirs.now += seconds

    async def _sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.pass_by(seconds)
        await asyncio.sleep(0)

    @property
    def configuration(self) -> Configuration:
        """As it is kept now."""
        addresses = {name: text for name, text in FAKE.settings(URL).items() if name.endswith("url")}
        given = {f"PLEXSTUFF__GOOGLE__{name.upper()}": text for name, text in (addresses | self.values).items()}
        return Configuration.load(self.home, given)

    def _ask(self, question: Callable[[HttpClient, dict[str, str]], Awaitable[T]]) -> T:
        async def scenario() -> T:
            configuration = self.configuration
            wanted = (*FAKE.addresses, "client", "client_id", "client_secret", "features", "youtube_key", "grant")
            values = {key: text for key in wanted if (text := configuration.value("google", key).text)}
            wire = Noting(httpx2.ASGITransport(app=self.app), self.asked)
            async with HttpClient(
                cache_folder=None,
                state_folder=self.home / "state",
                transport=wire,
                sleep=self._sleep,
                clock=self.clock,
            ) as client:
                return await question(client, values)

        return asyncio.run(scenario())

    def use(self, question: Callable[[Google], Awaitable[T]]) -> T:
        """What a client of Google gets."""

        async def ask(client: HttpClient, values: dict[str, str]) -> T:
            http = client.service("google", "Google", values["base_url"], rate=FAST, explain=explain)
            keep = KeptSecrets(self.configuration, "google", Redactor())
            return await question(Google(http, values, keep, sleep=self._sleep, now=self.clock))

        return self._ask(ask)

    def check(self) -> Checked:
        """The live check."""
        return self.use(check)

    def begin(self, redirect: str = "") -> Pending:
        """A sign-in that waits for the user."""
        return self._ask(
            lambda client, values: self.sign_in.begin(
                client.service("google", "Google", values["base_url"], rate=FAST, explain=explain),
                values,
                redirect=redirect,
            )
        )

    def finish(self, pending: Pending, landed: str) -> str:
        """The grant for the address on which the browser ended; it is kept."""
        grant = self._ask(
            lambda client, values: self.sign_in.finish(
                client.service("google", "Google", values["base_url"], rate=FAST, explain=explain),
                values,
                pending,
                landed,
            )
        )
        self.configuration.set_secret("google", "grant", grant)
        return grant

    def give_back(self) -> bool:
        """Revoke what is kept."""
        return self._ask(
            lambda client, values: self.sign_in.revoke(
                client.service("google", "Google", values["base_url"], rate=FAST, explain=explain),
                values,
                values["grant"],
            )
        )

    def browse(self, pending: Pending, *ticked: str, answer: str = "allow") -> str:
        """Agree to these features (none: to all) on the page of consent; where the browser ends."""
        form = dict(parse_qsl(urlsplit(pending.address).query))
        boxes = [SCOPE[one] for one in ticked] or form["scope"].split()
        said = self.press(pending.address, {**form, "account": keys.ACCOUNT, "answer": answer, "granted": boxes})
        return said.headers["location"]

    def press(self, address: str, form: dict[str, object]) -> httpx2.Response:
        """Press a button on a page of the sandbox."""

        async def post() -> httpx2.Response:
            async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=self.app)) as browser:
                return await browser.post(address.partition("?")[0], data=form)

        return asyncio.run(post())

    def console(self, **change: str) -> None:
        """Change something in the console of the project."""
        self.press(f"{URL}/google/console", dict(change))

    def signed_in(self, *ticked: str) -> str:
        """Sign in, all the way; what is kept of it."""
        pending = self.begin()
        return self.finish(pending, self.browse(pending, *ticked))

    def paths(self) -> list[str]:
        """Which paths were asked, below that of the fake."""
        return [one.url.path.removeprefix("/google/") for one in self.asked]


class Noting(httpx2.AsyncBaseTransport):
    """Writes down every request."""

    def __init__(self, way: httpx2.AsyncBaseTransport, asked: list[httpx2.Request]) -> None:
        self._way = way
        self._asked = asked

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self._asked.append(request)
        return await self._way.handle_async_request(request)
