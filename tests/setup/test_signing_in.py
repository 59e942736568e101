"""The steps of a set-up that ask the live service: signing in, and choosing among what it offers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from plexstuff import setup
from plexstuff.config import Configuration
from plexstuff.errors import ConfigurationError, ConsentNeeded
from plexstuff.service import (
    Authorize,
    Choose,
    Field,
    FieldKind,
    Form,
    Group,
    Offer,
    Pending,
    Rate,
    Service,
)
from plexstuff.setup import Ask, Enter, Pick, Try, Walk

GRANT = Field("grant", "Sign-in", FieldKind.GRANT, required=False)
ALBUM = Field("album", "Main album", required=False)
SIGN_IN = Authorize("Sign in", "Agree on the page.", GRANT, "nowhere:SIGN_IN", when="client_secret")
CHOOSE = Choose("Choose an album", "Where pictures go.", ALBUM, "nowhere:albums", when="grant")
GALLERY = Service(
    key="gallery",
    title="Gallery",
    group=Group.CREDENTIALS,
    purpose="Pictures",
    base_url="https://gallery.example",
    steps=(Form((Field("client_secret", "Secret", FieldKind.SECRET, required=False),)), SIGN_IN, CHOOSE),
    client="nowhere:Client",
    check="nowhere:check",
    rate=Rate(1),
)
PENDING = Pending("https://gallery.example/agree?state=1", 9e9, polls=True, pastes=True, secret={"state": "1"})


@dataclass
class Doorman:
    """A service that lets in whoever pastes `good`, and after `polls` questions anybody."""

    polls: int = 2
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    async def offers(self, key: str, step: Choose, values: Mapping[str, str] | None = None) -> list[Offer]:
        self.asked.append(("offers", dict(values or {})))
        return [Offer("a1", "Holidays", "12 pictures"), Offer("a2", "Letters")]

    async def begin_sign_in(
        self, key: str, step: Authorize, values: Mapping[str, str], *, redirect: str = ""
    ) -> Pending:
        self.asked.append((f"begin {redirect}", dict(values)))
        return PENDING

    async def poll_sign_in(self, key: str, step: Authorize, values: Mapping[str, str], pending: Pending) -> str | None:
        self.polls -= 1
        return "the grant" if self.polls <= 0 else None

    async def finish_sign_in(
        self, key: str, step: Authorize, values: Mapping[str, str], pending: Pending, address: str
    ) -> str:
        if address != "good":
            raise ConsentNeeded("Gallery: this address is not the one.", "Paste the other.")
        return "the grant"


@pytest.fixture
def configuration(home: Path) -> Configuration:
    return Configuration.load(home, {}, services=[GALLERY])


def at_the_door(configuration: Configuration) -> Walk:
    return setup.proceed(GALLERY, setup.begin(GALLERY, configuration), {"client_secret": "hummingbird"})


def test_polling_leads_on_when_the_user_has_agreed(configuration: Configuration) -> None:
    doorman = Doorman()
    walk = at_the_door(configuration)
    assert setup.question(GALLERY, walk) == Enter(SIGN_IN, None, have=False)
    walk = asyncio.run(setup.start(GALLERY, walk, doorman, redirect="http://127.0.0.1:1/"))
    assert doorman.asked == [("begin http://127.0.0.1:1/", {"client_secret": "hummingbird"})]
    assert setup.question(GALLERY, walk) == Enter(SIGN_IN, PENDING, have=False)
    same = asyncio.run(setup.poll(GALLERY, walk, doorman))
    assert same == walk
    walk = asyncio.run(setup.poll(GALLERY, walk, doorman))
    assert walk.answers["grant"] == "the grant"
    assert walk.pending is None
    assert isinstance(setup.question(GALLERY, walk), Pick)


def test_a_wrong_address_leaves_the_walk_where_it_is(configuration: Configuration) -> None:
    doorman = Doorman()
    walk = asyncio.run(setup.start(GALLERY, at_the_door(configuration), doorman))
    with pytest.raises(ConsentNeeded):
        asyncio.run(setup.finish(GALLERY, walk, doorman, "bad"))
    assert isinstance(setup.question(GALLERY, asyncio.run(setup.finish(GALLERY, walk, doorman, "good"))), Pick)


def test_one_of_what_is_offered_is_chosen_and_nothing_else(configuration: Configuration) -> None:
    doorman = Doorman(polls=1)
    walk = asyncio.run(setup.start(GALLERY, at_the_door(configuration), doorman))
    walk = asyncio.run(setup.poll(GALLERY, walk, doorman))
    assert setup.question(GALLERY, walk) == Pick(CHOOSE, None, have=False)
    walk = asyncio.run(setup.look(GALLERY, walk, doorman))
    now = setup.question(GALLERY, walk)
    assert isinstance(now, Pick)
    assert [one.value for one in now.offered or ()] == ["a1", "a2"]
    assert doorman.asked[-1] == ("offers", {"client_secret": "hummingbird", "grant": "the grant"})
    walk = setup.proceed(GALLERY, walk, {"album": "a3"})
    now = setup.question(GALLERY, walk)
    assert isinstance(now, Pick)
    assert now.problem is not None
    assert "a3" in now.problem.refusal
    walk = setup.proceed(GALLERY, walk, {"album": "a2"})
    assert walk.answers["album"] == "a2"
    assert setup.question(GALLERY, walk) == Try()


def test_steps_that_do_not_apply_are_passed_over_forwards_and_backwards(configuration: Configuration) -> None:
    walk = setup.proceed(GALLERY, setup.begin(GALLERY, configuration), {})
    assert setup.question(GALLERY, walk) == Try()
    assert isinstance(setup.question(GALLERY, setup.back(GALLERY, walk)), Ask)


def test_who_is_signed_in_may_pass_over_the_step(configuration: Configuration) -> None:
    configuration.set_secret("gallery", "client_secret", "hummingbird")
    configuration.set_secret("gallery", "grant", "an older grant")
    walk = setup.proceed(GALLERY, setup.begin(GALLERY, configuration), {})
    assert setup.question(GALLERY, walk) == Enter(SIGN_IN, None, have=True)
    walk = setup.proceed(GALLERY, walk)
    assert isinstance(setup.question(GALLERY, walk), Pick)
    assert "grant" not in walk.answers


def test_a_walk_shows_no_grant(configuration: Configuration) -> None:
    doorman = Doorman(polls=1)
    walk = asyncio.run(setup.start(GALLERY, at_the_door(configuration), doorman))
    shown = repr(walk)
    walk = asyncio.run(setup.poll(GALLERY, walk, doorman))
    assert "the grant" not in shown + repr(walk)
    assert "hummingbird" not in shown + repr(walk)
    assert "state" not in repr(walk.pending)


def test_signing_in_at_another_step_is_a_mistake_of_ours(configuration: Configuration) -> None:
    with pytest.raises(ConfigurationError):
        asyncio.run(setup.start(GALLERY, setup.begin(GALLERY, configuration), Doorman()))
