"""Every recorded answer of TMDB, 2017 to 2026, through our types into our models: id, title, date, a nested value."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
import tmdb_facts as facts
from reaching import reach

from plexstuff import models
from plexstuff.dates import date_of
from plexstuff.services.tmdb import answers, reading
from plexstuff.services.tmdb.trouble import explain

T = TypeVar("T")


@pytest.fixture
def recorded(shared: Path) -> Path:
    return shared / "fixtures" / "tmdb"


def decode(folder: Path, name: str, as_: type[T]) -> T:
    return msgspec.json.decode((folder / name).read_bytes(), type=as_)


def language_of(name: str) -> str:
    found = re.search(r"(?<!image_)language[=-]([a-z]{2})", name)
    return found[1] if found else "en"


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("name", "number", "title", "date", "path", "value"), facts.FILMS)
def test_a_film(recorded: Path, name: str, number: int, title: str, date: str | None, path: str, value: object) -> None:
    film = reading.movie(decode(recorded, name, answers.Movie), language_of(name))
    assert (film.ids.tmdb, film.title, film.released) == (number, title, day(date))
    assert reach(film, path) == value


@pytest.mark.parametrize(("name", "number", "title", "date", "path", "value"), facts.SERIES)
def test_a_series(
    recorded: Path, name: str, number: int, title: str, date: str | None, path: str, value: object
) -> None:
    series = reading.series(decode(recorded, name, answers.Series), language_of(name))
    assert (series.ids.tmdb, series.title, series.first_aired) == (number, title, day(date))
    assert reach(series, path) == value


@pytest.mark.parametrize(("name", "number", "title", "date", "place", "runtime"), facts.EPISODES)
def test_an_episode(
    recorded: Path, name: str, number: int, title: str, date: str, place: tuple[int, int], runtime: int
) -> None:
    episode = reading.episode(decode(recorded, name, answers.Episode))
    assert episode is not None
    assert (episode.ids.tmdb, episode.title, episode.aired) == (number, title, day(date))
    assert ((episode.season, episode.number), episode.runtime) == (place, runtime)


@pytest.mark.parametrize(("name", "count", "number", "title", "date", "path", "value"), facts.FILM_LISTS)
def test_films(
    recorded: Path, name: str, count: int, number: int, title: str, date: str, path: str, value: object
) -> None:
    films = [reading.movie(one, language_of(name)) for one in decode(recorded, name, answers.MoviePage).results]
    assert len(films) == count
    assert (films[0].ids.tmdb, films[0].title, films[0].released) == (number, title, day(date))
    assert reach(films, path) == value


@pytest.mark.parametrize(("name", "count", "number", "title", "date", "path", "value"), facts.SERIES_LISTS)
def test_many_series(
    recorded: Path, name: str, count: int, number: int, title: str, date: str, path: str, value: object
) -> None:
    found = [reading.series(one, language_of(name)) for one in decode(recorded, name, answers.SeriesPage).results]
    assert len(found) == count
    assert (found[0].ids.tmdb, found[0].title, found[0].first_aired) == (number, title, day(date))
    assert reach(found, path) == value


@pytest.mark.parametrize(("name", "count", "number", "title", "date", "path", "value"), facts.MIXED_LISTS)
def test_films_and_series_together(
    recorded: Path, name: str, count: int, number: int, title: str, date: str, path: str, value: object
) -> None:
    rows = decode(recorded, name, answers.MixedPage).results
    found = [one for row in rows if (one := reading.mixed(row, language_of(name)))]
    first = found[0]
    assert len(found) == count
    assert (first.ids.tmdb, first.title, first.year) == (number, title, int(date[:4]))
    assert (first.released if isinstance(first, models.Movie) else first.first_aired) == day(date)
    assert reach(first, path) == value


@pytest.mark.parametrize("name", facts.NOTHING)
def test_a_search_that_finds_nothing(recorded: Path, name: str) -> None:
    assert decode(recorded, name, answers.MoviePage).results == []


@pytest.mark.parametrize(("name", "film", "series", "episode"), facts.FINDS)
def test_find(
    recorded: Path,
    name: str,
    film: tuple[int, str, str] | None,
    series: tuple[int, str, str] | None,
    episode: tuple[int, str, str] | None,
) -> None:
    said = decode(recorded, name, answers.Found)
    films = [reading.movie(one, "en") for one in said.movie_results]
    shows = [reading.series(one, "en") for one in said.tv_results]
    parts = [one for row in said.tv_episode_results or () if (one := reading.episode(row))]
    assert [(one.ids.tmdb, one.title, str(one.released)) for one in films] == ([film] if film else [])
    assert [(one.ids.tmdb, one.title, str(one.first_aired)) for one in shows] == ([series] if series else [])
    assert [(one.ids.tmdb, one.title, str(one.aired)) for one in parts] == ([episode] if episode else [])


@pytest.mark.parametrize(("name", "count", "number", "title"), facts.GENRES)
def test_genres(recorded: Path, name: str, count: int, number: int, title: str) -> None:
    genres = decode(recorded, name, answers.Genres).genres
    assert len(genres) == count
    assert next((one.name or "").strip() for one in genres if one.id == number) == title


COLLECTIONS = ("2026/collection-264.json", "2026/collection-264__append_to_response-images.json")


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_collection(recorded: Path, name: str) -> None:
    found = reading.collection(decode(recorded, name, answers.Collection), "en")
    assert (found.tmdb, found.title) == (264, "Back to the Future Collection")
    assert [(one.ids.tmdb, str(one.released)) for one in found.movies] == [
        (105, "1985-07-03"),
        (165, "1989-11-22"),
        (196, "1990-05-25"),
    ]


SETTINGS = ("2017/configuration.json", "2026/configuration.json")


@pytest.mark.parametrize("name", SETTINGS)
def test_settings(recorded: Path, name: str) -> None:
    said = decode(recorded, name, answers.Settings)
    assert said.images is not None
    assert said.images.secure_base_url == "https://image.tmdb.org/t/p/"
    assert (said.images.poster_sizes or [])[-1] == "original"
    assert "air_date" in (said.change_keys or [])


SEASON = "2026/tv-1396-season-1.json"


def test_a_season(recorded: Path) -> None:
    said = decode(recorded, SEASON, answers.Season)
    found = reading.episodes([said])
    assert (said.id, said.name, date_of(said.air_date)) == (3572, "Season 1", dt.date(2008, 1, 20))
    assert [(one.season, one.number) for one in found] == [(1, number) for number in range(1, 8)]
    assert (found[6].ids.tmdb, found[6].title, found[6].runtime) == (62091, "A No Rough Stuff Type Deal", 48)


GROUP = "2026/tv-episode_group-5acf93e60e0a26346d0000ce.json"


@pytest.mark.parametrize(
    ("order", "last"), [(models.EpisodeOrder.DVD, (6, 12, None)), (models.EpisodeOrder.ABSOLUTE, (1, 83, 83))]
)
def test_a_group_of_episodes(recorded: Path, order: models.EpisodeOrder, last: tuple[int, int, int | None]) -> None:
    said = decode(recorded, GROUP, answers.Group)
    found = reading.grouped(said, order)
    assert (said.id, said.name, len(found)) == ("5acf93e60e0a26346d0000ce", "Netflix Collections", 83)
    assert (found[0].ids.tmdb, found[0].season, found[0].number, str(found[0].aired)) == (1078262, 1, 1, "2015-06-17")
    assert (found[-1].season, found[-1].number, found[-1].absolute) == last
    assert found[-1].title == "Barry Marder: Big Lots and BevMo!"


#: Parts of an answer that we ask for together with the rest: recorded alone, they are put into it here.
PARTS = (
    "2026/movie-335984-external_ids.json",
    "2026/movie-47964-alternative_titles__country-CA.json",
    "2026/movie-47964-alternative_titles__country-US.json",
    "2026/movie-47964-translations.json",
    "2026/tv-1396-alternative_titles.json",
    "2026/tv-1396-translations.json",
    "2026/tv-1399-external_ids.json",
    "edge/tv-series-alternative-titles-empty.json",
)


def test_ids_of_others(recorded: Path) -> None:
    film = reading.movie(answers.Movie(335984, external_ids=decode(recorded, PARTS[0], answers.ExternalIds)), "en")
    assert film.ids == models.Ids(tmdb=335984, imdb="tt1856101")
    series = reading.series(answers.Series(1399, external_ids=decode(recorded, PARTS[6], answers.ExternalIds)), "en")
    assert series.ids == models.Ids(tmdb=1399, tvdb=121361, imdb="tt0944947")


def test_alternative_titles_of_a_film_and_of_a_series_stand_under_different_keys(recorded: Path) -> None:
    def titles(name: str) -> list[tuple[str, str]]:
        said = decode(recorded, name, answers.AlternativeTitles)
        film, series = answers.Movie(1, alternative_titles=said), answers.Series(1, alternative_titles=said)
        assert reading.movie(film, "en").titles == reading.series(series, "en").titles
        return [(one.text, one.country) for one in reading.movie(film, "en").titles]

    assert titles(PARTS[1]) == [("Une Belle journée pour crever", "CA")]
    assert titles(PARTS[2]) == [("Die Hard 5", "US"), ("Die Hard 5: A Good Day to Die Hard", "US")]
    assert titles(PARTS[4])[0] == ("Bədbəxt", "AZ")
    assert titles(PARTS[7]) == []


def test_what_is_not_translated_comes_from_the_translations(recorded: Path) -> None:
    said = answers.Movie(47964, overview="", translations=decode(recorded, PARTS[3], answers.Translations))
    assert reading.movie(said, "de").overview.startswith("Als ein gefürchteter russischer Führer")
    assert reading.movie(said, "zu").overview.startswith("Iconoclastic, take-no-prisoners cop")
    titles = {(one.text, one.language, one.country) for one in reading.movie(said, "de").titles}
    assert ("Stirb langsam - Ein guter Tag zum Sterben", "de", "DE") in titles
    series = answers.Series(1396, overview="", translations=decode(recorded, PARTS[5], answers.Translations))
    assert reading.series(series, "de").overview
    assert {"절대 악", "ブレイキング・バッド"} & {one.text for one in reading.series(series, "en").titles}


NO_DATE = "edge/tv-episode-empty-air-date.json"


def test_a_date_that_is_empty(recorded: Path) -> None:
    episode = reading.episode(decode(recorded, NO_DATE, answers.Episode))
    assert episode is not None
    assert (episode.ids.tmdb, episode.title, episode.aired, episode.number) == (63056, "Winter Is Coming", None, 1)


ACCEPTED = "2026/authentication.json"


def test_the_key_is_accepted(recorded: Path) -> None:
    said = decode(recorded, ACCEPTED, answers.Status)
    assert (said.success, said.status_code) == (True, None)


@pytest.mark.parametrize(("name", "status", "error"), facts.TROUBLES)
def test_trouble(recorded: Path, name: str, status: int, error: str) -> None:
    found = explain(status, (recorded / name).read_bytes())
    assert type(found).__name__ == error
    assert found is not None
    assert found.sentence.startswith("TMDB")


def test_every_recording_is_read_or_named_with_a_reason(recorded: Path) -> None:
    rows = (facts.FILMS, facts.SERIES, facts.EPISODES, facts.FILM_LISTS, facts.SERIES_LISTS, facts.MIXED_LISTS)
    read = [str(row[0]) for table in (*rows, facts.GENRES, facts.FINDS, facts.TROUBLES) for row in table]
    read += [*facts.NOTHING, *COLLECTIONS, *SETTINGS, SEASON, GROUP, *PARTS, NO_DATE, ACCEPTED]
    named = [*read, *(name for names in facts.NOT_OURS.values() for name in names)]
    there = [one.relative_to(recorded).as_posix() for one in recorded.rglob("*.json")]
    assert sorted(named) == sorted(there)
