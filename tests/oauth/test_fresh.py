"""A grant is renewed in time, by one process alone, and a rotated refresh token is never lost."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable
from pathlib import Path

import pytest

from plexstuff.config import Configuration
from plexstuff.errors import ConsentNeeded
from plexstuff.http import Redactor
from plexstuff.keeping import ForThisRun, KeptSecrets
from plexstuff.oauth.fresh import FreshGrant
from plexstuff.oauth.grant import Grant, Tokens, granted
from plexstuff.service import Authorize, Field, FieldKind, Group, Rate, Service

NOW = 1_800_000_000.0
OLD = Grant("old-access", "refresh-0", expires_at=NOW - 5, scopes=("a", "b"), obtained_at=NOW - 4000)

DEMO = Service(
    key="demo",
    title="Demo",
    group=Group.LOGIN,
    purpose="To be tried",
    base_url="https://demo.test",
    steps=(Authorize("Sign in", "Agree.", Field("grant", "Sign-in", FieldKind.GRANT), "none:none"),),
    client="none:none",
    check="none:none",
    rate=Rate(10),
)


def configuration(home: Path) -> Configuration:
    return Configuration.load(home, {}, services=[DEMO])


def keep(home: Path) -> KeptSecrets:
    return KeptSecrets(configuration(home), "demo", Redactor())


def fresh(text: str, keep_: KeptSecrets | ForThisRun, renew: Callable[[Grant], Grant]) -> FreshGrant:
    async def renewed(grant: Grant) -> Grant:
        return renew(grant)

    return FreshGrant(text, title="Demo", key="demo", keep=keep_, renew=renewed, clock=lambda: NOW)


def rotated(grant: Grant) -> Grant:
    number = int(grant.refresh_token.split("-")[1]) + 1
    return granted(
        Tokens(f"access-{number}", expires_in=3600, refresh_token=f"refresh-{number}"), now=NOW, before=grant
    )


def test_what_is_good_is_used_as_it_is(home: Path) -> None:
    good = Grant("access", expires_at=NOW + 61)
    one = fresh(good.text(), keep(home), lambda _: pytest.fail("it was renewed"))
    assert asyncio.run(one.token()) == "access"


@pytest.mark.parametrize("expires_at", [NOW - 5, NOW, NOW + 59])
def test_it_is_renewed_before_it_ends_and_written_back(home: Path, expires_at: float) -> None:
    old = Grant("old-access", "refresh-0", expires_at=expires_at, scopes=("a",), obtained_at=1.0)
    configuration(home).set_secret("demo", "grant", old.text())
    assert asyncio.run(fresh(old.text(), keep(home), rotated).token()) == "access-1"
    kept = Grant.read(configuration(home).value("demo", "grant").text or "", "Demo")
    assert kept == Grant("access-1", "refresh-1", NOW + 3600, scopes=("a",), obtained_at=1.0)


def test_a_refused_token_is_renewed_though_it_looks_good(home: Path) -> None:
    good = Grant("access-0", "refresh-0", expires_at=NOW + 3600)
    configuration(home).set_secret("demo", "grant", good.text())
    one = fresh(good.text(), keep(home), rotated)
    assert asyncio.run(one.token(refused="access-0")) == "access-1"
    assert asyncio.run(one.token(refused="access-0")) == "access-1", "only that one was refused"


def test_without_a_refresh_token_somebody_must_sign_in(home: Path) -> None:
    ended = Grant("access", expires_at=NOW - 1)
    configuration(home).set_secret("demo", "grant", ended.text())
    with pytest.raises(ConsentNeeded) as caught:
        asyncio.run(fresh(ended.text(), keep(home), rotated).token())
    assert "services setup demo" in caught.value.advice


def _process(home: str, barrier: object, answers: object) -> None:
    async def renew(grant: Grant) -> Grant:
        with (Path(home) / "renewals").open("a") as file:
            file.write(grant.refresh_token + "\n")
        await asyncio.sleep(0.05)
        return rotated(grant)

    one = FreshGrant(OLD.text(), title="Demo", key="demo", keep=keep(Path(home)), renew=renew, clock=lambda: NOW)
    barrier.wait()  # type: ignore[attr-defined]
    answers.put(asyncio.run(one.token()))  # type: ignore[attr-defined]


def test_of_several_processes_one_renews_and_all_use_what_it_got(home: Path) -> None:
    configuration(home).set_secret("demo", "grant", OLD.text())
    start = multiprocessing.get_context("fork")
    barrier, answers = start.Barrier(4), start.Queue()
    processes = [start.Process(target=_process, args=(str(home), barrier, answers)) for _ in range(4)]
    for one in processes:
        one.start()
    got = {answers.get(timeout=30) for _ in processes}
    for one in processes:
        one.join()
    assert got == {"access-1"}
    assert (home / "renewals").read_text().split() == ["refresh-0"], "the refresh token was used once"
    assert Grant.read(configuration(home).value("demo", "grant").text or "", "Demo").refresh_token == "refresh-1"


def test_a_renewed_grant_is_the_same_grant_for_what_is_known_of_it(home: Path) -> None:
    from plexstuff.health import Health, Proof, State

    settings = configuration(home)
    settings.set_secret("demo", "grant", OLD.text())
    settings.keep_health("demo", Health(State.WORKING, "Fine.", proof=Proof.TRIED, checked_at=NOW))
    asyncio.run(fresh(OLD.text(), keep(home), rotated).token())
    known = configuration(home).health("demo")
    assert known is not None
    assert known.state is State.WORKING
    settings.set_secret("demo", "grant", Grant("x", obtained_at=NOW).text())
    known = configuration(home).health("demo")
    assert known is not None
    assert known.state is State.UNCHECKED


def test_one_from_the_environment_is_renewed_for_this_run(home: Path) -> None:
    settings = Configuration.load(home, {"PLEXSTUFF__DEMO__GRANT": OLD.text()}, services=[DEMO])
    one = fresh(OLD.text(), KeptSecrets(settings, "demo", Redactor()), rotated)
    assert asyncio.run(one.token()) == "access-1"
    assert not settings.paths.secrets_file.exists()


def test_no_repr_shows_a_token() -> None:
    tokens = Tokens("secret-access", refresh_token="secret-refresh")
    assert "secret" not in repr(tokens) + repr(granted(tokens, now=NOW))


@pytest.mark.parametrize("text", ["", "{}", "[]", "nonsense", '{"access_token": 3}'])
def test_a_broken_grant_is_said(text: str) -> None:
    with pytest.raises(ConsentNeeded, match="can't be read"):
        Grant.read(text, "Demo")
