"""`plexstuff torrents search`, as a user meets it."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from terminal import Terminal

from plexstuff.cli.torrents_show import age, size
from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.jackett.indexers import Behaviour, Site, Sites
from plexstuff.sandbox.jackett.keys import JACKETT_KEY
from plexstuff.sandbox.jackett.releases import Offer

Command = Callable[..., Any]


@pytest.fixture
def sites(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sites]:
    """Jackett is set up; its sites can be changed."""
    for name, text in sandbox.environment().items():
        if "JACKETT" in name:
            monkeypatch.setenv(name, text)
    sites: Sites = sandbox.app.state.world.state("jackett")
    sites.__init__()  # type: ignore[misc]
    yield sites
    sites.__init__()  # type: ignore[misc]


MATRIX = ("torrents", "search", "the", "matrix", "--movie", "--year", "1999")


def test_results_come_by_seeders_and_name_their_indexers(plexstuff: Command, sites: Sites) -> None:
    done = plexstuff(*MATRIX)
    assert done.code == 0
    head, *rows = done.out.splitlines()
    assert head.split() == ["SEEDERS", "SIZE", "AGE", "TITLE", "INDEXERS"]
    seeders = [int(row.split()[0]) for row in rows]
    assert seeders == sorted(seeders, reverse=True)
    assert all("The.Matrix.1999." in row for row in rows)
    assert any("emberhaven, " in row for row in rows)
    assert f"{len(rows)} results; 4 of 4 indexers answered." in done.err
    assert "TinWhistle" in done.err, "music is not asked for films"
    assert sites.by_key["tinwhistle"].searches == 0
    assert JACKETT_KEY not in done.all


def test_an_episode(plexstuff: Command, sites: Sites) -> None:
    done = plexstuff("torrents", "search", "breaking bad", "--tv", "--season", "1", "--episode", "2")
    assert done.code == 0
    assert all(".S01E02." in row for row in done.out.splitlines()[1:])


def test_json_says_everything_but_the_key(plexstuff: Command, sites: Sites) -> None:
    sites.by_key["mosslight"].behaviour = Behaviour.THROWS
    done = plexstuff(*MATRIX, "--json", "--limit", "2")
    assert (done.code, done.err) == (6, "")
    said = json.loads(done.out)
    assert said["schema"] == 1
    assert said["query"] == {"text": "the matrix", "kind": "movie", "year": 1999, "season": None, "episode": None}
    told = {one["key"]: one for one in said["indexers"]}
    assert {key: one["state"] for key, one in told.items()} == {
        "emberhaven": "answered",
        "lanternfish": "answered",
        "mosslight": "failed",
        "quietharbour": "answered",
        "tinwhistle": "not asked",
    }
    assert told["mosslight"]["error"]["name"] == "ServerError"
    assert len(said["results"]) == 2 < said["total"]
    for result in said["results"]:
        assert re.fullmatch(r"[0-9a-f]{40}", result["infohash"] or "0" * 40)
        assert result["published"].endswith("Z")
        for offer in result["offers"]:
            assert offer["download"] or offer["magnet"]
            assert "path=" in (offer["download"] or "path=")
    for secret in (JACKETT_KEY, "apikey", "SITE-SECRET", "BaseIndexer"):
        assert secret not in done.out


def test_those_that_fail_are_named_with_why(plexstuff: Command, sites: Sites) -> None:
    sites.by_key["mosslight"].behaviour = Behaviour.THROWS
    sites.by_key["emberhaven"].behaviour = Behaviour.RATE_LIMITED
    done = plexstuff(*MATRIX)
    assert done.code == 6
    assert "The.Matrix.1999" in done.out
    assert "2 of 4 indexers answered" in done.err
    assert "MossLight (mosslight): Jackett could not do what it was asked" in done.err
    assert "EmberHaven (emberhaven): The site behind Jackett's indexer wants to be asked less often" in done.err
    assert "SITE-SECRET" not in done.all


def test_a_dead_one_is_waited_for_no_longer_than_its_deadline(
    plexstuff: Command, sandbox: Sandbox, sites: Sites
) -> None:
    sandbox.faults("latency", service="jackett", path="*/mosslight/*", count=None, seconds=60)
    done = plexstuff(*MATRIX, "--deadline", "5")
    assert done.code == 6
    assert "MossLight did not answer within 5 s." in done.err
    assert "The.Matrix.1999" in done.out


def test_when_all_fail_the_code_says_how(plexstuff: Command, sites: Sites) -> None:
    for site in sites.by_key.values():
        site.behaviour = Behaviour.THROWS
    assert plexstuff(*MATRIX).code == 5


def test_only_those_that_are_named(plexstuff: Command, sites: Sites) -> None:
    done = plexstuff(*MATRIX, "--indexer", "lanternfish", "--indexer", "Quiet Harbour")
    assert "2 of 2 indexers answered" in done.err
    assert sites.by_key["emberhaven"].searches == 0
    wrong = plexstuff(*MATRIX, "--indexer", "lanternfisch")
    assert (wrong.code, "lanternfish" in wrong.err) == (1, True)


def test_nothing_is_found(plexstuff: Command, sites: Sites) -> None:
    done = plexstuff("torrents", "search", "zzzz qqqq")
    assert (done.code, done.out) == (0, "")
    assert "Nothing was found; 5 of 5 indexers answered." in done.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("x", "--movie", "--tv"), "exclude each other"),
        (("x", "--season", "1"), "--season goes with --tv"),
        (("x", "--tv", "--episode", "1"), "--episode goes with --season"),
        ((" ",), "nothing to look for"),
        (("x", "--tv", "--season", "-1"), "--season"),
        (("x", "--deadline", "0"), "--deadline"),
    ],
)
def test_what_makes_no_sense(plexstuff: Command, sites: Sites, arguments: tuple[str, ...], says: str) -> None:
    done = plexstuff("torrents", "search", *arguments)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert sites.searches == 0


def test_not_set_up(plexstuff: Command) -> None:
    done = plexstuff(*MATRIX)
    assert done.code == 3
    assert "plexstuff services setup jackett" in done.err


def test_a_wrong_key(plexstuff: Command, sites: Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLEXSTUFF__JACKETT__API_KEY", "anotherkeyofjackettthatisnotours")
    done = plexstuff(*MATRIX)
    assert done.code == 4
    assert "does not accept the key" in done.err


EVIL = "\x9b31mRed\u202ednuoR\u2066[bold]x[/]"


@pytest.fixture
def evil(sites: Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site whose titles and own name try to play tricks."""
    offer = Offer(EVIL, "0" * 40, 2040, 2**30, 5, 1, 3600)
    monkeypatch.setattr("plexstuff.sandbox.jackett.answering.offers", lambda *_: [offer])
    sites.replace(Site("evil", f"Evil{EVIL}"), Site("worse", f"Worse{EVIL}", behaviour=Behaviour.THROWS))


def test_no_title_plays_tricks_on_a_terminal(plexstuff: Command, evil: None) -> None:
    done = plexstuff("torrents", "search", "x")
    assert "Red" in done.out
    assert "[bold]x[/]" in done.out
    assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", done.all) == []
    said = json.loads(plexstuff("torrents", "search", "x", "--json").out)
    assert said["results"][0]["title"] == EVIL, "a program gets what was said"


def test_on_a_terminal_it_ends_with_the_table(sites: Sites, sandbox: Sandbox) -> None:
    terminal = Terminal(*MATRIX)
    terminal.wait_for("indexers answered.")
    assert terminal.end() == 0
    assert "The.Matrix.1999" in terminal.shown
    assert "SEEDERS" in terminal.shown


def test_on_a_terminal_results_are_there_before_the_dead_one_gave_up(sites: Sites, sandbox: Sandbox) -> None:
    sandbox.faults("latency", service="jackett", path="*/mosslight/*", count=None, seconds=60)
    terminal = Terminal(*MATRIX, "--deadline", "5", kind="xterm")
    terminal.wait_for("waiting for MossLight")
    assert "The.Matrix.1999" in terminal.shown
    assert "did not answer" not in terminal.shown
    terminal.wait_for("did not answer within 5 s")
    assert terminal.end() == 6


@pytest.mark.parametrize(
    ("count", "text"), [(None, "?"), (1, "0 KiB"), (2**20, "1 MiB"), (3 * 2**29, "1.5 GiB"), (2**50, "1048576.0 GiB")]
)
def test_sizes(count: int | None, text: str) -> None:
    assert size(count) == text


NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("days", "text"), [(-5000, "new"), (0.01, "new"), (0.5, "12 h"), (3, "3 d"), (65, "2 mo"), (800, "2 y")]
)
def test_ages(days: float, text: str) -> None:
    assert age(NOW - dt.timedelta(days=days), NOW) == text
    assert age(None, NOW) == "?"
