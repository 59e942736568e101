"""The same torrent at several indexers is one result that lists them all, whoever answered first."""

from __future__ import annotations

import datetime as dt
import itertools

import msgspec

from plexstuff.jobs.torrents import FoundTorrent, Merge
from plexstuff.models import Release

HASH, OTHER = "a" * 40, "b" * 40
OLD, NEW = dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


def merged(*answers: list[Release]) -> list[FoundTorrent]:
    merge = Merge()
    for one in answers:
        merge.add(one)
    return merge.results()


def test_one_hash_is_one_result_with_all_who_offer_it() -> None:
    small = Release("Title small", "1", "small", HASH, size=10, seeders=3, leechers=9, published=OLD)
    large = Release("Title large", "2", "large", HASH, size=11, seeders=50, leechers=1, published=NEW)
    (one,) = merged([small], [large])
    assert one == FoundTorrent("Title large", HASH, 11, 50, 9, OLD, (large, small))
    assert one.indexers == ("large", "small")


def test_without_a_hash_only_the_same_guid_of_the_same_indexer_is_the_same() -> None:
    found = merged(
        [Release("T", "1", "one"), Release("T", "1", "one"), Release("T", "2", "one")],
        [Release("T", "1", "two")],
    )
    assert [(one.indexers, one.offers[0].guid) for one in found] == [(("one",), "1"), (("one",), "2"), (("two",), "1")]


def test_a_hash_and_no_hash_are_two_things() -> None:
    assert len(merged([Release("T", "1", "one", HASH)], [Release("T", "1", "two")])) == 2


def test_the_same_indexer_may_offer_one_torrent_twice() -> None:
    (one,) = merged([Release("T", "1", "one", HASH), Release("T", "1", "one", HASH), Release("U", "2", "one", HASH)])
    assert (one.indexers, len(one.offers)) == (("one",), 2)


def test_most_seeders_first_and_the_silent_last() -> None:
    rows = [Release(title, title, "one", seeders=count) for title, count in (("c", None), ("b", 0), ("a", 7), ("d", 7))]
    assert [one.title for one in merged(rows)] == ["a", "d", "b", "c"]


def test_the_order_of_the_answers_makes_no_difference() -> None:
    answers = [
        [Release("A", "1", "one", HASH, seeders=5), Release("B", "2", "one", seeders=5)],
        [Release("A2", "1", "two", HASH, seeders=5, size=3), Release("C", "3", "two", OTHER, seeders=5)],
        [Release("C", "9", "three", OTHER), Release("A", "7", "three", HASH, seeders=2)],
    ]
    results = [merged(*order) for order in itertools.permutations(answers)]
    assert all(one == results[0] for one in results)
    assert msgspec.to_builtins(results[0])[0]["title"] == "A"


def test_no_more_than_wanted() -> None:
    merge = Merge()
    merge.add(Release(str(number), str(number), "one", seeders=number) for number in range(100))
    assert [one.title for one in merge.results(3)] == ["99", "98", "97"]
    assert (len(merge), merge.count) == (100, 100)
