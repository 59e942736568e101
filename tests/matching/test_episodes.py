"""Finding episodes by number, date, absolute count and title."""

from __future__ import annotations

import datetime as dt

from plexstuff.matching import EpisodeGuide
from plexstuff.models import Episode, Ids
from plexstuff.names import ParsedName


def series(seasons: dict[int, int], *, absolute: bool = False) -> list[Episode]:
    made, count = [], 0
    for season, length in seasons.items():
        for number in range(1, length + 1):
            count += season > 0
            made.append(
                Episode(
                    Ids(tvdb=season * 1000 + number),
                    season,
                    number,
                    f"Story {season} and {number}",
                    dt.date(2000 + season, 1, 1) + dt.timedelta(weeks=number),
                    absolute=count if absolute and season else None,
                )
            )
    return made


def numbers(guide: EpisodeGuide, said: ParsedName) -> list[tuple[int, int]]:
    return [(one.season, one.number) for one in guide.find(said).episodes]


def test_by_season_and_number() -> None:
    guide = EpisodeGuide(series({1: 10, 2: 12}))
    assert numbers(guide, ParsedName("X", seasons=(2,), episodes=(3,))) == [(2, 3)]
    assert numbers(guide, ParsedName("X", seasons=(2,), episodes=(11, 12))) == [(2, 11), (2, 12)]


def test_an_episode_that_is_not_there_is_said_so() -> None:
    found = EpisodeGuide(series({1: 10})).find(ParsedName("X", seasons=(1,), episodes=(11,)))
    assert not found
    assert "season 1 ends with episode 10" in found.reasons[0].text
    assert (
        "no season 4"
        in EpisodeGuide(series({1: 10})).find(ParsedName("X", seasons=(4,), episodes=(1,))).reasons[0].text
    )


def test_season_and_episode_in_one_number() -> None:
    said, later = ParsedName("X", absolute=(101,)), ParsedName("X", absolute=(305,))
    simpsons = series(dict.fromkeys(range(1, 10), 24), absolute=True)
    assert numbers(EpisodeGuide(simpsons), said) == [(1, 1)]
    assert numbers(EpisodeGuide(simpsons), later) == [(3, 5)]
    assert numbers(EpisodeGuide(simpsons, anime=True), said) == [(5, 5)], "anime counts from the start"
    assert numbers(EpisodeGuide(simpsons, anime=True), later) == [(3, 5)], "but not beyond its end"
    assert numbers(EpisodeGuide(series({1: 300}, absolute=True)), ParsedName("X", absolute=(250,))) == [(1, 250)]
    missing = EpisodeGuide(simpsons).find(ParsedName("X", absolute=(999,)))
    assert (missing.episodes, missing.reasons[0].text) == ((), "it has no episode number 999")


def test_by_air_date_and_a_day_off() -> None:
    guide = EpisodeGuide(series({1: 10}))
    assert numbers(guide, ParsedName("X", air_date=dt.date(2001, 1, 8))) == [(1, 1)]
    assert numbers(guide, ParsedName("X", air_date=dt.date(2001, 1, 9))) == [(1, 1)]
    assert numbers(guide, ParsedName("X", air_date=dt.date(2001, 1, 11))) == []


def test_absolute_numbers_as_the_service_counts_them() -> None:
    guide = EpisodeGuide(series({0: 2, 1: 60, 2: 90}, absolute=True), anime=True)
    assert numbers(guide, ParsedName("X", absolute=(143,))) == [(2, 83)]


def test_absolute_numbers_counted_through_the_seasons() -> None:
    guide = EpisodeGuide(series({0: 2, 1: 10, 2: 10}))
    assert numbers(guide, ParsedName("X", absolute=(12,))) == [(2, 2)]


def test_an_absolute_number_read_as_season_and_episode() -> None:
    guide = EpisodeGuide(series({1: 40, 2: 160}, absolute=True))
    assert numbers(guide, ParsedName("X", seasons=(1,), episodes=(43,))) == [(2, 3)]


def test_a_special_by_its_title() -> None:
    episodes = [*series({1: 3}), Episode(Ids(tvdb=9), 0, 7, "The Christmas Invasion")]
    guide = EpisodeGuide(episodes)
    said = ParsedName("X", special=True, episode_title="The Christmas Invasion")
    assert numbers(guide, said) == [(0, 7)]


def test_a_title_that_fits_two_fits_none() -> None:
    episodes = [Episode(Ids(tvdb=1), 1, 1, "Pilot"), Episode(Ids(tvdb=2), 2, 1, "Pilot")]
    assert numbers(EpisodeGuide(episodes), ParsedName("X", episode_title="Pilot")) == []


def test_names_in_dvd_order_give_aired_episodes() -> None:
    aired = series({1: 3})
    guide = EpisodeGuide(aired, numbered={(1, 1): aired[2], (1, 2): aired[0], (1, 3): aired[1]})
    assert numbers(guide, ParsedName("X", seasons=(1,), episodes=(1,))) == [(1, 3)]
