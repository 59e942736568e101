"""Plex's answers when somebody means harm, or means nothing at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from plex_household import Somebody

from plexstuff.app import Plexstuff
from plexstuff.errors import KeyRefused, PlexstuffError, UnexpectedResponse
from plexstuff.health import State
from plexstuff.sandbox.plex import keys
from plexstuff.services.plex.answers import Section
from plexstuff.services.plex.items import Item
from plexstuff.services.plex.server import _library
from plexstuff.services.plex.users import users

BOMB = b"""<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<MediaContainer><User id="1" title="&b;"/></MediaContainer>"""
OUTSIDE = (
    b"""<!DOCTYPE x SYSTEM "http://evil.example/x.dtd"><MediaContainer><User id="1" title="x"/></MediaContainer>"""
)


@pytest.mark.parametrize(
    "body",
    [
        BOMB,
        OUTSIDE,
        b"",
        b"<html><body>Log in</body></html>",
        b"<MediaContainer><User",
        b'{"users": []}',
        b"<a>" * 200_000,
        b"<errors/>",
    ],
)
def test_a_list_of_users_that_is_none(body: bytes) -> None:
    with pytest.raises(UnexpectedResponse, match="Plex"):
        users(body, "m")


def test_odd_users_are_read_as_far_as_they_go() -> None:
    found = users(
        b'<MediaContainer><User id="x"/><User/><User id="-1"/><User id="7" title="a" home="yes">'
        b'<Server machineIdentifier="m" numLibraries="-3" allLibraries=""/></User>'
        b'<User id="8"><Server machineIdentifier="m" numLibraries="99999999999999"/></User></MediaContainer>',
        "m",
    )
    assert [(one.id, one.title, one.home, one.libraries, one.shared) for one in found] == [
        (7, "a", False, 0, True),
        (8, "", False, 0, True),
    ]


@pytest.mark.parametrize("seconds", [10**30, -(10**18), 0, None])
def test_a_scan_at_an_impossible_time(seconds: int | None) -> None:
    assert _library(Section("1", "movie", "Films", scanned_at=seconds), 0).scanned is None


@pytest.mark.parametrize("date", ["0000-00-00", "2020-02-31", "soon", ""])
def test_a_date_that_is_none_costs_nothing_else(date: str) -> None:
    assert Item("1", "movie", "A", originally_available_at=date).released is None


@pytest.fixture
def ann(home: Path) -> Somebody:
    somebody = Somebody(home)
    somebody.environment |= {"PLEXSTUFF__PLEX__TOKEN": keys.TOKEN}
    return somebody


def test_signed_out_outside(ann: Somebody) -> None:
    """The password was changed, or the device removed: the next check and the next job say what to do."""
    assert ann.check().state is State.WORKING
    ann.sandbox.state.world.expire("plex")
    health = ann.check()
    assert (health.state, health.error) == (State.NOT_WORKING, "KeyRefused")
    assert "signed out" in health.sentence
    assert health.advice == "Sign in again: plexstuff services setup plex"
    with pytest.raises(KeyRefused):
        ann.do(ann.plexstuff.users())


def test_a_token_that_is_kept_is_shown_nowhere(ann: Somebody, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    ann.wire.dead.add("sandbox.test")

    def said(work: Any) -> str:
        with pytest.raises(PlexstuffError) as caught:
            ann.do(work)
        return f"{caught.value.sentence} {caught.value.advice} {caught.value!r}"

    app: Plexstuff = ann.plexstuff
    told = said(app.users()) + said(app.libraries()) + caplog.text
    assert keys.TOKEN not in told
