"""Signing in at Plex by PIN: from the first step to what is kept, and every way in which it can end."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from plex_household import Somebody

from plexstuff import setup
from plexstuff.errors import ConsentNeeded, RateLimited
from plexstuff.health import State
from plexstuff.sandbox.plex import household, keys
from plexstuff.services.plex import PLEX_SERVICE
from plexstuff.services.plex.device import parted
from plexstuff.services.plex.signin import PinSignIn
from plexstuff.setup import Enter, Pick, Ready


@pytest.fixture
def ann(home: Path, monkeypatch: pytest.MonkeyPatch) -> Somebody:
    somebody = Somebody(home)
    monkeypatch.setattr("plexstuff.services.plex.signin.SIGN_IN", PinSignIn(somebody.clock))
    return somebody


def test_from_the_first_step_to_what_is_kept(ann: Somebody) -> None:
    walk = ann.begin()
    asked = setup.question(PLEX_SERVICE, walk)
    assert isinstance(asked, Enter)
    assert asked.pending is not None
    assert (asked.pending.polls, asked.pending.every, asked.have) == (True, 2.0, False)
    assert asked.pending.expires_at == ann.clock() + 1800
    page = urlsplit(asked.pending.address)
    said = parse_qs(page.fragment.removeprefix("?"))
    assert page.path == "/plex/auth"
    assert said["context[device][product]"] == ["Plexstuff"]
    assert len(said["code"][0]) == 25
    assert ann.poll(walk) is walk, "nobody has approved yet"
    assert "You can close this page" in ann.decide(walk).text
    walk = ann.poll(walk)
    assert isinstance(setup.question(PLEX_SERVICE, walk), Pick)
    walk = ann.do(setup.look(PLEX_SERVICE, walk, ann.plexstuff))
    assert [(one.label, one.detail.split(",")[0]) for one in walk.offered or ()] == [
        ("Sandbox Attic", "yours"),
        ("Neighbour's Cellar", "shared by sandbox-neighbour"),
    ]
    assert ann.configuration.values("plex") == {}, "nothing is kept before it was tried"
    kept = ann.set_up("Sandbox Attic")
    assert isinstance(setup.question(PLEX_SERVICE, kept), Ready)
    assert ann.configuration.value("plex", "server").text == keys.SERVER
    health = ann.check()
    assert health.state is State.WORKING
    assert household.USERNAME in health.sentence
    assert "Sandbox Attic has 4 libraries and is shared with 4 users" in health.sentence


def test_the_installation_is_the_same_at_every_sign_in_and_in_every_run(ann: Somebody) -> None:
    ann.set_up("Sandbox Attic")
    ann.check()
    ann.set_up("Sandbox Attic")
    ids = {one.headers["x-plex-client-identifier"] for one in ann.wire.asked}
    assert len(ids) == 1
    token, client = parted(ann.configuration.value("plex", "token").text or "")
    assert ids == {client}
    assert len(token) == 20


def test_one_server_of_ones_own_need_not_be_chosen(ann: Somebody) -> None:
    assert ann.set_up().kept
    assert ann.configuration.value("plex", "server").text is None


def test_the_page_expires(ann: Somebody) -> None:
    walk = ann.begin()
    ann.clock.now += 1801
    with pytest.raises(ConsentNeeded, match="expired") as caught:
        ann.poll(walk)
    assert "plexstuff services setup plex" in caught.value.advice


def test_consent_is_turned_down(ann: Somebody) -> None:
    walk = ann.begin()
    assert "Nothing was allowed" in ann.decide(walk, "refuse").text
    with pytest.raises(ConsentNeeded, match="turned down"):
        ann.poll(walk)


def test_a_pin_of_another_installation_is_none(ann: Somebody) -> None:
    walk = ann.begin()
    assert walk.pending is not None
    other = setup.begin(PLEX_SERVICE, ann.configuration)
    pending = dataclasses.replace(walk.pending, secret={**walk.pending.secret, "client": "0" * 32})
    with pytest.raises(ConsentNeeded):
        ann.poll(dataclasses.replace(other, pending=pending))


def test_asking_too_often_is_told_so(ann: Somebody) -> None:
    walk = ann.begin()
    with pytest.raises(RateLimited, match="too often"):
        for _ in range(10):
            ann.do(setup.poll(PLEX_SERVICE, walk, ann.plexstuff))


def test_a_wrong_clock_does_no_harm(ann: Somebody, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ours is an hour ahead of Plex's: the page still lives half an hour, counted from now."""
    monkeypatch.setattr("plexstuff.services.plex.signin.SIGN_IN", PinSignIn(lambda: ann.clock() + 3600))
    walk = ann.begin()
    assert walk.pending is not None
    assert walk.pending.expires_at == ann.clock() + 3600 + 1800
    ann.decide(walk)
    assert ann.poll(walk).place == 1


@pytest.mark.parametrize(
    "pasted",
    [
        keys.TOKEN,
        f" {keys.TOKEN}\n",
        f"http://192.168.0.9:32400/library/metadata/1?checkFiles=1&X-Plex-Token={keys.TOKEN}",
    ],
)
def test_a_token_may_be_pasted_instead(ann: Somebody, pasted: str) -> None:
    begun = ann.begin()
    walk = ann.do(setup.finish(PLEX_SERVICE, begun, ann.plexstuff, pasted))
    assert walk.answers["token"] == keys.TOKEN


def test_something_else_pasted_before_the_page_was_approved(ann: Somebody) -> None:
    walk = ann.begin()
    with pytest.raises(ConsentNeeded, match="not been told"):
        ann.do(setup.finish(PLEX_SERVICE, walk, ann.plexstuff, "https://app.plex.tv/auth"))
    ann.decide(walk)
    walk = ann.do(setup.finish(PLEX_SERVICE, walk, ann.plexstuff, ""))
    assert parted(walk.answers["token"])[0].startswith("PLEX-SANDBOX-PIN")


def test_a_token_alone_is_set_without_a_sign_in(ann: Somebody) -> None:
    configuration = ann.configuration
    walk = setup.given(PLEX_SERVICE, configuration, {"token": keys.TOKEN})
    walk = ann.do(setup.attempt(PLEX_SERVICE, walk, configuration, ann.program))
    assert walk.health is not None
    assert walk.health.state is State.WORKING


def test_signing_out_gives_the_token_back(ann: Somebody) -> None:
    ann.set_up()
    assert ann.do(ann.plexstuff.revoke("plex")) == ["Sign-in at Plex"]
    health = ann.check()
    assert (health.state, health.error) == (State.NOT_WORKING, "KeyRefused")
    assert "Sign in again" in health.advice


def test_signing_out_twice_does_no_harm(ann: Somebody) -> None:
    ann.set_up()
    ann.sandbox.state.world.expire("plex")
    assert ann.do(ann.plexstuff.revoke("plex")) == []


def test_a_token_of_somebody_else_lives_on(ann: Somebody) -> None:
    """It may be that of the user's browser, which must not be signed out with us."""
    ann.environment["PLEXSTUFF__PLEX__TOKEN"] = keys.TOKEN
    ann.do(ann.plexstuff.revoke("plex"))
    assert ann.wire.asked == []
    assert ann.check().state is State.WORKING


def test_the_pending_sign_in_shows_no_secret(ann: Somebody) -> None:
    walk = ann.begin()
    assert walk.pending is not None
    assert walk.pending.secret["client"] not in repr(walk)
    assert walk.pending.secret["id"] not in repr(walk)
