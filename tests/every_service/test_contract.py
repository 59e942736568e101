"""One contract for every service: what goes right, and every way in which it can go wrong, from the outside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import wire
from example import EXAMPLES
from living import Home

from plexstuff import errors
from plexstuff.health import State
from plexstuff.roles import PROTOCOLS
from plexstuff.service import LifecycleState
from plexstuff.services import ALL
from plexstuff.services import find as find_service

each_service = pytest.mark.parametrize("key", EXAMPLES)
#: Every method of every service.
USES = [(key, use) for key, example in EXAMPLES.items() for use in example.uses]

#: 1 MiB over what an answer may have.
TOO_LONG = b'{"results":"' + b" " * (33 * 2**20) + b'"}'

#: What goes wrong, and the name of the error that it ends with.
TROUBLES: dict[str, tuple[wire.Trouble, str]] = {
    **{
        f"{number} {wording}": (wire.status(number, wording=wording), error)
        for number, error in (
            (401, "KeyRefused"),
            (403, "KeyRefused"),
            (404, "NotFound"),
            (429, "RateLimited"),
            (500, "ServerError"),
            (502, "ServerError"),
            (503, "ServerError"),
        )
        for wording in (("own", "html", "empty") if number in (404, 502) else ("own",))
    },
    "401 empty": (wire.status(401, wording="empty"), "KeyRefused"),
    # A page comes from somebody in between (a block page, a proxy): it says nothing of the key.
    "401 html": (wire.status(401, wording="html"), "UnexpectedResponse"),
    "403 html": (wire.status(403, wording="html"), "UnexpectedResponse"),
    "429 for an hour": (wire.status(429, retry_after="3600"), "RateLimited"),
    "no connection": (wire.raises(wire.refused), "Unreachable"),
    "no such name": (wire.raises(wire.no_name), "Unreachable"),
    "silence": (wire.raises(wire.silence), "Unreachable"),
    "hung up": (wire.raises(wire.hung_up), "Unreachable"),
    "a page for data": (wire.body(b"<!DOCTYPE html><p>Please sign in</p>", "text/html"), "UnexpectedResponse"),
    "cut off": (wire.body(b'{"success":true,"status":"success","data":[{"id":12,"na'), "UnexpectedResponse"),
    "empty": (wire.body(b""), "UnexpectedResponse"),
    "a list": (wire.body(b"[1,2,3]"), "UnexpectedResponse"),
    "another object": (wire.body(b'{"hello":"world"}'), "UnexpectedResponse"),
    "over-long": (wire.body(TOO_LONG), "UnexpectedResponse"),
}
each_trouble = pytest.mark.parametrize("trouble", TROUBLES)


def trouble_of(key: str, name: str) -> tuple[wire.Trouble, str]:
    """A trouble, and the error that it ends with at this service."""
    trouble, error = TROUBLES[name]
    return trouble, EXAMPLES[key].other_ends.get(name, error)


def test_there_is_an_example_of_every_service() -> None:
    """What is not spoken to over HTTP has a contract of its own, in tests/services/test_KEY_contract.py."""
    alive = [service for service in ALL if service.lifecycle.state is not LifecycleState.RETIRED]
    assert set(EXAMPLES) == {service.key for service in alive if service.protocol == "HTTP"}
    own = Path(__file__).parent.parent / "services"
    others = [service.key for service in alive if service.protocol != "HTTP"]
    assert [key for key in others if not (own / f"test_{key}_contract.py").is_file()] == []


@each_service
def test_all_is_well(living: Home, key: str) -> None:
    health = living.check(key)
    assert (health.state, health.proof, health.error) == (State.WORKING, EXAMPLES[key].proof, "")
    assert health.latency is not None
    assert living.time.slept == []


@each_service
def test_a_check_asks_the_service_itself_every_time(living: Home, key: str) -> None:
    living.check(key)
    first = living.wire.paths()
    again = living.wire.paths(lambda request: not EXAMPLES[key].once(request))
    living.check(key)
    assert sorted(living.wire.paths()) == sorted(first + again)


@each_service
def test_everything_that_a_job_can_ask_is_answered(living: Home, key: str) -> None:
    async def scenario(client: Any) -> dict[str, object]:
        for role in find_service(key).roles:
            assert isinstance(client, PROTOCOLS[role])
        assert client.key == key
        return {name: await use(client) for name, use in EXAMPLES[key].uses.items()}

    found = living.run(key, scenario)
    assert all(found.values()), found


@each_service
@each_trouble
def test_a_check_tells_what_is_wrong(living: Home, key: str, trouble: str) -> None:
    living.wire.trouble, error = trouble_of(key, trouble)
    health = living.check(key)
    assert (health.state, health.proof, health.error) == (State.NOT_WORKING, None, error)
    assert find_service(key).title in health.sentence
    assert health.sentence.endswith(".")
    assert health.advice
    assert sum(living.time.slept) < 130


@each_service
@each_trouble
def test_a_check_is_not_green_because_the_key_is_good(living: Home, key: str, trouble: str) -> None:
    """The log-in succeeds, but what the service is needed for does not."""
    living.wire.trouble, error = trouble_of(key, trouble)
    living.wire.meets = lambda request: not EXAMPLES[key].entrance(request)
    health = living.check(key)
    assert (health.state, health.error) == (State.NOT_WORKING, error)


@pytest.mark.parametrize(("key", "use"), USES)
def test_every_method_raises_our_own_errors(living: Home, key: str, use: str) -> None:
    example = EXAMPLES[key]

    async def scenario(client: Any) -> dict[str, str]:
        ended: dict[str, str] = {}
        for name, (trouble, _) in TROUBLES.items():
            if name in ("429 for an hour", "over-long"):
                continue  # after the first nothing is asked any more, and the second is slow; the checks try both
            living.wire.trouble = trouble
            try:
                ended[name] = repr(await example.uses[use](client))
            except errors.PlexstuffError as error:
                ended[name] = type(error).__name__
                assert error.advice
        return ended

    living.wire.meets = lambda request: not example.entrance(request)
    ended = living.run(key, scenario)
    expected = {name: trouble_of(key, name)[1] for name in ended}
    if use in example.none:
        # What is not there is an answer too.
        expected = {
            name: "None" if error == "NotFound" and ended[name] == "None" else error for name, error in expected.items()
        }
    assert ended == expected


@each_service
@pytest.mark.parametrize("wait", [None, "7", "Wed, 01 Jan 2031 00:00:07 GMT"])
def test_who_asks_too_often_waits_and_is_answered(living: Home, key: str, wait: str | None) -> None:
    headers = {} if wait is None else {"retry_after": wait, "date": "Wed, 01 Jan 2031 00:00:00 GMT"}
    living.wire.trouble, living.wire.times = wire.status(429, **headers), 1
    living.wire.meets = lambda request: not EXAMPLES[key].entrance(request)
    found = living.run(key, next(iter(EXAMPLES[key].uses.values())))
    assert found
    assert sum(living.time.slept) >= (0.5 if wait is None else 7)


@each_service
@pytest.mark.parametrize("trouble", ["500 own", "502 html", "no connection", "no such name", "silence", "hung up"])
def test_what_passes_is_tried_again(living: Home, key: str, trouble: str) -> None:
    living.wire.trouble, living.wire.times = TROUBLES[trouble][0], 1
    assert living.check(key).state is State.WORKING


@each_service
@pytest.mark.parametrize("trouble", ["401 own", "403 own", "404 own", "a page for data"])
def test_what_does_not_pass_is_not_tried_again_and_again(living: Home, key: str, trouble: str) -> None:
    living.wire.trouble = TROUBLES[trouble][0]
    living.check(key)
    assert len(living.wire.asked) == 1
    assert living.time.slept == []


@each_service
def test_a_wrong_key_is_refused(living: Home, key: str) -> None:
    health = living.check(key, dict(EXAMPLES[key].wrong))
    assert (health.state, health.error) == (State.NOT_WORKING, "KeyRefused")
    assert health.advice
    assert living.check(key).state is State.WORKING, "the values that are kept are as good as before"


@each_service
def test_what_was_never_given_is_asked_for(living: Home, key: str) -> None:
    service = find_service(key)
    required = [one.key for one in service.fields if one.required] or service.any_of
    assert required
    for name in required:
        living.environment.pop(f"PLEXSTUFF__{key.upper()}__{name.upper()}", None)
    health = living.check(key)
    assert (health.state, health.error) == (State.NOT_WORKING, "NotConfigured")
    assert f"plexstuff services setup {key}" in health.advice
    assert living.wire.asked == []
