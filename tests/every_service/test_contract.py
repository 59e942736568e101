"""One contract for every service: what goes right, and every way in which it can go wrong, from the outside."""

from __future__ import annotations

import pytest
import wire
from living import VALUES, Client, Home

from plexstuff import errors
from plexstuff.models import Ids
from plexstuff.roles import MovieSource, SeriesSource
from plexstuff.service import Proof, State
from plexstuff.services import ALL
from plexstuff.services import find as find_service

KEYS = [service.key for service in ALL]
each_service = pytest.mark.parametrize("key", KEYS)

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


async def everything(client: Client) -> dict[str, object]:
    """All that a job can ask of a service."""
    number = {"tmdb": (603, 1396), "tvdb": (903040804, 81189)}[client.key]
    return {
        "search_movies": await client.search_movies("The Matrix", year=1999, language="de", region="DE"),
        "movie": await client.movie(number[0], language="de"),
        "find_movie": await client.find_movie(Ids(imdb="tt0133093")),
        "search_series": await client.search_series("Breaking Bad", year=2008, language="de"),
        "series": await client.series(number[1], language="de"),
        "find_series": await client.find_series(Ids(imdb="tt0903747")),
        "episodes": await client.episodes(number[1], language="de"),
    }


def test_there_is_an_example_of_every_service() -> None:
    assert set(VALUES) == set(KEYS) == set(wire.FACES)


@each_service
def test_all_is_well(living: Home, key: str) -> None:
    health = living.check(key)
    assert (health.state, health.proof, health.error) == (State.WORKING, Proof.TRIED, "")
    assert health.latency is not None
    assert living.time.slept == []


@each_service
def test_a_check_asks_the_service_itself_every_time(living: Home, key: str) -> None:
    living.check(key)
    first = living.wire.paths()
    living.check(key)
    assert living.wire.paths() == first * 2


@each_service
def test_a_service_plays_its_roles(living: Home, key: str) -> None:
    async def scenario(client: Client) -> dict[str, object]:
        assert isinstance(client, MovieSource)
        assert isinstance(client, SeriesSource)
        assert client.key == key
        return await everything(client)

    found = living.run(key, scenario)
    assert all(found.values()), found


@each_service
@each_trouble
def test_a_check_tells_what_is_wrong(living: Home, key: str, trouble: str) -> None:
    living.wire.trouble, error = TROUBLES[trouble]
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
    living.wire.trouble, error = TROUBLES[trouble]
    living.wire.meets = lambda request: not wire.is_entrance(request)
    health = living.check(key)
    assert (health.state, health.error) == (State.NOT_WORKING, error)


METHODS = ("search_movies", "movie", "search_series", "series", "episodes", "find_movie", "find_series")


async def one(client: Client, method: str) -> object:
    """One question, that the cache has no answer to."""
    match method:
        case "search_movies":
            return await client.search_movies("Metropolis")
        case "movie":
            return await client.movie(12)
        case "search_series":
            return await client.search_series("Dallas")
        case "series":
            return await client.series(12)
        case "episodes":
            return await client.episodes(12, seasons=[1])
        case "find_movie":
            return await client.find_movie(Ids(imdb="tt0017136"))
        case _:
            return await client.find_series(Ids(imdb="tt0077000"))


@each_service
@pytest.mark.parametrize("method", METHODS)
def test_every_method_raises_our_own_errors(living: Home, key: str, method: str) -> None:
    async def scenario(client: Client) -> dict[str, str]:
        ended: dict[str, str] = {}
        for name, (trouble, _) in TROUBLES.items():
            if name in ("429 for an hour", "over-long"):
                continue  # after the first nothing is asked any more, and the second is slow; the checks try both
            living.wire.trouble = trouble
            try:
                ended[name] = repr(await one(client, method))
            except errors.PlexstuffError as error:
                ended[name] = type(error).__name__
                assert error.advice
        return ended

    living.wire.meets = lambda request: not wire.is_entrance(request)
    ended = living.run(key, scenario)
    expected = {name: error for name, (_, error) in TROUBLES.items() if name in ended}
    if method.startswith("find"):
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
    living.wire.meets = lambda request: not wire.is_entrance(request)
    found = living.run(key, lambda client: client.search_series("Breaking Bad"))
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
    wrong = {"tmdb": {"api_key": "f" * 32}, "tvdb": {"api_key": "ffffffff-0000-4000-8000-00005a9db0c5"}}[key]
    health = living.check(key, wrong)
    assert (health.state, health.error) == (State.NOT_WORKING, "KeyRefused")
    assert health.advice
    assert living.check(key).state is State.WORKING, "the values that are kept are as good as before"


@each_service
def test_what_was_never_given_is_asked_for(living: Home, key: str) -> None:
    required = [one.key for one in find_service(key).fields if one.required]
    for name in required:
        del living.environment[f"PLEXSTUFF__{key.upper()}__{name.upper()}"]
    health = living.check(key)
    assert (health.state, health.error) == (State.NOT_WORKING, "NotConfigured")
    assert f"plexstuff services setup {key}" in health.advice
    assert living.wire.asked == []
