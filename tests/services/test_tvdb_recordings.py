"""Recorded answers of TheTVDB's version 4, and shapes with made-up values, through our types into our models."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
from recorded_facts import found as reach

from plexstuff import models
from plexstuff.services.tvdb import answers, reading
from plexstuff.services.tvdb.answers import Envelope
from plexstuff.services.tvdb.trouble import explain

T = TypeVar("T")


@pytest.fixture
def recorded(shared: Path) -> Path:
    return shared / "fixtures" / "tvdb"


def decode(folder: Path, name: str, as_: type[T]) -> T:
    return msgspec.json.decode((folder / name).read_bytes(), type=as_)


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


#: One series: file, id, title, date (the shapes have words there), path of a nested value, that value.
SERIES: tuple[tuple[str, int, str, str | None, str, object], ...] = (
    ("v4/series-292174.json", 292174, "Dark Matter", "2015-06-12", "countries.0", "US"),
    ("v4/series-421069-unicode-2026.json", 421069, "【推しの子】", "2023-04-12", "titles.1.text", "Звёздное дитя"),
    ("v4-shape-only/series.json", 34875, "Name1", None, "titles.1.text", "Name2"),
    ("v4-shape-only/series_extended.json", 924, "Name1", None, "titles.0.language", "Language1"),
)


@pytest.mark.parametrize(("name", "number", "title", "date", "path", "value"), SERIES)
def test_a_series(
    recorded: Path, name: str, number: int, title: str, date: str | None, path: str, value: object
) -> None:
    said = decode(recorded, name, Envelope[answers.Series]).data
    assert said is not None
    series = reading.series(said, "en")
    assert (series.ids.tvdb, series.title, series.first_aired) == (number, title, day(date))
    assert reach(series, path) == value


def test_a_series_tells_its_language_year_and_status(recorded: Path) -> None:
    said = decode(recorded, SERIES[1][0], Envelope[answers.Series]).data
    assert said is not None
    series = reading.series(said, "en")
    assert (series.original_language, series.year, series.countries) == ("ja", 2023, ("JP",))
    assert series.titles[0] == models.Title("推しの子", "ja")


#: A list of series or films, in the same way, of the first.
SERIES_LISTS = (("v4/series-filter-one-item.json", 79399, "Who Wants to Be a Superhero?", "2006-07-27", "US"),)


@pytest.mark.parametrize(("name", "number", "title", "date", "country"), SERIES_LISTS)
def test_a_list_with_nulls_for_lists(
    recorded: Path, name: str, number: int, title: str, date: str, country: str
) -> None:
    said = decode(recorded, name, Envelope[list[answers.Series]]).data
    assert said is not None
    series = reading.series(said[0], "en")
    assert (series.ids.tvdb, series.title, series.first_aired) == (number, title, day(date))
    assert (series.countries, series.titles, series.status) == ((country,), (), "Ended")


FILM_LIST = "v4/movies-filter-one-item.json"


def test_a_list_of_films(recorded: Path) -> None:
    said = decode(recorded, FILM_LIST, Envelope[list[answers.Movie]]).data
    assert said is not None
    film = reading.movie(said[0], "en")
    assert (film.ids.tvdb, film.title, film.released, film.year) == (353554, "I Am: Celine Dion", None, 2024)
    assert (film.runtime, said[0].status and said[0].status.name) == (102, "Released")


FILMS = (
    ("v4-shape-only/movie.json", 84756, "Name1", 47, "titles.1.language", "Language2"),
    ("v4-shape-only/movie_extended.json", 33248, "Name1", 161, "titles.0.text", "Name1"),
)


@pytest.mark.parametrize(("name", "number", "title", "runtime", "path", "value"), FILMS)
def test_a_film(recorded: Path, name: str, number: int, title: str, runtime: int, path: str, value: object) -> None:
    said = decode(recorded, name, Envelope[answers.Movie]).data
    assert said is not None
    film = reading.movie(said, "en")
    assert (film.ids.tvdb, film.title, film.runtime) == (number, title, runtime)
    assert reach(film, path) == value


#: Searches: file, and of the first: id, title in German, date, year, path of a nested value, that value.
SEARCHES: tuple[tuple[str, int, str, str | None, int | None, str, object], ...] = (
    ("v4/search-two-items-2026.json", 371980, "Severance", "2022-02-18", 2022, "countries.0", "US"),
    ("v4/search-result-2021-old-shape.json", 392744, "Turkvision Song Contest", None, None, "original_language", "tr"),
)


@pytest.mark.parametrize(("name", "number", "title", "date", "year", "path", "value"), SEARCHES)
def test_a_search(
    recorded: Path,
    name: str,
    number: int,
    title: str,
    date: str | None,
    year: int | None,
    path: str,
    value: object,
) -> None:
    rows = decode(recorded, name, Envelope[list[answers.SearchItem]]).data
    assert rows is not None
    series = reading.found_series(rows[0], "de")
    assert series is not None
    assert (series.ids.tvdb, series.title, series.first_aired, series.year) == (number, title, day(date), year)
    assert reach(series, path) == value


def test_the_second_row_of_a_search_has_a_translated_title_and_the_first_a_translated_overview(recorded: Path) -> None:
    rows = decode(recorded, SEARCHES[0][0], Envelope[list[answers.SearchItem]]).data or []
    german, norwegian = reading.found_series(rows[0], "de"), reading.found_series(rows[1], "no")
    assert german is not None
    assert norwegian is not None
    assert german.overview.startswith("Mark (Adam Scott)")
    assert (norwegian.ids.tvdb, norwegian.title, norwegian.original_title) == (318009, "Vikingane", "Norsemen")
    assert norwegian.titles == (models.Title("Vikingane", "no"),)


SEARCH_SHAPE = "v4-shape-only/search_overview.json"


def test_a_row_of_a_search_with_a_word_for_an_id_is_left_out(recorded: Path) -> None:
    rows = decode(recorded, SEARCH_SHAPE, Envelope[list[answers.SearchItem]]).data or []
    assert [one.translations for one in rows] == [
        {"Language1": "Translation1", "Language2": "Translation2"},
        {"Language3": "Translation3", "Language4": "Translation4"},
    ]
    assert [one.remote_ids[0].source_name for one in rows if one.remote_ids] == ["SourceName1", "SourceName3"]
    assert [reading.found_series(one, "en") for one in rows] == [None, None]
    numbered = msgspec.structs.replace(rows[0], tvdb_id="12")
    film = reading.found_movie(numbered, "en")
    assert film is not None
    assert (film.ids.tvdb, film.title, film.year, film.titles[0].text) == (12, "Name1", 2006, "Translation1")


def test_what_an_id_of_another_service_may_be(recorded: Path) -> None:
    def matches(kind: str) -> list[answers.RemoteMatch]:
        return decode(recorded, f"v4/search-remoteid-{kind}.json", Envelope[list[answers.RemoteMatch]]).data or []

    series, film, episode = matches("series")[0].series, matches("movie")[0].movie, matches("episode-nulls")[0].episode
    assert series is not None
    assert film is not None
    assert episode is not None
    wednesday, lola = reading.series(series, "en"), reading.movie(film, "en")
    assert (wednesday.ids.tvdb, wednesday.title, wednesday.first_aired) == (397060, "Wednesday", day("2022-11-23"))
    assert wednesday.original_language == "en"
    assert (lola.ids.tvdb, lola.title, lola.year, lola.runtime) == (2658, "Run Lola Run", 1998, 81)
    assert (episode.id, episode.series_id, episode.name, episode.aired) == (8437958, 397060, None, "2022-11-23")
    assert reading.episode(episode) is None, "it has neither season nor number"
    assert matches("empty") == []


REMOTE = tuple(f"v4/search-remoteid-{kind}.json" for kind in ("series", "movie", "episode-nulls", "empty"))

#: One episode: file, id, title, date, (season, number), runtime.
EPISODES: tuple[tuple[str, int, str, str | None, tuple[int, int], int], ...] = (
    (
        "v4/episode-2026-special.json",
        9807573,
        "振り返り特番～【推しの子】は推せるときに推せ!～",
        "2023-05-31",
        (0, 1),
        24,
    ),
    ("v4-shape-only/episode.json", 548745, "Name1", None, (9, 43), 62),
    ("v4-shape-only/episode_extended.json", 647514, "Name1", None, (3, 11), 74),
)


@pytest.mark.parametrize(("name", "number", "title", "date", "place", "runtime"), EPISODES)
def test_an_episode(
    recorded: Path, name: str, number: int, title: str, date: str | None, place: tuple[int, int], runtime: int
) -> None:
    said = decode(recorded, name, Envelope[answers.Episode]).data
    assert said is not None
    episode = reading.episode(said)
    assert episode is not None
    assert (episode.ids.tvdb, episode.title, episode.aired) == (number, title, day(date))
    assert ((episode.season, episode.number), episode.runtime) == (place, runtime)
    assert episode.absolute is None, "an absolute number of 0 is none"


#: Pages of episodes: without a language the series stands beside them, with one they stand within it.
PAGES = (
    ("v4-shape-only/seriesepisodes.json", "OriginalLanguage1", 2),
    ("v4-shape-only/seriesepisodes_translated.json", "OriginalLanguage1", 2),
    ("v4/episodes-page-links.json", "", 0),
)


@pytest.mark.parametrize(("name", "language", "count"), PAGES)
def test_a_page_of_episodes(recorded: Path, name: str, language: str, count: int) -> None:
    said = decode(recorded, name, Envelope[answers.EpisodePage])
    assert said.data is not None
    assert (said.data.made_in, len(said.data.episodes or [])) == (language, count)
    for one in said.data.episodes or []:
        episode = reading.episode(one)
        assert episode is not None
        assert (episode.ids.tvdb, episode.title, episode.season, episode.runtime) == (
            one.id,
            one.name,
            one.season_number,
            one.runtime,
        )


def test_the_links_of_a_page(recorded: Path) -> None:
    links = decode(recorded, PAGES[2][0], Envelope[answers.EpisodePage]).links
    assert links is not None
    assert (links.prev, links.next, links.total_items, links.page_size) == (None, None, 17, 500)


TRANSLATION, ARTWORK, ARTWORK_TYPE = (
    f"v4-shape-only/{name}.json" for name in ("translation", "artwork_extended", "artworktype_overview")
)


def test_a_translation(recorded: Path) -> None:
    said = decode(recorded, TRANSLATION, Envelope[answers.Translation]).data
    assert said is not None
    assert (said.name, said.overview, said.language, said.is_alias) == ("Name1", "Overview1", "Language1", True)


def test_artworks(recorded: Path) -> None:
    said = decode(recorded, ARTWORK, Envelope[answers.Artwork]).data
    assert said is not None
    assert (said.id, said.image, said.type, said.width, said.height) == (694401, "Image1", 5, 1920, 1080)
    kinds = decode(recorded, ARTWORK_TYPE, Envelope[list[answers.ArtworkType]]).data
    assert kinds is not None
    assert (kinds[0].name, kinds[0].record_type, kinds[0].slug) == ("Name1", "RecordType1", "Slug1")


#: Error answers: file, HTTP status, the name of our error.
TROUBLES = (
    ("v4/any-401-unauthorized.json", 401, "KeyRefused"),
    ("v4/login-400-pin-required.json", 400, "KeyRefused"),
    ("v4/login-401-apikey-invalid.json", 401, "KeyRefused"),
    ("v4/translation-404.json", 404, "NotFound"),
)


@pytest.mark.parametrize(("name", "status", "error"), TROUBLES)
def test_trouble(recorded: Path, name: str, status: int, error: str) -> None:
    found = explain(status, (recorded / name).read_bytes())
    assert type(found).__name__ == error
    assert found is not None
    assert "TheTVDB" in found.sentence


def test_a_refusal_for_want_of_a_pin_is_told_from_that_of_a_wrong_key(recorded: Path) -> None:
    pin, key = (explain(status, (recorded / name).read_bytes()) for name, status, _ in TROUBLES[1:3])
    assert pin is not None
    assert key is not None
    assert "PIN" in pin.sentence
    assert "PIN" not in key.sentence
    assert "version 4" in key.sentence


@pytest.mark.parametrize("status", [401, 404])
def test_every_error_of_the_old_interface_says_that_it_is_retired(recorded: Path, status: int) -> None:
    bodies = [one.read_bytes() for one in (recorded / "legacy-v3").glob(f"*__{status}.json")]
    bodies = [one for one in bodies if b'"Error"' in one]
    assert bodies
    found = [explain(status, body) for body in bodies]
    assert {type(one).__name__ for one in found} == {"ServiceRetired"}


#: Why a shape has no place in our client, and its file.
NOT_OURS = {
    "v4-shape-only/company.json": "companies are not asked for",
    "v4-shape-only/data_empty.json": "nothing but an envelope: see test_an_empty_envelope",
    "v4-shape-only/genre_overview.json": "TheTVDB's genres are not asked for: TMDB's are used",
    "v4-shape-only/people_extended.json": "people are not asked for",
    "v4-shape-only/season_extended.json": "seasons are read through the list of episodes",
    "v4-shape-only/seasontype_overview.json": "the orders that we use have fixed names",
    "v4-shape-only/sourcetype_overview.json": "sources are told apart by name, not number",
    "v4-shape-only/status_overview.json": "a status is told by its name",
    "v4-shape-only/translations.json": "translations of lists are not asked for",
    "v4-shape-only/update_overview.json": "updates are not followed",
}


def test_an_empty_envelope(recorded: Path) -> None:
    said = decode(recorded, "v4-shape-only/data_empty.json", Envelope[answers.EpisodePage])
    assert (said.data, said.status, said.links and said.links.page_size) == (None, "success", 250)


def test_every_recording_is_read_or_named_with_a_reason(recorded: Path) -> None:
    tables = (SERIES, SERIES_LISTS, FILMS, SEARCHES, EPISODES, PAGES, TROUBLES)
    read = [str(row[0]) for table in tables for row in table]
    read += [FILM_LIST, SEARCH_SHAPE, *REMOTE, TRANSLATION, ARTWORK, ARTWORK_TYPE]
    there = [
        one.relative_to(recorded).as_posix()
        for folder in ("v4", "v4-shape-only")
        for one in (recorded / folder).glob("*.json")
    ]
    assert sorted([*read, *NOT_OURS]) == sorted(there)
