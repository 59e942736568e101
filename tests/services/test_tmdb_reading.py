"""What becomes of TMDB's recorded answers in our models where parts of them have to be put together."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

from plexstuff import models
from plexstuff.services.tmdb import answers, reading
from plexstuff.services.tmdb.trouble import explain

T = TypeVar("T")


@pytest.fixture
def recorded(shared: Path) -> Path:
    return shared / "fixtures" / "tmdb"


def decode(folder: Path, name: str, as_: type[T]) -> T:
    return msgspec.json.decode((folder / name).read_bytes(), type=as_)


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


def test_ids_of_others(recorded: Path) -> None:
    film = reading.movie(
        answers.Movie(
            335984, external_ids=decode(recorded, "2026/movie-335984-external_ids.json", answers.ExternalIds)
        ),
        "en",
    )
    assert film.ids == models.Ids(tmdb=335984, imdb="tt1856101")
    series = reading.series(
        answers.Series(1399, external_ids=decode(recorded, "2026/tv-1399-external_ids.json", answers.ExternalIds)), "en"
    )
    assert series.ids == models.Ids(tmdb=1399, tvdb=121361, imdb="tt0944947")


def test_alternative_titles_of_a_film_and_of_a_series_stand_under_different_keys(recorded: Path) -> None:
    def titles(name: str) -> list[tuple[str, str]]:
        said = decode(recorded, name, answers.AlternativeTitles)
        film, series = answers.Movie(1, alternative_titles=said), answers.Series(1, alternative_titles=said)
        assert reading.movie(film, "en").titles == reading.series(series, "en").titles
        return [(one.text, one.country) for one in reading.movie(film, "en").titles]

    assert titles("2026/movie-47964-alternative_titles__country-CA.json") == [("Une Belle journée pour crever", "CA")]
    assert titles("2026/movie-47964-alternative_titles__country-US.json") == [
        ("Die Hard 5", "US"),
        ("Die Hard 5: A Good Day to Die Hard", "US"),
    ]
    assert titles("2026/tv-1396-alternative_titles.json")[0] == ("Bədbəxt", "AZ")
    assert titles("edge/tv-series-alternative-titles-empty.json") == []


def test_what_is_not_translated_comes_from_the_translations(recorded: Path) -> None:
    said = answers.Movie(
        47964, overview="", translations=decode(recorded, "2026/movie-47964-translations.json", answers.Translations)
    )
    assert reading.movie(said, "de").overview.startswith("Als ein gefürchteter russischer Führer")
    assert reading.movie(said, "zu").overview.startswith("Iconoclastic, take-no-prisoners cop")
    titles = {(one.text, one.language, one.country) for one in reading.movie(said, "de").titles}
    assert ("Stirb langsam - Ein guter Tag zum Sterben", "de", "DE") in titles
    series = answers.Series(
        1396, overview="", translations=decode(recorded, "2026/tv-1396-translations.json", answers.Translations)
    )
    assert reading.series(series, "de").overview
    assert {"절대 악", "ブレイキング・バッド"} & {one.text for one in reading.series(series, "en").titles}


#: Error answers: file, HTTP status, the name of our error.
TROUBLES = (
    ("2026/authentication-session-new__401.json", 401, "KeyRefused"),
    ("2026/collection-999999999__404.json", 404, "NotFound"),
    ("2026/movie-999999999__404.json", 404, "NotFound"),
    ("2026/tv-999999999-season-1-episode-1__404.json", 404, "NotFound"),
    ("2026/tv-999999999-season-1__404.json", 404, "NotFound"),
    ("edge/error-429-legacy-body.json", 429, "RateLimited"),
    ("edge/error-status-400.json", 400, "InvalidValue"),
)


@pytest.mark.parametrize(("name", "status", "error"), TROUBLES)
def test_trouble(recorded: Path, name: str, status: int, error: str) -> None:
    found = explain(status, (recorded / name).read_bytes())
    assert type(found).__name__ == error
    assert found is not None
    assert found.sentence.startswith("TMDB")
