"""A search asks everybody at once, hears whoever is done, and waits for nobody longer than they were given."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field

import pytest

from plexstuff.errors import KeyRefused, NotFound, NothingFound, PlexstuffError, RateLimited, ServerError, Unreachable
from plexstuff.jobs.torrents import IndexerAnswer, TorrentSearch
from plexstuff.models import Indexer, Release, SearchKind, TorrentQuery

Behaviour = Callable[[], Awaitable[list[Release]]]


def release(indexer: str, number: int = 1) -> Release:
    return Release(f"Title {number}", f"{indexer}-{number}", indexer)


@dataclass
class Source:
    """A source whose indexers behave as told."""

    behaviours: Mapping[str, Behaviour]
    listed: list[Indexer] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    key: str = "source"

    async def indexers(self) -> list[Indexer]:
        return self.listed or [Indexer(key, key.title()) for key in self.behaviours]

    async def search(self, indexer: Indexer, query: TorrentQuery, *, patience: float | None = None) -> list[Release]:
        self.asked.append(indexer.key)
        try:
            return await self.behaviours[indexer.key]()
        except asyncio.CancelledError:
            self.stopped.append(indexer.key)
            raise


def finds(key: str, after: asyncio.Event | None = None) -> Behaviour:
    async def behave() -> list[Release]:
        if after is not None:
            await after.wait()
        return [release(key)]

    return behave


def fails(*errors: PlexstuffError, then: str = "") -> Behaviour:
    waiting = list(errors)

    async def behave() -> list[Release]:
        if waiting:
            raise waiting.pop(0)
        return [release(then)]

    return behave


async def never() -> list[Release]:
    await asyncio.Event().wait()
    return []


def run(search: TorrentSearch) -> list[IndexerAnswer]:
    async def main() -> list[IndexerAnswer]:
        await search.begin()
        return [answer async for answer in search.answers()]

    return asyncio.run(main())


def test_each_is_heard_as_soon_as_it_is_done_and_the_dead_one_last() -> None:
    async def main() -> list[str]:
        slow, heard = asyncio.Event(), []
        source = Source({"dead": never, "slow": finds("slow", slow), "fast": finds("fast")})
        search = TorrentSearch(source, TorrentQuery("x"), deadline=1)
        await search.begin()
        async for answer in search.answers():
            heard.append(answer.indexer.key)
            if answer.indexer.key == "fast":
                assert [one.key for one in search.waiting] == ["dead", "slow"]
                assert len(search.found) == 1
                slow.set()
        assert source.asked == ["dead", "slow", "fast"], "all at once"
        (failed,) = search.failed
        assert isinstance(failed.error, Unreachable)
        assert "Dead did not answer within 1 s" in failed.error.sentence
        assert "--deadline" in failed.error.advice
        assert search.waiting == []
        return heard

    assert asyncio.run(main()) == ["fast", "slow", "dead"]


def test_who_stops_listening_stops_those_still_asked() -> None:
    async def main() -> list[str]:
        source = Source({"dead": never, "fast": finds("fast")})
        search = TorrentSearch(source, TorrentQuery("x"), deadline=3600)
        await search.begin()
        async with aclosing(search.answers()) as answers:
            async for _ in answers:
                break
        return source.stopped

    assert asyncio.run(main()) == ["dead"]


def test_one_that_fails_is_named_with_why_and_spoils_nothing() -> None:
    trouble = ServerError("The site is down.", "Wait.")
    search = TorrentSearch(Source({"bad": fails(trouble), "good": finds("good")}), TorrentQuery("x"))
    run(search)
    assert [(one.indexer.key, one.error) for one in search.failed] == [("bad", trouble)]
    assert len(search.found) == 1


def test_a_bug_is_not_taken_for_an_answer() -> None:
    async def broken() -> list[Release]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(TorrentSearch(Source({"bad": broken, "dead": never}), TorrentQuery("x"), deadline=3600))


@pytest.mark.parametrize(("wait", "asked"), [(5.0, 2), (0.0, 2), (60.0, 1), (None, 1)])
def test_one_that_wants_to_be_left_alone_is_asked_once_more_while_there_is_time(wait: float | None, asked: int) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    source = Source({"busy": fails(RateLimited("Too often.", wait=wait), then="busy")})
    search = TorrentSearch(source, TorrentQuery("x"), deadline=20, sleep=sleep)
    (answer,) = run(search)
    assert len(source.asked) == asked
    assert slept == ([wait] if asked == 2 else [])
    assert (answer.error is None) == (asked == 2)


def test_it_is_not_asked_a_third_time() -> None:
    async def sleep(_: float) -> None:
        return None

    source = Source({"busy": fails(*(RateLimited("Too often.", wait=1) for _ in range(5)))})
    (answer,) = run(TorrentSearch(source, TorrentQuery("x"), sleep=sleep))
    assert (len(source.asked), type(answer.error)) == (2, RateLimited)


FILMS, SERIES = frozenset({2040}), frozenset({5000, 5070})


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (SearchKind.MOVIE, ["films", "both", "other", "own", "silent"]),
        (SearchKind.TV, ["series", "both", "other", "own", "silent"]),
        (SearchKind.ANYTHING, ["films", "series", "both", "music", "other", "own", "silent"]),
    ],
)
def test_who_has_nothing_of_the_kind_is_not_asked(kind: SearchKind, asked: list[str]) -> None:
    has = {
        "films": FILMS,
        "series": SERIES,
        "both": FILMS | SERIES,
        "music": frozenset({3000, 100001}),
        "other": frozenset({8000}),
        "own": frozenset({100001}),
        "silent": frozenset[int](),
    }
    listed = [Indexer(key, key, categories=categories) for key, categories in has.items()]
    source = Source({key: finds(key) for key in has}, listed)
    search = TorrentSearch(source, TorrentQuery("x", kind))
    run(search)
    assert source.asked == asked
    assert {one.key for one in search.unfit} == set(has) - set(asked)


def test_only_those_that_are_named_are_asked() -> None:
    source = Source({key: finds(key) for key in ("one", "two", "three")})
    run(TorrentSearch(source, TorrentQuery("x"), only=["THREE", "One", "one"]))
    assert source.asked == ["three", "one"]


@pytest.mark.parametrize(("name", "advice"), [("thre", "three"), ("zzz", "one, two, three"), ("\x1b[2J", "one")])
def test_a_name_that_is_none_of_theirs(name: str, advice: str) -> None:
    source = Source({key: finds(key) for key in ("one", "two", "three")})
    with pytest.raises(NotFound) as caught:
        run(TorrentSearch(source, TorrentQuery("x"), only=[name]))
    assert advice in caught.value.advice
    assert source.asked == []


def test_nobody_to_ask() -> None:
    with pytest.raises(NothingFound, match="No indexer"):
        run(TorrentSearch(Source({}), TorrentQuery("x")))
    music = Source({"music": finds("music")}, [Indexer("music", "Music", categories=frozenset({3000}))])
    with pytest.raises(NothingFound, match="has films: Music"):
        run(TorrentSearch(music, TorrentQuery("x", SearchKind.MOVIE)))


def test_what_the_list_itself_ends_with_is_raised() -> None:
    class Refusing(Source):
        async def indexers(self) -> list[Indexer]:
            raise KeyRefused("No.", "Yes.")

    with pytest.raises(KeyRefused):
        run(TorrentSearch(Refusing({}), TorrentQuery("x")))
