"""Seasons, other orders, and titles that nobody translated."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from service_fakes import Asked, Fake, ask_tmdb

from plexstuff.errors import NotFound, UnexpectedResponse
from plexstuff.models import EpisodeOrder
from plexstuff.services.tmdb.client import TMDB


def row(season: int, number: int, name: str | None = "", **more: object) -> dict[str, object]:
    return {"id": 1000 * season + number, "season_number": season, "episode_number": number, "name": name} | more


def seasons_of(original: str, names: dict[str, dict[tuple[int, int], str]]):
    """An answer with the seasons that are appended, named in the language that is asked for."""

    def answer(asked: Asked) -> object:
        said: dict[str, object] = {"id": 7, "original_language": original}
        spoken = names[asked.query["language"]]
        for part in asked.query["append_to_response"].split(","):
            season = int(part.removeprefix("season/"))
            rows = [row(season, number, name) for (of, number), name in spoken.items() if of == season]
            if rows:
                said[part] = {"id": season, "season_number": season, "episodes": rows}
        return said

    return answer


def test_several_seasons_are_one_request(tmdb: Fake, tmp_path: Path) -> None:
    tmdb["tv/7"] = seasons_of("en", {"en": {(0, 1): "Special", (1, 1): "Pilot", (2, 1): "Return"}})
    found = ask_tmdb(tmdb, tmp_path, lambda one: one.episodes(7, seasons=[2, 1, 1, 9]))
    assert [(one.season, one.number, one.title, one.ids.tmdb) for one in found] == [
        (2, 1, "Return", 2001),
        (1, 1, "Pilot", 1001),
    ]
    assert len(tmdb.asked) == 1
    assert tmdb.asked[0].query["append_to_response"] == "season/2,season/1,season/9"


def test_more_than_twenty_seasons_are_asked_in_twenties(tmdb: Fake, tmp_path: Path) -> None:
    names = {(season, 1): f"Opening night of year {season}" for season in range(1, 46)}
    tmdb["tv/7"] = seasons_of("en", {"en": names})
    found = ask_tmdb(tmdb, tmp_path, lambda one: one.episodes(7, seasons=range(1, 46)))
    assert [one.season for one in found] == list(range(1, 46))
    assert [one.query["append_to_response"].count("season/") for one in tmdb.asked] == [20, 20, 5]


def test_all_seasons_are_those_that_the_series_names(tmdb: Fake, tmp_path: Path) -> None:
    seasons = seasons_of("en", {"en": {(0, 1): "Special", (1, 1): "Pilot"}})

    def answer(asked: Asked) -> object:
        if asked.query["append_to_response"].startswith("season/"):
            return seasons(asked)
        return {"id": 7, "name": "Show", "seasons": [{"id": 1, "season_number": 0}, {"id": 2, "season_number": 1}]}

    tmdb["tv/7"] = answer

    async def question(one: TMDB) -> list[int]:
        await one.series(7)
        return [episode.season for episode in await one.episodes(7)]

    assert ask_tmdb(tmdb, tmp_path, question, cache=True) == [0, 1]
    assert len(tmdb.asked) == 2  # the series was known already


def test_no_seasons_ask_nothing(tmdb: Fake, tmp_path: Path) -> None:
    assert ask_tmdb(tmdb, tmp_path, lambda one: one.episodes(7, seasons=[])) == []
    assert tmdb.asked == []


def test_an_unknown_series_is_not_found(tmdb: Fake, tmp_path: Path) -> None:
    for seasons in (None, [1]):
        with pytest.raises(NotFound):
            ask_tmdb(tmdb, tmp_path, lambda one, seasons=seasons: one.episodes(7, seasons=seasons))


@pytest.mark.parametrize("season", [{"episodes": "none"}, [], "x", {"episodes": [{"name": "no id"}]}])
def test_a_season_of_another_shape_is_an_error_of_ours(tmdb: Fake, tmp_path: Path, season: object) -> None:
    tmdb["tv/7"] = {"id": 7, "season/1": season}
    with pytest.raises(UnexpectedResponse):
        ask_tmdb(tmdb, tmp_path, lambda one: one.episodes(7, seasons=[1]))


def test_one_season_by_itself(tmdb: Fake, tmp_path: Path) -> None:
    tmdb["tv/7/season/1"] = {
        "id": 1,
        "episodes": [
            row(1, 1, "Pilot", air_date="2008-01-20", runtime=59, overview="It begins."),
            row(1, 2, "Unaired", air_date="", runtime=None),
            {"id": 5, "name": "without a number"},
        ],
    }
    first, second = ask_tmdb(tmdb, tmp_path, lambda one: one.season(7, 1))
    assert (first.aired, first.runtime, first.overview) == (dt.date(2008, 1, 20), 59, "It begins.")
    assert (second.aired, second.runtime) == (None, None)


def test_titles_that_are_not_translated_are_english(tmdb: Fake, tmp_path: Path) -> None:
    """TMDB makes up `Folge 2` where it has no title; only the seasons with such are asked for again."""
    tmdb["tv/7"] = seasons_of(
        "ja",
        {
            "de": {(1, 1): "Der Anfang", (2, 1): "Das Ende", (2, 2): "Folge 2", (2, 3): "", (2, 4): "Folge 4"},
            "en": {(2, 1): "The End", (2, 2): "The Return", (2, 3): "The Third", (2, 4): "Episode 4"},
        },
    )
    found = ask_tmdb(tmdb, tmp_path, lambda one: one.episodes(7, seasons=[1, 2], language="de"))
    assert [one.title for one in found] == ["Der Anfang", "Das Ende", "The Return", "The Third", "Folge 4"]
    assert [(one.query["language"], one.query["append_to_response"]) for one in tmdb.asked] == [
        ("de", "season/1,season/2"),
        ("en", "season/2"),
    ]


@pytest.mark.parametrize(
    ("language", "original", "name"),
    [
        ("de", "ja", "Der Anfang"),  # translated
        ("de", "ja", "Kapitel 5"),  # a title that is a number, but of something
        ("de", "ja", "Folge 6"),  # a title with another number than its own
        ("de", "de", "Folge 5"),  # the original has no title: English has none either
        ("en", "ja", "Episode 5"),
        ("en-GB", "ja", ""),
    ],
)
def test_no_request_more_than_needed(tmdb: Fake, tmp_path: Path, language: str, original: str, name: str) -> None:
    tmdb["tv/7"] = seasons_of(original, {language: {(1, 5): name}})
    found = ask_tmdb(tmdb, tmp_path, lambda one: one.episodes(7, seasons=[1], language=language))
    assert [one.title for one in found] == [name]
    assert len(tmdb.asked) == 1


@pytest.mark.parametrize(
    "name",
    ["Folge 5", "Episodio 5", "Épisode 5", "第5話", "第 5 集", "5. rész", "Эпизод 5", "episode 05", "5", "Odcinek 5"],
)
def test_a_title_that_is_only_a_number_is_none(tmdb: Fake, tmp_path: Path, name: str) -> None:
    tmdb["tv/7"] = seasons_of("ko", {"xx": {(1, 5): name}, "en": {(1, 5): "The Fifth"}})
    found = ask_tmdb(tmdb, tmp_path, lambda one: one.episodes(7, seasons=[1], language="xx"))
    assert [one.title for one in found] == ["The Fifth"]


GROUPS = {
    "results": [
        {"id": "d1", "type": 3, "name": "DVD Order"},
        {"id": "d2", "type": 3, "name": "Blu-ray"},
        {"id": "a1", "type": 2, "name": "Absolute"},
    ]
}


def test_of_several_groups_of_one_kind_the_fullest_is_taken(tmdb: Fake, tmp_path: Path) -> None:
    stubs = [{"id": name, "type": 3, "episode_count": count} for name, count in (("x", 3), ("y", 60), ("z", None))]
    tmdb["tv/7/episode_groups"] = {"results": stubs}
    tmdb["tv/episode_group/y"] = {"groups": [{"order": 1, "episodes": [{"id": 1, "order": 0}]}]}
    found = ask_tmdb(tmdb, tmp_path, lambda one: one.episodes(7, order=EpisodeOrder.DVD))
    assert [(one.season, one.number) for one in found] == [(1, 1)]


def test_the_dvd_order_is_an_episode_group(tmdb: Fake, tmp_path: Path) -> None:
    tmdb["tv/7/episode_groups"] = GROUPS
    tmdb["tv/episode_group/d1"] = {
        "groups": [
            {"name": "Volume 2", "order": 2, "episodes": [row(1, 1, "C", order=0)]},
            {"name": "Volume 1", "order": 1, "episodes": [row(1, 3, "A", order=0), row(1, 2, "B", order=1)]},
        ]
    }
    found = ask_tmdb(tmdb, tmp_path, lambda one: one.episodes(7, order=EpisodeOrder.DVD))
    assert [(one.season, one.number, one.title, one.ids.tmdb) for one in found] == [
        (1, 1, "A", 1003),
        (1, 2, "B", 1002),
        (2, 1, "C", 1001),
    ]
    assert tmdb.paths == ["tv/7/episode_groups", "tv/episode_group/d1"]


def test_the_absolute_order_counts_through_all_its_parts(tmdb: Fake, tmp_path: Path) -> None:
    tmdb["tv/7/episode_groups"] = GROUPS
    tmdb["tv/episode_group/a1"] = {
        "groups": [
            {"name": "Specials", "order": 0, "episodes": [row(0, 1, "S", order=0)]},
            {"name": "Arc 1", "order": 1, "episodes": [row(1, 1, "A", order=0), row(1, 2, "B", order=1)]},
            {"name": "Arc 2", "order": 2, "episodes": [row(2, 1, "C", order=0)]},
        ]
    }
    found = ask_tmdb(tmdb, tmp_path, lambda one: one.episodes(7, order=EpisodeOrder.ABSOLUTE))
    assert [(one.season, one.number, one.absolute, one.title) for one in found] == [
        (0, 1, None, "S"),
        (1, 1, 1, "A"),
        (1, 2, 2, "B"),
        (1, 3, 3, "C"),
    ]


def test_an_order_that_nobody_entered_is_not_found(tmdb: Fake, tmp_path: Path) -> None:
    tmdb["tv/7/episode_groups"] = {"results": [{"id": "x", "type": 4}]}
    with pytest.raises(NotFound, match="dvd order"):
        ask_tmdb(tmdb, tmp_path, lambda one: one.episodes(7, order=EpisodeOrder.DVD))
