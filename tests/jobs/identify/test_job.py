"""The whole job on files in a folder, with services that know the catalogue and can be told to fail."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from world import World

from plexstuff.errors import FileTrouble, KeyRefused, RateLimited, Unreachable, UsageError
from plexstuff.jobs.identify import IdentifyOptions
from plexstuff.jobs.identify.answers import whole_answers
from plexstuff.models import EpisodeOrder, Ids
from plexstuff.store import index


def test_an_empty_path_is_not_the_current_folder(world: World) -> None:
    with pytest.raises(UsageError):
        world.identify(roots=[""])
    assert world.asked() == 0


def test_films_and_episodes_are_told_apart_and_found(world: World) -> None:
    world.lay("The.Matrix.1999.1080p.mkv", "Breaking.Bad.S01E02.mkv")
    items = world.items(world.identify())
    film, episode = items["The.Matrix.1999.1080p.mkv"], items["Breaking.Bad.S01E02.mkv"]
    assert (film.decision, film.kind, film.title, film.year, film.ids.tmdb) == (
        "matched",
        "movie",
        "The Matrix",
        1999,
        603,
    )
    assert (episode.kind, episode.title, episode.season, episode.episodes) == ("episode", "Breaking Bad", 1, (2,))
    assert episode.ids.tvdb == 81189
    assert episode.episode_titles[0]


def test_a_title_is_searched_once_and_its_episodes_fetched_once(world: World) -> None:
    world.lay(*(f"Breaking.Bad.S0{season}E0{number}.mkv" for season in (1, 2) for number in range(1, 8)))
    world.lay("The.Matrix.1999.720p.mkv", "The.Matrix.1999.1080p.mkv")
    report = world.identify()
    assert report.counts()["matched"] == 16
    assert world.tvdb.asked["search series"] == 1
    assert world.tvdb.asked["episodes"] == 1
    assert world.tmdb.asked["search movies"] == 1
    assert world.tmdb.asked["movie"] == 1


def test_a_second_run_asks_nothing(world: World) -> None:
    world.lay("The.Matrix.1999.mkv", "Breaking.Bad.S01E02.mkv", "Nobody Knows This One (1999).mkv")
    first = world.identify()
    before = world.asked()
    second = world.identify()
    assert world.asked() == before
    assert [item.shown for item in second.items] == [item.shown for item in first.items]


def test_a_changed_file_and_a_new_one_are_asked_for(world: World) -> None:
    world.lay("The.Matrix.1999.mkv")
    world.identify()
    (world.folder / "The.Matrix.1999.mkv").rename(world.folder / "Heat.1995.mkv")
    items = world.items(world.identify())
    assert list(items) == ["Heat.1995.mkv"]
    assert items["Heat.1995.mkv"].title == "Heat"


def test_what_nobody_knew_is_asked_for_again_after_a_week(world: World) -> None:
    world.lay("Nobody Knows This One (1999).mkv")
    world.identify()
    before = world.asked()
    world.now += 6 * 24 * 3600
    world.identify()
    assert world.asked() == before
    world.now += 2 * 24 * 3600
    world.identify()
    assert world.asked() > before


def test_refresh_asks_for_everything_again(world: World) -> None:
    world.lay("The.Matrix.1999.mkv")
    world.identify()
    before = world.asked()
    world.identify(IdentifyOptions(refresh=True))
    assert world.asked() == 2 * before


def test_another_language_is_another_question(world: World) -> None:
    world.lay("The.Matrix.1999.mkv")
    world.identify()
    before = world.asked()
    world.identify(IdentifyOptions(language="de"))
    assert world.asked() > before


def test_ids_in_names_decide_at_once(world: World) -> None:
    world.lay("Whatever {tmdb-603}/xyz.mkv", "Some Show {tvdb-81189}/Season 2/03.mkv", "Odd [imdbid-tt0133093].mkv")
    items = world.items(world.identify())
    assert items["Whatever {tmdb-603}/xyz.mkv"].title == "The Matrix"
    assert items["Some Show {tvdb-81189}/Season 2/03.mkv"].episodes == (3,)
    assert items["Odd [imdbid-tt0133093].mkv"].ids.tmdb == 603
    assert world.tmdb.asked["search movies"] == 0
    assert world.tvdb.asked["search series"] == 0


def test_a_title_that_looks_like_a_date_gives_way_to_the_number(world: World) -> None:
    world.lay("11.22.63 (2016)/Season 01/11.22.63 (2016) - s01e03 - Quebec, 1922.mkv")
    found = whole_answers(world.identify(), index.LibraryIndex(world.connection))
    assert [(one.series.title, one.episodes[0].number, one.by_date) for one in found if one.series] == [
        ("11.22.63", 3, False)
    ]


def test_an_edition_that_is_stated_as_plex_does_is_kept(world: World) -> None:
    world.lay("Heat (1995) {tmdb-949} {edition-Anna's Own}/Heat (1995) {edition-Anna's Own}.mkv")
    world.lay("Alien (1979) {edition-Director's Cut}/Alien (1979) {tmdb-348} {edition-35mm}.mkv", "Dune (1984).mkv")
    report = world.identify()
    found = whole_answers(report, index.LibraryIndex(world.connection))
    assert {one.movie.title: one.edition for one in found if one.movie} == {
        "Alien": "35mm",
        "Dune": "",
        "Heat": "Anna's Own",
    }


def test_an_id_that_nobody_knows_is_told_and_the_name_counts(world: World) -> None:
    world.lay("The Matrix (1999) {tmdb-99999999}.mkv", "Alien tt9999999 (1979).mkv", "Odd Name {tmdb-99999999}.mkv")
    world.lay("tt9999999.mkv")
    world.lay("Breaking Bad {tvdb-99999999}/Season 2/03.mkv")
    items = world.items(world.identify())
    film = items["The Matrix (1999) {tmdb-99999999}.mkv"]
    assert (film.decision, film.title) == ("matched", "The Matrix")
    assert film.reasons[-1] == "no film is known under tmdb-99999999"
    assert film.confidence < 0.9
    assert items["Alien tt9999999 (1979).mkv"].title == "Alien"
    assert items["Odd Name {tmdb-99999999}.mkv"].reasons == (
        "nothing like “Odd Name” is known",
        "no film is known under tmdb-99999999",
    )
    assert "no film is known under imdb-tt9999999" in items["tt9999999.mkv"].reasons
    assert "“mkv”" not in items["tt9999999.mkv"].reasons[0]
    episode = items["Breaking Bad {tvdb-99999999}/Season 2/03.mkv"]
    assert (episode.title, episode.episodes) == ("Breaking Bad", (3,))
    assert "no series is known under tvdb-99999999" in episode.reasons


def test_what_is_unknown_tells_what_is_nearest_and_what_is_wrong_with_it(world: World) -> None:
    world.lay("The.Matrix.2003.mkv", "Apolo 13 Uncut Version.mkv", "Matrix Holiday Trip.mkv")
    items = world.items(world.identify())
    assert items["The.Matrix.2003.mkv"].reasons == ("the nearest is The Matrix (1999): its year is 1999, not 2003",)
    assert items["Matrix Holiday Trip.mkv"].reasons == ("nothing like “Matrix Holiday Trip” is known",)
    assert "popularity" not in str([item.reasons for item in items.values()])


def test_of_films_of_one_name_without_a_year_none_is_guessed(world: World) -> None:
    world.lay("The.Thing.mkv")
    item = world.items(world.identify())["The.Thing.mkv"]
    assert item.decision == "ambiguous"
    assert {1982, 2011} <= {one.year for one in item.candidates}


def test_episodes_tell_series_of_one_name_apart(world: World) -> None:
    world.lay(*(f"The Office/Season 7/The.Office.S07E{number:02}.mkv" for number in (1, 2, 3)))
    items = world.items(world.identify())
    assert {one.title for one in items.values()} == {"The Office (US)"}


def test_a_users_answer_is_remembered(world: World) -> None:
    world.lay("The.Thing.mkv")
    assert world.items(world.identify())["The.Thing.mkv"].decision == "ambiguous"
    wanted = next(
        one
        for one in world.tmdb.catalogue.movies
        if one.title == "The Thing" and one.released and one.released.year == 1982
    )
    world.aliases.keep("movie", "The Thing", None, "The Thing", Ids(tmdb=wanted.tmdb))
    item = world.items(world.identify(IdentifyOptions(refresh=True)))["The.Thing.mkv"]
    assert (item.decision, item.year) == ("matched", 1982)
    assert item.reasons == ("you said so before",)


def test_absolute_numbers_air_dates_and_several_episodes(world: World) -> None:
    daily = next(one for one in world.tvdb.catalogue.series if one.title == "The Daily Show")
    aired = next(one for one in daily.episodes if one.season and one.aired)
    world.lay(
        "[Group] Naruto Shippuden - 210 [720p].mkv",
        f"The.Daily.Show.{aired.aired:%Y.%m.%d}.mkv",
        "Breaking.Bad.S02E03E04.mkv",
    )
    items = world.items(world.identify())
    anime = items["[Group] Naruto Shippuden - 210 [720p].mkv"]
    naruto = next(one for one in world.tvdb.catalogue.series if one.title == "Naruto Shippuden")
    wanted = next(one for one in naruto.episodes if one.absolute == 210)
    assert (anime.season, anime.episodes) == (wanted.season, (wanted.number,))
    show = items[f"The.Daily.Show.{aired.aired:%Y.%m.%d}.mkv"]
    assert (show.season, aired.number in show.episodes) == (aired.season, True)
    assert items["Breaking.Bad.S02E03E04.mkv"].episodes == (3, 4)


def test_names_in_dvd_order_are_answered_in_aired_order(world: World) -> None:
    firefly = next(one for one in world.tvdb.catalogue.series if one.title == "Firefly")
    moved = next(one for one in firefly.episodes if one.dvd_number and one.dvd_number != one.number and one.season == 1)
    world.lay(f"Firefly.S{moved.dvd_season:02}E{moved.dvd_number:02}.mkv")
    item = next(iter(world.items(world.identify(IdentifyOptions(order=EpisodeOrder.DVD))).values()))
    assert (item.season, item.episodes) == (moved.season, (moved.number,))


def test_the_other_service_steps_in_when_one_is_down(world: World) -> None:
    world.lay("The.Matrix.1999.mkv", *(f"Breaking.Bad.S01E0{number}.mkv" for number in (1, 2)))
    world.tvdb.trouble = Unreachable("TheTVDB can't be reached.", "Is there a connection?")
    report = world.identify()
    assert report.counts()["matched"] == 3
    assert report.unasked == 0
    assert world.tmdb.asked["search series"] >= 1


def test_a_service_that_is_down_is_given_up_and_told(world: World) -> None:
    shows = sorted({one.title for one in world.tvdb.catalogue.series if one.title.isascii() and one.title.isalpha()})[
        :12
    ]
    world.lay(*(f"{title}/Season 1/{title}.S01E01.mkv" for title in shows))
    world.tvdb.trouble = Unreachable("TheTVDB can't be reached.", "Is there a connection?")
    report = world.identify()
    assert set(report.down) == {"tvdb"}
    assert world.tmdb.asked["search series"] >= len(shows) - 1


def test_what_could_not_be_asked_is_not_remembered_and_the_next_run_resumes(world: World) -> None:
    titles = [
        one for one in world.tmdb.catalogue.movies if one.title.isascii() and one.title.isalpha() and one.released
    ][:60]
    world.lay(*(f"{one.title}.{one.released.year}.mkv" for one in titles if one.released))
    for service in (world.tmdb, world.tvdb):
        service.trouble = Unreachable(f"{service.key} can't be reached.", "Is there a connection?")
    world.tmdb.trouble_after = 90
    report = world.identify()
    done = report.counts()["matched"]
    assert 0 < done < len(titles)
    assert report.unasked == len(report.items) - done
    assert set(report.down) == {"tmdb", "tvdb"}
    for service in (world.tmdb, world.tvdb):
        service.trouble = None
        service.asked.clear()
    again = world.identify()
    assert again.remembered == done
    assert again.counts()["matched"] > done
    assert world.tmdb.asked["search movies"] <= 2 * (len(titles) - done)


@pytest.mark.parametrize(
    "trouble",
    [KeyRefused("TMDB does not accept the key.", "Set it anew."), RateLimited("TMDB was asked too often.", wait=5.0)],
)
def test_trouble_with_every_service_never_ends_the_run(world: World, trouble: Exception) -> None:
    world.lay("The.Matrix.1999.mkv")
    world.tmdb.trouble = world.tvdb.trouble = trouble  # type: ignore[assignment]
    report = world.identify()
    assert report.unasked == 1
    assert report.items[0].details().reasons == (f"not asked: {trouble}",)


def test_hostile_names_come_back_as_they_are(world: World) -> None:
    odd = os.fsencode(world.folder) + b"/The.Matrix.1999.\xff\n\x1b[31m.mkv"
    Path(os.fsdecode(odd)).write_bytes(b"x")
    os.utime(odd, (1, 1))
    world.lay("x" * 251 + ".mkv", "....mkv")
    report = world.identify()
    answer = json.loads(report.as_json())
    paths = [item["path"].encode("utf-8", "surrogateescape") for item in answer["items"]]
    assert odd in paths
    assert answer["schema"] == 1
    again = world.identify()
    assert [item.shown for item in again.items] == [item.shown for item in report.items]


def test_an_index_that_can_not_be_written_is_a_clear_error(world: World) -> None:
    world.lay("The.Matrix.1999.mkv")
    world.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(FileTrouble, match=r"plexstuff\.db"):
        world.identify()
    world.connection.execute("PRAGMA query_only = OFF")
    assert world.identify().counts()["matched"] == 1


def test_parts_of_one_film_are_one_film(world: World) -> None:
    world.lay("Ben-Hur (1959)/Ben-Hur CD1.avi", "Ben-Hur (1959)/Ben-Hur CD2.avi")
    items = world.items(world.identify())
    assert {(one.title, one.year) for one in items.values()} == {("Ben-Hur", 1959)}


def test_the_json_has_the_promised_keys(world: World) -> None:
    world.lay("Breaking.Bad.S01E02.mkv")
    answer = json.loads(world.identify().as_json())
    assert {"schema", "items", "requests", "seconds"} <= set(answer)
    assert set(answer["items"][0]) == {
        "path", "decision", "kind", "title", "year", "season", "episodes", "episode_titles", "ids", "confidence",
        "reasons", "candidates",
    }  # fmt: skip
    assert set(answer["items"][0]["ids"]) == {"tmdb", "tvdb", "imdb"}


@pytest.fixture
def no_probe(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def given(minutes: float) -> None:
        async def runtime_of(path: str) -> float:
            return minutes

        monkeypatch.setattr("plexstuff.jobs.identify.job.runtime_of", runtime_of)

    return given  # type: ignore[return-value]


def test_the_running_time_decides_between_films_of_one_name(world: World, no_probe: Callable[[float], None]) -> None:
    things = [one for one in world.tmdb.catalogue.movies if one.title == "The Thing" and one.runtime and one.released]
    shortest = min(things, key=lambda one: one.runtime or 0)
    if any(one is not shortest and abs((one.runtime or 0) - (shortest.runtime or 0)) < 12 for one in things):
        pytest.skip("the catalogue's films of this name run about as long")
    no_probe(float(shortest.runtime or 0))
    world.lay("The.Thing.mkv")
    item = world.items(world.identify())["The.Thing.mkv"]
    assert item.year == (shortest.released or dt.date.min).year
